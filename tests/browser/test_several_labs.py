"""What a person sees and does where there is more than one lab: the registry has one more here, a tiny one."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gradscape.api.packs import PAGE, Packs
from gradscape.places import frontend_folder

DIAL = Path(__file__).with_name("dial.js").read_text("utf-8")


def text_of(name: str) -> str:
    """The page's own modules, and in the registry one lab more."""
    if name == "labs/dial.js":
        return DIAL
    text = (frontend_folder() / name).read_text("utf-8")
    return with_dial(text) if name == "labs/index.js" else text


def with_dial(registry: str) -> str:
    additions = {
        "export const LABS = [": "{ codec: dial, load: async () => Dial },",
        "export const QUESTIONS = [": '{ title: "Dial", labs: ["dial"] },',
    }
    for place, entry in additions.items():
        assert place in registry
        registry = registry.replace(place, f"{place}\n  {entry}")
    return f'import {{ Dial, dial }} from "./dial.js";\n{registry}'


@pytest.fixture
def labs(page: Page) -> Page:
    """The page with the surface lab and the dial, open at the surface."""
    joined = Packs(text_of).assets[PAGE].body
    page.route(f"**/static/packs/{PAGE}*", lambda route: route.fulfill(body=joined, content_type="text/javascript"))
    page.goto("/#f=x y&at=1,1")
    expect_surface(page, "x y")
    return page


def expect_surface(page: Page, source: str) -> None:
    expect(page.get_by_role("textbox", name="Function")).to_have_value(source)
    expect(page.locator(".contour-overlay .point")).to_be_attached()
    expect(page.locator(".scene canvas").first).to_be_attached()
    expect(page.locator(".dial")).to_have_count(0)


def expect_dial(page: Page, turned: int) -> None:
    expect(page.locator(".dial")).to_have_text(f"turned {turned} times")
    expect(page.locator(".stage")).to_have_count(0)


def choose(page: Page, title: str) -> None:
    page.get_by_role("navigation", name="Labs").get_by_role("link", name=title).click()


def test_labs_are_chosen_in_the_header_which_marks_the_open_one(labs: Page):
    choose(labs, "Dial")
    expect_dial(labs, 0)
    marked = labs.locator(".lab-menu [aria-current=page]")
    expect(marked).to_have_text("Dial")
    choose(labs, "Derivatives")
    expect_surface(labs, "x y")
    expect(marked).to_have_text("Derivatives")


def test_undo_and_redo_lead_from_lab_to_lab(labs: Page):
    labs.keyboard.press("ArrowRight")
    choose(labs, "Dial")
    labs.locator(".dial").click()
    expect_dial(labs, 1)
    labs.keyboard.press("Control+z")
    expect_dial(labs, 0)
    labs.keyboard.press("Control+z")
    expect_surface(labs, "x y")
    expect(labs.locator(".sentence")).to_contain_text("(1.04, 1)")
    labs.keyboard.press("Control+z")
    expect(labs.locator(".sentence")).to_contain_text("(1, 1)")
    for _ in range(3):
        labs.keyboard.press("Control+y")
    expect_dial(labs, 1)


def test_the_back_button_leads_to_the_lab_before(labs: Page):
    choose(labs, "Dial")
    expect_dial(labs, 0)
    labs.go_back()
    expect_surface(labs, "x y")
    labs.go_forward()
    expect_dial(labs, 0)


def test_a_link_opens_its_lab_in_its_state_and_the_address_follows(labs: Page):
    labs.goto("/#v=1&lab=dial&turned=4")
    expect_dial(labs, 4)
    labs.locator(".dial").click()
    expect(labs).to_have_url(re.compile("#v=1&lab=dial&turned=5$"))
    labs.reload()
    expect_dial(labs, 5)


def test_keys_and_help_are_those_of_the_open_lab(labs: Page):
    labs.keyboard.press("?")
    expect(labs.locator("#keys dl")).to_contain_text("move the point")
    labs.keyboard.press("Escape")
    choose(labs, "Dial")
    expect_dial(labs, 0)
    labs.keyboard.press("ArrowRight")
    labs.keyboard.press("1")
    expect_dial(labs, 1)
    labs.keyboard.press("?")
    expect(labs.locator("#keys dl")).to_contain_text("turn the dial")
    expect(labs.locator("#keys dl")).to_contain_text("undo")
    expect(labs.locator("#keys dl")).not_to_contain_text("move the point")


def test_a_lab_that_sweeps_asks_and_draws_is_left_without_a_trace(labs: Page):
    labs.get_by_role("textbox", name="Function").fill("a x y")
    expect(labs.get_by_role("slider", name="Parameter a")).to_be_visible()
    labs.get_by_role("button", name="Sweep a").click()
    labs.evaluate("location.hash = '#lab=dial&turned=2'")
    expect_dial(labs, 2)
    asked: list[str] = []
    labs.on("request", lambda request: asked.append(request.url) if "/api/" in request.url else None)
    labs.wait_for_timeout(1_000)
    # The address says the dial's state, and nothing of the lab before is asked for any more.
    assert labs.evaluate("location.hash") == "#v=1&lab=dial&turned=2"
    assert asked == []
    expect(labs.locator("#status")).to_be_empty()


def test_going_to_and_fro_leaves_nothing_behind(labs: Page):
    for _ in range(3):
        choose(labs, "Dial")
        expect_dial(labs, 0)
        choose(labs, "Derivatives")
        expect_surface(labs, "x y")
    assert labs.locator("main:not([hidden])").count() == 1
    # One picture of the surface, whose canvases are those of one lab.
    assert labs.locator(".js-plotly-plot").count() == 2


def test_the_function_goes_along_from_question_to_question(labs: Page):
    field = labs.locator(".function-field textarea")
    field.fill("x^4 + a y^2 - x y")
    expect(labs.locator(".sentence")).to_contain_text("f = 1")
    choose(labs, "Descent")
    expect(field).to_have_value("x^4 + a y^2 - x y")
    expect(labs.get_by_label("Value of a", exact=True)).to_have_value("1")
    expect(labs).to_have_url(re.compile("runs=gradient-descent:1,1"))
    choose(labs, "Maps")
    expect(field).to_have_value("x^4 + a y^2 - x y")
    choose(labs, "Derivatives")
    expect_surface(labs, "x^4 + a y^2 - x y")


def test_what_a_lab_cannot_take_stays_and_it_says_how_it_comes_along(labs: Page):
    labs.goto("/#lab=paths&f=x^2 %2B y^2 %2B z^2&runs=gradient-descent:1,1,1")
    expect(labs.get_by_role("textbox", name="Function")).to_have_value("x^2 + y^2 + z^2")
    choose(labs, "Derivatives")
    expect(labs.locator("#status")).to_contain_text("Derivatives takes up to 2 variables, and this function has 3")
    expect(labs.locator("#status")).to_contain_text("Give z a value on a line before, for example z = 1.")


def test_a_text_of_more_variables_opens_where_it_belongs(labs: Page):
    labs.goto("/#lab=derivative&f=x^2")
    field = labs.get_by_role("textbox", name="Function")
    expect(field).to_have_value("x^2")
    field.fill("x^2 + y")
    labs.get_by_role("button", name="Open it as a surface").click()
    expect_surface(labs, "x^2 + y")
    labs.keyboard.press("Control+z")
    expect(field).to_have_value("x^2")
