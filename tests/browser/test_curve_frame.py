"""Curves, handles and ticks of plots of curves stand where the numbers say, at every size and for every interval."""

import math
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.browser.conftest import PATIENCE
from tests.browser.gestures import eventually

READING = (Path(__file__).parent / "curve_reading.js").read_text()
# x² - 1 in the two labs whose first plot is its curve.
LABS = {
    "derivative": "/#v=1&lab=derivative&f=x^2-1&x=-2,2&at=1",
    "descent": "/#v=1&lab=descent&f=x^2-1&x=-2,2",
}


def straight(ticks: list[dict[str, float]]) -> tuple[float, float]:
    """The slope and the height at 0 of pixels over values, which all ticks must agree on to a tenth of a pixel."""
    assert len(ticks) >= 2, ticks
    (a, u), (b, v) = min((t["value"], t["pixel"]) for t in ticks), max((t["value"], t["pixel"]) for t in ticks)
    slope = (v - u) / (b - a)
    assert all(abs(u + slope * (t["value"] - a) - t["pixel"]) < 0.1 for t in ticks), ticks
    return slope, u - slope * a


def disagreements(plot: dict[str, Any]) -> list[str]:
    """Handles that are not where the ticks say, and places of the curve x² - 1 that are not on it."""
    (across, left), (up, foot) = straight(plot["ticks"]["x"]), straight(plot["ticks"]["y"])
    found = []
    for handle in plot["handles"]:
        (x, y), (u, v) = handle["place"], handle["pixel"]
        if abs(across * x + left - u) > 1 or (y is not None and abs(up * y + foot - v) > 1):
            found.append(f"the handle of {x, y} is at {u, v}")
    for (u, v), (w, _) in pairwise(plot["curve"]):
        x = (u - left) / across
        # The picture's straight pieces, and the slope of the curve, may take a pixel and a half.
        if w > u and abs(up * (x * x - 1) + foot - v) > 1.5 + abs(2 * x * up / across):
            found.append(f"the curve at {x} is at {(v - foot) / up}")
    return found


def assert_right(page: Page, low: float, high: float) -> None:
    """Waits until the plot shows the interval, and compares all that is in it."""
    end = time.monotonic() + PATIENCE / 1000
    while True:
        plots = page.evaluate(READING)
        plot = plots[0] if plots else None
        if plot and plot["curve"] and plot["handles"] and len(plot["ticks"]["x"]) >= 2:
            across, left = straight(plot["ticks"]["x"])
            if math.isclose((plot["curve"][0][0] - left) / across, low, abs_tol=0.2 * (high - low)):
                break
        assert time.monotonic() < end, plot
        page.wait_for_timeout(30)
    assert disagreements(plot) == []


@pytest.mark.parametrize("lab", LABS)
def test_curve_handles_and_ticks_agree(page: Page, lab: str):
    page.set_viewport_size({"width": 900, "height": 700})
    page.goto(LABS[lab])
    assert_right(page, -2, 2)
    for k, number in enumerate((-30, 50)):
        field = page.locator(".interval input").nth(k)
        field.fill(str(number))
        field.press("Enter")
    assert_right(page, -30, 50)
    for width, height in ((390, 844), (1280, 800)):
        page.set_viewport_size({"width": width, "height": height})
        eventually(page, "width => innerWidth === width", arg=width)
        assert_right(page, -30, 50)
        for key in "dp":
            page.keyboard.press(key)
            assert_right(page, -30, 50)
        page.keyboard.press("p")
