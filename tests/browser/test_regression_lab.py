"""What a person sees and does in the regression lab, on the real server."""

import re

from playwright.sync_api import Locator, Page, expect
from tests.browser.gestures import at_rest, centre, drag, eventually, opening, sentence, until

# Three points, two of them on y = x, and one far above: the median line stays, the least squares follow.
OWN = "/#v=1&lab=regression&data=own&px=0,1,2,3,4&py=0,1,2,3,9"
LINE = f"{OWN}&f=m*x+%2B+b&p.m=0,-3,3&p.b=0,-3,3"
THROUGH_ORIGIN = "/#v=1&lab=regression&data=own&px=1,2,3&py=2,4,6&f=m*x&p.m=0,-3,3&reduction=sum"


lab = opening(LINE, size=(900, 700))


def point(page: Page, k: int) -> Locator:
    return page.locator(f".points .handle[data-id='{k}']")


def slope_said(page: Page) -> float:
    found = re.search(r"m = (−?[\d.]+)", sentence(page).inner_text())
    assert found
    return float(found[1].replace("−", "-"))


def test_the_lab_is_reached_from_the_header(page: Page):
    page.goto("/#lab=surface")
    page.get_by_role("link", name="Regression").click()
    # Something is left to walk.
    expect(sentence(page)).to_contain_text("Step 8 of 100: m = ")
    page.locator("#subject .fold", has_text="the mean").locator("summary").click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "what opens stays in the window"
    page.keyboard.press("Escape")
    field = page.locator(".controls input[type=number]").first
    said = field.input_value()
    field.press("End")
    field.press("e")
    field.press("Enter")
    expect(page.locator("#status")).to_contain_text("this is no number; write one as 0.5")
    expect(field).to_have_value(said)


def test_a_line_through_the_origin_walks_to_its_closed_form(lab):
    page = lab(f"{THROUGH_ORIGIN}&learning_rate=0.02&steps=60&step=60&show=normal,residuals")
    expect(sentence(page)).to_contain_text("m = 2. The sum of the squared residuals is")
    expect(page.locator(".card", has_text="Without walking")).to_contain_text("m = 2")
    page.keyboard.press("Home")
    expect(sentence(page)).to_contain_text("Step 0 of")
    expect(sentence(page)).to_contain_text("m = 0. The sum of the squared residuals is 56")


def test_stepping_moves_the_line_and_playing_goes_on(lab):
    page = lab(f"{LINE}&learning_rate=0.02&step=0&steps=6")
    expect(sentence(page)).to_contain_text("Step 0 of 6: m = 0, b = 0")
    page.keyboard.press(".")
    expect(sentence(page)).to_contain_text("Step 1 of 6: m = ")
    page.get_by_role("button", name="Play").click()
    expect(sentence(page)).to_contain_text("Step 6 of 6")


def test_an_outlier_dragged_away_moves_the_squares_and_not_the_absolute_values(lab):
    page = lab(f"{LINE}&compare=squared,absolute&show=best,normal,residuals")
    rows = page.locator(".card", has_text="Without walking").locator("tbody tr")
    expect(rows).to_have_count(2)
    squared, absolute = at_rest(page, rows.all_inner_texts)
    assert "m = 1" in absolute
    drag(page, point(page, 4), (0, 40))
    expect(rows.nth(0)).not_to_have_text(squared)
    expect(rows.nth(1)).to_contain_text("m = 1, b = ")
    page.get_by_role("button", name="Undo").click()
    expect(rows.nth(0)).to_contain_text(squared.split("\t")[1])


def test_points_are_added_chosen_moved_and_taken_away(lab):
    page = lab()
    handles = page.locator(".points .handle")
    expect(handles).to_have_count(5)
    x, y = centre(page.locator(".points"))
    page.mouse.click(x + 60, y + 40)
    expect(handles).to_have_count(6)
    expect(page).to_have_url(re.compile(r"px=0,1,2,3,4,[\d.]+&"))
    page.mouse.click(*centre(point(page, 0)))
    page.keyboard.press("ArrowUp")
    expect(point(page, 0)).not_to_have_attribute("data-y", "0")
    page.keyboard.press("Delete")
    expect(handles).to_have_count(5)
    page.get_by_role("button", name="Take all points away").click()
    expect(sentence(page)).to_have_text("There are no points yet.")


def test_a_point_of_a_made_set_becomes_ones_own_when_it_is_dragged(lab):
    page = lab("/#v=1&lab=regression")
    expect(page.get_by_label("Points", exact=True)).to_have_value("line")
    drag(page, point(page, 3), (10, -20))
    expect(page.get_by_label("Points", exact=True)).to_have_value("own")
    expect(page.locator(".points .handle")).to_have_count(20)


def test_a_pasted_table_is_taken_and_a_broken_one_is_kept_with_its_fault(lab):
    page = lab()
    page.locator("#subject .fold > summary", has_text="point").click()
    page.get_by_text("Paste or drop a table").click()
    area = page.locator("textarea.table-text")
    area.fill("x;y\n1;2,5\n2;3\n3;x")
    page.get_by_role("button", name="Use these points").click()
    expect(page.locator(".paste-field .mistake")).to_contain_text("line 4", ignore_case=True)
    expect(page.locator(".points .handle")).to_have_count(5)
    area.fill("x;y\n1;2,5\n2;3\n3;4")
    page.get_by_role("button", name="Use these points").click()
    expect(page.locator(".points .handle")).to_have_count(3)
    expect(point(page, 0)).to_have_attribute("data-y", "2.5")


