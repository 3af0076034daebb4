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
