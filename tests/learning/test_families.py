"""Natural gradient of families of distributions: their metric, their walks, and what units and parameters change."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad

from gradscape.calculus.field import Field
from gradscape.language.parser import parse
from gradscape.learning.densities import Density
from gradscape.learning.families import FAMILIES, fisher_rao_distance, fisher_rao_way
from gradscape.learning.natural_walks import walked

# Mean 2 and variance 0.5.
DATA = 2 + np.sqrt(0.5) * np.array([-1.0, 1.0])


def density_of(name, data=DATA):
    row = FAMILIES[name]
    return Density(Field(parse(row.source, ("x", *row.parameters))), row.support, data)


def walk(name, start, rate, natural, data=DATA, steps=10_000, tolerance=1e-6):
    return walked(density_of(name, data), data, np.array(start, float), rate, steps, tolerance, natural=natural)


@pytest.mark.parametrize("m, s", [(0.0, 1.0), (2.0, 0.3), (-5.0, 4.0), (1e4, 1e-3), (0.0, 1e6)])
def test_the_metric_of_the_normal_family_is_known(m, s):
    density = density_of("normal", np.array([m - s, m + 2 * s]))
    assert density.fisher(np.array([m, s])) == pytest.approx(np.diag([1 / s**2, 2 / s**2]), rel=1e-7, abs=1e-7 / s**2)


@pytest.mark.parametrize(
    "name, theta, data, metric",
    [
        ("normal-by-logarithm", [0.3, 0.5], DATA, np.diag([np.exp(-1.0), 2.0])),
        ("exponential", [2.5], [0.3, 0.5], [[1 / 2.5**2]]),
        ("exponential", [1e-3], [900.0, 1200.0], [[1e6]]),
        ("bernoulli", [0.2], [0.0, 1.0], [[1 / (0.2 * 0.8)]]),
        ("poisson", [7.5], [6.0, 9.0], [[1 / 7.5]]),
    ],
)
def test_metrics_of_other_families_are_known(name, theta, data, metric):
    found = density_of(name, np.array(data)).fisher(np.array(theta))
    assert found == pytest.approx(np.array(metric), rel=1e-7, abs=1e-9)


def test_a_family_of_ones_own_has_its_metric_too():
    field = Field(parse("-(x - m)/b - 2 log(1 + exp(-(x - m)/b)) - log(b)", ("x", "m", "b")))
    found = Density(field, "real", DATA).fisher(np.array([0.5, 2.0]))
    # Of the logistic distribution: 1/(3 b²) for the place.
    assert found is not None and found[0, 0] == pytest.approx(1 / 12, rel=1e-6)


def test_what_is_no_density_has_no_metric():
    assert Density(Field(parse("-x^2 m", ("x", "m"))), "real", DATA).fisher(np.array([1.0])) is None
    assert density_of("normal").fisher(np.array([0.0, -1.0])) is None


def test_the_gradient_and_the_natural_gradient_at_the_start():
    density = density_of("normal")
    _, gradient = density.surprise(DATA, np.array([0.0, 1.0]))
    assert gradient == pytest.approx([-2, -3.5])
    metric = density.fisher(np.array([0.0, 1.0]))
    assert np.linalg.solve(metric, gradient) == pytest.approx([-2, -1.75])


def flow(name, start, natural, time, steps=600):
    """Where the flow is after some time, by small steps of second order (Richardson's extrapolation of Euler's)."""
    ends = [
        walk(name, start, time / count, natural, steps=count, tolerance=0.0).points[-1] for count in (steps // 2, steps)
    ]
    return 2 * ends[1] - ends[0]


def test_the_natural_flow_is_the_same_curve_in_other_parameters():
    first = flow("normal", [0, 1], True, np.log(2))
    second = flow("normal-by-logarithm", [0, 0], True, np.log(2))
    assert first == pytest.approx([1, 1.3228756555], abs=1e-5)
    assert [second[0], np.exp(second[1])] == pytest.approx([1, 1.3228756555], abs=1e-5)


@settings(max_examples=4)
@given(st.floats(-3, 3), st.floats(0.5, 3.0), st.floats(0.1, 1.0))
def test_from_anywhere_the_natural_flow_is_a_straight_line_in_expectations_by_whatever_parameters(m, s, time):
    # (E x, E x²) goes from its start towards that of the data, which is (2, 4.5), as e^-t falls.
    end = np.array([2, 4.5]) + (np.array([m, m * m + s * s]) - [2, 4.5]) * np.exp(-time)
    deviation = np.sqrt(end[1] - end[0] ** 2)
    by_deviation = flow("normal", [m, s], True, time, steps=80)
    by_logarithm = flow("normal-by-logarithm", [m, np.log(s)], True, time, steps=80)
    assert by_deviation == pytest.approx([end[0], deviation], abs=2e-3)
    assert [by_logarithm[0], np.exp(by_logarithm[1])] == pytest.approx([end[0], deviation], abs=2e-3)


@pytest.mark.parametrize(
    "name, start, spread", [("normal", [0, 1], 1.418201), ("normal-by-logarithm", [0, 0], 1.407980)]
)
def test_the_ordinary_flow_is_not(name, start, spread):
    points = walk(name, start, 1e-3, False, steps=2000, tolerance=0.0).points
    at = np.interp(1.0, points[:, 0], points[:, 1])
    assert (at if name == "normal" else np.exp(at)) == pytest.approx(spread, abs=1e-3)


@pytest.mark.parametrize("start", [[0, 1], [-3, 12], [5, 26]])
def test_by_expectations_one_natural_step_lands_on_the_maximum_of_likelihood(start):
    found = walk("normal-by-expectations", start, 1.0, True, steps=1)
    assert found.points[-1] == pytest.approx([2, 4.5], abs=1e-6)


def test_by_expectations_the_natural_path_is_a_straight_line():
    points = walk("normal-by-expectations", [0, 1], 0.1, True, steps=40).points
    along = (points - points[0]) @ np.array([2, 3.5])
    assert points - points[0] == pytest.approx(np.outer(along, [2, 3.5]) / (4 + 3.5**2), abs=1e-6)


@pytest.mark.parametrize(
    "unit, ordinary", [(0.1, ("left-domain", 84)), (1.0, ("converged", 92)), (10.0, ("converged", 9673))]
)
def test_units_change_the_ordinary_walk(unit, ordinary):
    found = walk("normal", [0, unit], 0.1, False, DATA * unit)
    assert found.steps == ordinary[1]
    assert found.reason in (ordinary[0], "no-metric")


@pytest.mark.parametrize("unit", [0.1, 1.0, 10.0])
@pytest.mark.parametrize("rate, steps", [(0.1, 151), (0.5, 25)])
def test_units_change_nothing_of_the_natural_walk(unit, rate, steps):
    found = walk("normal", [0, unit], rate, True, DATA * unit, steps=400)
    assert (found.reason, found.steps) == ("converged", steps)


def test_the_divergence_of_a_step_is_the_integral_that_it_says():
    density = density_of("normal")
    one, other = np.array([0.0, 1.0]), np.array([0.4, 1.3])
    known = np.log(1.3) + (1 + 0.16) / (2 * 1.69) - 0.5
    assert density.divergence(one, other) == pytest.approx(known, rel=1e-9)
    small = walk("normal", [0, 1], 0.01, True, steps=3)
    step = small.points[1] - small.points[0]
    assert small.divergences[0] == pytest.approx(step @ small.fisher[0] @ step / 2, rel=0.05)


def test_fisher_and_raos_distance():
    assert fisher_rao_distance((0.0, 1.0), (1.0, 1.0)) == pytest.approx(np.sqrt(2) * np.log(2))
    assert fisher_rao_distance((0.0, 1.0), (0.0, np.e)) == pytest.approx(np.sqrt(2))
    assert fisher_rao_distance((3.0, 2.0), (3.0, 2.0)) == 0


@pytest.mark.parametrize(
    "one, other",
    [((0.0, 1.0), (1.0, 1.0)), ((0.0, 1.0), (2.0, 0.5)), ((1.0, 0.2), (1.0, 3.0)), ((4.0, 2.0), (-1.0, 0.3))],
)
def test_the_shortest_way_is_as_long_as_the_distance(one, other):
    way = fisher_rao_way(one, other, 2001)
    assert way[0] == pytest.approx(one) and way[-1] == pytest.approx(other)
    middle, steps = (way[1:] + way[:-1]) / 2, np.diff(way, axis=0)
    length = np.sqrt((steps[:, 0] ** 2 + 2 * steps[:, 1] ** 2) / middle[:, 1] ** 2).sum()
    assert length == pytest.approx(fisher_rao_distance(one, other), rel=1e-6)


def test_the_mass_of_a_family_is_one_by_quadrature_of_another_make():
    row = FAMILIES["normal-by-expectations"]
    field = Field(parse(row.source, ("x", *row.parameters)))
    whole, _ = quad(lambda x: float(np.exp(field.values(np.array([[x, 2.0, 4.5]]))[0])), -6, 10)
    assert whole == pytest.approx(1)
