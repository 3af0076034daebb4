"""Marks, ticks and level lines of a map stand where the function says, whatever happened to its box and its size.

Everything is read off the drawn page: which tick stands at which pixel tells which place of the plane any pixel is.
"""

import math
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, ViewportSize
from scipy.interpolate import RegularGridInterpolator
from tests.browser.conftest import PATIENCE
from tests.browser.gestures import centre, eventually

READING = (Path(__file__).parent / "map_reading.js").read_text()
BOWL = "/#v=1&lab=surface&f=x^2%2By^2&x=-3,3&y=-3,3&at=1,1&show=gradient,critical"
# px: half of it is what the browser rounds glyphs and boxes by.
TOLERANCE = 1.0
# Software WebGL beside the map takes its time for each pixel.
SMALL = ViewportSize(width=900, height=600)
# It walks in twelve dimensions.
SCENES_WITHOUT_A_MAP = {"3.5b"}

Reading = dict[str, Any]


def settled(page: Page, box: Sequence[float] | None = None, scene: str = "") -> Reading:
    """The map, once it shows the scene and the given box, or that of the fields; or that there is none in the scene."""
    return once(page, lambda reading: is_settled(reading, box, scene))


def once(page: Page, is_so: Callable[[Reading], bool]) -> Reading:
    end = time.monotonic() + PATIENCE / 1000
    while not is_so(reading := page.evaluate(READING)):
        assert time.monotonic() < end, f"the map never settled: { {**reading, 'lines': '...', 'grid': '...'} }"
        page.wait_for_timeout(30)
    return reading


def is_settled(reading: Reading, box: Sequence[float] | None, scene: str) -> bool:
    if reading["scene"] != scene or scene in SCENES_WITHOUT_A_MAP or not reading["isShown"]:
        return reading["scene"] == scene and scene in SCENES_WITHOUT_A_MAP and not reading["isShown"]
    wanted = box or [float(text) for text in reading["fields"][:4]]
    drawn = [*reading["range"]["x"], *reading["range"]["y"]]
    is_drawn = all(math.isclose(a, b, rel_tol=1e-3, abs_tol=1e-9) for a, b in zip(drawn, wanted, strict=True))
    return is_drawn and bool(reading["marks"]) and bool(reading["lines"])


class Axis:
    """An axis as its ticks tell it: the place at a pixel, and the pixel of a place between or beside two ticks."""

    def __init__(self, ticks: list[dict], lines: list[float]) -> None:
        assert len(ticks) >= 2 and all(math.isfinite(tick["value"]) for tick in ticks), ticks
        # A label stands at a small line of the axis; the line is exact where letters are not.
        pixels = [min(lines, key=lambda line: abs(line - tick["pixel"])) for tick in ticks]
        assert all(abs(line - tick["pixel"]) <= 2 for line, tick in zip(pixels, ticks, strict=True)), (ticks, lines)
        self.ticks = sorted((tick["value"], pixel) for tick, pixel in zip(ticks, pixels, strict=True))

    def pixel(self, value: float) -> float:
        """By the two nearest ticks."""
        (a, u), (b, v) = min(pairwise(self.ticks), key=lambda two: abs(value - (two[0][0] + two[1][0]) / 2))
        return u + (value - a) / (b - a) * (v - u)

    def value(self, pixel: float) -> float:
        (a, u), (b, v) = min(pairwise(self.ticks), key=lambda two: abs(pixel - (two[0][1] + two[1][1]) / 2))
        return a + (pixel - u) / (v - u) * (b - a)


def axes_of(reading: Reading) -> tuple[Axis, Axis]:
    x, y = (Axis(reading["ticks"][side], reading["tickLines"][side]) for side in "xy")
    return x, y


def disagreements(reading: Reading) -> list[str]:
    """Marks that are not where the ticks beside them say."""
    across, up = axes_of(reading)
    found = []
    for mark in reading["marks"]:
        (x, y), (u, v) = mark["place"], mark["pixel"]
        off = (u - across.pixel(x), v - up.pixel(y))
        # NaN, a mark without a place, is off too.
        if not max(map(abs, off)) <= TOLERANCE:
            found.append(f"{mark['name']} of {(x, y)} is off by {off} px")
    return found


def places_on_lines(reading: Reading) -> list[np.ndarray]:
    """Sixteen places on each level line, as the ticks tell them; shape (16, 2) each."""
    across, up = axes_of(reading)
    return [np.array([[across.value(u), up.value(v)] for u, v in line]) for line in reading["lines"]]


def unevenness(reading: Reading, f: Callable[[np.ndarray], np.ndarray]) -> float:
    """How far f is from its level line's height at nearly all places of all lines, as a part of its whole range."""
    heights = [f(places) for places in places_on_lines(reading)]
    # Beside a hole of the domain a line may end where f is not known.
    known = [each[np.isfinite(each)] for each in heights if np.isfinite(each).any()]
    whole = max(each.max() for each in known) - min(each.min() for each in known)
    # At a jump lines of many heights run together; that is a few places of a map.
    return float(np.quantile(np.concatenate([abs(each - np.median(each)) for each in known]), 0.9)) / whole


