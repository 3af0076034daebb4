"""What the maps and rates of the paths lab show while their answers are still on the way, and when they have come."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from tests.browser.gestures import has_walked, opening, until

BOWL = "/#v=1&lab=paths&f=x^2 + 10 y^2&x=-3,3&y=-2,2&steps=60&step=0&from=one"
HIMMELBLAU = "/#v=1&lab=paths&f=(x^2+y-11)^2+(x+y^2-7)^2&x=-5,5&y=-5,5&steps=50&step=0&show=basins&runs=newton:0.5,1"
SADDLE = "/#v=1&lab=paths&f=x^2 - y^2&x=-1,1&y=-1,1&steps=60&step=0&from=one&show=critical,saddle&runs="


lab = opening(until=has_walked, size=(1100, 700))


def card(page: Page, title: str) -> Locator:
    return page.locator(".card", has=page.get_by_role("heading", name=title))


def hold(page: Page, path: str) -> list[Route]:
    """From now on questions of a path are not answered, until somebody continues them."""
    held: list[Route] = []

    # Playwright cannot take the built-in `held.append` itself.
    def keep(route: Route) -> None:
        held.append(route)

    page.route(f"**/api/v1/{path}", keep)
    return held


def release(held: list[Route]) -> None:
    for route in held:
        route.continue_()
    held.clear()


def go_on_with(page: Page, before: str, after: str) -> None:
    change = "([from, to]) => { location.hash = decodeURIComponent(location.hash).replace(from, to); }"
    page.evaluate(change, [before, after])


@pytest.mark.parametrize(
    "before, after", [("x=-5,5", "x=-2,2"), ("(x^2+y-11)^2", "(x^2+y-5)^2"), ("newton:", "damped-newton:")]
)
def test_basins_of_another_box_function_or_method_are_taken_away_at_once(lab, before: str, after: str):
    page = lab(HIMMELBLAU)
    page.get_by_label("Starts along each side").select_option("64")
    picture = page.locator(".map canvas.raster")
    legend = page.locator(".legend li", has_text="of the starts")
    expect(legend).to_have_count(9)
    expect(page.get_by_label("Part of the picture that is there")).to_be_hidden()
    held = hold(page, "basins")
    go_on_with(page, before, after)
    expect(picture).to_be_hidden()
    expect(legend).to_have_count(0)
    expect(page.get_by_label("Part of the picture that is there")).to_be_visible()
    release(held)
    page.unroute("**/api/v1/basins")
    expect(picture).to_be_visible()
    expect(legend).not_to_have_count(0)


def test_basins_can_be_cancelled(lab):
    page = lab(HIMMELBLAU)
    expect(page.get_by_label("Part of the picture that is there")).to_be_hidden()
    hold(page, "basins")
    page.get_by_label("Starts along each side").select_option("256")
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_label("Part of the picture that is there")).to_be_hidden()


def test_times_at_a_saddle_are_never_said_of_another_method(lab):
    page = lab(SADDLE + "gradient-descent:-0.7,0:learning_rate=0.2")
    saddle = card(page, "How long a saddle holds a walk")
    expect(saddle).to_contain_text("Gradient descent leaves along the unstable direction. Dashed:")
    held = hold(page, "descent")
    # The card has seen the other method by the time that it asks for 2,000 steps of it.
    with page.expect_request(lambda request: '"steps":2000' in (request.post_data or "")):
        page.get_by_label("Method of run 1").select_option("newton")
    expect(saddle).not_to_contain_text("Newton")
    release(held)
    page.unroute("**/api/v1/descent")
    expect(saddle).to_contain_text("Newton's method does not leave")


def test_the_law_of_gradient_descent_is_not_claimed_for_momentum(lab):
    page = lab(SADDLE + "momentum:-0.7,0:learning_rate=0.1")
    saddle = card(page, "How long a saddle holds a walk")
    expect(saddle).to_contain_text("leaves along the unstable direction.")
    expect(saddle).not_to_contain_text("Dashed")


def test_a_sweep_of_one_method_does_not_stand_under_the_name_of_another(lab):
    page = lab(f"{BOWL}&show=sweep&runs=momentum:2,1:learning_rate=0.03")
    sweep = card(page, "Other learning rates for")
    expect(sweep).to_contain_text("Lowest f at")
    hold(page, "sweep")
    page.get_by_label("Method of run 1").select_option("adam")
    expect(sweep).to_contain_text("Other learning rates for Adam")
    expect(sweep).not_to_contain_text("Lowest f at")
    expect(sweep.locator(".small-plot").first).to_be_hidden()


def test_the_rate_map_says_the_exact_factor_and_has_no_place_for_adam(lab):
    page = lab(f"{BOWL}&show=rates&runs=gradient-descent:2,1:learning_rate=0.04")
    rates = card(page, "Rate of convergence by theory, over learning rate and momentum")
    # By hand: the largest of |1 − 2a| and |1 − 20a| at a = 0.04.
    expect(rates).to_contain_text("multiplies the errors by 0.92 in the long run: they shrink")
    expect(rates.locator(".colour-bar")).to_contain_text("diverging")
    page.get_by_label("Method of run 1").select_option("adam")
    expect(rates).to_contain_text("Adam with its settings does not go by it")
    expect(rates).not_to_contain_text("multiplies the errors")


def test_a_learning_rate_beyond_the_limit_lies_beyond_it_on_the_line(lab):
    page = lab(f"{BOWL}&show=theory&runs=gradient-descent:2,1:learning_rate=0.11")
    theory = page.locator(".theory-card")
    expect(theory).to_contain_text("above 1: the errors grow")
    marks = """() => ["limit", "chosen"].map((name) =>
        document.querySelector(`.theory-card .mark.${name}`).getBoundingClientRect().x)"""
    until(page, lambda: page.evaluate(marks), lambda found: found[1] > found[0])
    expect(theory.locator(".number-line")).to_have_attribute("aria-label", re.compile(r"chosen 0\.11.*limit 0\.1\b"))
    theory.get_by_role("button", name="Take it", exact=True).click()
    expect(theory).to_contain_text("0.8181818")
    until(page, lambda: page.evaluate(marks), lambda found: found[1] < found[0])
