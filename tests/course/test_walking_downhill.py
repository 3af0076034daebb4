"""What the scenes of walking downhill claim, from the very walks that they show."""

import numpy as np
import pytest

from gradscape.calculus.field import Field
from gradscape.course.loader import chapters
from gradscape.language.parser import parse
from gradscape.walks.basins import plane_basins
from gradscape.walks.methods import METHOD
from gradscape.walks.outcome import Outcome, descend
from gradscape.walks.run import Run

STATES = {
    scene["id"]: scene["state"] for chapter in chapters() for scene in chapter["scenes"] if scene["lab"] == "paths"
}


def path_run(run: dict, steps: int) -> Run:
    settings = METHOD[run["method"]].complete(run["settings"])
    return Run(run["method"], np.array(run["start"], float), settings, steps, 1e-10, 0)


def walks(scene: str, *, source: str | None = None, steps: int | None = None, **settings) -> list[Outcome]:
    """The runs of a scene, on its function or another, with other steps or settings."""
    state = STATES[scene]
    field = Field(parse(source or state["source"]))
    runs = [run | {"settings": run["settings"] | settings} for run in state["runs"]]
    return descend(field, [path_run(run, steps or state["steps"]) for run in runs])


def from_start(scene: str, start: list[float], method: str | None = None, steps: int | None = None) -> Outcome:
    """The first run of a scene from elsewhere, or by another method."""
    state = STATES[scene]
    run = state["runs"][0] | {"start": start} | ({"method": method, "settings": {}} if method else {})
    (found,) = descend(Field(parse(state["source"])), [path_run(run, steps or state["steps"])])
    return found


def kind(found: Outcome) -> str | None:
    return found.end and found.end.kind


def test_1_28a_descent_on_the_line_ends_at_the_saddle():
    (found,) = walks("1.28a")
    assert (found.reason, kind(found)) == ("converged", "saddle")
    assert "it is no minimum" in found.message
    assert found.trail.points[:, 1] == pytest.approx(0)
    assert found.trail.points[1:, 0] / found.trail.points[:-1, 0] == pytest.approx(0.8)
    assert from_start("1.28a", [-0.7, 1e-9], steps=300).reason == "diverged"


def test_1_28b_descent_beside_the_line_escapes_by_step_26():
    beside = walks("1.28b")[1]
    y = beside.trail.points[:, 1]
    assert y[1:] / y[:-1] == pytest.approx(1.2)
    assert np.flatnonzero(np.linalg.norm(beside.trail.points, axis=1)[1:] > 1)[0] + 1 == 26
    assert np.log(10) / np.log(1.2) == pytest.approx(12.6, abs=0.05)


def test_1_28c_newton_jumps_to_the_saddle_from_both_starts():
    for found in walks("1.28c"):
        assert len(found.trail.points) == 2
        assert kind(found) == "saddle"
    # The line y = 0 has nothing along which it could leave.
    assert walks("1.28c", line_search="armijo", steps=60)[1].reason == "diverged"


def test_1_28d_a_kick_leads_from_the_saddle_to_a_minimum():
    plain, kicked = walks("1.28d")
    assert kind(plain) == "saddle"
    assert abs(kicked.trail.points[-1]) == pytest.approx([0, 1], abs=0.02)
    assert any(kicked.trail.notes["perturbed"])
    smaller = descend(
        Field(parse(STATES["1.28d"]["source"])),
        [path_run(STATES["1.28d"]["runs"][1] | {"settings": {"learning_rate": 0.1, "perturbation": 1e-4}}, 400)],
    )[0]
    assert smaller.trail.values[-1] < -0.49


def test_1_29a_newton_needs_one_step_where_descent_crawls():
    crawling, newton, damped = walks("1.29a")
    assert crawling.predicted_rate == pytest.approx(0.905)
    assert len(newton.trail.points) == 2
    assert damped.trail.points[1] == pytest.approx([-1, 0.5])
    assert walks("1.29a", steps=200)[0].theory.condition_number == pytest.approx(20)
    run = STATES["1.29a"]["runs"][0] | {"settings": {"learning_rate": 0.1}}
    (swinging,) = descend(Field(parse(STATES["1.29a"]["source"])), [path_run(run, 200)])
    assert (swinging.reason, swinging.period) == ("cycling", 2)


def test_1_29b_newtons_published_iterates_on_rosenbrock():
    # Source: the iterates of pure Newton from (-1.2, 1) as printed in textbooks, to ten digits.
    newton, descent = walks("1.29b")
    expected = [
        [-1.2, 1],
        [-1.1752808989, 1.3806741573],
        [0.7631148712, -3.1750338547],
        [0.7634296789, 0.5828247755],
        [0.9999953111, 0.9440273239],
        [0.9999956957, 0.9999913913],
        [1, 1],
    ]
    assert newton.trail.points[:7] == pytest.approx(np.array(expected), abs=6e-11)
    rises = np.flatnonzero(np.diff(newton.trail.values) > 0) + 1
    assert list(rises) == [2, 4]
    assert newton.trail.values[2] == pytest.approx(1412, abs=0.5)
    assert len(newton.trail.points) - 1 == 7
    assert descent.trail.values[-1] > 3
    searched = walks("1.29b", line_search="armijo")[0]
    assert (np.diff(searched.trail.values) <= 0).all()
    assert len(searched.trail.points) - 1 == 22


