"""What a person does in the network lab with data and inputs of their own, and sample by sample, on the real server."""

import re

from playwright.sync_api import Locator, Page, expect
from tests.browser.gestures import at_rest, centre, drag, opening, sentence

CIRCLE = "/#v=1&lab=network&seed=5"
OWN = "/#v=1&lab=network&data=own&share=1"
FLOWERS = "length;width;kind\n5,1;3,5;setosa\n4,9;3;setosa\n7;3,2;versicolor\n6,4;3,2;versicolor\n6,3;3,3;virginica\n"


lab = opening(CIRCLE, size=(900, 620))


def points(page: Page) -> Locator:
    return page.locator(".output-marks > g > circle[fill]")


def paste(page: Page, text: str) -> None:
    page.locator("#subject .fold > summary", has_text="point").click()
    page.locator(".paste-field summary").click()
    page.get_by_label("Paste or drop a table").fill(text)
    page.get_by_role("button", name="Use these points").click()


def test_a_pasted_table_is_learned_with_its_classes(lab):
    page = lab()
    paste(page, FLOWERS)
    expect(page.locator(".paste-field .understood")).to_contain_text("5 points of 3 classes: setosa (orange)")
    expect(page.locator(".paste-field .understood")).to_contain_text("x₁ from 4.9 to 7 is shown as −5 to 5")
    expect(page.locator(".network-heads .activation").last).to_have_text("softmax")
    expect(page.locator(".network-units .unit")).to_have_count(11)
    expect(points(page)).to_have_count(5)
    expect(page).to_have_url(re.compile("data=own&.*x1=-4.048,-5,5,"))
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_label("Data set")).to_have_value("circle")
    # What was typed is not lost.
    expect(page.get_by_label("Paste or drop a table")).to_have_value(FLOWERS)


def test_what_is_wrong_with_a_table_is_said_beside_it_and_the_points_stay(lab):
    page = lab(f"{OWN}&x1=1,2&x2=3,4&class=0,1")
    paste(page, "1,2\n3,4\n5")
    message = page.locator(".paste-field .mistake")
    expect(message).to_have_text(["Line 3 has 1 field, the others 2.", re.compile("^Three columns are needed")])
    expect(points(page)).to_have_count(2)
    page.get_by_label("Paste or drop a table").fill("1,2,0\n3,4,1\n5,6")
    page.get_by_role("button", name="Use these points").click()
    expect(message).to_have_text(["Line 3 has 2 fields, the others 3."])
    expect(page).to_have_url(re.compile("x1=1,3&x2=2,4"))


def test_a_file_dropped_on_the_map_is_learned(lab):
    page = lab()
    page.locator(".output-map").evaluate(
        """element => {
          const data = new DataTransfer();
          data.items.add(new File(["x1,x2,height\\n1,2,0.5\\n-3,4,-0.25\\n0,0,1"], "hills.csv", { type: "text/csv" }));
          element.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
        }"""
    )
    expect(page).to_have_url(re.compile("data=own&.*classes=0&x1=1,-3,0&x2=2,4,0&class=0.5,-0.25,1"))
    expect(page.get_by_label("What my points have")).to_have_value("heights")
    expect(sentence(page)).to_contain_text("Epoch 0: loss")


def test_points_of_a_chosen_class_are_placed_moved_and_taken_away(lab):
    page = lab(f"{OWN}&x1=0,1&x2=3,4&class=0,1")
    page.get_by_role("button", name="More classes of my points").click()
    page.get_by_role("button", name="Class 2, green").click()
    x, y = centre(page.locator(".output-map canvas"))
    page.mouse.click(x - 40, y + 40)
    expect(points(page)).to_have_count(3)
    expect(page).to_have_url(re.compile("classes=3&.*class=0,1,2"))
    before = page.url
    drag(page, (x - 40, y + 40), (60, 20))
    expect(page).not_to_have_url(before)
    expect(page).to_have_url(re.compile("classes=3&.*class=0,1,2"))
    page.get_by_role("button", name="Undo").click()
    expect(page).to_have_url(before)
    page.mouse.click(*centre(points(page).last))
    expect(points(page)).to_have_count(2)


def test_an_input_of_ones_own_is_typed_and_a_mistake_keeps_the_picture(lab):
    page = lab()
    page.get_by_text("2 inputs → 4 tanh → 2 tanh → 1 tanh").click()
    field = page.get_by_label("An input of your own")
    field.fill("x1^2 + x₂²")
    expect(page.locator(".network-units .unit")).to_have_count(10)
    expect(page).to_have_url(re.compile("typed="))
    field.fill("x1^2 + sine x2")
    expect(page.locator("#typed-input-message")).to_contain_text("Unknown name 'sine'")
    expect(page.locator("#typed-input-message")).to_be_visible()
    expect(page.locator(".network-units .unit")).to_have_count(10)
    field.fill("log x1")
    expect(page.locator("#typed-input-message")).to_contain_text("has no value at")
    page.goto("about:blank")
    page.goto(f"{CIRCLE}&inputs=&typed=1-(x1^2%20+%20x2^2)/9&hidden=&activations=tanh&epoch=60")
    expect(sentence(page)).to_contain_text("100 % of the test classified correctly")
    expect(field).to_have_value("1-(x1^2 + x2^2)/9")


