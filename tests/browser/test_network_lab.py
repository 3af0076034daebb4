"""What a person sees and does in the network lab, on the real server."""

import re

from playwright.sync_api import Locator, Page, expect
from tests.browser.gestures import at_rest, centre, eventually, opening, sentence

CIRCLE = "/#v=1&lab=network&seed=5"


lab = opening(CIRCLE, size=(900, 620))


def value(page: Page) -> Locator:
    return page.get_by_label("Value of the chosen weight or bias", exact=True)


def test_the_lab_is_reached_from_the_header(page: Page):
    page.goto("/#lab=surface")
    page.get_by_role("link", name="Network").click()
    expect(sentence(page)).to_contain_text("Epoch 0: loss")


def test_playing_trains_and_the_loss_falls(lab):
    page = lab(f"{CIRCLE}&speed=50")
    page.keyboard.press("Space")
    expect(sentence(page)).to_contain_text("100 % of the test classified correctly")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    expect(page).to_have_url(re.compile(r"epoch=\d{2,}"))


def test_a_line_stays_to_be_pressed_while_its_weight_changes(lab):
    page = lab()
    line = page.locator(".network-links .weight").first.element_handle()
    before = at_rest(page, page.locator(".network-links title").first.text_content)
    page.keyboard.press(".")
    expect(sentence(page)).to_contain_text("Epoch 1:")
    expect(page.locator(".network-links title").first).not_to_have_text(before)
    assert line.evaluate("line => line.isConnected")


def test_training_is_stepped_and_looked_back_at(lab):
    page = lab(f"{CIRCLE}&epoch=20")
    expect(sentence(page)).to_contain_text("Epoch 20:")
    said = at_rest(page, sentence(page).inner_text)
    page.keyboard.press(".")
    expect(sentence(page)).to_contain_text("Epoch 21:")
    page.keyboard.press(",")
    expect(sentence(page)).to_have_text(said)
    page.get_by_role("button", name="To the beginning").click()
    expect(sentence(page)).to_contain_text("Epoch 0:")


def test_a_link_trains_up_to_the_same_numbers(lab):
    page = lab(f"{CIRCLE}&epoch=120")
    expect(sentence(page)).to_contain_text("Epoch 120:")
    said = at_rest(page, sentence(page).inner_text)
    page.goto("about:blank")
    page.goto(f"{CIRCLE}&epoch=120")
    expect(sentence(page)).to_have_text(said)


def test_a_weight_is_taken_in_hand_and_moved(lab):
    page = lab(f"{CIRCLE}&show=weights")
    entry = page.locator(".weight-tables button").first
    entry.click()
    expect(page.locator(".number-in-hand .name")).to_have_text("Weight from x₁ to unit 1 of layer 1 =")
    said = at_rest(page, sentence(page).inner_text)
    value(page).fill("3")
    page.keyboard.press("Enter")
    expect(sentence(page)).not_to_have_text(said)
    expect(entry).to_have_text("3")
    page.get_by_role("button", name="Undo").click()
    expect(sentence(page)).to_have_text(said)


def test_a_number_in_hand_is_shown_to_its_last_digit(lab):
    page = lab(f"{CIRCLE}&show=weights")
    page.locator(".weight-tables button").first.click()
    value(page).fill("-1.2345678e-7")
    page.keyboard.press("Enter")
    expect(value(page)).to_have_value("-1.2345678e-7")
    assert value(page).evaluate("field => field.scrollWidth <= field.clientWidth")


def test_the_output_is_one_square_and_units_are_named(lab):
    page = lab()
    expect(page.locator(".network-units .unit")).to_have_count(9)
    expect(page.locator(".network-links .weight")).to_have_count(18)
    page.get_by_text("2 inputs → 4 tanh → 2 tanh → 1 tanh").click()
    page.get_by_role("button", name="More units of layer 1").click()
    expect(page.locator(".network-units .unit")).to_have_count(10)
    page.get_by_role("button", name="Fewer hidden layers").click()
    expect(page.locator(".network-heads .head")).to_have_count(3)
    # The window gets lower, and the square, which fills its width, stays: axes and colours stay where they are.
    page.set_viewport_size({"width": 900, "height": 500})
    page.keyboard.press("p")
    for height in (700, 560):
        page.set_viewport_size({"width": 900, "height": height})
        eventually(
            page,
            """() => {
              const [heat, frame] = [".output-heat", ".output-marks .frame"].map((name) =>
                document.querySelector(name).getBoundingClientRect());
              const isSame = (side) => Math.abs(heat[side] - frame[side]) < 2;
              return heat.width > 40 && ["left", "top", "width"].every(isSame);
            }""",
        )


def test_several_classes_have_as_many_outputs(lab):
    page = lab()
    page.get_by_label("Data set").select_option("blobs")
    expect(page.locator(".network-heads .activation").last).to_have_text("softmax")
    expect(page.locator(".network-units .unit")).to_have_count(11)


