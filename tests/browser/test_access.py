"""The page for those who do not see it, or have no mouse: axe-core's findings, names, Tab stops, dialogs, fingers."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import PATIENCE, TOP, UNDRAWN_SPACE
from tests.browser.gestures import at_rest, until

AXE = TOP / "scripts" / "tooling" / "node_modules" / "axe-core" / "axe.min.js"
LABS = {
    "front door": "",
    "derivative": "lab=derivative&scene=1.2",
    "descent": "lab=descent&scene=1.12a",
    "surface": "lab=surface&scene=1.27d",
    "paths": "lab=paths&scene=3.4a",
    "map": "lab=jacobian&scene=1.24a",
    "chain": "lab=jacobian&scene=2.7",
    "fit": "lab=regression&scene=2.2a",
    "norms": "lab=regression&view=norms",
    "training": "lab=network&scene=2.3",
    "steps": "lab=network&scene=2.14",
    "landscape": "lab=network&scene=2.17",
    "constraints": "lab=constraints&scene=3.1b",
    "implicit": "lab=implicit&scene=2.6b",
    "in German": "lab=paths&lang=de",
}


@pytest.fixture
def judged(page: Page) -> Page:
    """A page that brings axe-core along: the page's own policy lets no other script in."""
    page.add_init_script(path=AXE)
    return page


@pytest.fixture
def phone(browser: Browser, server: str) -> Iterator[Page]:
    """The same in the hand, by night."""
    hand = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "color_scheme": "dark"}
    context = browser.new_context(base_url=server, service_workers="block", **hand)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.add_init_script(path=AXE)
    page.add_init_script(UNDRAWN_SPACE)
    yield page
    context.close()


def findings(page: Page) -> list[str]:
    """What axe-core complains about, with the place."""
    return page.evaluate(
        """async () => {
          const { violations } = await axe.run(document, { resultTypes: ["violations"] });
          return violations.flatMap(({ id, nodes }) =>
            nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`));
        }"""
    )


@pytest.mark.parametrize("name", LABS)
def test_axe_finds_nothing_by_day_by_night_and_on_the_stage(judged: Page, name: str):
    judged.goto(f"/#{LABS[name]}")
    expect(judged.locator(".says .sentence, .living").first).not_to_be_empty()
    at_rest(judged, judged.locator("main").first.inner_text)
    assert findings(judged) == []
    judged.keyboard.press("d")
    assert findings(judged) == []
    judged.keyboard.press("p")
    at_rest(judged, judged.locator("main").first.inner_text)
    assert findings(judged) == []


def test_axe_finds_nothing_in_what_opens(judged: Page):
    judged.goto("/#lab=surface")
    expect(judged.locator(".contour-overlay .point")).to_be_attached()
    judged.keyboard.press("?")
    assert findings(judged) == []
    # The list is longer than the window: one sees its beginning, and how to leave it.
    expect(judged.get_by_role("heading", name="Keys and gestures")).to_be_in_viewport()
    expect(judged.get_by_role("button", name="Close")).to_be_in_viewport()
    judged.keyboard.press("Escape")
    judged.locator("#share").focus()
    judged.keyboard.press("Enter")
    expect(judged.get_by_role("button", name="Copy link")).to_be_focused()
    assert findings(judged) == []
    judged.keyboard.press("Escape")
    expect(judged.locator("#share")).to_be_focused()
    judged.keyboard.press("d")
    menus = {
        ".examples summary.rest": "Monkey saddle",
        "figure:has(.map) > .take": "Picture (PNG)",
    }
    for opens, shows in menus.items():
        judged.locator(opens).click()
        expect(judged.get_by_text(shows).first).to_be_visible()
        assert findings(judged) == [], opens
        judged.keyboard.press("Escape")
    judged.locator("#course-button").click()
    expect(judged.locator("#course")).to_be_visible()
    assert findings(judged) == []


# Where, what is opened first, and what is pressed.
PRESSED = {
    "a stage is added": ("lab=jacobian&view=chain", None, "[aria-label='Add a stage after this one']"),
    "a run is doubled": ("lab=paths", ".settings summary", "[aria-label='Duplicate run 1']"),
}


