"""What a person sees and does in the paths lab, on the real server."""

import re

from playwright.sync_api import Locator, Page, expect
from tests.browser.gestures import at_rest, drag, has_walked, opening, sentence, until

RACE = (
    "/#v=1&lab=paths&f=x^2 + 10 y^2&x=-3,3&y=-2,2&steps=60&step=0&from=one&show="
    "&runs=gradient-descent:2,1:learning_rate=0.04;momentum:2,1:learning_rate=0.03;newton:2,1"
)
SADDLE = (
    "/#v=1&lab=paths&f=x^2 - y^2&x=-1,1&y=-1,1&steps=60&step=60&from=each&show=critical,saddle"
    "&runs=gradient-descent:-0.7,0:learning_rate=0.2;gradient-descent:-0.7,-0.01:learning_rate=0.2"
)
HIMMELBLAU = "/#v=1&lab=paths&f=(x^2+y-11)^2+(x+y^2-7)^2&x=-5,5&y=-5,5&steps=50&step=0&show=basins&runs=newton:0.5,1"
SIX = "/#v=1&lab=paths&f=x_1^2 + 2x_2^2 + 3x_3^2&steps=30&step=3&show=&runs=conjugate-gradient:1,1,1;newton:1,1,1"


lab = opening(RACE, until=has_walked, size=(960, 560))


def run(page: Page, k: int) -> Locator:
    return page.locator(".runs-table tbody tr").nth(k)


def start(page: Page) -> Locator:
    return page.locator(".contour-overlay .handle").first


def test_a_race_says_of_each_method_what_it_came_to(lab):
    page = lab()
    expect(run(page, 0)).to_contain_text("The step limit of 60 is reached")
    expect(run(page, 0)).to_contain_text("predicted 0.92")
    expect(run(page, 2)).to_contain_text("Converged to a local minimum, (x, y) = (0, 0), after 1 step")
    expect(run(page, 2)).to_contain_text("▼ minimum")
    legend = page.locator(".run-legend")
    expect(legend.locator("li")).to_have_text(["1 Gradient descent", "2 Momentum (heavy ball)", "3 Newton's method"])
    # The runs stand beside the picture, each with its disc; on a phone they do not.
    expect(legend).to_be_hidden()
    page.set_viewport_size({"width": 390, "height": 844})
    expect(legend).to_be_visible()


def test_stepping_moves_all_walks_and_the_end_says_why(lab):
    page = lab()
    expect(sentence(page)).to_contain_text("Run 1, Gradient descent, step 0: (x, y) = (2, 1)")
    page.keyboard.press(".")
    expect(sentence(page)).to_contain_text("step 1: (x, y) = (1.84, 0.2)")
    page.keyboard.press("r")
    expect(sentence(page)).to_contain_text("Run 2, Momentum (heavy ball), step 1")
    page.keyboard.press("End")
    expect(sentence(page)).to_contain_text("Run 2, Momentum (heavy ball): The step limit")


def test_dragging_the_start_moves_all_walks_and_can_be_undone(lab):
    page = lab()
    drag(page, start(page), (-60, -20))
    expect(sentence(page)).not_to_contain_text("(2, 1)")
    expect(page).not_to_have_url(re.compile("gradient-descent:2,1:"))
    page.keyboard.press("Control+z")
    expect(sentence(page)).to_contain_text("step 0: (x, y) = (2, 1)")


def test_arrow_keys_move_the_start(lab):
    page = lab()
    page.keyboard.press("ArrowLeft")
    expect(sentence(page)).to_contain_text("(x, y) = (1.92, 1)")


def test_a_learning_rate_that_is_too_large_is_named(lab):
    page = lab()
    field = page.get_by_label("Learning rate of run 1", exact=True)
    field.fill("0.11")
    field.press("Enter")
    expect(run(page, 0)).to_contain_text("Diverged after 60 steps, because the learning rate 0.11 exceeds 2/λ = 0.1")


