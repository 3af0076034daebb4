"""What a person sees and does at the front door, and with the search that it shares with the course menu."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.browser.gestures import eventually

QUESTIONS = 9


@pytest.fixture
def door(page: Page) -> Page:
    """The front door, with its pictures drawn."""
    page.goto("/")
    expect(page.locator(".living")).to_have_count(QUESTIONS)
    expect_drawn(page)
    return page


def expect_drawn(page: Page) -> None:
    """A canvas has a width of its own once something is drawn in it."""
    expect(page.locator(".living canvas[width]")).to_have_count(QUESTIONS)


def look_of(page: Page, name: str) -> str:
    return page.evaluate(f"document.querySelector('[data-picture={name}] canvas').toDataURL()")


def test_it_asks_nine_questions_and_loads_neither_a_lab_nor_plotly(page: Page):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/")
    expect(page.locator(".living")).to_have_count(QUESTIONS)
    expect(page.locator(".course-map .count")).to_have_text(re.compile(r"^\d+ scenes, 0 seen$"))
    assert not [url for url in asked if "plotly" in url or "-lab.js" in url]
    assert len([url for url in asked if "icon" not in url]) <= 6


def test_questions_and_the_whole_course_are_on_the_first_screen(door: Page):
    door.set_viewport_size({"width": 1440, "height": 900})
    dots = "[...document.querySelectorAll('.course-drawing circle')].map((dot) => dot.getBoundingClientRect().bottom)"
    eventually(door, f"Math.max(...{dots}) <= innerHeight")


def test_pictures_answer_the_pointer_before_anything_is_pressed(door: Page):
    door.emulate_media(reduced_motion="reduce")
    for picture in door.locator(".living").all():
        picture.scroll_into_view_if_needed()
        box = picture.locator("canvas").bounding_box()
        assert box
        door.mouse.move(box["x"] + 0.2 * box["width"], box["y"] + 0.3 * box["height"])
        first = picture.locator(".place").inner_text()
        door.mouse.move(box["x"] + 0.8 * box["width"], box["y"] + 0.8 * box["height"])
        expect(picture.locator(".place")).not_to_have_text(first)
    door.mouse.move(0, 0)
    expect(door.locator("[data-picture=curve] .place")).to_have_text("Derivatives")


def test_the_keyboard_does_what_the_pointer_does(door: Page):
    door.locator(".welcome .find").focus()
    # Past three trials, and the code and button of a lecture.
    for _ in range(6):
        door.keyboard.press("Tab")
    focused = door.locator("[data-picture=curve]")
    expect(focused).to_be_focused()
    said = focused.locator(".place").inner_text()
    assert said.startswith("Slope")
    door.keyboard.press("ArrowRight")
    expect(focused.locator(".place")).not_to_have_text(said)
    door.keyboard.press("Enter")
    expect(door.locator(".scene-card h2")).to_contain_text("The derivative is a function")


def test_who_wants_no_movement_gets_none(page: Page):
    page.emulate_media(reduced_motion="reduce")
    page.goto("/")
    expect_drawn(page)
    page.wait_for_timeout(500)
    before = look_of(page, "curve")
    page.wait_for_timeout(700)
    assert look_of(page, "curve") == before


def test_what_nobody_moves_breathes(door: Page):
    before = look_of(door, "curve")
    for _ in range(100):
        door.wait_for_timeout(100)
        if look_of(door, "curve") != before:
            return
    pytest.fail("nothing has moved in ten seconds")


def test_words_find_a_scene_which_is_then_marked_as_seen(door: Page):
    door.locator(".welcome .find").fill("learning rate too large")
    expect(door.locator(".welcome .found a").first).to_contain_text("1.13e")
    door.keyboard.press("Enter")
    expect(door.locator(".scene-card h2")).to_contain_text("Winding out")
    door.get_by_role("link", name="Gradscape").click()
    expect(door.locator(".course-map .count")).to_have_text(re.compile("1 seen"))
    expect(door.locator(".onward")).to_have_text("Go on with 1.14, A line through the origin")
    expect(door.locator(".course-drawing .seen")).to_have_attribute("data-scene", "1.13e")
    door.go_back()
    expect(door.locator(".scene-card h2")).to_contain_text("Winding out")


def test_what_another_window_has_seen_is_marked_here(door: Page):
    other = door.context.new_page()
    other.goto("/#scene=1.13e")
    expect(door.locator(".course-map .count")).to_have_text(re.compile("1 seen"))
    other.close()


@pytest.mark.parametrize(
    "source, lab", [("sin(x)/x", "derivative"), ("x y e^(-x^2)", "surface"), ("[x, x y]", "jacobian")]
)
def test_a_function_opens_where_it_belongs(door: Page, source: str, lab: str):
    door.locator(".welcome .find").fill(source)
    door.keyboard.press("Enter")
    expect(door).to_have_url(re.compile(f"lab={lab}&"))
    expect(door.locator("#front-door")).to_be_hidden()


def test_a_mistake_in_a_function_is_said(door: Page):
    door.locator(".welcome .find").fill("x^2 + )")
    expect(door.locator(".welcome .find-note")).not_to_be_empty()


def test_the_course_menu_folds_and_finds(page: Page):
    page.goto("/#scene=1.23")
    expect(page.locator(".scene-card")).to_contain_text("The slope in any direction")
    page.get_by_role("button", name="Course").click()
    expect(page.locator("#course [data-scene='1.23']")).to_be_visible()
    expect(page.locator("#course [data-scene='1.1a']")).to_be_hidden()
    page.locator("#course .find").fill("momentum")
    page.locator("#course .found a", has_text="3.4a").click()
    expect(page.locator(".scene-card h2")).to_contain_text("Momentum on a long bowl")
