"""Descent on surfaces r(u, v): the same as on their equations, whatever the coordinates; ordinary descent is not."""

import numpy as np
import pytest
from tests.calculus.posed import posed

from gradscape.calculus.chart import Chart
from gradscape.calculus.field import Field
from gradscape.calculus.mapping import Mapping
from gradscape.language.parser import parse, parse_map
from gradscape.walks import on_surfaces
from gradscape.walks.in_charts import ChartRun, gaps, walked, ways, ways_in_space

GLOBE = "[cos u cos v, sin u cos v, sin v]"
TORUS = "[(2 + cos(u)/2) cos v, sin(u)/2, (2 + cos(u)/2) sin v]"
RAYLEIGH = "3x^2 + 5y^2 + 3z^2 + 2x z"


def chart(text):
    return Chart(Mapping(parse_map(text, ("u", "v"))))


def walk(f, surface, start, retraction="closest", *, rate=0.1, momentum=0.0, steps=60, tolerance=1e-10):
    field = Field(parse(f, ("x", "y", "z")))
    return walked(field, chart(surface), ChartRun(np.array(start, float), rate, momentum, retraction, steps, tolerance))


@pytest.mark.parametrize("retraction", ["closest", "geodesic"])
@pytest.mark.parametrize("momentum", [0.0, 0.6])
@pytest.mark.parametrize(
    "f, surface, equation",
    [(RAYLEIGH, GLOBE, "x^2 + y^2 + z^2 = 1"), ("z + x/3", TORUS, "(sqrt(x^2 + z^2) - 2)^2 + y^2 = 0.25")],
)
def test_the_walk_is_the_one_on_the_surfaces_equation(f, surface, equation, momentum, retraction):
    found = walk(f, surface, [0.7, 0.6], retraction, momentum=momentum, steps=8)
    field, constraints = posed(f, equation, "xyz")
    run = on_surfaces.SurfaceRun(found.walk.points[0], 0.1, momentum, retraction, 8, 1e-10)
    other = on_surfaces.walked(field, constraints, run)
    assert found.walk.points == pytest.approx(other.points, abs=2e-5 if retraction == "geodesic" else 1e-9)
    assert found.walk.projected == pytest.approx(other.projected, abs=1e-4)


@pytest.mark.parametrize(
    "other", ["[cos(u^3) cos(2 v), sin(u^3) cos(2 v), sin(2 v)]", "[cos(u + v) cos(v), sin(u + v) cos(v), sin(v)]"]
)
def test_other_coordinates_change_the_ordinary_walk_and_not_the_one_on_the_surface(other):
    start = [0.7, 0.6]
    again = [0.7 ** (1 / 3), 0.3] if "u^3" in other else [0.1, 0.6]
    one, same = walk(RAYLEIGH, GLOBE, start), walk(RAYLEIGH, other, again)
    assert one.walk.points[:25] == pytest.approx(same.walk.points[:25], abs=1e-9)
    flat, bent = walk(RAYLEIGH, GLOBE, start, "chart"), walk(RAYLEIGH, other, again, "chart")
    assert flat.walk.points[0] == pytest.approx(bent.walk.points[0], abs=1e-9)
    assert np.abs(flat.walk.points[5] - bent.walk.points[5]).max() > 0.02


def test_rates_are_foretold_by_the_metric_for_one_walk_and_by_the_chart_for_the_other():
    # At (1, 0, -1)/√2 curvatures along the sphere are 2 (4 - 2) and 2 (5 - 2); in the chart the second is cos² v of it.
    there = walk(RAYLEIGH, GLOBE, [0.3, -0.5], steps=400)
    assert there.walk.kind == "minimum" and there.walk.eigenvalues == pytest.approx([4, 6])
    assert there.walk.predicted_rate == pytest.approx(0.6)
    assert there.walk.measured_rate == pytest.approx(0.6, abs=1e-3)
    flat = walk(RAYLEIGH, GLOBE, [0.3, -0.5], "chart", steps=400)
    assert flat.walk.predicted_rate == pytest.approx(1 - 0.1 * 6 / 2)
    assert flat.walk.measured_rate == pytest.approx(0.7, abs=2e-3)


def test_ordinary_descent_is_gradient_descent_of_the_composition():
    found = walk("z", "[u, v, u^2 + 3 v^2]", [1.0, 1.0], "chart", rate=0.1, steps=3)
    assert found.places == pytest.approx(np.array([[0.8**k, 0.4**k] for k in range(4)]))


@pytest.mark.parametrize("retraction", ["closest", "geodesic", "chart", "none"])
def test_the_way_of_each_step_leads_from_its_start_to_its_end(retraction):
    found, surface = walk(RAYLEIGH, GLOBE, [0.7, 0.6], retraction, steps=5), chart(GLOBE)
    led = ways(surface, found, retraction, 4)
    space = ways_in_space(surface, found, retraction, led)
    assert led.shape == (5, 5, 2) and space.shape == (5, 5, 3)
    assert led[:, -1] == pytest.approx(found.places[1:], abs=1e-6)
    assert space[:, 0] == pytest.approx(found.walk.points[:-1], abs=1e-12)
    assert space[:, -1] == pytest.approx(found.walk.points[1:], abs=1e-6)


def test_plain_descent_leaves_the_surface_by_as_much_as_is_told():
    found = walk(RAYLEIGH, GLOBE, [0.7, 0.6], "none", steps=8)
    off = np.abs(np.linalg.norm(found.walk.points, axis=1) - 1)
    assert found.walk.distances[:, 0] == pytest.approx(off, abs=1e-9) and off[-1] > 0.5


def test_both_ways_back_differ_by_an_angle_and_its_tangent_on_the_sphere():
    rates = np.array([0.01, 0.1, 0.5])
    found = gaps(chart(GLOBE), np.zeros(2), np.array([0, 2.0, 0]), rates)
    angles = 2 * rates - np.arctan(2 * rates)
    assert found == pytest.approx(2 * np.sin(angles / 2), rel=1e-4, abs=1e-12)


def test_where_the_coordinates_span_no_plane_the_walk_says_so():
    assert walk("x", "[u v, 0, 0]", [0.3, 0.4]).walk.reason == "no-plane"
    assert walk("x", "[1/u, v, 0]", [0.0, 0.4]).walk.reason == "lost"
    assert walk("log(x)", GLOBE, [3.0, 0.4]).walk.reason == "left-domain"