def test_weights_change_only_once_their_batch_is_complete(lab):
    page = lab(f"{CIRCLE}&stride=sample&batch=3&epoch=2&batches=4&show=weights")
    expect(sentence(page)).to_contain_text("Epoch 2, after batch 4 of 67: loss")
    weights = page.locator(".weight-tables")
    before = at_rest(page, weights.inner_text)
    for sample in (1, 2, 3):
        page.keyboard.press(".")
        expect(sentence(page)).to_contain_text(f"Sample {sample} of 3 in batch 5 of 67: its loss is")
        expect(page.locator(".rings .is-lit")).to_have_count(1)
    expect(page).to_have_url(re.compile("batches=4&seen=3"))
    assert weights.inner_text() == before
    page.keyboard.press(".")
    expect(sentence(page)).to_contain_text("Epoch 2, after batch 5 of 67: loss")
    expect(weights).not_to_have_text(before)
    page.keyboard.press(",")
    expect(sentence(page)).to_contain_text("Sample 3 of 3 in batch 5 of 67")


def test_an_epoch_by_batches_comes_to_the_same_as_an_epoch(lab):
    page = lab(f"{CIRCLE}&epoch=1")
    expect(sentence(page)).to_contain_text("Epoch 1: loss")
    said = at_rest(page, sentence(page).inner_text)
    page.goto("about:blank")
    page.goto(f"{CIRCLE}&batch=10&batches=18&stride=batch")
    expect(sentence(page)).to_contain_text("Epoch 0, after batch 18 of 20")
    page.keyboard.press(".")
    expect(sentence(page)).to_contain_text("Epoch 0, after batch 19 of 20")
    page.keyboard.press(".")
    expect(sentence(page)).to_have_text(said)


def test_a_batch_is_followed_number_by_number(lab):
    page = lab(f"{CIRCLE}&stride=batch&batch=4&epoch=3&batches=2")
    page.get_by_role("button", name="Follow this batch").click()
    expect(sentence(page)).to_contain_text("Means over 4 samples. The inputs are")
    page.keyboard.press("End")
    expect(sentence(page)).to_contain_text("the mean of its 4 derivatives")
    expect(page.locator(".weight-matrix")).to_contain_text("(4 × 4)(4 × 2) / 4 = 4 × 2")
    page.keyboard.press("Home")
    page.get_by_role("button", name="Sample 2", exact=True).click()
    expect(sentence(page)).to_contain_text("Sample 2 of 4. The inputs are")
    expect(page.locator(".weight-product .is-marked")).to_have_count(1)
    page.keyboard.press("]")
    expect(sentence(page)).to_contain_text("Sample 3 of 4. The inputs are")
    expect(page).to_have_url(re.compile("look=3"))
    page.get_by_role("button", name="Training", exact=True).click()
    expect(sentence(page)).to_contain_text("Epoch 0: loss")
    expect(page.locator(".network-units .unit")).to_have_count(9)


def test_a_step_is_replayed(lab):
    page = lab("/#v=1&lab=network&view=steps&input=1,2;0,1&target=1;0&hidden=2&activations=tanh,tanh&look=1&step=2")
    expect(sentence(page)).to_contain_text("Sample 1 of 2. Layer 2 forward")
    page.keyboard.press("r")
    expect(sentence(page)).to_contain_text("Layer 1 forward")
    expect(sentence(page)).to_contain_text("Layer 2 forward")


def test_keys_that_are_quicker_than_the_picture_all_count(lab):
    page = lab("/#v=1&lab=network&view=steps&input=1,2&target=1&hidden=2&activations=tanh,tanh&step=1")
    expect(sentence(page)).to_contain_text("Layer 1 forward")
    for key in ("End", ",", ","):
        page.keyboard.press(key)
    expect(sentence(page)).to_contain_text("Layer 2 back")
    expect(page.locator(".player .count")).to_have_text("step 4 of 6")


def test_cross_entropy_makes_targets_probabilities_and_keeps_them_so(lab):
    page = lab("/#v=1&lab=network&view=steps&input=1,2&target=0.5,2&hidden=2&activations=tanh,tanh&step=1")
    page.get_by_label("Loss").select_option("cross-entropy")
    first, second = page.get_by_label("Target 1"), page.get_by_label("Target 2")
    expect(first).to_have_value("0")
    expect(second).to_have_value("1")
    first.fill("0.25")
    page.keyboard.press("Enter")
    expect(second).to_have_value("0.75")
    first.fill("1.5")
    page.keyboard.press("Enter")
    expect(first).to_have_value("0.25")
    expect(page.locator("#status")).to_contain_text("With cross-entropy targets are probabilities")
    page.get_by_text("More", exact=True).click()
    page.get_by_role("button", name="Fewer outputs").click()
    page.get_by_role("button", name="More outputs").click()
    expect(first).to_have_value("0")
    expect(second).to_have_value("1")
    expect(sentence(page)).to_contain_text("Layer 1 forward")


def test_small_numbers_in_findings_are_written_as_everywhere(lab):
    page = lab(
        "/#v=1&lab=network&view=steps&input=4,4&target=1&hidden=2&activations=tanh,tanh&numbers=2,2,1,1,0,0,1,1,0"
    )
    notes = page.locator(".says .notes")
    expect(notes).to_contain_text("Unit 1 of layer 1 is saturated")
    expect(notes).to_contain_text("·10⁻")
    expect(notes).not_to_contain_text("e-")


def test_on_a_phone_the_layer_at_work_comes_into_sight(lab):
    address = "/#v=1&lab=network&view=steps&input=1,2&target=0.5,2&hidden=2&activations=tanh,tanh&step=0"
    page = lab(address, width=390, height=844)
    active = page.locator(".flow-unit.is-active").last
    for kind in ("Layer 1 forward", "Layer 2 forward"):
        page.keyboard.press(".")
        expect(sentence(page)).to_contain_text(kind)
        expect(active).to_be_in_viewport(ratio=1)
