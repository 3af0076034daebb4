"""What a person sees and does in the descent lab, on the real server."""

from playwright.sync_api import Locator, Page, expect
from tests.browser.gestures import at_rest, drag, opening, sentence

WELL = "/#v=1&lab=descent&f=(x^2-3)^2&x=-3,3&goal=minimum&runs=gradient-descent:2:0.05;newton:2:1&steps=40&step=0"
PARABOLA = (
    "/#v=1&lab=descent&f=x^2 + 4&x=-4,4&goal=minimum&runs=gradient-descent:3:0.7;gradient-descent:3:1.1&steps=40&step=2"
)
CYCLE = "/#v=1&lab=descent&f=x^3 - 2x + 2&x=-3,3&goal=zero&runs=newton:0:1&steps=20&step=0&show=cobweb"


lab = opening(WELL, until=lambda page: expect(sentence(page)).to_contain_text("tep "))


def runs(page: Page) -> Locator:
    return page.locator(".runs-table tbody tr")


def handle(page: Page, name: str) -> Locator:
    return page.locator(f'.handle[data-id="{name}"]')


def test_runs_stand_side_by_side_with_the_reason_why_each_stopped(lab):
    page = lab()
    expect(runs(page)).to_have_count(2)
    expect(runs(page).nth(0)).to_contain_text("Converged to a local minimum, x = 1.732051, after 16 steps")
    expect(runs(page).nth(0)).to_contain_text("errors shrink by 0.2; predicted 0.2")
    expect(runs(page).nth(1)).to_contain_text("quadratic")


def test_stepping_moves_one_cursor_through_all_plots(lab):
    page = lab()
    page.get_by_role("button", name="One step on").click()
    expect(sentence(page)).to_contain_text("Run 1, step 1: x = 1.6")
    page.keyboard.press("Control+z")
    page.locator("body").press("End")
    expect(sentence(page)).to_contain_text("Converged to a local minimum")
    page.locator("body").press(",")
    expect(sentence(page)).to_contain_text("Run 1, step 15")


def test_playing_goes_on_to_the_end_and_stops_there(lab):
    page = lab()
    page.get_by_label("Speed").select_option("30")
    page.get_by_role("button", name="Play").click()
    expect(sentence(page)).to_contain_text("Converged to a local minimum")
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_scrubbing_goes_to_any_step(lab):
    page = lab()
    page.get_by_label("Step", exact=True).fill("7")
    expect(sentence(page)).to_contain_text("Run 1, step 7")


def test_dragging_a_start_takes_its_walk_along_and_undo_brings_it_back(lab):
    page = lab()
    page.locator("body").press("r")
    expect(sentence(page)).to_contain_text("Run 2")
    drag(page, handle(page, "start 1"), (-260, 0))
    expect(runs(page).nth(1)).not_to_contain_text("1.732051")
    page.keyboard.press("Control+z")
    expect(runs(page).nth(1)).to_contain_text("x = 1.732051")


def test_arrow_keys_move_the_start_of_the_selected_run(lab):
    page = lab()
    page.locator("body").press("r")
    page.locator("body").press("ArrowRight")
    expect(page.get_by_label("Start of run 2")).to_have_value("2.04")
    expect(page.get_by_label("Start of run 1")).to_have_value("2")


def test_on_a_parabola_the_formula_stands_beside_the_walk_and_the_regime_is_named(lab):
    page = lab(PARABOLA)
    expect(runs(page).nth(0)).to_contain_text("Alternating")
    expect(page.locator(".formula-line")).to_contain_text("At step 2 the formula gives 0.48, the walk 0.48")
    expect(runs(page).nth(1)).to_contain_text("the learning rate 1.1 exceeds 2/f″ = 1")


def test_a_rate_that_is_changed_changes_the_walk(lab):
    page = lab(PARABOLA)
    field = page.get_by_label("Learning rate of run 1", exact=True)
    field.fill("0.5")
    field.press("Enter")
    expect(runs(page).nth(0)).to_contain_text("One step: the first one lands on the minimum")


def test_newton_for_a_zero_goes_around_in_circles_on_the_famous_cubic(lab):
    page = lab(CYCLE)
    expect(runs(page).nth(0)).to_contain_text("Cycling with period 2")
    page.locator("body").press(".")
    expect(sentence(page)).to_contain_text("x − f/f′ = 1 − 1 / 1 = 0")


def test_basins_say_where_each_start_leads(lab):
    page = lab("/#v=1&lab=descent&f=x^3 - x&x=-2,2&goal=zero&runs=newton:0.6:1&steps=20&step=0&show=basins")
    expect(page.locator(".legend li")).to_have_count(3)
    expect(page.locator(".legend")).to_contain_text("zero at x = −1")


def test_the_learning_rate_map_names_the_limit_and_sets_the_rate(lab):
    page = lab(f"{PARABOLA}&show=map")
    plot = page.locator(".card", has_text="Where it ends, by learning rate")
    expect(plot).to_contain_text("2/f″ = 1")
    drag(page, handle(page, "rate 0"), (-40, 0))
    expect(page.get_by_label("Learning rate of run 1", exact=True)).not_to_have_value("0.7")


def test_a_walk_that_runs_away_leaves_no_miles_of_dashes_behind(lab):
    page = lab(PARABOLA.replace("steps=40", "steps=60"))
    lengths = "[...document.querySelectorAll('.plot path.run-2')].map(path => path.getTotalLength())"
    assert 0 < max(at_rest(page, lambda: page.evaluate(lengths))) < 20_000


def test_of_starts_in_one_place_the_selected_one_is_taken(lab):
    page = lab(PARABOLA)
    drag(page, handle(page, "start 0"), (-60, 0))
    expect(page.get_by_label("Start of run 1")).not_to_have_value("3")
    expect(page.get_by_label("Start of run 2")).to_have_value("3")


def test_runs_can_be_added_and_removed_and_the_keyboard_keeps_its_place(lab):
    page = lab()
    page.get_by_role("button", name="Add a run").press("Enter")
    expect(runs(page)).to_have_count(3)
    expect(page.locator(".runs-table button.run-3")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Remove run 3").press("Enter")
    expect(runs(page)).to_have_count(2)
    expect(page.get_by_role("button", name="Add a run")).to_be_focused()
    # Rows are written anew with each look.
    page.locator(".runs-table button.run-2").press("Enter")
    expect(page.locator(".runs-table button.run-2")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".runs-table button.run-2")).to_be_focused()
    page.get_by_role("button", name="One step on").press("Enter")
    page.get_by_role("button", name="To the start").press("Enter")
    expect(page.get_by_role("button", name="To the start")).to_be_disabled()
    expect(page.get_by_role("button", name="To the start")).to_be_focused()
    page.locator(".fold summary").first.press("Enter")
    page.locator(".fold .example").first.press("Enter")
    expect(page.locator(".fold summary").first).to_be_focused()


def test_every_scene_of_the_course_opens_in_its_lab(page: Page):
    page.goto("/")
    page.get_by_role("button", name="Course").click()
    links = page.locator("#course [data-scene]")
    expect(links.first).to_be_visible()
    assert links.count() > 40
    addresses = page.evaluate("[...document.querySelectorAll('#course [data-scene]')].map(a => a.getAttribute('href'))")
    for address in [*addresses[::9], *(each for each in addresses if ",map" in each)]:
        page.goto(f"/{address}")
        expect(page.locator(".scene-card h2")).to_be_visible()
        expect(sentence(page)).not_to_be_empty()
        expect(page.locator("#status")).to_be_empty()