def test_the_start_is_dragged_on_the_map_of_the_loss(lab):
    page = lab(f"{LINE}&step=0")
    expect(sentence(page)).to_contain_text("m = 0, b = 0")
    start = page.locator(".map .contour-overlay .handle").first
    drag(page, start, (30, 0))
    expect(sentence(page)).not_to_contain_text("m = 0, b = 0")
    until(page, lambda: slope_said(page), lambda slope: slope > 0)


def test_a_rate_that_is_too_large_is_named_with_its_bound(lab):
    page = lab(f"{THROUGH_ORIGIN}&learning_rate=0.2&steps=60&step=60")
    expect(page.locator(".says .notes")).to_contain_text("the learning rate 0.2 exceeds 2/L = 0.07143")
    expect(page.locator(".says .notes")).to_contain_text("take a learning rate below 0.07143")


def test_a_typed_model_is_fitted_and_a_mistake_keeps_the_last_picture(lab):
    page = lab()
    field = page.get_by_label("Model of x")
    field.fill("a + c x^2")
    expect(sentence(page)).to_contain_text("a = ")
    field.fill("a + c x^")
    expect(page.locator(".field-message").first).not_to_be_empty()
    expect(sentence(page)).to_contain_text("a = ")
    field.fill("x^2")
    expect(page.locator(".field-message").first).to_contain_text("no parameters to fit")
    field.fill("a x")
    expect(sentence(page)).to_contain_text("a = ")
    expect(page.locator(".field-message").first).to_be_empty()


def test_the_gradient_is_told_point_by_point_and_checked(lab):
    page = lab(f"{THROUGH_ORIGIN}&step=0&show=terms")
    table = page.locator(".card", has_text="The gradient, point by point")
    expect(table.locator("tbody tr")).to_have_count(3)
    # -2 Σ y x = -2 (2 + 8 + 18)
    expect(table.locator("tfoot")).to_contain_text("−56")
    expect(table.locator(".check")).to_contain_text("Finite differences of S differ by at most")


def test_the_loss_is_chosen_and_shaped(lab):
    page = lab(f"{LINE}&show=profile,best")
    page.get_by_label("Loss", exact=True).select_option("huber")
    expect(sentence(page)).to_contain_text("The mean of the Huber losses is")
    said = at_rest(page, sentence(page).inner_text)
    page.locator("#subject .fold > summary", has_text="the mean").click()
    page.get_by_label("width δ").fill("3")
    expect(sentence(page)).not_to_have_text(said)
    expect(page).to_have_url(re.compile("delta=3"))


def test_a_link_shows_the_same_fit_again(lab):
    page = lab(f"{LINE}&loss=absolute&learning_rate=0.1&step=7")
    expect(sentence(page)).to_contain_text("Step 7 of")
    said = at_rest(page, sentence(page).inner_text)
    page.goto("about:blank")
    page.goto(f"{LINE}&loss=absolute&learning_rate=0.1&step=7")
    expect(sentence(page)).to_have_text(said)


def test_norms_measure_a_dragged_vector(lab):
    page = lab("/#v=1&lab=regression&view=norms&order=1&vector=1,0.5")
    expect(sentence(page)).to_contain_text("‖v‖₁ = 1.5")
    page.get_by_label("p = ∞: the largest entry").check()
    expect(sentence(page)).to_contain_text("‖v‖∞ = 1.")
    page.get_by_label("p = ∞: the largest entry").uncheck()
    page.get_by_label("Order p").fill("0.5")
    expect(page.locator(".says .notes")).to_contain_text("This is no norm")
    said = at_rest(page, sentence(page).inner_text)
    drag(page, page.locator(".handle[data-id='vector']"), (-40, 30))
    expect(sentence(page)).not_to_have_text(said)


def test_when_the_last_point_goes_nothing_of_its_fit_stays(lab):
    page = lab("/#v=1&lab=regression&data=own&px=1,2&py=1,3&f=m*x&p.m=0,-3,3")
    for _ in range(2):
        page.keyboard.press("n")
        page.keyboard.press("Delete")
    expect(sentence(page)).to_have_text("There are no points yet.")
    expect(page.locator(".points .handle")).to_have_count(0)


def test_the_map_keeps_its_axes_while_a_point_is_in_the_hand(lab):
    page = lab()
    ranges = "() => JSON.stringify(document.querySelector('.contour-levels')._fullLayout.xaxis.range)"
    before = at_rest(page, lambda: page.evaluate(ranges))
    x, y = centre(point(page, 4))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 60, steps=3)
    expect(page).to_have_url(re.compile(r"py=0,1,2,3,(?!9)"))
    assert page.evaluate(ranges) == before
    page.mouse.up()
    eventually(page, "() => document.querySelector('.points').dataset.over !== 'held-handle'")