def drawn_surface(reading: Reading) -> Callable[[np.ndarray], np.ndarray]:
    """What the map was asked to show, as a function: bilinear between the places of its grid."""
    x, y, z = reading["grid"]
    return RegularGridInterpolator((x, y), np.array(z, dtype=float).T, bounds_error=False)


def type_box(page: Page, *numbers: float) -> None:
    for k, number in enumerate(numbers):
        field = page.locator(".interval input").nth(k)
        field.fill(str(number))
        field.press("Enter")


def bowl(places: np.ndarray) -> np.ndarray:
    return (places**2).sum(axis=1)


def assert_whole(reading: Reading, f: Callable[[np.ndarray], np.ndarray] = bowl) -> None:
    assert disagreements(reading) == []
    assert unevenness(reading, f) < 0.01


def test_the_map_is_right_in_every_scene_that_is_reached_by_next(page: Page, server: str):
    page.set_viewport_size(SMALL)
    course = page.request.get(f"{server}/api/v1/course").json()
    scenes = [scene for chapter in course["chapters"] for scene in chapter["scenes"]]
    maps = [scene["id"] for scene in scenes if scene["state"]["lab"] in ("surface", "paths")]
    page.goto(f"/#scene={maps[0]}")
    wrong = {}
    for name, following in zip(maps, [*maps[1:], None], strict=True):
        reading = settled(page, scene=name)
        if reading["isShown"]:
            off, uneven = disagreements(reading), unevenness(reading, drawn_surface(reading))
            if off or not uneven < 0.02:
                wrong[name] = (off, uneven)
        if following:
            page.get_by_title("The next scene").click()
    assert wrong == {}, wrong


def test_the_map_is_right_for_every_box_that_is_typed(page: Page):
    page.set_viewport_size(SMALL)
    page.goto(BOWL)
    assert_whole(settled(page, [-3, 3, -3, 3]))
    for box in ([-2, 2, -2, 2], [-1, 3, 0, 1], [0, 2e6, 0, 1e6], [0.9999, 1.0001, 0.9999, 1.0002], [-3, 3, -9, 9.5]):
        type_box(page, *box)
        assert_whole(settled(page, box))


def test_the_map_is_right_at_every_size_by_day_by_night_and_on_the_stage(page: Page):
    page.set_viewport_size(SMALL)
    page.goto(BOWL)
    # What is typed before the lab has read its link is lost.
    settled(page, [-3, 3, -3, 3])
    type_box(page, -2, 2, -1.5, 2)
    box = [-2, 2, -1.5, 2]
    settled(page, box)
    for width, height in ((1440, 900), (390, 844), (520, 700), (1024, 768)):
        page.set_viewport_size({"width": width, "height": height})
        assert_whole(settled(page, box))
        for key in "dpp":
            page.keyboard.press(key)
            assert_whole(settled(page, box))


def test_the_map_is_right_while_it_is_panned_and_zoomed_and_after_it_is_undone(page: Page):
    page.set_viewport_size(SMALL)
    page.goto(BOWL)
    settled(page, [-3, 3, -3, 3])
    type_box(page, -2, 2, -2, 2)
    settled(page, [-2, 2, -2, 2])
    x, y = centre(page.locator(".map"))
    page.mouse.move(x - 40, y + 50)
    page.mouse.down()
    for step in range(1, 5):
        page.mouse.move(x - 40 + 20 * step, y + 50 - 15 * step)
        assert_whole(page.evaluate(READING))
    eventually(page, "() => document.querySelector('.contour-levels').layout.xaxis.range[0] < -2.2")
    page.mouse.up()
    assert_whole(settled(page))
    page.mouse.wheel(0, -240)
    eventually(page, "() => document.querySelector('.contour-levels').layout.yaxis.range[1] < 1.9")
    assert_whole(page.evaluate(READING))
    # The wheel's box comes into the fields when it has come to rest.
    eventually(page, "() => Number(document.querySelectorAll('.interval input')[3].value) < 1.9")
    assert_whole(settled(page))
    undo = page.get_by_role("button", name="Undo")
    while undo.is_enabled():
        undo.click()
        assert_whole(page.evaluate(READING))
    assert_whole(settled(page, [-3, 3, -3, 3]))


@pytest.mark.parametrize(
    "address",
    [
        "/#v=1&lab=regression",
        "/#v=1&lab=jacobian&view=chain",
        "/#v=1&lab=network&view=landscape",
    ],
)
def test_maps_of_other_labs_are_right_at_every_size(page: Page, address: str):
    page.goto(address)
    for width, height in ((1100, 700), (390, 844), (1280, 800)):
        page.set_viewport_size({"width": width, "height": height})
        reading = once(page, lambda reading: reading["isShown"] and reading["marks"] and reading["lines"])
        assert disagreements(reading) == []
        assert unevenness(reading, drawn_surface(reading)) < 0.02
