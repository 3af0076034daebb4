"""A lecture in three pages: one lectures, one follows, one lets go and returns; what is asked is answered and shown."""

import re

from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import PATIENCE, UNDRAWN_SPACE, record_complaints
from tests.browser.gestures import until


def other_pages(browser: Browser, server: str, sizes: list[tuple[int, int]]) -> list[Page]:
    """Of other people, each with a screen of their own; they share what a browser keeps of the page's files."""
    context = browser.new_context(base_url=server, service_workers="block")
    context.set_default_timeout(PATIENCE)
    context.add_init_script(UNDRAWN_SPACE)
    pages = [context.new_page() for _ in sizes]
    for page, (width, height) in zip(pages, sizes, strict=True):
        page.set_viewport_size({"width": width, "height": height})
    return pages


def point_of(page: Page) -> tuple[float, float]:
    dot = page.locator(".contour-overlay .point").first
    return float(dot.get_attribute("data-x") or "nan"), float(dot.get_attribute("data-y") or "nan")


def test_a_hall_follows_lets_go_returns_and_answers(browser: Browser, page: Page, server: str):
    lecturer, (follower, explorer) = page, other_pages(browser, server, [(390, 844), (1024, 768)])
    complaints = [complaint for each in (follower, explorer) for complaint in [record_complaints(each, server)]]
    # The desk and its mirror are of the same context.
    lecturer.context.add_init_script(UNDRAWN_SPACE)
    lecturer.goto("/#lab=surface&scene=1.23&view=embed&hide=cards")
    expect(lecturer.locator(".contour-overlay .point")).to_be_attached()
    lecturer.keyboard.press("j")
    code = lecturer.locator(".sign .code").inner_text().replace(" ", "")
    assert re.fullmatch("[2-9A-Z]{6}", code)
    with lecturer.expect_popup() as opened:
        lecturer.get_by_role("button", name="Speaker's desk").click()
    desk = opened.value

    # Joined by the code and by the link, both see what is shown, as it is now.
    follower.goto("/")
    follower.get_by_label("Code of a lecture").fill(f"{code[:3].lower()} {code[3:]}")
    follower.get_by_role("button", name="Join a lecture").click()
    explorer.goto(f"/#room={code}")
    for each in (follower, explorer):
        expect(each.locator(".follow-bar")).to_contain_text("Following the lecture")
        until(each, lambda each=each: point_of(each), lambda place: place == (2, 1))

    # A touch of one's own lets go; moves of the lecture no longer move it, and are no steps of one's own to undo.
    explorer.locator(".map").focus()
    explorer.keyboard.press("ArrowRight")
    expect(explorer.locator(".follow-bar")).to_contain_text("On my own")
    own = until(explorer, lambda: point_of(explorer), lambda place: place != (2, 1))
    lecturer.locator(".map").focus()
    lecturer.keyboard.press("ArrowUp")
    there = until(follower, lambda: point_of(follower), lambda place: place == point_of(lecturer) != (2, 1))
    assert point_of(explorer) == own != there
    explorer.get_by_role("button", name="Back to the lecture").click()
    until(explorer, lambda: point_of(explorer), lambda place: place == there)
    expect(explorer.locator(".follow-bar")).to_contain_text("Following the lecture")

    # A question of the scene: placed on the map, not by the lecture's point; hidden until it is revealed.
    expect(desk.locator(".desk-following")).to_have_text("2 follow")
    desk.get_by_role("button", name="Which way is it steepest").click()
    expect(follower.locator(".asked")).to_contain_text("Which way is it steepest")
    expect(follower.locator(".says .sentence")).to_be_hidden()
    before = point_of(follower)
    follower.locator(".map").scroll_into_view_if_needed()
    x, y, width, height = (follower.locator(".map").bounding_box() or {}).values()
    follower.mouse.click(x + 0.5 * width, y + 0.2 * height)
    expect(follower.locator(".placed")).to_be_attached()
    assert point_of(follower) == before
    follower.get_by_role("button", name="Send my answer").click()
    expect(follower.locator(".answer-form")).to_contain_text("Your answer has arrived")
    expect(desk.locator(".verdict")).to_have_text(re.compile("^[01] of 1 within 15° of the gradient$"))
    expect(desk.locator(".answers-view .answer")).to_have_count(1)
    expect(lecturer.locator(".contour-overlay .answer")).to_have_count(0)
    # The lecturer's page is loaded again: the question and its answers are still there.
    lecturer.reload()
    expect(lecturer.locator(".contour-overlay .point")).to_be_attached()
    expect(desk.locator(".desk-following")).to_have_text("2 follow")
    expect(desk.locator(".verdict")).to_have_text(re.compile("^[01] of 1 within 15° of the gradient$"))
    expect(follower.locator(".answer-form")).to_contain_text("Your answer has arrived")
    desk.get_by_role("button", name="Show the answers").click()
    expect(lecturer.locator(".contour-overlay .answer")).to_have_count(1)
    expect(lecturer.locator(".answer-board")).to_contain_text("of 1 within 15° of the gradient")

    # The end is said, and the last picture stays.
    desk.on("dialog", lambda dialog: dialog.accept())
    desk.get_by_role("button", name="End", exact=True).click()
    for each in (follower, explorer):
        expect(each.locator(".follow-bar")).to_contain_text("The lecture has ended")
        assert point_of(each) == there
    follower.context.close()
    assert complaints == [[], []]


def test_a_stage_that_is_closed_opens_again_from_the_desk_with_its_room(page: Page):
    page.context.add_init_script(UNDRAWN_SPACE)
    page.goto("/#lab=surface&scene=1.23&view=stage")
    expect(page.locator(".contour-overlay .point")).to_be_attached()
    page.keyboard.press("j")
    code = page.locator(".sign .code").inner_text()
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Speaker's desk").click()
    desk = opened.value
    expect(desk.locator(".dots .now")).to_be_attached()
    desk.get_by_role("button", name="Which way is it steepest").click()
    expect(desk.locator(".answers-view")).to_contain_text("Which way is it steepest")
    again = desk.get_by_role("button", name="Open the stage again")
    expect(again).to_be_hidden()
    desk.get_by_role("button", name="Next", exact=True).click()
    expect(page.locator(".scene-question")).to_have_text("Along x the slope is 1.")
    mirror = desk.frame_locator("iframe")
    expect(mirror.locator(".scene-question")).to_have_text("Along x the slope is 1.")
    page.close()
    with desk.expect_popup() as reopened:
        again.click()
    stage = reopened.value
    expect(stage.locator(".scene-title")).to_contain_text("1.23")
    expect(stage.locator(".scene-question")).to_have_text("Along x the slope is 1.")
    expect(again).to_be_hidden()
    expect(desk.locator(".answers-view")).to_contain_text("Which way is it steepest")
    said = desk.locator(".to-say").first.inner_text()
    desk.get_by_role("button", name="Next", exact=True).click()
    expect(desk.locator(".to-say").first).not_to_have_text(said)
    stage.keyboard.press("j")
    expect(stage.locator(".sign .code")).to_have_text(code)
