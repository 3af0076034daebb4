"""Stories of the page's line: function, point and box in every lab, each changed where it stands."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

LABS = {
    "derivative": "#v=1&lab=derivative&f=x^2&x=-2,2&at=1",
    "surface": "#v=1&lab=surface&f=x^2 - y^2&x=-2,2&y=-2,2&at=1,-0.5",
    "equation": "#v=1&lab=implicit",
    "descent": "#v=1&lab=descent",
    "paths": "#v=1&lab=paths",
    "map": "#v=1&lab=jacobian",
    "chain": "#v=1&lab=jacobian&view=chain",
    "regression": "#v=1&lab=regression",
    "norms": "#v=1&lab=regression&view=norms",
    "network": "#v=1&lab=network",
    "landscape": "#v=1&lab=network&view=landscape",
    "steps": "#v=1&lab=network&view=steps",
}
SAID = {
    "derivative": r"f\s*.*x.*at x = 1.*on −2 ≤ x ≤ 2",
    "surface": r"at \(1, −0\.5\).*on −2 ≤ x, y ≤ 2",
    "equation": r"x.*y.*= 1.*at \(0\.6, 0\.8\).*on −1\.5 ≤ x, y ≤ 1\.5",
    "descent": r"from x = .*on .* ≤ x ≤ ",
    "paths": r"from \(−1\.2, 1\).*on −2 ≤ x ≤ 2, −1 ≤ y ≤ 3",
    "map": r"at \(2, 0\.8\).*on 0 ≤ r ≤ 3",
    "chain": r"first g.*last z",
    "regression": r"f.*x.*fitted to.*by",
    "norms": r"v.*of v = \(",
    "network": r"2 inputs → 4 tanh → 2 tanh → 1 tanh.*learns.*400 points",
    "landscape": r"2 inputs → .*learns.*400 points",
    "steps": r"inputs → .*with the loss",
}
MOST_CONTROLS = 12
# Of what is seen in the left column.
CONTROLS = """() => [...document.querySelectorAll(".controls :is(input, select, button, summary, textarea)")]
  .filter((each) => each.checkVisibility({ opacityProperty: true, visibilityProperty: true })).length"""


@pytest.fixture
def lab(page: Page) -> Callable[[str], Page]:
    def open_at(fragment: str) -> Page:
        page.goto(f"/{fragment}")
        expect(page.locator("#subject")).not_to_be_empty()
        return page

    return open_at


def line(page: Page) -> Locator:
    return page.locator("#subject")


@pytest.mark.parametrize("name", LABS)
def test_every_lab_says_what_it_is_about_and_opens_with_few_controls(lab, name):
    page = lab(LABS[name])
    expect(line(page)).to_contain_text(re.compile(SAID[name], re.DOTALL))
    expect(page.locator(".sentence").first).not_to_be_empty()
    assert page.evaluate(CONTROLS) <= MOST_CONTROLS


def test_labs_and_actions_share_one_line_on_a_small_projector(lab):
    page = lab(LABS["surface"])
    page.set_viewport_size({"width": 1024, "height": 768})
    last, first = page.get_by_role("link", name="Networks"), page.get_by_role("button", name="Undo")
    labs, actions = last.bounding_box(), first.bounding_box()
    assert labs and actions
    assert abs(labs["y"] + labs["height"] / 2 - actions["y"] - actions["height"] / 2) < 4
    assert labs["x"] + labs["width"] < actions["x"]


def test_function_point_and_box_are_changed_where_they_stand(lab):
    page = lab(LABS["surface"])
    function = page.get_by_label("Function of x and y")
    page.locator(".function-formula .changeable").click()
    expect(function).to_be_focused()
    function.fill("x^2 + 3y")
    function.press("Enter")
    expect(page.locator(".function-formula .changeable")).to_contain_text("3")
    page.get_by_text("(1, −0.5)", exact=True).click(position={"x": 8, "y": 8})
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    expect(line(page)).to_contain_text("at (2, −0.5)")
    page.get_by_text("−2 ≤ x, y ≤ 2", exact=True).click(position={"x": 8, "y": 8})
    page.keyboard.type("-4")
    page.keyboard.press("Enter")
    expect(line(page)).to_contain_text("on −4 ≤ x ≤ 2, −2 ≤ y ≤ 2")
    expect(page).to_have_url(re.compile(r"f=x%5E2%20%2B%203y|f=x\^2"))
    # A number that is dragged sideways turns, in one step: 50 px by a hundredth each.
    box = page.get_by_text("(2, −0.5)", exact=True).bounding_box()
    assert box
    page.mouse.move(box["x"] + 10, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] - 15, box["y"] + 10)
    page.mouse.move(box["x"] - 40, box["y"] + 10)
    page.mouse.up()
    expect(line(page)).to_contain_text("at (1.5, −0.5)")
    expect(page.get_by_text("(1.5, −0.5)", exact=True)).to_be_visible()
    for _ in range(4):
        page.get_by_role("button", name="Undo").click()
    expect(line(page)).to_contain_text("at (1, −0.5)")
    expect(line(page)).to_contain_text("on −2 ≤ x, y ≤ 2")


def test_a_mistake_is_told_on_the_line_in_place_of_point_and_box(lab):
    page = lab(LABS["surface"])
    page.get_by_label("Function of x and y").fill("x^2 + sine y")
    expect(page.locator("#function-message")).to_contain_text("Unknown name 'sine'")
    page.keyboard.press("Escape")
    expect(page.locator(".mirror mark")).to_be_visible()
    # It lies under the very letters.
    under, over = page.locator(".mirror").bounding_box(), page.get_by_label("Function of x and y").bounding_box()
    assert under and over and all(abs(under[side] - over[side]) < 2 for side in under), (under, over)
    expect(page.get_by_text("(1, −0.5)", exact=True)).to_be_hidden()
    # The last picture stays, pale: it is of another text.
    expect(page.locator(".views")).to_have_css("opacity", "0.3")
    page.get_by_label("Function of x and y").fill("x^2 + sin y")
    expect(page.get_by_text("(1, −0.5)", exact=True)).to_be_visible()
    expect(page.locator(".views")).to_have_css("opacity", "1")
    # Where nothing is typed, three examples are offered.
    page.get_by_label("Function of x and y").fill("")
    offers = page.locator("#function-message .link")
    expect(offers).to_have_count(3)
    expect(page.locator("#function-message")).not_to_contain_text("for example")
    first, second = (offers.nth(k).bounding_box() for k in (0, 1))
    assert first and second and second["x"] - first["x"] - first["width"] >= 16
    text = offers.first.inner_text()
    offers.first.click()
    expect(page.get_by_label("Function of x and y")).to_have_value(text)
    expect(offers).to_have_count(0)


def test_the_stage_shows_the_function_in_large_type(lab):
    page = lab(LABS["surface"])
    expect(line(page)).to_contain_text("at (1, −0.5)")
    page.locator("body").press("p")
    expect(page.locator("html")).to_have_attribute("data-view", "stage")
    size = page.locator(".function-formula math").first.evaluate("m => parseFloat(getComputedStyle(m).fontSize)")
    assert size >= 40


def test_on_a_phone_the_line_comes_first_and_wraps(lab):
    page = lab(LABS["surface"])
    page.set_viewport_size({"width": 390, "height": 844})
    expect(line(page)).to_contain_text("on −2 ≤ x, y ≤ 2")
    place = line(page).bounding_box()
    assert place is not None
    assert place["y"] < 160
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_function_is_saved_opened_in_another_lab_and_removed(lab):
    page = lab(LABS["surface"])
    expect(line(page)).to_contain_text("at (1, −0.5)")
    menu = page.get_by_text("Examples and yours")
    menu.click()
    page.get_by_label("Name to save it by").fill("my saddle")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".own .example")).to_contain_text("my saddle")
    page.goto(f"/{LABS['paths']}")
    expect(line(page)).to_contain_text("from (−1.2, 1)")
    menu.click()
    page.locator(".own .example").click()
    expect(line(page)).to_contain_text("from (1, −0.5)")
    expect(line(page)).to_contain_text("on −2 ≤ x, y ≤ 2")
    menu.click()
    page.get_by_role("button", name="Remove my saddle").click()
    expect(page.locator(".own .example")).to_have_count(0)


def test_a_slice_opens_as_a_curve_and_leads_back(lab):
    page = lab(LABS["surface"] + "&show=slices")
    page.get_by_role("button", name="This slice as a curve").first.click()
    expect(page.get_by_label("Function of x", exact=True)).to_have_value("y = -0.5\nx^2 - y^2")
    expect(line(page)).to_contain_text("at x = 1")
    page.get_by_role("button", name="slice at y = −0.5: to the surface").click()
    expect(page.get_by_label("Function of x and y")).to_have_value("x^2 - y^2")
    expect(line(page)).to_contain_text("at (1, −0.5)")
    expect(line(page)).to_contain_text("on −2 ≤ x, y ≤ 2")


def test_the_loss_of_a_regression_opens_as_a_surface_of_its_parameters(lab):
    page = lab(LABS["regression"])
    expect(page.locator(".sentence").first).to_contain_text("Step 100 of 100")
    page.locator("#subject .fold > summary", has_text="the mean").click()
    page.get_by_role("button", name="Open the loss as a surface").click()
    expect(page.get_by_label("Function of x and y")).to_have_value(re.compile(r"^f\(m, b\) = \(\("))
    # The mean squared residual that the regression said.
    expect(page.locator(".sentence").first).to_contain_text("= 4.32")