def test_own_points_are_placed_and_learned(lab):
    page = lab()
    page.get_by_label("Data set").select_option("own")
    expect(sentence(page)).to_contain_text("Press on the map to place points")
    x, y = centre(page.locator(".output-map"))
    page.mouse.click(x - 30, y - 30)
    page.keyboard.down("Shift")
    page.mouse.click(x + 40, y + 20)
    page.keyboard.up("Shift")
    expect(page.locator(".output-marks circle")).to_have_count(2)
    expect(sentence(page)).to_contain_text("Epoch 0: loss")
    page.mouse.click(*centre(page.locator(".output-marks circle").first))
    expect(page.locator(".output-marks circle")).to_have_count(1)


def test_a_divergence_is_named_with_the_way_back(lab):
    page = lab(f"{CIRCLE}&hidden=8,8&activations=relu,relu,linear&learning_rate=3&method=gradient-descent")
    page.keyboard.press("Space")
    expect(sentence(page)).to_contain_text("grew beyond all bounds")
    expect(page.locator(".says .notes")).to_contain_text("smaller learning rate")
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_a_divergence_in_large_batches_stays_said(lab):
    page = lab(f"{CIRCLE}&hidden=8,8&activations=relu,relu,linear&learning_rate=100&batch=40&epoch=20")
    expect(sentence(page)).to_contain_text("grew beyond all bounds")


def test_another_rate_on_the_way_goes_on_and_undo_comes_back(lab):
    page = lab(f"{CIRCLE}&epoch=20")
    expect(sentence(page)).to_contain_text("Epoch 20:")
    said = at_rest(page, sentence(page).inner_text)
    page.get_by_label("Learning rate", exact=True).fill("0.1")
    page.keyboard.press("Tab")
    expect(page).to_have_url(re.compile("learning_rate=0.1&.*begun=20"))
    expect(sentence(page)).to_have_text(said)
    page.keyboard.press("Escape")
    page.locator("body").press(".")
    expect(sentence(page)).to_contain_text("Epoch 21:")
    page.get_by_role("button", name="Undo").click()
    expect(page).to_have_url(re.compile("learning_rate=0.03"))
    expect(sentence(page)).to_have_text(said)
    page.get_by_role("button", name="To the beginning").click()
    expect(sentence(page)).to_contain_text("Epoch 0:")


def test_a_weight_set_by_hand_is_where_it_began(lab):
    page = lab(f"{CIRCLE}&show=weights")
    entry = page.locator(".weight-tables button").first
    entry.click()
    value(page).fill("3")
    page.keyboard.press("Enter")
    expect(entry).to_have_text("3")
    page.get_by_role("button", name="On by one step").click()
    expect(sentence(page)).to_contain_text("Epoch 1:")
    page.get_by_role("button", name="To the beginning").click()
    expect(entry).to_have_text("3")


def test_heights_are_no_classes_for_cross_entropy(lab):
    page = lab(f"{CIRCLE}&data=plane&cost=cross-entropy")
    expect(sentence(page)).to_contain_text("heights, not classes")


def test_undo_brings_the_data_back(lab):
    page = lab()
    page.get_by_label("Data set").select_option("xor")
    expect(page).to_have_url(re.compile("data=xor"))
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_label("Data set")).to_have_value("circle")


MAZUR = (
    "/#v=1&lab=network&view=steps&input=0.05,0.1&target=0.01,0.99&hidden=2&activations=sigmoid,sigmoid"
    "&numbers=0.15,0.2,0.25,0.3,0.35,0.35,0.4,0.45,0.5,0.55,0.6,0.6&learning_rate=0.5&keeps=biases&step=3"
)


def test_one_sample_goes_forward_and_back_in_numbers(lab):
    page = lab(MAZUR)
    expect(sentence(page)).to_have_text("The cost: C = ½|a − y|² = 0.2983711.")
    page.keyboard.press("End")
    expect(sentence(page)).to_contain_text("the cost becomes 0.2910278, from 0.2983711")
    page.keyboard.press("Home")
    expect(sentence(page)).to_contain_text("The inputs are (0.05, 0.1)")


def test_the_product_behind_a_weight_is_written_out_and_checked_in_two_other_ways(lab):
    page = lab(MAZUR)
    page.get_by_role("button", name="w²₁₁").click()
    product = page.locator(".weight-product")
    expect(product.get_by_role("heading")).to_have_text("What w²₁₁ has to do with the cost")
    expect(product).to_contain_text("0.08216704")
    expect(product).to_contain_text("0.3589164797")
    expect(page.locator(".check")).to_contain_text("JAX's automatic differentiation")


def test_taking_the_step_begins_again_with_the_moved_numbers(lab):
    page = lab(MAZUR)
    page.get_by_role("button", name="Take this step").click()
    expect(sentence(page)).to_have_text("The cost: C = ½|a − y|² = 0.2910278.")
    page.keyboard.press("End")
    expect(sentence(page)).to_contain_text("from 0.2910278")
    page.get_by_role("button", name="Undo").click()
    expect(sentence(page)).to_contain_text("from 0.2983711")


def test_the_network_of_the_moment_is_taken_along_number_by_number(lab):
    page = lab(f"{CIRCLE}&epoch=20")
    page.get_by_role("button", name="Number by number").click()
    expect(page.locator(".flow-unit")).to_have_count(9)
    expect(sentence(page)).to_contain_text(re.compile(r"the outputs shall be \((−1|1)\)"))
    page.get_by_role("button", name="Training", exact=True).click()
    expect(sentence(page)).to_contain_text("Epoch 0: loss")
