"""The stage: what a hall sees, what a lecturer's keys do, and what links carry of it."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.gestures import at_rest, eventually, until

LEAST = 24  # px of type that the last row reads at 1024 x 768


@pytest.fixture
def hall(page: Page) -> Page:
    """A page as large as an old projector."""
    page.set_viewport_size({"width": 1024, "height": 768})
    return page


SIZES_OF_TICKS = """() => [...document.querySelectorAll(".map .xtick text")].map(
    (text) => parseFloat(getComputedStyle(text).fontSize))"""


def size_of(text: Locator) -> float:
    return text.evaluate("text => parseFloat(getComputedStyle(text).fontSize)")


def box_of(page: Page, selector: str) -> dict[str, float]:
    return page.locator(selector).first.evaluate(
        "e => { const { left, top, right, bottom } = e.getBoundingClientRect(); return { left, top, right, bottom }; }"
    )


def question(page: Page) -> Locator:
    return page.locator(".scene-question")


def test_the_stage_shows_the_scene_its_question_and_large_numbers(hall: Page):
    hall.goto("/#lab=surface&scene=1.23")
    expect(hall.locator(".contour-overlay .point")).to_be_attached()
    hall.keyboard.press("p")
    expect(hall.locator(".scene-title")).to_have_text(re.compile(r"1\.23\s+Steepest ascent"))
    expect(question(hall)).not_to_be_empty()
    for hidden in (".controls", ".actions", ".lab-menu"):
        expect(hall.locator(hidden)).to_be_hidden()
    expect(hall.locator(".switch-legend li")).to_have_text(["Gradient", "Slope along u"])
    # Drawn anew at any moment, a number may be gone between being found and being measured.
    until(hall, lambda: hall.evaluate(SIZES_OF_TICKS), lambda sizes: bool(sizes) and min(sizes) >= LEAST)
    for text in (".scene-title", ".scene-question", ".switch-legend li", ".sentence"):
        assert size_of(hall.locator(text).first) >= LEAST
    views = box_of(hall, ".views")
    assert (views["left"], views["right"]) == (0, 1024)
    assert box_of(hall, ".says")["bottom"] <= 768
    hall.keyboard.press("p")
    expect(hall.locator(".controls")).to_be_visible()
    expect(hall.locator(".scene-head")).to_be_hidden()


def test_a_clicker_walks_through_a_scene_and_on_to_the_next(hall: Page):
    hall.goto("/#lab=surface&scene=1.18&view=stage")
    expect(hall.locator(".scene-title")).to_contain_text("1.18")
    said = [question(hall).inner_text()]
    while "scene=1.18" in hall.url:
        hall.keyboard.press("PageDown")
        at_rest(hall, lambda: (hall.url, question(hall).inner_text()), 500)
        said.append(question(hall).inner_text())
        assert len(said) < 12
    expect(hall.locator(".scene-title")).to_contain_text("1.19")
    assert len(set(said)) >= 4
    hall.keyboard.press("PageUp")
    expect(hall.locator(".scene-title")).to_contain_text("1.18")
    expect(question(hall)).to_have_text(said[-2])
    assert "view=stage" in hall.url


def test_controls_come_over_the_picture_and_go_again(hall: Page):
    hall.goto("/#lab=surface&scene=1.23&view=stage")
    expect(hall.locator(".contour-overlay .point")).to_be_attached()
    before = at_rest(hall, lambda: box_of(hall, ".map"))
    hall.keyboard.press("c")
    expect(hall.locator(".controls")).to_be_visible()
    assert box_of(hall, ".map") == before
    hall.keyboard.press("c")
    expect(hall.locator(".controls")).to_be_hidden()


def test_black_spotlight_and_glass_come_and_go(hall: Page):
    hall.goto("/#lab=surface&view=stage")
    expect(hall.locator(".contour-overlay .point")).to_be_attached()
    veil = hall.locator(".veil")
    hall.keyboard.press("b")
    expect(veil).to_have_css("background-color", "rgb(0, 0, 0)")
    hall.keyboard.press("b")
    expect(veil).to_be_hidden()
    hall.keyboard.press("l")
    hall.mouse.move(300, 500)
    expect(veil).to_have_css("background-image", re.compile("at 300px 500px"))
    hall.keyboard.press("Escape")
    expect(veil).to_be_hidden()
    before = box_of(hall, ".map")
    hall.keyboard.press("z")
    after = until(hall, lambda: box_of(hall, ".map"), lambda box: box != before)
    # What is under the pointer stays there.
    assert (after["left"] - 300) / (before["left"] - 300) == pytest.approx(2.5, rel=0.01)
    hall.keyboard.press("z")
    until(hall, lambda: box_of(hall, ".map"), lambda box: box == before)
    hall.keyboard.press("Escape")
    expect(hall.locator("header .actions")).to_be_visible()
    for key in "blz":
        hall.keyboard.press(key)
    expect(veil).to_be_hidden()


# Of each kind of picture a scene, and what is there once it is drawn.
PICTURES = {
    "2.9c": ".stage-formula math",
    "2.9b": ".wire-table .value",
    "2.12": ".flow-unit",
    "1.2": ".curve-plot text",
    "1.23": ".map .xtick text",
    "1.20b": ".map .xtick text",
    "2.2a": ".fit .xtick text",
}
# All texts that are seen, with their size as it comes to the screen; what stands above or below a letter belongs to it.
SMALL_TEXTS = """(least) => {
    const script = "sub, sup, msub > :not(:first-child), msup > :not(:first-child), msubsup > :not(:first-child)";
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) {
        const { data, parentElement: owner } = texts.currentNode;
        const isSeen = owner.checkVisibility({ visibilityProperty: true, opacityProperty: true });
        if (!data.trim() || !isSeen || owner.closest(script)) continue;
        const range = document.createRange();
        range.selectNodeContents(texts.currentNode);
        const { left, top, right, bottom, width } = range.getBoundingClientRect();
        if (!width || owner.closest(".visually-hidden, h1") || owner.getAttribute("baseline-shift")) continue;
        // Cards lie below what a hall sees.
        if (owner.closest(".cards") && top >= innerHeight) continue;
        const drawn = owner.ownerSVGElement && owner.getScreenCTM();
        const size = parseFloat(getComputedStyle(owner).fontSize) * (drawn ? Math.hypot(drawn.b, drawn.d) : 1);
        const isWhole = left >= -1 && top >= -1 && right <= innerWidth + 1 && bottom <= innerHeight + 1;
        if (size < least - 0.01 || !isWhole) found.push(`${size} px: ${data}`);
    }
    return found;
}"""
# Boxes that are more than what they stand in.
CUT_BOXES = """() => [...document.querySelectorAll(".chain-graph, .flow-picture, .product-now")].filter(
    (box) => box.checkVisibility() && (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1)
).map((box) => box.className)"""


def test_every_text_on_the_stage_is_large_enough_and_whole(hall: Page):
    for scene, drawn in PICTURES.items():
        hall.goto(f"/#scene={scene}&view=stage")
        expect(hall.locator(".scene-title")).to_contain_text(scene)
        expect(hall.locator(drawn).first).to_be_visible()
        for _ in range(3):
            until(hall, lambda: hall.evaluate(SMALL_TEXTS, LEAST) + hall.evaluate(CUT_BOXES), lambda found: not found)
            hall.keyboard.press("PageDown")
            eventually(hall, "() => document.getElementById('work').dataset.stage === 'rest'")


@pytest.mark.parametrize("scene, spoken", [("1.1c", "the best h is near"), ("3.4a", "For one digit")])
def test_a_plot_that_a_beat_speaks_of_stands_beside_the_picture(hall: Page, scene: str, spoken: str):
    hall.goto(f"/#scene={scene}&view=stage")
    expect(hall.locator(".scene-title")).to_contain_text(scene)
    while spoken not in (said := question(hall).inner_text()):
        hall.keyboard.press("PageDown")
        expect(question(hall)).not_to_have_text(said)
        expect(hall.locator(".scene-title")).to_contain_text(scene)
    expect(hall.locator(".cards > .asked-for:not([hidden]) .small-plot").first).to_be_visible()
    eventually(hall, "() => document.getElementById('work').dataset.stage === 'rest'")
    until(hall, lambda: hall.evaluate(SMALL_TEXTS, LEAST), lambda found: not found)
    views, figure = box_of(hall, ".views"), box_of(hall, ".curve-stage, .views .map")
    there = box_of(hall, ".cards > .asked-for:not([hidden]) .small-plot")
    assert views["top"] <= there["top"] < there["bottom"] <= views["bottom"] + 1
    assert figure["right"] <= there["left"] < there["right"] <= 1024
    assert there["bottom"] - there["top"] > 300


def test_five_rows_of_derivatives_have_each_a_frame_of_nearly_the_same_height(hall: Page):
    hall.goto("/#scene=1.4c&view=stage")
    for said in ("The slopes make", "The slope of cos", "after four derivatives"):
        expect(hall.locator(".scene-title")).to_contain_text("1.4c")
        hall.keyboard.press("PageDown")
        expect(question(hall)).to_contain_text(said)
    rows = hall.locator(".views.curves > figure:not([hidden])")
    expect(rows).to_have_count(5)
    clips = "rows => rows.map((row) => Number(row.querySelector('clipPath rect').getAttribute('height')))"
    heights = until(hall, lambda: rows.evaluate_all(clips), lambda heights: len(heights) == 5)
    assert min(heights) > 0.75 * max(heights) > 20, heights


def test_a_link_opens_the_bare_picture_without_what_it_hides(page: Page):
    page.goto("/#lab=surface&view=embed&hide=controls,cards")
    expect(page.locator(".contour-overlay .point")).to_be_attached()
    for hidden in ("header", ".controls", ".cards", ".scene-head"):
        expect(page.locator(hidden)).to_be_hidden()
    page.keyboard.press("c")
    expect(page.locator(".controls")).to_be_visible()
    eventually(page, "() => /view=embed&hide=cards$/.test(location.hash)")


def test_the_front_door_shows_all_nine_pictures_at_once(hall: Page):
    hall.goto("/#view=stage")
    expect(hall.locator(".living canvas[width]")).to_have_count(9)
    bottoms = hall.locator(".living").evaluate_all("all => all.map((each) => each.getBoundingClientRect().bottom)")
    assert max(bottoms) <= 768
    assert min(size_of(each) for each in hall.locator(".living .question").all()) >= LEAST
    hall.keyboard.press("PageDown")
    expect(hall.locator(".scene-title")).to_contain_text("1.1a")
