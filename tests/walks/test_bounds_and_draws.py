"""Bounds that messages name, the rule of the trust radius, what a Hessian costs; how kicks and spirals are drawn."""

from unittest.mock import Mock

import numpy as np
import pytest

from gradscape.calculus.field import Field
from gradscape.language.parser import parse
from gradscape.learning.data_sets import generated
from gradscape.walks import basins
from gradscape.walks.basins import plane_basins
from gradscape.walks.by_rule import _kicks
from gradscape.walks.methods import METHOD
from gradscape.walks.outcome import Outcome, descend
from gradscape.walks.rules.newton import _next_radius
from gradscape.walks.run import Run
from gradscape.walks.sweeps import sweep
from gradscape.walks.theory import convergence_rate, stability_limit


def walk(source: str, start: list[float], method: str, **settings) -> Outcome:
    names = tuple(f"x_{k + 1}" for k in range(len(start)))
    field = Field(parse(source, names))
    run = Run(method, np.array(start), METHOD[method].complete(settings), 30, 1e-10, 0)
    return descend(field, [run])[0]


@pytest.mark.parametrize("method", ["gradient-descent", "momentum", "nesterov"])
@pytest.mark.parametrize("momentum", [0.0, 0.3, 0.9])
@pytest.mark.parametrize("curvature", [1e-9, 2.0, 1e9])
def test_at_the_limit_of_stability_the_largest_root_has_the_length_1(method, momentum, curvature):
    beta = 0.0 if method == "gradient-descent" else momentum
    limit = stability_limit(method, beta, curvature)
    assert limit is not None
    kind = "nesterov" if method == "nesterov" else "momentum"
    rates = convergence_rate(kind, np.array([curvature]), limit * np.array([0.999, 1.0, 1.001]), np.array([beta]))
    assert rates[0] < 1 < rates[2]
    assert rates[1] == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize(
    "method, bound, number",
    [
        # Curvatures 2 and 10: 2/10; 2 · 1.5/10; 2 · 1.5/(2 · 10).
        ("gradient-descent", "2/λ", "0.2"),
        ("momentum", "2(1 + β)/λ", "0.3"),
        ("nesterov", "2(1 + β)/((1 + 2β) λ)", "0.15"),
    ],
)
def test_a_walk_that_is_too_fast_names_the_bound_with_its_number(method, bound, number):
    settings = {} if method == "gradient-descent" else {"momentum": 0.5}
    message = walk("x_1^2 + 5 x_2^2", [1.0, 1.0], method, learning_rate=0.4, **settings).message
    assert (
        f"the learning rate 0.4 exceeds {bound} = {number} (λ: the largest curvature at (x_1, x_2) = (1, 1))" in message
    )


def test_the_trust_radius_follows_how_right_the_model_was():
    # Nocedal & Wright, algorithm 4.1: a quarter of the step below 1/4, twice above 3/4 at the border, else the same.
    assert _next_radius(2.0, 0.2, 1.0) == 0.25
    assert _next_radius(2.0, np.nan, 1.0) == 0.25
    assert _next_radius(2.0, 0.3, 2.0) == 2.0
    assert _next_radius(2.0, 0.74, 2.0) == 2.0
    assert _next_radius(2.0, 0.8, 2.0) == 4.0
    assert _next_radius(2.0, 0.8, 1.0) == 2.0
    assert _next_radius(8e7, 0.9, 8e7) == 1e8


def test_a_hessian_costs_as_many_gradients_as_there_are_variables():
    found = walk("x_1^4 + x_2^4 + x_3^4 + x_1 x_2", [1.0, 2.0, 3.0], "newton")
    # At each point one gradient and a Hessian of three columns.
    assert found.trail.work[:4].tolist() == [4, 8, 12, 16]


