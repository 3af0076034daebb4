"""The page in another language: by a link, by its button, and kept in the browser."""

from playwright.sync_api import Page, expect


def test_a_link_opens_the_page_in_german_and_scenes_stay_english(page: Page):
    page.goto("/#lab=surface&scene=1.23&lang=de")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    for name in ("Kurs", "Teilen", "Bühne", "Hilfe"):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Ableitungen")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Tangentialebene")).to_be_attached()
    card = page.locator(".scene-card")
    expect(card).to_have_attribute("lang", "en")
    expect(card).to_contain_text("Steepest ascent")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("den Punkt bewegen (mit Umschalt: ein Zehntel so weit)")


def test_a_button_changes_the_language_at_the_same_place_and_the_browser_keeps_it(page: Page):
    page.goto("/#lab=surface&f=x y&at=1,1")
    page.get_by_role("button", name="DE", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.locator(".sentence")).to_contain_text("(1, 1)")
    page.goto("about:blank")
    page.goto("/")
    expect(page.get_by_role("heading", level=2).first).to_have_text(
        "Eine Funktion eintippen, einen Punkt ziehen und die Analysis hinter dem maschinellen Lernen sehen."
    )
    page.get_by_role("button", name="EN", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
