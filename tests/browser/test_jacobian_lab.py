"""What a person sees and does in the Jacobian lab, on the real server."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.gestures import fingers, opening, sentence, until

POLAR = "/#v=1&lab=jacobian&view=map&f=f(r, t) = [r cos t, r sin t]&figure=circle&reach=0.5&at=2,0.8&x=0,3&y=-0.5,2.5"
CIRCLE = "/#v=1&lab=jacobian&view=chain&f1=[sin t, cos t]&f2=z = x^2 + y^2&step=4&mode=forward&at=0.6&x=-3.2,3.2&y=-3,3"


lab = opening(POLAR, size=(960, 600))


def card(page: Page, title: str) -> Locator:
    return page.locator(".card").filter(has=page.get_by_role("heading", name=title, exact=True))


def float_pair(url: str, key: str) -> tuple[float, float]:
    """Two numbers of an address."""
    low, high = re.findall(rf"[&#]{key}=([^&,]*),([^&]*)", url)[0]
    return float(low), float(high)


def picture(page: Page, name: str) -> Locator:
    """A picture by its own name, which what it shows is added to."""
    return page.get_by_role("application", name=name)


def test_areas_grow_by_the_radius_of_polar_coordinates(lab):
    page = lab()
    expect(sentence(page)).to_contain_text("At (r, t) = (2, 0.8) it stretches most by 2, least by 1; det J = 2")
    expect(page.locator(".says .notes")).to_contain_text("off by at most")
    expect(card(page, "The Jacobian")).to_contain_text("determinant")


def test_the_point_is_dragged_and_the_numbers_follow(lab):
    page = lab()
    plane = picture(page, "The input plane")
    box = plane.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * 0.4, box["y"] + box["height"] * 0.5)
    expect(sentence(page)).not_to_contain_text("(2, 0.8)")
    page.keyboard.press("Control+z")
    expect(sentence(page)).to_contain_text("(2, 0.8)")


def test_two_fingers_zoom_the_box_and_leave_the_point_where_it_is(lab):
    page = lab()
    box = picture(page, "The input plane").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    steps = [[(x - apart, y), (x + apart, y)] for apart in (20, 30, 40)]
    fingers(page, [steps[0][0]], *steps, [(x + 60, y)], [])
    # Twice as far apart: half the box, in which a pixel may be rounded away.
    until(page, lambda: float_pair(page.url, "x"), lambda x: abs(x[1] - x[0] - 1.5) < 0.05)
    expect(sentence(page)).to_contain_text("(2, 0.8)")
    page.keyboard.press("Control+z")
    until(page, lambda: float_pair(page.url, "x"), lambda x: x == (0, 3))


def test_arrow_keys_move_the_point_and_minus_makes_the_error_a_quarter(lab):
    page = lab()
    page.keyboard.press("ArrowRight")
    expect(sentence(page)).to_contain_text("(2.04, 0.8)")
    page.keyboard.press("-")
    expect(page.locator(".says .notes")).to_contain_text("Within 0.25 of the point")


def test_a_capital_letter_is_a_matrix_with_a_grid_of_numbers(lab):
    page = lab()
    page.get_by_role("textbox", name="A map").fill("f(x) = A x")
    expect(page.get_by_role("group", name="A", exact=True)).to_be_visible()
    field = page.get_by_label("A 12", exact=True)
    field.fill("3")
    field.press("Enter")
    expect(card(page, "The Jacobian")).to_contain_text("3")
    expect(page).to_have_url(re.compile("p.A_12=3"))
    expect(sentence(page)).to_contain_text("det J = 1")


def test_shapes_that_do_not_fit_are_told_at_the_field_and_the_picture_stays(lab):
    page = lab()
    page.get_by_role("textbox", name="A map").fill("[[1, 2, 3], [4, 5, 6]] [x, y]")
    expect(page.locator("#subject")).to_contain_text("is 2x3 but [x, y] has 2 entries")
    expect(sentence(page)).to_contain_text("(2, 0.8)")


def test_the_table_of_cases_marks_the_current_one_and_opens_others(lab):
    page = lab()
    cases = card(page, "Which derivative is it?")
    expect(cases.locator("tr[aria-current]")).to_contain_text("vector to vector")
    cases.get_by_role("button", name="vector to number").click()
    expect(cases.locator("tr[aria-current]")).to_contain_text("vector to number")
    expect(cases.locator("tr.here")).to_have_text("∇f = (4, 1)")
    expect(picture(page, "The graph")).to_be_visible()


TORUS = "f(u, v) = [(2 + cos v) cos u, (2 + cos v) sin u, sin v]&at=5,1&x=0,6.25&y=0,6.25"
SPHERICAL = "f(r, s, t) = [r sin s cos t, r sin s sin t, r cos s]&at=2,1.5707963267948966,0.6"

KINDS = {
    "function": ("x^3 - x&at=1&x=-2,2", "the slope is 2", ["graph"]),
    "curve": (
        "[t - sin t, 1 - cos t]&at=0&x=-2,14",
        "the velocity is (0, 0)",
        ["entries over their variable", "output plane"],
    ),
    "run": ("[3 cos t, 3 sin t, 4 t]&at=1&x=-3,3", "the speed 5", ["entries over their variable", "output space"]),
    "graph": ("x^2 - y^2&at=1,0.5&x=-2,2&y=-2,2", "along its gradient (2, −1)", ["input plane", "graph"]),
    "surface": (TORUS, "areas become 2.54 times as large", ["input plane", "output space"]),
    "simplex": (
        "f(p) = -sum(p log p)&at=0.2,0.3,0.5",
        "along its gradient (0.6094, 0.204, −0.3069)",
        ["triangle where the variables add up to 1", "graph over that triangle"],
    ),
    "space": (SPHERICAL, "volumes become 4 times as large", ["input space", "output space"]),
}


@pytest.mark.parametrize("kind", KINDS)
def test_maps_of_one_two_and_three_variables_have_their_pictures(lab, kind):
    text, says, places = KINDS[kind]
    page = lab(f"/#v=1&lab=jacobian&view=map&f={text}&reach=0.5")
    expect(sentence(page)).to_contain_text(says)
    for place in places:
        expect(picture(page, f"The {place}")).to_be_visible()
    expect(page.locator(".bare")).to_be_hidden()


def test_on_the_triangle_of_probabilities_the_numbers_go_on_adding_up_to_one(lab):
    page = lab("/#v=1&lab=jacobian&view=map&f=f(p) = -sum(p log p)&at=0.2,0.3,0.6")
    expect(page.locator(".says .notes")).to_contain_text("is not 1 here: press on the triangle")
    box = picture(page, "The triangle where the variables add up to 1").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.6)
    expect(page.locator(".says .notes")).to_contain_text("Along the triangle counts")
    fields = "() => [...document.querySelectorAll('.pairs input')].map((field) => Number(field.value))"
    until(page, lambda: page.evaluate(fields), lambda numbers: sum(numbers) == pytest.approx(1, abs=1e-9))


def grid(page: Page, name: str) -> Locator:
    return page.locator(".matrix-field").filter(has=page.locator(".variable", has_text=re.compile(f"^{name}$")))


def test_a_matrix_grows_and_what_depends_on_it_follows(lab):
    page = lab("/#v=1&lab=jacobian&view=map&f=f(x) = x . A x&at=1,0.5&p.A_12=2,-3,3")
    expect(card(page, "In vectors and matrices")).to_contain_text("exactly these numbers")
    page.get_by_role("button", name="More rows of A").click()
    expect(grid(page, "A").locator("input")).to_have_count(9)
    expect(sentence(page)).to_contain_text("At (x₁, x₂, x₃) = (1, 0.5, 1)")
    page.keyboard.press("Control+z")
    expect(grid(page, "A").locator("input")).to_have_count(4)
    page.get_by_role("button", name="More entries").click()
    expect(grid(page, "A").locator("input")).to_have_count(9)
    expect(grid(page, "A").get_by_label("A 12")).to_have_value("2")
    expect(page).to_have_url(re.compile("A_33"))
    page.reload()
    expect(grid(page, "A").locator("input")).to_have_count(9)


def test_a_size_that_follows_from_the_text_is_not_changed(lab):
    page = lab("/#v=1&lab=jacobian&view=map&f=A [x, y]&at=1,0.5")
    page.get_by_role("button", name="More columns of A").click()
    expect(page.locator("#subject")).to_contain_text("The size of A follows from the other parts here")
    page.get_by_role("button", name="More rows of A").click()
    expect(grid(page, "A").locator("input")).to_have_count(6)
    expect(picture(page, "The output space")).to_be_visible()


def test_a_map_of_many_variables_says_that_it_has_no_picture(lab):
    page = lab("/#v=1&lab=jacobian&view=map&f=[a, b, a b, b^2]&at=1,2")
    expect(page.locator(".bare")).to_contain_text("2 variables to 4 numbers: more than can be drawn")
    expect(card(page, "The Jacobian")).to_contain_text("rank")


@pytest.mark.parametrize("fragment", [f"view=map&f={TORUS}", CIRCLE.partition("&")[2]], ids=["map", "chain"])
def test_nothing_is_wider_than_a_phone(lab, page, fragment):
    lab(f"/#v=1&lab=jacobian&{fragment}")
    page.set_viewport_size({"width": 360, "height": 740})
    expect(page.locator(".card").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_along_a_level_curve_the_derivative_is_zero(lab):
    page = lab(CIRCLE)
    expect(page.locator(".stage")).to_contain_text("the gradient is perpendicular to the velocity")
    expect(card(page, "The product written out")).to_contain_text("by autodiff of the composition")


def test_the_chain_is_stepped_forward_and_back(lab):
    page = lab(CIRCLE)
    page.keyboard.press("Home")
    expect(sentence(page)).to_contain_text("The computation begins with t = 0.6")
    page.keyboard.press(".")
    expect(sentence(page)).not_to_contain_text("begins")
    page.keyboard.press("m")
    expect(page).to_have_url(re.compile("mode=reverse"))


def test_stages_that_do_not_fit_are_named(lab):
    page = lab(CIRCLE)
    page.get_by_role("textbox").last.fill("x y z")
    expect(page.locator("#subject")).to_contain_text("takes 3 numbers")


def test_the_views_are_changed_and_undone(lab):
    page = lab()
    page.get_by_role("button", name="Chain rule").click()
    expect(card(page, "What each direction costs")).to_be_visible()
    page.keyboard.press("Control+z")
    expect(card(page, "The Jacobian")).to_be_visible()


def test_a_map_in_the_surface_lab_shows_the_way_here(page: Page):
    page.set_viewport_size({"width": 960, "height": 600})
    page.goto("/#v=1&lab=surface")
    page.get_by_role("textbox", name="Function of x and y").fill("[x, y]")
    page.get_by_role("button", name="Open it as a map").click()
    expect(page.locator(".function-field textarea")).to_have_value("[x, y]")
    expect(page.locator(".view-tabs")).to_be_visible()


def test_a_map_is_looked_at_as_a_field_and_carries_the_point_round(lab):
    page = lab("/#v=1&lab=jacobian&view=map&f=[-y, x]&at=1,0&x=-2,2&y=-2,2&show=field")
    expect(sentence(page)).to_contain_text("its divergence 0, its curl 2")
    expect(sentence(page)).to_contain_text("once round takes a time of 6.283")
    field = picture(page, "The vector field")
    # All arrows, and the line.
    expect(field.locator("svg path[stroke-linecap=round]").nth(1)).to_have_attribute("d", re.compile("M.*M.*M"))
    expect(field.locator("svg path.tangent")).to_have_count(1)
    expect(picture(page, "The output plane")).to_be_hidden()
    expect(page.locator(".says .notes")).to_contain_text("the longest have |f| = 2.89")
    expect(card(page, "The Jacobian")).to_contain_text("2 = J₂₁ − J₁₂")
    box = field.bounding_box()
    assert box
    # In a corner, where circles leave the square.
    page.mouse.click(box["x"] + box["width"] / 2 + box["height"] * 0.36, box["y"] + box["height"] * 0.12)
    expect(sentence(page)).to_contain_text("leaves the picture after a time of")
    page.keyboard.press("8")
    expect(picture(page, "The output plane")).to_be_visible()
    page.keyboard.press("8")
    expect(sentence(page)).to_contain_text("leaves the picture after a time of")
    expect(page).to_have_url(re.compile("show=field"))
