"""What a person sees and does in the chain-rule view of the Jacobian lab, on the real server."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.gestures import at_rest, drag, opening, place_of, sentence, until

CHAIN = "/#v=1&lab=jacobian&view=chain"
PARTIAL = f"{CHAIN}&f1=g(s, t) = [s + t, s - t]&f2=z = x y&at=2,1&step=4&mode=forward"
CIRCLE = f"{CHAIN}&f1=[sin t, cos t]&f2=z = x^2 + y^2&at=0.6&x=-3.2,3.2&step=4&mode=forward"
EXPONENTIAL = f"{CHAIN}&f1=u(t) = -t^2&f2=f(u) = exp(u)&at=1&x=-3,3&step=4"


lab = opening(PARTIAL, until=lambda page: expect(page.locator(".stage-node").first).to_be_visible())


def entry(page: Page, row: int, column: int) -> Locator:
    return page.locator(f".number-matrix.product td[data-place='{row},{column}'] button")


def field(page: Page, stage: int) -> Locator:
    return page.get_by_label(f"Stage {stage}")


def expect_terms(page: Page, sum_: str) -> None:
    """Waits for the sum as it is written, without the signs that only layout needs."""
    until(page, lambda: re.sub(r"\s", "", page.locator(".terms").inner_text()), lambda written: sum_ in written)


def test_the_product_is_that_of_scene_2_8(lab):
    page = lab()
    expect(page.locator(".number-matrix.product button")).to_have_text(["4", "−2"])
    expect(page.locator(".number-matrix.composed td")).to_have_text(["4", "−2"])
    expect(page.locator(".check")).to_contain_text("agree in every digit")


def test_an_entry_shows_its_sum_and_marks_the_row_and_the_column_that_make_it(lab):
    page = lab()
    entry(page, 0, 1).hover()
    expect_terms(page, "=1·1+3·(−1)=−2")
    expect(page.locator(".number-matrix.outer .is-marked")).to_have_text(["1", "3"])
    expect(page.locator(".number-matrix.inner .is-marked")).to_have_text(["1", "−1"])
    entry(page, 0, 0).focus()
    expect_terms(page, "=1·1+3·1=4")


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768)], ids=str)
def test_beside_a_picture_too_the_player_is_on_the_first_screen(lab, size):
    page = lab(CHAIN)
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    expect(page.locator(".path-side")).to_be_visible()
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_in_viewport(ratio=1)
    expect(page.locator(".chain-bar .mode.reverse")).to_be_in_viewport(ratio=1)


def test_numbers_flow_first_and_derivatives_after_them(lab):
    page = lab(PARTIAL.replace("step=4", "step=0"))
    expect(sentence(page)).to_have_text("The computation begins with (s, t) = (2, 1).")
    page.keyboard.press(".")
    expect(sentence(page)).to_contain_text("g makes (x, y) = (3, 1)")
    expect(page.locator(".lane.values.is-filled")).to_have_count(2)
    expect(page.locator(".lane.derivatives.is-filled")).to_have_count(0)
    page.keyboard.press("End")
    expect(sentence(page)).to_contain_text("4 multiplications")
    expect(page.locator(".lane.derivatives.is-filled")).to_have_count(3)


def test_reverse_mode_begins_at_the_output(lab):
    page = lab(PARTIAL.replace("step=4", "step=3"))
    page.keyboard.press("m")
    expect(sentence(page)).to_contain_text("Reverse mode begins at the output")
    expect(page.locator(".stage-node").nth(1)).to_have_class(re.compile("is-active"))
    expect(page.locator(".wire").first.locator(".derivatives")).not_to_have_class(re.compile("is-filled"))


def test_playing_goes_through_all_steps(lab):
    page = lab(PARTIAL.replace("step=4", "step=2"))
    page.get_by_label("Speed").select_option("5")
    page.keyboard.press("Space")
    expect(page.locator(".player .count")).to_have_text("step 4 of 4")


def test_many_inputs_and_one_output_show_why_reverse_mode_wins(lab):
    page = lab()
    page.get_by_text("Examples", exact=True).first.click()
    page.get_by_role("button", name="Many inputs, one output: eight to one in three stages").click()
    expect(page.locator(".stage-node")).to_have_count(3)
    expect(page.locator(".why")).to_contain_text("Reverse mode wins: 128 multiplications instead of 576.")
    # Read at once: the bars may be drawn anew.
    wide, narrow = page.evaluate(
        """["forward", "reverse"].map((mode) => [...document.querySelectorAll(`.mode-cost.${mode} .bar span`)]
            .reduce((sum, bar) => sum + bar.getBoundingClientRect().width, 0))"""
    )
    assert wide / narrow == pytest.approx(576 / 128, rel=0.02)


def test_on_a_level_curve_the_gradient_is_perpendicular_and_nothing_changes(lab):
    page = lab(CIRCLE)
    expect(page.locator(".path-note")).to_contain_text("= 0: the gradient is perpendicular to the velocity")
    point = page.locator(".contour-overlay .point")
    expect(point).to_have_attribute("data-x", re.compile(r"^0\.5646"))
    page.locator(".path-side").get_by_label("Value of t", exact=True).fill("0")
    page.keyboard.press("Enter")
    expect(point).to_have_attribute("data-x", "0")
    expect(point).to_have_attribute("data-y", "1")
    expect(page.locator(".path-note")).to_contain_text("the point stays at one height")


def test_dragging_the_point_takes_it_along_its_curve(lab):
    page = lab(CIRCLE)
    point = page.locator(".contour-overlay .point")
    drag(page, point, (20, 60))
    expect(point).not_to_have_attribute("data-x", re.compile(r"^0\.5646"))
    across, up = at_rest(page, lambda: place_of(point))
    assert across**2 + up**2 == pytest.approx(1, abs=1e-9)


def test_a_stage_that_takes_too_many_numbers_is_told_so_at_its_field(lab):
    page = lab()
    field(page, 2).fill("z = x y w")
    message = page.locator("#stage-2-message")
    expect(message).to_contain_text("Stage z takes 3 numbers (x, y, w), but stage g gives 2.")
    expect(page.locator("#stage-1-message")).to_be_empty()
    expect(page.locator(".number-matrix.product button")).to_have_text(["4", "−2"])
    field(page, 2).fill("z = x^2 y")
    expect(message).to_be_empty()
    expect(entry(page, 0, 0)).to_have_text("15")


def test_the_map_is_there_only_where_a_point_runs_through_a_plane(lab):
    page = lab(CIRCLE)
    expect(page.locator(".path-side")).to_be_visible()
    field(page, 2).fill("[x y, x]")
    expect(page.locator(".path-side")).to_be_hidden()
    expect(page.locator(".chain-flow")).to_have_attribute("data-direction", "right")
    field(page, 2).fill("z = x y")
    expect(page.locator(".path-side")).to_be_visible()


def test_a_mistake_in_a_stage_is_said_at_its_field(lab):
    page = lab()
    field(page, 1).fill("[sine(s), t]")
    expect(page.locator("#stage-1-message")).to_contain_text("Did you mean 'sin'?")
    expect(page.locator("#stage-2-message")).to_be_empty()


def test_a_new_stage_changes_nothing_and_can_be_taken_away(lab):
    page = lab(EXPONENTIAL)
    expect(entry(page, 0, 0)).to_have_text("−0.7358")
    page.get_by_label("Add a stage after this one").first.click()
    expect(page.locator(".stage-node")).to_have_count(3)
    expect(entry(page, 0, 0)).to_have_text("−0.7358")
    page.get_by_label("Take this stage away").nth(1).click()
    expect(page.locator(".stage-node")).to_have_count(2)


def test_a_function_of_one_variable_takes_each_entry_of_a_vector(lab):
    page = lab()
    field(page, 2).fill("sin(u)")
    expect(page.locator(".stage-node").nth(1).locator(".stage-spaces")).to_have_text(": ℝ² → ℝ²")


def test_on_a_phone_the_graph_runs_from_top_to_bottom(lab):
    page = lab(PARTIAL, width=390)
    expect(page.locator(".chain-flow")).to_have_attribute("data-direction", "down")
    edges = """() => [...document.querySelectorAll(".stage-node")].map((node) => {
        const { top, bottom } = node.getBoundingClientRect();
        return [top, bottom];
    })"""
    until(page, lambda: page.evaluate(edges), lambda found: found[0][1] < found[-1][0])
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_link_opens_the_same_chain_at_the_same_step(lab):
    page = lab(PARTIAL.replace("step=4", "step=3").replace("mode=forward", "mode=reverse"))
    expect(page.get_by_role("button", name="Reverse mode").first).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".player .count")).to_have_text("step 3 of 4")
