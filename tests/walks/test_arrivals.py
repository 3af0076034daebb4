"""A walk that its tolerance has stopped says how near it came, and where the critical point itself is."""

import re

import numpy as np
import pytest
from tests.walks.runs import kind_of, run_on_a_line

from gradscape.calculus.field import Field
from gradscape.language.parser import parse
from gradscape.walks.methods import METHOD
from gradscape.walks.outcome import Outcome, descend
from gradscape.walks.run import Run


def on_a_line(source: str, start: float, rate: float, tolerance: float = 1e-10, method="gradient-descent") -> Outcome:
    return descend(Field(parse(source, ("x",))), [run_on_a_line(method, float(start), float(rate), 300, tolerance)])[0]


def walk(source: str, start: list[float], method: str = "gradient-descent", **settings: float) -> Outcome:
    field = Field(parse(source, ("x", "y")))
    return descend(field, [Run(method, np.array(start, float), METHOD[method].complete(settings), 300, 1e-10, 0)])[0]


@pytest.mark.parametrize(
    "source, start, rate, kind, limit",
    [
        ("1e-9 x^2", 1, 1e8, "a local minimum", "The minimum is at x = 0"),
        ("1e-9 (x - 2)^2", 3, 1e8, "a local minimum", "The minimum is at x = 2"),
        ("1e-6 (x - 1)^2", 1.00001, 0.1, "a local minimum", "The minimum is at x = 1"),
        ("x^4", 1e-4, 0.1, "a local minimum", "The minimum is at x = 0"),
        ("x^6 + 3", 1e-3, 0.1, "a local minimum", "The minimum is at x = 0"),
        ("(x - 3)^4", 3.0001, 0.1, "a local minimum", "The minimum is at x = 3"),
        ("-x^4", 1e-4, 0.1, "a local maximum", "The maximum is at x = 0"),
        ("x^3", 1e-6, 0.1, "an inflection point", "The slope is zero at x = 0, but it is no extremum"),
    ],
)
def test_a_walk_that_the_tolerance_stops_short_is_near_a_point_whose_place_is_told(source, start, rate, kind, limit):
    message = on_a_line(source, start, rate).message
    assert message.startswith(f"Stopped near {kind}, at x = ")
    assert "below the tolerance of 10⁻¹⁰. " in message
    assert message.endswith(f"{limit}.")


def test_how_steep_it_still_is_is_the_slope_at_the_last_point():
    found = on_a_line("1e-9 x^2", 1, 1e8)
    told = re.search(r"\|f′\| is ([\d.]+)·10⁻¹²", found.message)
    assert told is not None
    assert float(told[1]) == pytest.approx(2e-9 * found.trail.points[:, 0][-1] / 1e-12, rel=5e-3)


def test_newtons_method_creeping_to_a_flat_minimum_has_only_come_near():
    assert "Stopped near a local minimum" in on_a_line("x^4", 1, 1, method="newton").message


@pytest.mark.parametrize("scale, limit", [(1e-9, "3·10⁻⁹"), (1.0, "3"), (1e9, "3·10⁹")])
def test_a_walk_that_is_there_says_where_without_the_rest_of_the_way(scale, limit):
    there = on_a_line(f"{scale} x^2", 1, 0.3 / scale, 1e-12 * scale).message
    assert there.startswith("Converged to a local minimum, x = 0, after")
    there = on_a_line(f"(x - {3 * scale})^2", 4 * scale, 0.3, 1e-9 * scale).message
    assert there.startswith(f"Converged to a local minimum, x = {limit}, after")


def test_a_slope_too_small_for_the_tolerance_is_no_critical_point():
    found = on_a_line("e^(-1/x^2)", 0.1, 0.1)
    assert kind_of(found) == "undecided"
    assert found.message.startswith("Stopped at x = 0.1, where it started: |f′| is 7.44·10⁻⁴¹")
    assert found.message.endswith("Whether a critical point is near, and where, is not known.")


def test_a_slope_that_is_zero_is_there_even_on_a_plateau():
    assert "Stopped where the slope is zero, x = −1, where it started" in on_a_line("max(0, x)^2", -1, 0.1).message


def test_after_all_its_steps_a_walk_at_a_minimum_is_not_still_sloping():
    message = on_a_line("1e9 (x^2 - 3)^2", 2, 3e-11, tolerance=0.0).message
    assert message == "The step limit of 300 is reached at x = 1.732051, where |f′| is 0 to rounding."
    # A slope that is small by any measure has arrived, as in several variables.
    message = on_a_line("x^2", 1, 0.3, tolerance=0.0).message
    assert message == "Converged to a local minimum, x = 0, after 300 steps."
    assert "|f′| is still 2·10⁻⁹" in on_a_line("1e-9 x^2", 1, 1e-9, tolerance=0.0).message


@pytest.mark.parametrize(
    "source, start, settings, kind, limit",
    [
        (
            "1e-9 (x^2 + y^2)",
            [0.03, 0.01],
            {"learning_rate": 1e8},
            "a local minimum",
            "The minimum is at (x, y) = (0, 0)",
        ),
        (
            "1e-9 ((x - 1)^2 + 3 (y + 2)^2)",
            [2, 1],
            {"learning_rate": 1e8},
            "a local minimum",
            "The minimum is at (x, y) = (1, −2)",
        ),
        (
            "(x - 1)^4 + y^4",
            [1.0001, 1e-4],
            {},
            "a critical point",
            "The critical point is at (x, y) = (1, 0); of what",
        ),
    ],
)
def test_in_the_plane_too_it_stops_near_a_point_whose_place_is_told(source, start, settings, kind, limit):
    message = walk(source, start, **settings).message
    assert message.startswith(f"Stopped near {kind}, at (x, y) = ")
    assert "below the tolerance of 10⁻¹⁰. " in message
    assert limit in message


@pytest.mark.parametrize(
    "size, limit", [(1e-9, "(10⁻⁹, 10⁻¹⁸)"), (1.0, "(1, 10⁻⁹)"), (1e9, "(10⁹, 1)")], ids=["small", "one", "large"]
)
def test_a_coordinate_that_is_small_beside_the_other_is_not_zero(size, limit):
    message = walk(f"(x - {size})^2 + (y - {1e-9 * size})^2", [2 * size, size], learning_rate=0.4).message
    assert f"(x, y) = {limit}" in message


@pytest.mark.parametrize("size", [1e-3, 1.0, 1e9])
def test_coordinates_that_are_nothing_beside_the_way_are_zero(size):
    message = walk("x^2 + y^2", [size, 0], learning_rate=0.4).message
    assert "(x, y) = (0, 0)" in message
    assert "10⁻²" not in message


def test_newtons_method_finds_the_zero_that_it_creeps_to_on_flat_functions():
    end = walk("(x - 1)^4 + (y + 2)^6", [1.5, -1.5], "newton").end
    assert end is not None
    assert end.point == pytest.approx([1, -2], abs=1e-6)
