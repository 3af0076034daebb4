"""Descent on surfaces: it stays on them, arrives at known points at known rates, and geodesics are what they are."""

import numpy as np
import pytest
from tests.calculus.posed import posed

from gradscape.walks.on_surfaces import SurfaceRun, closest, gaps, geodesic, retracted, walked, ways

SPHERE = "x^2 + y^2 + z^2 = 1"


def walk(objective, surface, start, rate=0.1, momentum=0.0, retraction="closest", steps=400, parameters=None):
    f, constraints = posed(objective, surface, "xyz", parameters=parameters)
    return walked(f, constraints, SurfaceRun(np.array(start, float), rate, momentum, retraction, steps, 1e-10))


@pytest.mark.parametrize("retraction", ["closest", "geodesic"])
@pytest.mark.parametrize("momentum", [0.0, 0.5])
def test_rayleighs_quotient_comes_down_to_the_smallest_eigenvector_and_never_leaves_the_sphere(retraction, momentum):
    found = walk("x^2 + 2 y^2 + 3 z^2", SPHERE, [0.2, 0.5, 0.8], momentum=momentum, retraction=retraction)
    assert found.reason == "converged" and found.kind == "minimum"
    assert found.points[-1] == pytest.approx([1, 0, 0], abs=1e-9)
    assert found.distances.max() < 1e-12
    # The Riemannian Hessian has the eigenvalues 2 (λ_j - λ_1).
    assert found.eigenvalues == pytest.approx([2, 4])


def test_the_rate_is_what_the_riemannian_hessian_says():
    found = walk("x^2 + 2 y^2 + 3 z^2", SPHERE, [0.2, 0.5, 0.8])
    assert found.predicted_rate == pytest.approx(0.8)
    assert found.measured_rate == pytest.approx(0.8, abs=1e-3)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_with_any_symmetric_matrix_the_end_is_numpys_eigenvector(seed):
    a = np.random.default_rng(seed).normal(size=(3, 3))
    a = a + a.T
    numbers = {f"a_{i}{j}": a[i, j] for i in range(3) for j in range(3)}
    form = " + ".join(f"a_{i}{j} {'xyz'[i]} {'xyz'[j]}" for i in range(3) for j in range(3))
    values, vectors = np.linalg.eigh(a)
    found = walk(form, SPHERE, [0.5, 0.6, 0.7], rate=0.4 / (values[2] - values[0]), steps=2000, parameters=numbers)
    assert found.values[-1] == pytest.approx(values[0], abs=1e-12)
    assert abs(found.points[-1] @ vectors[:, 0]) == pytest.approx(1, abs=1e-9)
    assert found.eigenvalues == pytest.approx(2 * (values[1:] - values[0]), rel=1e-9)


def test_plain_descent_leaves_the_sphere():
    found = walk("x^2 + 2 y^2 + 3 z^2", SPHERE, [0.2, 0.5, 0.8], retraction="none", steps=40)
    assert found.distances[-1] > 0.9 and found.kind is None
    assert found.points[-1] == pytest.approx([0, 0, 0], abs=1e-3)


def test_on_a_standing_torus_the_way_down_ends_at_its_foot():
    found = walk("z", "(sqrt(x^2 + z^2) - 2)^2 + y^2 = 0.25", [1.0, 0.3, 2.0], rate=0.3, steps=3000)
    assert found.reason == "converged"
    assert found.points[-1] == pytest.approx([0, 0, -2.5], abs=1e-8)
    assert found.kind == "minimum"


def test_from_a_saddle_of_the_torus_there_is_no_way_on():
    found = walk("z", "(sqrt(x^2 + z^2) - 2)^2 + y^2 = 0.25", [0, 0, 1.5], rate=0.3)
    assert len(found.points) == 1 and found.kind == "saddle"


def test_what_is_tangent_is_at_right_angles_to_the_normal_and_shorter_than_the_gradient():
    found = walk("x + 2 y - z^2", "x^2 + 2 y^2 + 3 z^2 = 2", [1, 0.3, 0.4], steps=20)
    normals = found.points * [2, 4, 6]
    assert np.abs(np.sum(found.projected * normals, axis=1)).max() < 1e-12
    assert (np.linalg.norm(found.projected, axis=1) <= np.linalg.norm(found.gradients, axis=1) + 1e-15).all()


def test_a_geodesic_of_the_sphere_is_a_great_circle():
    _, sphere = posed("x", SPHERE, "xyz")
    x, v = np.array([[1.0, 0, 0]]), np.array([[0, 0.6, 0.0]])
    assert geodesic(sphere, x, v)[0] == pytest.approx([np.cos(0.6), np.sin(0.6), 0], abs=1e-6)


def test_the_closest_point_of_an_ellipsoid_is_where_the_way_is_normal():
    _, ellipsoid = posed("x", "x^2 + 2 y^2 + 3 z^2 = 2", "xyz")
    place = np.array([[1.2, 0.5, 0.6]])
    point = closest(ellipsoid, place)[0]
    normal = point * [2, 4, 6]
    assert np.cross(place[0] - point, normal) == pytest.approx([0, 0, 0], abs=1e-12)
    assert point**2 @ [1, 2, 3] == pytest.approx(2, abs=1e-13)


