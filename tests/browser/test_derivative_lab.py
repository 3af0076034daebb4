"""What a person sees and does in the derivative lab, on the real server."""

from playwright.sync_api import Locator, Page, expect
from tests.browser.gestures import at_rest, drag, eventually, opening, place_of, sentence, until

CUBIC = "/#v=1&lab=derivative&f=x^3 - x&x=-2,2&at=1&h=0.8&order=2&taylor=3"


def is_drawn(page: Page) -> None:
    expect(sentence(page)).to_contain_text("At ")
    expect(handle(page, "point")).to_be_attached()


lab = opening(CUBIC, until=is_drawn)


def handle(page: Page, name: str) -> Locator:
    return page.locator(f'.views .handle[data-id="{name}"]').first


def place(page: Page, name: str) -> tuple[float, float]:
    return place_of(handle(page, name))


def switch(page: Page, name: str) -> Locator:
    return page.get_by_role("checkbox", name=name)


def test_undo_stops_a_sweep_and_goes_back_to_before_it(lab):
    page = lab("/#v=1&lab=derivative&f=a x^2&x=-2,2&at=1")
    value = page.get_by_label("Value of a", exact=True)
    sweep = page.get_by_role("button", name="Sweep a")
    first = value.input_value()
    sweep.click()
    until(page, value.input_value, lambda now: now != first)
    page.keyboard.press("Control+z")
    until(page, value.input_value, lambda now: now == first)
    expect(sweep).to_have_text("▶")
    assert at_rest(page, value.input_value) == first
    page.keyboard.press("Control+y")
    until(page, value.input_value, lambda now: now != first)


def test_the_lab_is_reached_from_the_header(page: Page):
    page.goto("/#lab=regression")
    page.get_by_role("link", name="Derivatives").click()
    expect(sentence(page)).to_contain_text("slope 2")
    assert "lab=derivative" in page.url


def test_dragging_the_point_moves_it_along_the_curve(lab):
    page = lab()
    drag(page, handle(page, "point"), (-150, 0))
    expect(sentence(page)).not_to_contain_text("At x = 1:")
    assert at_rest(page, lambda: place(page, "point"))[0] < 0.9
    mark = handle(page, "point").element_handle()
    # Its height comes from the backend, and arrives after it.
    eventually(page, "mark => Math.abs(mark.dataset.y - mark.dataset.x ** 3 + Number(mark.dataset.x)) < 1e-9", arg=mark)


def test_dragging_is_one_step_of_undo(lab):
    page = lab()
    drag(page, handle(page, "point"), (-150, 0))
    expect(sentence(page)).not_to_contain_text("At x = 1:")
    page.keyboard.press("Control+z")
    expect(sentence(page)).to_contain_text("At x = 1: f = 0, slope 2.")


def test_the_secant_slides_into_the_tangent(lab):
    page = lab()
    switch(page, "Secant").check()
    expect(sentence(page)).to_contain_text("The secant to h = 0.8 has slope 5.04")
    page.get_by_role("button", name="Let h go to 0").click()
    # At h = 8e-5 the secant's slope is 2.00024.
    expect(sentence(page)).to_contain_text("slope 2.0002")


def test_arrow_keys_move_the_point_and_h(lab):
    page = lab()
    switch(page, "Secant").check()
    page.locator("body").click(position={"x": 5, "y": 300})
    page.keyboard.press("ArrowRight")
    expect(sentence(page)).to_contain_text("At x = 1.04")
    page.keyboard.press("ArrowDown")
    expect(sentence(page)).to_contain_text("h = 0.76")


def test_the_slope_stands_as_height_in_the_derivative_below(lab):
    page = lab()
    switch(page, "Derivatives below").check()
    expect(page.locator(".stacked:visible")).to_have_count(2)
    expect(page.locator(".stacked").first).to_contain_text("2")
    page.get_by_label("How many derivatives").select_option("4")
    expect(page.locator(".stacked:visible")).to_have_count(4)


def test_the_derivation_names_its_rules_and_agrees_with_autodiff(lab):
    page = lab("/#v=1&lab=derivative&f=sin(x^2)&x=-2,2&at=1&show=derivation")
    card = page.locator(".derivation")
    expect(card).to_contain_text("chain rule")
    expect(card).to_contain_text("Outer sin(u), inner u = x^2 = 1 here")
    expect(card).to_contain_text("they differ by 0.")


def test_a_function_without_a_formula_for_its_derivative_says_so(lab):
    page = lab("/#v=1&lab=derivative&f=gamma(x)&x=1,3&at=2&show=derivation")
    expect(page.locator(".derivation")).to_contain_text("not among our functions")


def test_extrema_are_listed_and_a_press_goes_there(lab):
    page = lab("/#v=1&lab=derivative&f=x/(x^2+1)&x=-3,3&at=2&show=extrema")
    page.get_by_role("button", name="local maximum").nth(1).click()
    expect(sentence(page)).to_contain_text("At x = 1: f = 0.5, slope 0")


def test_that_no_critical_point_of_the_interval_is_missing_is_proved_and_said(lab):
    page = lab("/#v=1&lab=derivative&f=sin(x)&x=0,12&at=2&show=extrema")
    card = page.locator(".card", has_text="Extrema on the interval")
    # By hand: π/2, 3π/2, 5π/2 and 7π/2 are below 12.
    expect(card).to_contain_text("All 4 critical points inside, proved.")
    page.get_by_role("textbox", name="Function").fill("x^3 - x")
    # 1/√3 only.
    expect(card).to_contain_text("The only critical point inside, proved.")
    expect(card).not_to_contain_text("All 4")


def test_a_corner_has_two_slopes_and_autodiffs_answer_is_called_a_convention(lab):
    page = lab("/#v=1&lab=derivative&f=|x|&x=-2,2&at=0&show=tangent,slopes")
    expect(page.locator(".card", has_text="Is there a derivative here?")).to_contain_text("a convention")
    expect(sentence(page)).to_contain_text("slope −1 on the left")


def test_two_variables_are_refused_in_words_and_the_picture_stays(lab):
    page = lab()
    page.get_by_role("textbox", name="Function").fill("x*y")
    expect(page.locator("#function-message")).to_contain_text("A curve has one variable")
    expect(sentence(page)).to_contain_text("At x = 1: f = 0, slope 2.")


def test_a_link_opens_exactly_this_picture(lab, page: Page):
    lab("/#v=1&lab=derivative&f=a x^2&x=-1,3&at=2&h=-0.5&order=1&show=tangent,secant&p.a=2,0,4")
    expect(sentence(page)).to_contain_text("At x = 2: f = 8, slope 8.")
    expect(sentence(page)).to_contain_text("h = −0.5")
    expect(page.get_by_label("Value of a", exact=True)).to_have_value("2")


def test_going_to_another_lab_and_back_finds_the_picture_again(lab):
    page = lab()
    page.get_by_role("link", name="Maps").click()
    expect(page.locator(".view-tabs")).to_be_visible()
    page.go_back()
    expect(sentence(page)).to_contain_text("At x = 1: f = 0, slope 2.")


def test_the_wheel_zooms_and_the_interval_follows(lab):
    page = lab()
    page.locator(".curve-stage").first.hover()
    page.keyboard.down("Control")
    page.mouse.wheel(0, -400)
    page.keyboard.up("Control")
    expect(page.get_by_label("x from")).not_to_have_value("-2")