@pytest.mark.parametrize("n", [1, 2, 5])
def test_kicks_fill_the_unit_ball_evenly(n):
    run = Run("perturbed-gradient-descent", np.zeros(n), {"perturbation": 1.0}, 20_000, 0.0, 7)
    kicks = _kicks([run], 20_000)
    assert kicks is not None
    lengths = np.linalg.norm(kicks[:, :, 0], axis=1)
    # The part of the ball within a radius r is r^n: even from 0 to 1, and no direction is before another.
    np.testing.assert_allclose(
        np.quantile(lengths**n, [0.1, 0.25, 0.5, 0.75, 0.9]), [0.1, 0.25, 0.5, 0.75, 0.9], atol=0.02
    )
    assert np.abs(kicks[:, :, 0].mean(axis=0)).max() < 0.02
    assert lengths.max() <= 1


def test_the_second_arm_of_the_spiral_is_half_a_turn_on():
    points, labels, _ = generated("spiral", 400, 0.0, 5)
    first, second = points[labels == labels[0]], points[labels != labels[0]]
    # Along an arm the angle grows with the distance: at the same distance from the middle both are opposite.
    radii = np.linalg.norm(first, axis=1), np.linalg.norm(second, axis=1)
    for place, radius in zip(first, radii[0], strict=True):
        if radius > 1:
            across = second[np.abs(radii[1] - radius).argmin()]
            assert np.linalg.norm(place + across) < 0.35 * radius


def on_the_plane(source: str) -> Field:
    return Field(parse(source, ("x", "y")))


def run_of(method: str, start: tuple[float, float], **settings) -> Run:
    return Run(method, np.array(start), METHOD[method].complete(settings), 200, 1e-10, 0)


@pytest.mark.parametrize("source", ["x^4 + y^4", "x^6 + y^2", "x^2 + y^2"])
def test_walks_that_end_around_one_minimum_have_one_basin(source):
    axis = np.linspace(-1, 1, 8)
    starts = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    found = plane_basins(on_the_plane(source), starts, np.array([[-1.0, 1.0]] * 2), run_of("newton", (0, 0)), [])
    assert [each.point.tolist() for each in found.attractors] == [pytest.approx([0, 0], abs=1e-9)]
    assert (found.labels == 0).all()


def test_far_out_on_a_tail_is_no_attractor():
    starts = np.array([[0.5, 0.0], [1.0, 1.0]])
    found = plane_basins(on_the_plane("log(x)"), starts, np.array([[-1.0, 1.0]] * 2), run_of("newton", (0, 0)), [])
    assert (found.attractors, found.labels.tolist()) == ((), [-1, -1])


def test_a_walk_that_a_corner_stops_has_not_diverged():
    # By hand: one step of length 1 along each axis leads from (1, 1) to the corner at (0, 0), where f is 0.
    run = run_of("gradient-descent", (1.0, 1.0))
    found = sweep(on_the_plane("|x| + |y|"), run, np.array([0.01, 1.0]), None)
    assert found.outcomes.tolist() == [["step-limit", "no-derivative"]]
    assert found.values[0, 1] == 0


def test_a_picture_that_follows_the_finger_searches_for_its_attractors_once(monkeypatch):
    """Of Himmelblau's function: nine critical points, numbered alike from one learning rate to the next."""
    field, box = Field(parse("(x^2 + y - 11)^2 + (x + y^2 - 7)^2")), np.array([[-5.0, 5.0]] * 2)
    starts = np.stack(np.meshgrid(*[np.linspace(-5, 5, 40)] * 2), axis=-1).reshape(-1, 2)

    def picture(rate, known):
        return plane_basins(field, starts, box, Run("newton", np.zeros(2), {"learning_rate": rate}, 100, 0.0, 0), known)

    first = picture(1.0, [])
    known = [each.point for each in first.attractors]
    again, count = picture(1.0, known), Mock(wraps=basins.polished)
    assert len(known) == 9 and np.array_equal(again.labels, first.labels)
    assert [each.kind for each in again.attractors] == [each.kind for each in first.attractors]
    monkeypatch.setattr(basins, "polished", count)
    slower = picture(0.9, known)
    assert count.call_count == 0
    assert [each.point.tolist() for each in slower.attractors] == [point.tolist() for point in known]
    assert (slower.labels >= 0).mean() > 0.99
