"""The page opens, whole."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_page_opens_with_a_plot(page: Page):
    page.goto("/")
    expect(page).to_have_title("Gradscape", timeout=5_000)
    # Plotly gives its class to an element once it has drawn in it.
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    assert page.locator("canvas").count() > 0


def test_a_page_of_a_cold_server_says_how_warm_it_is_and_logs_no_error(page: Page):
    """The page's own fixture fails a story on errors in the console."""
    progress = [{"ready": False, "warmed": 3, "total": 26}] * 2 + [{"ready": True}]
    page.route("**/warm-up", lambda route: route.fulfill(json=progress.pop(0)))
    page.route("**/readyz", lambda route: route.fulfill(json={"ready": False, "warmed": 3, "total": 26}, status=503))
    page.goto("/")
    expect(page.locator("#status")).to_have_text("The server is warming up: 3 of 26. First answers take a moment.")
    expect(page.locator("#status")).to_have_text("")
    assert progress == []
