"""What a person sees and does in the constraints lab, on the real server."""

import numpy as np
import pytest
from playwright.sync_api import Page, expect
from tests.browser.gestures import at_rest, drag, opening, place_of, sentence, until

CIRCLE = "/#v=1&lab=constraints&f=x %2B y&g=x^2 %2B y^2=1&x=-1.6,1.6&y=-1.6,1.6&at=0.96,-0.28&levels=0.25,2"


def is_drawn(page: Page) -> None:
    expect(page.locator(".contour-overlay .point")).to_be_attached()
    expect(sentence(page)).to_contain_text("λ")


lab = opening(CIRCLE, until=is_drawn)


def dot(page: Page) -> np.ndarray:
    return np.array(place_of(page.locator(".contour-overlay .point")))


def test_the_point_is_dragged_along_the_curve_and_the_rest_is_gone_at_a_solution(lab):
    page = lab()
    expect(sentence(page)).to_contain_text("that way along the curve f still rises")
    expect(page.locator(".critical-card tbody tr")).to_have_count(2)
    expect(page.locator(".critical-card strong")).to_have_text("Both solutions, proved.")
    expect(page.locator(".critical-card")).to_contain_text("one minimum, one maximum")
    drag(page, page.locator(".contour-overlay .point"), (-30, -90))
    moved = until(page, lambda: dot(page), lambda place: place[1] > 0.05)
    assert np.hypot(*moved) == pytest.approx(1, abs=0.01)
    page.locator(".critical-card tbody button").last.click()
    expect(sentence(page)).to_contain_text("the level line of f touches the curve")
    assert dot(page) == pytest.approx([0.7071, 0.7071], abs=1e-3)


def test_the_line_says_where_the_point_is_and_not_where_it_was_put(lab):
    page = lab(CIRCLE.replace("0.96,-0.28", "2.88,-0.84"))
    expect(page.locator("#subject")).to_contain_text("(0.96, −0.28)")
    expect(sentence(page)).to_contain_text("(0.96, −0.28)")


def test_another_constraint_is_typed_and_a_wrong_one_is_told_at_its_field(lab):
    page = lab()
    page.keyboard.press("g")
    field = page.get_by_role("textbox", name="Constraint")
    field.fill("x^2 + y^2 < 1")
    expect(page.locator("#constraint-message")).to_contain_text("'<' makes no constraint")
    field.fill("x y = 0.25")
    expect(page.locator("#constraint-message")).to_be_empty()
    expect(page.locator(".critical-card tbody")).to_contain_text("(0.5, 0.5)")
    # A parameter that f does not have gets its slider all the same.
    field.fill("x y = k/4")
    page.get_by_role("slider", name="Parameter k").fill("1000")
    expect(page.locator(".critical-card tbody")).to_contain_text("(0.866, 0.866)")


def test_the_level_is_slid_and_the_solutions_follow(lab):
    page = lab()
    page.get_by_role("slider", name="Parameter c").fill("1000")
    expect(page.locator(".critical-card tbody")).to_contain_text("(1, 1)")
    page.get_by_role("checkbox", name="Solutions by the level c").check()
    expect(page.locator(".card", has_text="How the solutions move")).to_contain_text("λ = 0.5")


