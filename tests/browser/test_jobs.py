"""Jobs in the page: a print that sharpens and is saved, a race of methods, and a network from many seeds."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect
from tests.browser.gestures import until

PRINT = "/#v=1&lab=paths&f=(x^2+y-11)^2+(x+y^2-7)^2&x=-5,5&y=-5,5&steps=50&step=0&show=basins&runs=newton:0.5,1"
RACE = "/#v=1&lab=network&data=xor&count=40&hidden=2&show=race"
SEEDS = "/#v=1&lab=network&data=xor&count=60&hidden=3&show=ensemble"


def test_a_picture_at_print_size_goes_on_after_a_loss_and_is_saved(page: Page, tmp_path: Path):
    asked = []

    def once(route):
        asked.append(route.request.post_data_json)
        # The connection is lost before the first line, and found again.
        route.abort("internetdisconnected") if len(asked) == 1 else route.continue_()

    page.route("**/api/v1/jobs/basins", once)
    page.goto(PRINT)
    fold = page.locator(".print-fold")
    fold.locator("summary").click()
    fold.get_by_role("button", name="Draw").click()
    expect(fold.get_by_role("status")).to_have_text("All 1,048,576 starts are there.")
    assert [each["resolution"] for each in asked] == [1024, 1024]
    # Himmelblau's minima lie one in each quarter of the box: four colours, and each where its minimum is.
    seen = page.evaluate(
        """() => [[0.8, 0.3], [0.22, 0.19], [0.12, 0.83], [0.86, 0.68]].map(([x, y]) => {
          const canvas = document.querySelector("canvas.print");
          const at = canvas.getContext("2d").getImageData(x * canvas.width, y * canvas.height, 1, 1);
          const most = Math.max(...at.data.slice(0, 3));
          return [...at.data.slice(0, 3)].map((each) => Math.round((9 * each) / most)).join();
        })"""
    )
    assert len(set(seen)) == 4
    with page.expect_download() as saved:
        fold.get_by_role("link", name="Save as PNG").click()
    saved.value.save_as(tmp_path / "print.png")
    # Width and height stand in the first chunk of a PNG (RFC 2083, 11.2.1).
    header = (tmp_path / "print.png").read_bytes()[16:24]
    assert [int.from_bytes(header[k : k + 4], "big") for k in (0, 4)] == [1024, 1024]


def test_methods_are_raced_on_one_network_as_far_as_one_lets_them(page: Page):
    raced = []

    def on_its_way(route):
        if (route.request.post_data_json or {}).get("epochs", 0) < 100:
            return route.continue_()
        raced.append(route)
        # The third training stays on its way, so that there is a race to cancel.
        return None if len(raced) == 3 else route.continue_()

    page.route("**/api/v1/network/train", on_its_way)
    page.goto(RACE)
    card = page.locator(".card").filter(has=page.get_by_role("heading", name="Methods raced"))
    rows, bar = card.locator("tbody tr"), card.get_by_role("progressbar")
    begin = card.get_by_role("button", name="Race", exact=True)
    begin.click()
    # Six methods with five rates each.
    until(page, lambda: bar.evaluate("bar => Math.round(30 * bar.value)"), lambda done: done == 2)
    expect(rows).to_have_count(1)
    card.get_by_role("button", name="Cancel").click()
    expect(begin).to_be_visible()
    expect(bar).to_be_hidden()
    expect(rows).to_have_count(1)
    card.get_by_role("combobox").select_option("same")
    expect(rows.first).to_be_hidden()
    begin.click()
    expect(rows).to_have_count(6)
    expect(begin).to_be_visible()
    expect(card.get_by_role("status")).to_have_text(
        re.compile(r"is lowest after 100 epochs: .*All have the learning rate")
    )


def test_a_network_is_trained_from_many_seeds(page: Page):
    page.goto(SEEDS)
    card = page.locator(".card").filter(has=page.get_by_role("heading", name="From many seeds"))
    card.get_by_role("combobox").select_option("20")
    card.get_by_role("button", name="Train all").click()
    note = card.get_by_role("status")
    expect(note).to_have_text(re.compile(r"^Of 20 networks from as many seeds, \d+ % reach a loss of 0.05 within 100 "))
    expect(card.get_by_role("button", name="Train all")).to_be_visible()
    expect(card.locator("svg")).to_contain_text("three quarters")
    # Another loss asks for another count.
    card.get_by_label("A loss that is small enough").fill("9")
    card.get_by_label("A loss that is small enough").press("Enter")
    card.get_by_role("button", name="Train all").click()
    expect(note).to_have_text(re.compile(r"^Of 20 networks from as many seeds, 100 % reach a loss of 9 "))