@pytest.mark.parametrize("what", PRESSED)
def test_the_keyboard_has_a_place_after(page: Page, what: str):
    address, opens, name = PRESSED[what]
    page.goto(f"/#{address}")
    expect(page.locator(".says .sentence")).not_to_be_empty()
    if opens:
        page.locator(opens).first.click()
    button = page.locator(name).first
    button.focus()
    expect(button).to_be_focused()
    before = page.locator("#lab").inner_html()
    page.keyboard.press("Enter")
    until(page, page.locator("#lab").inner_html, lambda now: now != before)
    at_rest(page, page.locator("#lab").inner_text)
    focused = page.locator(":focus")
    expect(focused).to_be_visible()
    # What can be pressed again is.
    assert not button.is_visible() or focused.get_attribute("aria-label") == button.get_attribute("aria-label")


@pytest.mark.parametrize("name", LABS)
def test_axe_finds_nothing_on_a_phone_in_german_with_all_that_folds_open(phone: Page, name: str):
    phone.goto(f"/#{LABS[name].replace('&lang=de', '')}&lang=de")
    expect(phone.locator(".says .sentence, .living").first).not_to_be_empty()
    phone.evaluate("document.querySelectorAll('main details').forEach((each) => { each.open = true; })")
    at_rest(phone, phone.locator("main").first.inner_text)
    # What is moved sideways is a stop of the Tab key from the first Tab on.
    phone.keyboard.press("Tab")
    assert findings(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_over_the_front_door_the_course_menu_has_a_search_with_a_name_of_its_own(judged: Page):
    judged.goto("/")
    judged.locator("#course-button").click()
    expect(judged.locator("#course")).to_be_visible()
    assert findings(judged) == []


@pytest.mark.parametrize("width", [360, 390])
def test_on_a_phone_the_page_s_buttons_are_on_one_line_and_wide_enough_for_a_thumb(phone: Page, width: int):
    phone.set_viewport_size({"width": width, "height": 780})
    phone.goto("/#lab=surface&lang=de")
    expect(phone.locator("#undo")).to_be_visible()
    spread, least = phone.evaluate(
        """() => {
          const all = [...document.querySelectorAll(".wordmark, #course-button, .actions button")];
          const seen = all.filter((each) => each.checkVisibility()).map((each) => each.getBoundingClientRect());
          const middles = seen.map(({ top, bottom }) => (top + bottom) / 2);
          return [Math.max(...middles) - Math.min(...middles), Math.min(...seen.map(({ width }) => width))];
        }"""
    )
    assert spread < 8
    assert least >= (32 if width == 390 else 26)


def test_on_a_phone_what_is_listed_in_menus_and_said_of_gestures_meets_a_finger(phone: Page):
    phone.goto("/#lab=surface&scene=1.23&lang=de")
    expect(phone.locator(".says .sentence")).not_to_be_empty()
    phone.locator("#course-button").tap()
    low = """(chosen) => [...document.querySelectorAll(chosen)].filter((e) => e.checkVisibility())
      .filter((e) => e.offsetHeight < 44).map((e) => e.textContent)"""
    expect(phone.locator("#course details[open] ol a").first).to_be_visible()
    assert phone.evaluate(low, "#course details[open] ol a") == []
    phone.locator("#course .find").fill("Gradient")
    expect(phone.locator("#course .found a").first).to_be_visible()
    assert phone.evaluate(low, "#course .found a, .step") == []
    phone.keyboard.press("Escape")
    phone.keyboard.press("Escape")
    expect(phone.locator("#course")).to_be_hidden()
    phone.locator("#help").tap()
    # A phone has gestures and no keys.
    expect(phone.locator("#keys dt").first).to_contain_text("ziehen")
    # Nothing is read below the bar that closes it.
    bar, dialog = (phone.locator(each).bounding_box() for each in ("#keys form", "#keys"))
    assert bar and dialog
    assert bar["y"] + bar["height"] >= dialog["y"] + dialog["height"] - 2


def test_in_the_contrast_of_a_system_the_open_lab_and_the_look_are_underlined(page: Page):
    page.emulate_media(forced_colors="active")
    page.goto("/#lab=surface")
    expect(page.locator(".look-row")).to_be_visible()
    for chosen in (".lab-menu a[aria-current]", ".look-row button[aria-current]"):
        expect(page.locator(chosen)).to_have_css("text-decoration-line", "underline")