def test_1_29c_newton_finds_all_nine_critical_points_and_descent_only_the_minima():
    field = Field(parse(STATES["1.29c"]["source"]))
    axis = np.linspace(-5, 5, 40)
    starts = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    box = np.array([[-5.0, 5.0], [-5.0, 5.0]])
    newton = plane_basins(field, starts, box, path_run(STATES["1.29c"]["runs"][0], 100), [])
    assert sorted(each.kind for each in newton.attractors) == ["maximum"] + ["minimum"] * 4 + ["saddle"] * 4
    run = {"method": "gradient-descent", "start": [0, 0], "settings": {"learning_rate": 0.01}}
    descent = plane_basins(field, starts, box, path_run(run, 500), [])
    assert [each.kind for each in descent.attractors] == ["minimum"] * 4


def complex_newton(z: np.ndarray, rate: float, steps: int) -> np.ndarray:
    """Which third root of 1 each z comes to, by Newton's method for z³ - 1 in complex numbers; -1 for none."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        for _ in range(steps):
            z = z - rate * (z**3 - 1) / (3 * z**2)
    distances = np.abs(z[:, None] - np.exp(2j * np.pi * np.arange(3) / 3))
    return np.where(distances.min(axis=1) < 1e-3, distances.argmin(axis=1), -1)


@pytest.mark.parametrize("rate", [1.0, 0.3])
def test_1_29d_newtons_method_for_the_gradient_is_that_for_z_cubed_minus_1(rate):
    field = Field(parse(STATES["1.29d"]["source"]))
    axis = np.linspace(-2, 2, 61)
    starts = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    run = path_run(STATES["1.29d"]["runs"][0] | {"settings": {"learning_rate": rate}}, 200)
    roots = [np.array([np.cos(angle), np.sin(angle)]) for angle in 2 * np.pi * np.arange(3) / 3]
    found = plane_basins(field, starts, np.array([[-2.0, 2.0], [-2.0, 2.0]]), run, roots)
    assert len(found.attractors) == 3
    assert {each.kind for each in found.attractors} == {"saddle"}
    expected = complex_newton(starts[:, 0] + 1j * starts[:, 1], rate, 200)
    known = (expected >= 0) & (found.labels >= 0)
    assert known.mean() > 0.99
    # Beside the border one rounding decides.
    assert (found.labels[known] == expected[known]).mean() > 0.99


def test_3_4a_the_best_rates_of_descent_and_of_momentum():
    descent, momentum, _ = walks("3.4a")
    theory = momentum.theory
    assert theory.condition_number == pytest.approx(100)
    assert theory.gradient_descent == pytest.approx((1.9801980, 0, 0.9801980), abs=1e-7)
    assert theory.momentum == pytest.approx((3.3057851, 0.6694215, 0.8181818), abs=1e-7)
    assert momentum.predicted_rate == pytest.approx(0.8181818, abs=1e-6)
    # The two slowest roots meet at the best choice, so that a factor n stays beside the rate.
    assert momentum.order.rate == pytest.approx(0.8181818, abs=0.01)
    assert descent.order.rate == pytest.approx(0.9801980, abs=1e-4)
    assert np.log(0.1) / np.log([0.9801980, 0.8181818]) == pytest.approx([115, 11.5], abs=0.5)


def test_3_4b_in_the_complex_regime_the_rate_is_the_root_of_beta():
    (found,) = walks("3.4b")
    assert found.predicted_rate == pytest.approx(np.sqrt(0.9), abs=1e-12)
    assert found.order.rate == pytest.approx(np.sqrt(0.9), abs=2e-3)
    assert found.theory.stability_limit == pytest.approx(3.8)
    assert walks("3.4b", learning_rate=3.9)[0].reason == "diverged"


def test_3_4c_all_methods_come_down_the_valley():
    found = walks("3.4c")
    assert all(each.trail.values[-1] < each.trail.values[0] / 10 for each in found)
    assert found[0].trail.values[-1] > 1
    assert found[1].trail.values[-1] < 1e-3


def test_3_5a_conjugate_gradients_end_after_two_steps():
    conjugate, descent = walks("3.5a")
    assert conjugate.trail.points[2] == pytest.approx([2, -2], abs=1e-14)
    assert len(conjugate.trail.points) == 3
    assert len(descent.trail.points) == 31
    assert len(from_start("3.5a", [5, 3]).trail.points) == 3


def test_3_5b_six_different_curvatures_need_six_steps():
    conjugate, descent = walks("3.5b")
    assert len(conjugate.trail.points) - 1 == 6
    assert conjugate.trail.counts.hessian == 0
    assert len(descent.trail.points) - 1 == 74
    assert descent.order.rate == pytest.approx(5 / 7)
    two = "3x_1^2/2 + 3 x_2^2/2 + 3 x_3^2/2 + 4 x_4^2/2 + 3 x_5^2/2 + 3 x_6^2/2"
    assert len(walks("3.5b", source=two)[0].trail.points) - 1 == 2


def test_3_5c_nonlinear_conjugate_gradients_need_41_and_32_steps():
    both = walks("3.5c")[:2]
    assert [len(found.trail.points) - 1 for found in both] == [41, 32]
    for found in both:
        assert kind(found) == "minimum"
        tried = found.trail.counts.gradient / (len(found.trail.points) - 1)
        assert 4 < tried < 6


def test_3_6a_newton_cg_forms_no_hessian():
    free, full = walks("3.6a")
    assert kind(free) == kind(full) == "minimum"
    assert (len(free.trail.points) - 1, free.trail.counts.hessian_vector, free.trail.counts.hessian) == (43, 67, 0)


def test_3_6b_newton_cg_leaves_the_saddle_along_negative_curvature():
    free, newton = walks("3.6b")
    assert kind(newton) == "saddle"
    assert kind(free) == "minimum"
    assert free.trail.points[-1] == pytest.approx([1, 0], abs=1e-9)
    assert len(free.trail.points) - 1 == 5
    assert any(free.trail.notes["negative_curvature"])
    assert kind(from_start("3.6b", [0.05, 1], "trust-newton")) == "minimum"