def test_both_ways_back_differ_by_the_third_power_of_the_step():
    _, ellipsoid = posed("x", "x^2 + 2 y^2 + 3 z^2 = 2", "xyz")
    x = ellipsoid.onto(np.array([[1.0, 0.4, 0.3]]), 1.0)
    normal = x[0] * [2, 4, 6]
    direction = np.cross(normal, [0.3, -0.2, 1.0])
    gaps = [
        np.linalg.norm(
            np.subtract(*(retracted(ellipsoid, x, a * direction[None], how) for how in ("closest", "geodesic")))
        )
        for a in (0.04, 0.02)
    ]
    assert gaps[0] / gaps[1] == pytest.approx(8, rel=0.2)


@pytest.mark.parametrize("retraction", ["closest", "geodesic", "none"])
def test_the_way_of_each_step_leads_from_its_start_to_its_end_and_stays_where_the_walk_does(retraction):
    _, sphere = posed("x", SPHERE, "xyz")
    found = walk("x^2 + 2 y^2 + 3 z^2", SPHERE, [0.2, 0.5, 0.8], retraction=retraction, steps=5)
    led = ways(sphere, found, retraction, 4)
    assert led.shape == (5, 5, 3)
    assert led[:, 0] == pytest.approx(found.points[:-1], abs=1e-12)
    assert led[:, -1] == pytest.approx(found.points[1:], abs=1e-9)
    off = np.abs(np.linalg.norm(led, axis=2) - 1).max()
    assert off > 1e-3 if retraction == "none" else off < 1e-12


def test_gaps_on_the_sphere_are_those_of_an_angle_and_its_tangent():
    # The closest point of x + a v is at the angle arctan(a |v|), the geodesic's end at a |v|.
    _, sphere = posed("x", SPHERE, "xyz")
    rates = np.array([0.01, 0.1, 0.5])
    found = gaps(sphere, np.array([1.0, 0, 0]), np.array([0, 2.0, 0]), rates)
    angles = 2 * rates - np.arctan(2 * rates)
    assert found == pytest.approx(2 * np.sin(angles / 2), rel=1e-4, abs=1e-12)
    assert len(gaps(sphere, np.array([1.0, 0, 0]), np.array([0, 2.0, 0]), np.array([]))) == 0


def test_a_wide_tolerance_changes_nothing_of_the_rates():
    f, constraints = posed("x^2 + 2 y^2 + 3 z^2", SPHERE, "xyz")
    start = np.array([0.2, 0.5, 0.8])
    wide = walked(f, constraints, SurfaceRun(start, 0.1, 0.0, "closest", 400, 1e-5))
    assert wide.eigenvalues == pytest.approx([2, 4], abs=1e-12)
    assert wide.measured_rate == pytest.approx(0.8, abs=2e-3)


def test_normals_are_unit_vectors_along_the_gradient_of_the_constraint():
    found = walk("x + 2 y - z^2", "x^2 + 2 y^2 + 3 z^2 = 2", [1, 0.3, 0.4], steps=5)
    slopes = found.points * [2, 4, 6]
    assert found.normals == pytest.approx(slopes / np.linalg.norm(slopes, axis=1, keepdims=True), abs=1e-12)


@pytest.mark.parametrize(
    "form, matrix",
    [
        ("3x^2 + 5y^2 + 3z^2 + 2x z", [[3, 0, 1], [0, 5, 0], [1, 0, 3]]),
        ("x^2 + 2y^2 + 3z^2", [[1, 0, 0], [0, 2, 0], [0, 0, 3]]),
        ("2x^2 + 2x y + 3y^2 + y z + z^2", [[2, 1, 0], [1, 3, 0.5], [0, 0.5, 1]]),
    ],
)
def test_power_iteration_is_numpys_step_by_step_and_its_rate_is_that_of_the_two_largest_eigenvalues(form, matrix):
    a, radius = np.array(matrix, float), 3.0
    found = walk(form, "x^2 + y^2 + z^2 = 9", [0.7, -0.3, 0.65], retraction="power")
    x = found.points[0]
    for point in found.points[1:6]:
        x = radius * a @ x / np.linalg.norm(a @ x)
        assert point == pytest.approx(x, abs=1e-12)
    third, second, first = np.linalg.eigvalsh(a)
    assert found.reason == "converged" and found.kind == "maximum" and third > 0
    assert found.values[-1] == pytest.approx(first * radius**2)
    assert found.predicted_rate == pytest.approx(second / first)
    assert found.measured_rate == pytest.approx(second / first, abs=1e-3)


def test_power_iteration_needs_a_sphere():
    found = walk("x^2 + 2 y^2 + 3 z^2", "x^2 + 2y^2 + z^2 = 1", [0.2, 0.5, 0.8], retraction="power")
    assert found.reason == "lost" and len(found.points) == 2
