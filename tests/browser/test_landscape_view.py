"""What a person sees and does in the landscape view of the network lab, on the real server."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.gestures import at_rest, drag, eventually, opening, sentence

CIRCLE = "/#v=1&lab=network&view=landscape&seed=5"
SPIRAL = (
    "/#v=1&lab=network&view=landscape&data=spiral&count=100&share=1&hidden=4&activations=tanh,tanh&seed=1"
    "&learning_rate=0.3&method=gradient-descent"
)


lab = opening(CIRCLE, size=(900, 620))


def notes(page: Page) -> Locator:
    return page.locator(".says .notes")


def network(page: Page) -> Locator:
    """The network on the map."""
    return page.locator(".contour-overlay .handle")


def test_the_walk_is_seen_on_the_loss_with_how_much_of_it_there_is_to_see(lab):
    page = lab(f"{CIRCLE}&epoch=40")
    expect(sentence(page)).to_contain_text(
        re.compile(r"Epoch 40: loss C = 0\.\d+; the slice along two principal directions shows 9\d\.?\d* % of the walk")
    )
    eventually(page, "() => document.querySelector('.scene').data?.[0].z.length > 20")
    expect(page.locator(".contour-overlay path").first).to_be_attached()
    expect(page.locator(".spectrum-card tbody tr")).to_have_count(4)


def test_playing_goes_on_and_the_landscape_with_it(lab):
    page = lab(f"{CIRCLE}&speed=10")
    expect(notes(page)).to_contain_text("The walk has not moved yet")
    page.keyboard.press("Space")
    expect(sentence(page)).to_contain_text(re.compile(r"Epoch \d{2,}: .* two principal directions"))
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    count = page.locator(".player .count")
    # At rest the slice is that of the very network at the cursor.
    eventually(
        page,
        """() => {
          const [shown] = document.querySelector(".player .count").textContent.match(/\\d+/);
          return document.querySelector(".sentence").textContent.startsWith(`Epoch ${shown}:`);
        }""",
    )
    page.get_by_role("button", name="To the beginning").click()
    expect(sentence(page)).to_contain_text("Epoch 0:")
    expect(count).to_contain_text("epoch 0 of")


def test_the_network_of_the_training_view_is_seen_at_the_same_epoch(lab):
    page = lab("/#v=1&lab=network&seed=5&epoch=20")
    expect(sentence(page)).to_contain_text("Epoch 20:")
    page.get_by_role("button", name="Landscape").click()
    expect(sentence(page)).to_contain_text("Epoch 20: loss C =")
    page.get_by_role("button", name="Training", exact=True).click()
    expect(sentence(page)).to_contain_text("Epoch 20: loss 0.")


def test_two_weights_are_chosen_and_a_link_holds_them(lab):
    page = lab(f"{CIRCLE}&epoch=10")
    page.get_by_label("Slice along").select_option("weights")
    across = page.get_by_label("Across: which weight or bias")
    expect(across.locator("option")).to_have_count(25)
    across.select_option(label="b³₁: bias of the output")
    expect(sentence(page)).to_contain_text("the slice over b³₁ and w¹₁₂")
    expect(page).to_have_url(re.compile("plane=weights&axes=24,1"))
    page.get_by_role("button", name="Undo").click()
    expect(sentence(page)).to_contain_text("the slice over w¹₁₁ and w¹₁₂")


def test_other_random_directions_show_another_slice(lab):
    page = lab(f"{CIRCLE}&epoch=10&plane=random")
    expect(sentence(page)).to_contain_text("two random directions")
    said = at_rest(page, sentence(page).inner_text)
    page.get_by_role("button", name="Draw other directions").click()
    expect(sentence(page)).not_to_have_text(said)
    expect(page).to_have_url(re.compile("directions=2"))


def test_dragging_the_network_lets_it_learn_from_elsewhere(lab):
    page = lab(f"{CIRCLE}&plane=weights&axes=0,5")
    expect(network(page)).to_be_visible()
    said = at_rest(page, sentence(page).inner_text)
    drag(page, network(page), (60, -40))
    expect(sentence(page)).not_to_have_text(said)
    expect(sentence(page)).to_contain_text("Epoch 0:")
    expect(page).to_have_url(re.compile("numbers="))
    page.get_by_role("button", name="Undo").click()
    expect(sentence(page)).to_have_text(said)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(sentence(page)).not_to_have_text(said)
    expect(page).to_have_url(re.compile("numbers="))


def test_the_edge_of_stability_is_for_all_points_in_one_batch(lab):
    page = lab(f"{SPIRAL}&epoch=5")
    edge = page.locator(".spectrum-card .edge")
    expect(edge).to_contain_text("Steps on all 100 points at once would be stable up to λ₁ = 2/a = 6.667")
    page.get_by_role("button", name="All points in one batch").click()
    expect(edge).to_contain_text("is below 2/a = 6.667 with a = 0.3: no direction is so curved")
    expect(page.get_by_label("Batch size")).to_have_value("100")
    page.get_by_label("Optimiser").select_option("adam")
    expect(edge).to_contain_text("no single bound on λ₁ belongs to it")


def test_the_scene_of_the_edge_is_at_the_edge(lab):
    page = lab()
    page.get_by_role("button", name="Course").click()
    page.locator("#course .find").fill("edge of stability")
    page.locator("#course .found a", has_text="2.18").click()
    expect(page.locator(".spectrum-card .edge")).to_contain_text(
        re.compile(r"(at the edge of stability|is above).* 2/a = 6")
    )


def test_natural_gradient_learns_with_a_damping_that_can_be_set(lab):
    page = lab("/#v=1&lab=network&seed=5&batch=200&speed=10")
    expect(sentence(page)).to_contain_text("Epoch 0: loss 0.50")
    page.get_by_label("Optimiser").select_option("natural-gradient")
    page.locator(".group.learning summary").click()
    expect(page.get_by_label("damping λ of the Fisher matrix F")).to_have_value("0.01")
    page.keyboard.press("Escape")
    page.locator(".group.learning h2").click()
    page.keyboard.press(".")
    expect(sentence(page)).to_contain_text("Epoch 10:")
    page.keyboard.press(".")
    # Ordinary descent is still at 0.50.
    expect(sentence(page)).to_contain_text(re.compile(r"Epoch 20: loss 0\.0[34]"))


def test_a_network_too_large_for_natural_gradient_is_told_why(lab):
    page = lab("/#v=1&lab=network&seed=5&hidden=8,8,8&activations=tanh,tanh,tanh,tanh&method=natural-gradient")
    page.keyboard.press("Space")
    expect(page.locator("#status")).to_contain_text("up to 128; this network has 177")


def test_a_slice_that_can_be_typed_opens_as_a_surface_of_the_same_height_and_another_says_why_not(lab):
    page = lab(
        "/#v=1&lab=network&view=landscape&data=own&share=1&classes=2&x1=1,-1,1,-1&x2=1,-1,-1,1&class=1,1,0,0"
        "&hidden=2&activations=tanh,tanh&seed=3&plane=weights&axes=0,3"
    )
    expect(sentence(page)).to_contain_text("loss C = ")
    told = re.search(r"loss C = ([0-9.]+)", sentence(page).inner_text())
    assert told is not None
    page.get_by_role("button", name="Open the slice as a surface").click()
    expect(sentence(page)).to_contain_text(re.compile(r"f = [0-9.]+"))
    typed = re.search(r"f = ([0-9]+\.[0-9]+)", sentence(page).inner_text())
    assert typed is not None and float(typed[1]) == pytest.approx(float(told[1]), abs=6e-4)
    expect(page.get_by_role("textbox", name="Function")).to_have_value(re.compile(r"^f\(u, v\) = \(\(\(tanh"))
    page.goto(CIRCLE)
    expect(sentence(page)).to_contain_text("loss C = ")
    page.get_by_role("button", name="Open the slice as a surface").click()
    expect(page.locator("#status")).to_contain_text("This slice sums over 200 points, and is too long to be typed")
