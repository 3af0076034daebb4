"""What a person sees and does with an equation as a curve, on the real server."""

import re

import numpy as np
import pytest
from playwright.sync_api import Page, expect
from tests.browser.gestures import drag, place_of, until

LEAF = "/#v=1&lab=implicit&g=x^3 %2B y^3=3x y&x=-2.2,2.2&y=-2.2,2.2&at=1.5,1.5"


def dot(page: Page) -> np.ndarray:
    return np.array(place_of(page.locator(".contour-overlay .point")))


def test_an_equation_is_a_curve_with_slopes_and_goes_on_as_a_constraint(page: Page):
    page.goto("/#lab=surface")
    page.get_by_role("textbox", name="Function of x and y").fill("x^2 + y^2 = 1")
    expect(page.locator("#function-message")).to_contain_text("This is an equation, but a function belongs here")
    page.get_by_role("button", name="Open it as a curve").click()
    sentence = page.locator(".sentence")
    expect(sentence).to_contain_text("gx = 1.2 and gy = 1.6, so dy/dx = −gx/gy = −0.75")
    # The line under it says that the left side can be changed, too.
    expect(page.locator(".function-formula .changeable")).to_contain_text("=")
    expect(page.locator(".says .notes")).to_contain_text("2 upright tangents and 2 level ones")
    page.get_by_role("textbox", name="Equation of x and y").fill("x^2 + y^2 = r^2")
    page.get_by_role("slider", name="Parameter r").fill("1000")
    expect(sentence).to_contain_text("gx = 3.6 and gy = 4.8, so dy/dx = −gx/gy = −0.75")
    page.get_by_role("textbox", name="Equation of x and y").fill("x^2 y")
    expect(page.get_by_role("button", name="Open it as a surface")).to_be_visible()
    page.get_by_role("textbox", name="Equation of x and y").fill("x y = 1")
    expect(sentence).to_contain_text("dy/dx = −gx/gy =")
    page.get_by_role("button", name="as a constraint").click()
    expect(page).to_have_url(re.compile("lab=constraints"))
    expect(page.get_by_role("textbox", name="Constraint")).to_have_value("x y = 1")
    expect(page.get_by_role("application", name="The function along the curve")).to_be_visible()


def test_the_point_is_dragged_to_where_there_is_no_derivative_and_back(page: Page):
    page.goto(LEAF)
    sentence = page.locator(".sentence")
    expect(sentence).to_contain_text("dy/dx = −gx/gy = −1.")
    expect(page.locator(".says .notes")).to_contain_text("1 singular point")
    frame = page.locator(".contour-overlay clipPath rect")
    width, height = (float(frame.evaluate("(e, side) => e.getAttribute(side)", side)) for side in ("width", "height"))
    # Two or three pixels beside the origin, which holds the hand.
    drag(page, page.locator(".contour-overlay .point"), (-1.5 / 4.4 * width + 3, 1.5 / 4.4 * height + 2))
    expect(sentence).to_contain_text("no derivative here. gx = gy = 0: a node, where two branches cross")
    assert dot(page) == pytest.approx([0, 0], abs=1e-9)
    page.keyboard.press("Control+z")
    expect(sentence).to_contain_text("dy/dx = −gx/gy = −1.")
    page.keyboard.press("ArrowRight")
    moved = until(page, lambda: dot(page), lambda place: abs(place[0] - 1.5) > 0.01)
    assert moved[0] ** 3 + moved[1] ** 3 == pytest.approx(3 * moved[0] * moved[1], abs=1e-3)