def test_on_a_phone_nothing_reaches_out_of_the_page(lab):
    page = lab()
    page.set_viewport_size({"width": 390, "height": 844})
    at_rest(page, lambda: page.evaluate("document.documentElement.scrollWidth"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


SPHERE = (
    "/#v=1&lab=constraints&view=surface&f=x^2 %2B 2y^2 %2B 3z^2&g=x^2 %2B y^2 %2B z^2=1"
    "&x=-1.2,1.2&y=-1.2,1.2&z=-1.2,1.2&start=0.35,-0.5,0.79&rate=0.15&show=arrows,tangent,solutions,plain,slow"
)


def test_on_a_sphere_each_step_is_played_in_parts_and_the_start_is_moved_over_it(page: Page):
    page.goto(SPHERE)
    said = sentence(page)
    expect(said).to_contain_text("Step 1, gradient")
    for part in ("project", "step", "retract"):
        page.keyboard.press(".")
        expect(said).to_contain_text(f"Step 1, {part}")
    walks = page.locator(".card", has_text="What the walks did")
    expect(walks).to_contain_text("eigenvalues 2 and 4: near by each step leaves max |1 − a λ| = 0.7")
    expect(page.locator(".critical-card")).to_contain_text("2 − 2 + 2 = 2, the Euler characteristic")
    before = page.locator(".parts").inner_text()
    page.keyboard.press("ArrowUp")
    expect(page.locator(".parts")).not_to_have_text(before)
    expect(said).to_contain_text("Step 1, gradient")


PRODUCT = (
    "/#v=1&lab=constraints&view=space&f=x y z&g=x^2 %2B y^2 %2B z^2=3&x=-2.1,2.1&y=-2.1,2.1&z=-2.1,2.1"
    "&start=0.4,-1.3,1.1&levels=0.5,6&show=arrows,solutions"
)


def test_on_a_sphere_in_space_all_solutions_add_up_and_lambda_is_the_slope_by_the_level(page: Page):
    page.goto(PRODUCT)
    said, table = sentence(page), page.locator(".critical-card tbody")
    expect(said).to_contain_text("that way over the surface f still rises")
    expect(page.locator(".critical-card")).to_contain_text("All 14 solutions, proved.")
    expect(page.locator(".critical-card")).to_contain_text("4 − 6 + 4 = 2, the Euler characteristic")
    expect(page.locator(".critical-card thead")).to_contain_text("Δf/Δc")
    expect(table.locator("tr").last).to_contain_text("(1, 1, 1)10.50.5−2, −2")
    table.get_by_role("button").last.click()
    expect(said).to_contain_text("∇f = λ∇g with λ = 0.5: nothing of it is left along the surface")
    page.keyboard.press("ArrowUp")
    expect(said).to_contain_text("that way over the surface f still rises")
    page.get_by_role("slider", name="Parameter c").fill("1000")
    # (6/3)^(3/2) and its slope √2/2.
    expect(table.locator("tr").last).to_contain_text("2.82840.70710.7071")
    page.keyboard.press("g")
    page.get_by_role("textbox", name="Constraint").fill("x^2 + y^2 + z^2 = 3\nx + y + z = 1")
    expect(said).to_contain_text("μ = ")


FAMILY = "/#v=1&lab=constraints&view=family&rate=0.1&steps=200&step=1&x=-1,3.2&y=0.2,3.2&compare=units&show=ordinary"


def test_distributions_walk_to_the_data_and_units_change_the_ordinary_walk_alone(page: Page):
    page.goto(FAMILY)
    notes = page.locator(".says .notes")
    expect(notes).to_contain_text("Natural: each time there after 151 steps.")
    expect(notes).to_contain_text("Ordinary: left where there are distributions at step 84, there after 92 steps")
    said = sentence(page)
    before = said.inner_text()
    page.keyboard.press(".")
    expect(said).to_contain_text("Step 2")
    # A datum is dragged along the axis under the densities, and both walks end elsewhere.
    ended = page.locator(".card", has_text="What the walks did")
    expect(ended).to_contain_text("(2, 0.70711)")
    drag(page, page.locator('.views .handle[data-id="4"]'), (60, 0))
    expect(ended).not_to_contain_text("(2, 0.70711)")
    page.get_by_role("combobox", name="Family").select_option("poisson")
    expect(notes).to_contain_text("Natural: there after")
    assert before != said.inner_text()


GLOBE = (
    "/#v=1&lab=constraints&view=surface&f=3x^2 %2B 5y^2 %2B 3z^2 - 2x z&g=[cos u cos v, sin u cos v, sin v]"
    "&chart=-3.1416,3.1416,-1.5708,1.5708&start=-1.25,1.2&rate=0.1&step=8&show=ordinary,ellipses,solutions"
)


def test_on_the_chart_of_a_globe_both_walks_are_seen_and_its_start_is_dragged(page: Page):
    page.goto(GLOBE)
    said = sentence(page)
    expect(said).to_contain_text("Step 8: f = 2.00")
    expect(said).to_contain_text("Ordinary descent in (u, v) is at f = 2.6146")
    walks = page.locator(".card", has_text="What the walks did")
    expect(walks).to_contain_text("ordinary in (u, v)")
    expect(walks).to_contain_text("arrived after 54 steps")
    expect(page.locator(".critical-card")).to_contain_text("2 − 2 + 2 = 2, the Euler characteristic")
    expect(dot_on_chart(page)).to_be_attached()
    drag(page, dot_on_chart(page), (60, 40))
    expect(said).to_contain_text("Step 0")
    # An equation of the same globe takes its place, and the start stays on it.
    page.keyboard.press("g")
    page.get_by_role("textbox", name="Constraint").fill("x^2 + y^2 + z^2 = 1")
    expect(walks).not_to_contain_text("ordinary in (u, v)")
    expect(said).to_contain_text("Step 0")
    expect(page.locator("figure .map")).to_be_hidden()


def dot_on_chart(page: Page):
    return page.locator(".contour-overlay .point")
