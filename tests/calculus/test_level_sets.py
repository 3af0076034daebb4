"""Curves and surfaces of equations: lengths, what is closed, Euler characteristics, singular points."""

import time

import numpy as np
import pytest
from scipy.special import ellipe
from tests.calculus.posed import box, posed

from gradscape.calculus.level_sets import arcs, sheet
from gradscape.calculus.singular_constraints import singular_points


def set_of(equations, variables="xy", levels=None):
    return posed("0", equations, variables, levels)[1]


@pytest.mark.parametrize("scale", [1e-9, 1.0, 1e9])
def test_a_circle_is_closed_and_as_long_as_its_radius_says(scale):
    (circle,) = arcs(set_of("x^2 + y^2", levels=[scale**2]), box(1.5 * scale, 2), 160)
    assert circle.closed
    assert circle.lengths[-1] == pytest.approx(2 * np.pi * scale, rel=1e-8)
    assert np.hypot(*circle.points.T) == pytest.approx(scale, rel=1e-14)


def test_an_ellipse_is_as_long_as_its_elliptic_integral_says():
    (ellipse,) = arcs(set_of("x^2 + 4 y^2 = 1"), box(1.3, 2), 160)
    assert ellipse.lengths[-1] == pytest.approx(4 * ellipe(0.75), rel=1e-7)


def test_a_cubic_has_an_oval_and_a_branch_that_leaves_the_box():
    pieces = arcs(set_of("y^2 = x^3 - x"), box(1.7, 2), 160)
    assert sorted(piece.closed for piece in pieces) == [False, True]


def test_two_spheres_meet_in_a_circle_of_space():
    (circle,) = arcs(set_of("x^2 + y^2 + z^2 = 3; x + y + z = 1", "xyz"), box(2.0, 3), 48)
    assert circle.closed
    assert circle.lengths[-1] == pytest.approx(2 * np.pi * np.sqrt(3 - 1 / 3), rel=1e-7)


@pytest.mark.parametrize(
    "equation, half, euler, closed",
    [
        ("x^2 + y^2 + z^2 = 3", 2.0, [2], True),
        ("(sqrt(x^2 + y^2) - 2)^2 + z^2 = 0.5", 3.0, [0], True),
        ("x^2 + y^2 - z^2 = 1", 2.0, [0], False),
        ("x^2 + y^2 - z^2 = -1", 2.0, [1, 1], False),
    ],
)
def test_the_euler_characteristic_tells_spheres_from_rings(equation, half, euler, closed):
    surface = sheet(set_of(equation, "xyz"), box(half, 3), 40)
    assert surface.closed is closed
    assert [piece.euler for piece in surface.pieces] == euler


def test_all_points_lie_on_the_surface_to_rounding_and_normals_point_along_the_gradient():
    ellipsoid = set_of("x^2 + 2 y^2 + 3 z^2 = 2", "xyz")
    surface = sheet(ellipsoid, box(2.0, 3), 40)
    values, slopes = ellipsoid.residuals(surface.points)
    assert np.abs(values).max() < 1e-14
    assert np.allclose(np.cross(slopes[:, 0], surface.normals), 0, atol=1e-12)


def test_a_mesh_of_48_along_each_side_is_no_matter_of_seconds():
    sphere = set_of("x^2 + y^2 + z^2 = 3", "xyz")
    sheet(sphere, box(2.0, 3), 48)
    begun = time.process_time()
    sheet(sphere, box(2.0, 3), 48)
    assert time.process_time() - begun < 1.0


@pytest.mark.parametrize(
    "equations, variables, singular",
    [
        ("x^2 = y^3", "xy", [[0, 0]]),
        ("y^2 = x^2 (x + 1)", "xy", [[0, 0]]),
        ("x y = 0", "xy", [[0, 0]]),
        ("x^2 + y^2 = z^2", "xyz", [[0, 0, 0]]),
        ("x^2 + y^2 = 1", "xy", []),
        ("x^2 + y^2 + z^2 = 4; z = 2", "xyz", [[0, 0, 2]]),
    ],
)
def test_points_where_gradients_fail_are_found(equations, variables, singular):
    n = len(variables)
    found = singular_points(set_of(equations, variables), box(2.3, n), np.empty((0, n)))
    assert found.shape == (len(singular), n)
    assert np.allclose(found, np.array(singular, float).reshape(-1, n), atol=1e-8)
