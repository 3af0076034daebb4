"""How the page behaves whatever it shows: while it works, when a link is wrong, under keys and the wheel."""

import re

import pytest
from playwright.sync_api import Page, Route, expect
from tests.browser.gestures import at_rest, opening, sentence, until

SADDLE = "/#v=1&lab=surface&f=x^2 - y^2&at=1,1"


lab = opening()


# The stages of work with what is said and the name of the button, in the order in which they come.
STAGES = [
    ["working", "", None],
    ["long", "Computing …", "Stop"],
    ["endless", "This takes longer than usual. You can wait, or give up: the page stays as it is.", "Give up"],
]
# Written down by the page itself: on a busy computer a stage may be over before it is looked at from outside.
RECORD_STAGES = """() => {
    const work = document.getElementById("work");
    window.stages = [];
    new MutationObserver(() => {
        const [words, button] = work.querySelectorAll("span, button");
        stages.push([work.dataset.stage, words.textContent, button.hidden ? null : button.textContent]);
    }).observe(work, { attributeFilter: ["data-stage"] });
}"""


def type_function(page: Page, source: str) -> None:
    page.get_by_role("textbox", name="Function").fill(source)


def leave_unanswered(route: Route) -> None:
    """Nothing: the page waits."""


def opacity(page: Page) -> float:
    return float(page.locator(".views").evaluate("(element) => getComputedStyle(element).opacity"))


def test_a_slow_answer_is_announced_and_can_be_given_up(lab):
    page = lab(SADDLE)
    page.route("**/api/v1/surface", leave_unanswered)
    work = page.locator("#work")
    expect(work).to_have_attribute("data-stage", "rest")
    page.evaluate(RECORD_STAGES)
    type_function(page, "x y")
    until(page, lambda: opacity(page), lambda part: part < 0.5)
    expect(work).to_have_attribute("data-stage", re.compile("long|endless"))
    stages = page.evaluate("stages")
    assert stages == [stage for stage in STAGES if stage in stages]
    work.get_by_role("button", name=re.compile("Stop|Give up")).click()
    expect(work).to_have_attribute("data-stage", "rest")
    expect(page.locator("#status")).to_contain_text(re.compile("(Stopped|Given up): what you see is of the text"))
    # The old picture stays pale under the new text until there is something to see of it.
    assert at_rest(page, lambda: opacity(page)) < 0.5
    page.unroute("**/api/v1/surface")
    type_function(page, "x y + 1")
    expect(sentence(page)).to_contain_text("f = 2")
    until(page, lambda: opacity(page), lambda part: part == 1)


def test_a_question_that_was_overtaken_is_not_waited_for(lab):
    page = lab(SADDLE)
    held: list[Route] = []
    page.route("**/api/v1/surface", lambda route: held.append(route) if not held else route.continue_())
    type_function(page, "x y")
    page.wait_for_timeout(500)
    type_function(page, "x y + 1")
    expect(sentence(page)).to_contain_text("f = 2")
    assert len(held) == 1


@pytest.mark.parametrize("size", [(1440, 900), (1100, 700), (390, 844)])
def test_nothing_in_the_header_moves_when_something_is_said(lab, size):
    page = lab(SADDLE)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    places = """() => [...document.querySelectorAll("header button, header a, main")].map((each) => {
        const { x, y } = each.getBoundingClientRect();
        return [x, y];
    })"""
    before = at_rest(page, lambda: page.evaluate(places))
    page.get_by_role("button", name="Share").click()
    said = page.locator("#status span")
    expect(said).to_be_visible()
    assert page.evaluate(places) == before
    ink, warning = page.evaluate(
        """() => ["--ink", "--warning"].map((name) => {
            const probe = document.body.appendChild(document.createElement("i"));
            probe.style.color = `var(${name})`;
            const { color } = getComputedStyle(probe);
            probe.remove();
            return color;
        })"""
    )
    assert said.evaluate("(element) => getComputedStyle(element).color") == ink != warning


