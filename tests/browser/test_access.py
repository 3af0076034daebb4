"""The page for those who do not see it, or have no mouse: axe-core's findings, names, Tab stops, dialogs, fingers."""

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import TOP
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