def test_methods_are_chosen_added_and_removed_and_have_settings_of_their_own(lab):
    page = lab()
    page.get_by_label("Method of run 1").select_option("adam")
    expect(run(page, 0)).to_contain_text("Adam")
    page.locator(".run details").first.locator("summary").click()
    expect(page.get_by_label("β₁ of the gradients' mean, run 1")).to_have_value("0.9")
    page.get_by_role("button", name="Add a run").click()
    expect(page.locator(".runs-table tbody tr")).to_have_count(4)
    page.locator(".run .settings summary:visible").click()
    page.get_by_role("button", name="Remove run 4").click()
    expect(page.locator(".runs-table tbody tr")).to_have_count(3)


def test_a_walk_into_a_saddle_is_not_called_one_to_a_minimum(lab):
    page = lab(SADDLE)
    expect(run(page, 0)).to_contain_text("Stopped at a saddle point")
    expect(run(page, 0)).to_contain_text("✕ saddle")
    expect(run(page, 1)).to_contain_text("Diverged")
    expect(page.get_by_text("a start ten times nearer to the stable line leaves later")).to_be_visible()
    expect(page.locator(".contour-overlay text", has_text="out")).to_be_visible()


def test_basins_come_in_tiles_and_name_all_nine_critical_points(lab):
    page = lab(HIMMELBLAU)
    page.get_by_label("Starts along each side").select_option("64")
    expect(page.locator(".legend li", has_text="of the starts")).to_have_count(9)
    expect(page.get_by_label("Part of the picture that is there")).to_be_hidden()
    expect(page.locator(".map canvas.raster")).to_be_visible()
    until(page, lambda: page.locator(".map canvas.raster").evaluate("c => c.width"), lambda width: width == 64)


def test_theory_stands_beside_practice_and_its_best_numbers_can_be_taken(lab):
    page = lab(RACE.replace("show=", "show=theory"))
    card = page.locator(".theory-card")
    expect(card).to_contain_text("condition number")
    expect(card).to_contain_text("0.1: the learning rate 0.04 is 40 % of it")
    card.get_by_role("button", name="Take it", exact=True).click()
    expect(page.get_by_label("Learning rate of run 1", exact=True)).to_have_value(re.compile(r"0\.0909"))


def test_the_step_is_written_out_with_its_numbers(lab):
    page = lab(RACE.replace("show=", "show=arrows"))
    page.keyboard.press("r")
    page.keyboard.press(".")
    card = page.locator(".card", has_text="The step from iterate 1 of Momentum")
    expect(card).to_contain_text("0.9 · (4, 20) + (3.76, 8) = (7.36, 26)")
    expect(page.locator(".contour-overlay text", has_text="−aβv")).to_be_visible()


def test_more_than_two_variables_are_seen_on_a_plane(lab):
    page = lab(SIX)
    expect(run(page, 0)).to_contain_text("after 3 steps")
    expect(page.locator(".plane-line")).to_contain_text("% of the variance of all iterates")
    expect(page.get_by_label("x_3 of the start of all runs")).to_have_value("1")
    page.get_by_label("The plane of the picture").select_option(label="x_1 and x_3")
    expect(page.locator(".flat .curve-plot")).to_contain_text("x_3")


def test_the_gallery_opens_a_function_with_its_box_and_start(lab):
    page = lab()
    page.get_by_text("Examples and yours").click()
    page.locator(".thumbnails .example").nth(1).click()
    expect(page.locator(".function-field textarea")).to_have_value(re.compile(r"x\^2 \+ y - 11"))
    expect(sentence(page)).to_contain_text("(x, y) =")
    assert "Himmelblau" in (page.locator(".thumbnails .example").nth(1).text_content() or "")


def test_a_mistake_in_the_function_leaves_the_race_as_it_was(lab):
    page = lab()
    before = at_rest(page, run(page, 2).inner_text)
    page.locator(".function-field textarea").fill("x^2 + 10 y^")
    expect(page.locator(".function-field")).to_contain_text(re.compile("expected|missing|ends|after", re.IGNORECASE))
    assert run(page, 2).inner_text() == before