def test_a_scene_alone_is_a_link(lab):
    page = lab("/#scene=2.16")
    expect(page.locator(".scene-card h2")).to_contain_text("Mazur")
    expect(page.locator(".lab-menu [aria-current=page]")).to_have_text("Networks")
    expect(page.locator("#status")).to_be_empty()
    expect(page).to_have_url(re.compile("lab=network&scene=2.16&"))


@pytest.mark.parametrize(
    "address, words",
    [
        ("/#scene=9.99", "The scene 9.99 is not in the course"),
        ("/#v=1&lab=surface&scene=9.99&f=x y", "The scene 9.99 is not in the course"),
        ("/#v=1&lab=surface&scene=2.16&f=x y", "The scene 2.16 belongs to Networks"),
        ("/#v=1&lab=nowhere&f=x", "there is no lab called 'nowhere'"),
        ("/#nonsense", "nothing in this link is known here"),
    ],
)
def test_a_link_to_what_there_is_not_says_so_and_opens_a_lab(lab, address, words):
    page = lab(address)
    expect(page.locator("#status")).to_contain_text(words)
    expect(page.locator(".scene-card")).to_be_hidden()


def test_space_plays_after_a_button_was_pressed_and_enter_presses_it(lab):
    page = lab("/#v=1&lab=paths&f=x^2 + 4y^2&steps=300&step=0")
    step = page.locator(".player .count")
    button = page.get_by_role("button", name="Light or dark")
    button.click()
    expect(button).to_be_focused()
    theme = page.evaluate("document.documentElement.dataset.theme")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(step).not_to_contain_text("step 0 of")
    assert page.evaluate("document.documentElement.dataset.theme") == theme
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    page.keyboard.press("Enter")
    until(page, lambda: page.evaluate("document.documentElement.dataset.theme"), lambda now: now != theme)


def test_the_wheel_scrolls_the_page_until_the_picture_is_pressed_or_ctrl_is_held(lab):
    page = lab("/#v=1&lab=derivative&f=x^2&x=-2,2&at=1")
    page.set_viewport_size({"width": 1000, "height": 500})
    low = page.get_by_label("x from")
    box = page.locator(".plot").first.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 3)
    page.mouse.wheel(0, 120)
    until(page, lambda: page.evaluate("scrollY"), lambda scrolled: scrolled > 0)
    expect(low).to_have_value("-2")
    page.evaluate("scrollTo(0, 0)")
    page.keyboard.down("Control")
    page.mouse.wheel(0, -120)
    page.keyboard.up("Control")
    expect(low).not_to_have_value("-2")
    assert page.evaluate("scrollY") == 0
    # Short numbers: no digits that no pixel shows.
    assert len(low.input_value()) <= 6
    expect(page).to_have_url(re.compile(r"x=-?[\d.]{1,6},-?[\d.]{1,6}(&|$)"))


def expect_said(page: Page, words: str) -> None:
    """Waits until the sentence says the number that stands in the field of m."""
    field, said = page.get_by_label("Value of m", exact=True), sentence(page)
    both = lambda: (field.input_value(), said.inner_text())  # noqa: E731
    until(page, both, lambda found: words.format(found[0]).replace("-", "−") in found[1].replace("-", "−"))


def test_the_slider_of_a_parameter_moves_the_line_that_is_seen(lab):
    page = lab("/#v=1&lab=regression")
    slider = page.get_by_role("slider", name="Parameter m")
    expect(page.locator(".player .count")).not_to_contain_text("step 0 of")
    expect_said(page, "m = {:.3}")
    slider.fill("900")
    expect(page.locator(".player .count")).to_contain_text("step 0 of")
    expect_said(page, "m = {}")


def test_learning_up_to_the_epoch_of_a_link_shows_how_far_it_is_and_can_be_stopped(page: Page):
    page.goto("/#scene=2.18")
    bar = page.get_by_role("progressbar", name="Epochs that are learned")
    expect(bar).to_be_visible()
    page.get_by_role("group", name="Training").get_by_role("button", name="Stop").click()
    expect(bar).to_be_hidden()
    expect(page.locator(".player .count")).to_contain_text("poch")
    at_rest(page, page.locator(".player .count").inner_text, pause=1_000)
