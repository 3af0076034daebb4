"""Descent on a surface r(u, v): by the metric of the surface, or as if its chart were flat.

    ξ = g⁻¹ ∂(f ∘ r),  v ← momentum · P v − learning_rate · J ξ,  back to the surface along a geodesic, or to its
    nearest point

against ordinary descent in the coordinates, (u, v) ← (u, v) − learning_rate · ∂(f ∘ r), whose way depends on them.

Source: P.-A. Absil, R. Mahony and R. Sepulchre, *Optimization Algorithms on Matrix Manifolds* (2008), chapter 4.
"""

from typing import Literal, NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.chart import Chart, Frame, components, geodesic, lifted, metrics, nearest, normals
from gradscape.calculus.chart_extrema import Rest, at_rest, in_chart
from gradscape.calculus.field import Field
from gradscape.calculus.lagrange import kind_of
from gradscape.walks.on_surfaces import Reason, SurfaceWalk, rate_of_errors

# As on surfaces of equations; chart: ordinary descent in the coordinates.
ChartRetraction = Literal["closest", "geodesic", "none", "chart"]

_FARTHEST = 1e12
_POLISHING = 4


class ChartRun(NamedTuple):
    """How one walk goes, from a place of the chart. tolerance: of |P ∇f|, or of |∇f| where there is no way back."""

    start: Float64[np.ndarray, " 2"]
    learning_rate: float
    momentum: float
    retraction: ChartRetraction
    steps: int
    tolerance: float


class ChartWalk(NamedTuple):
    """A walk in space, and the same in the chart.

    places: (k, 2), of the nearest points for a walk that leaves the surface; metrics: (k, 2, 2) there;
    moves: (k - 1, 2), the steps in the chart before they are taken back.
    """

    walk: SurfaceWalk
    places: np.ndarray
    metrics: np.ndarray
    moves: np.ndarray


class _Row(NamedTuple):
    """What is told of one iterate."""

    point: np.ndarray
    value: float
    gradient: np.ndarray
    projected: np.ndarray
    normal: np.ndarray
    distance: float
    place: np.ndarray
    slopes: np.ndarray


def walked(f: Field, chart: Chart, run: ChartRun) -> ChartWalk:
    """One run. f is a function of space."""
    q, leaves = run.start[None].astype(float), run.retraction == "none"
    x = chart.points(q)
    v, moved = np.zeros((1, 3)), np.zeros((1, 2))
    rows: list[_Row] = []
    steps: list[tuple[np.ndarray, np.ndarray]] = []
    reason: Reason = "step-limit"
    for turn in range(run.steps + 1):
        frame = chart.frames(q)
        row = _row(f, frame, x if leaves else frame.points, q)
        rows.append(row)
        down = row.gradient if leaves else row.projected
        if not np.isfinite(down).all() or max(np.abs(row.point).max(), np.abs(q).max()) > _FARTHEST:
            reason = _why(row)
            break
        if np.linalg.norm(down) <= run.tolerance:
            reason = "converged"
            break
        if turn == run.steps:
            break
        v, moved = _step(run, frame, v, moved, down[None])
        steps.append((v[0], moved[0]))
        x = x + v
        q = _taken_back(chart, frame, q, x if leaves else frame.points + v, moved, run.retraction)
    return _told(f, chart, run, rows, steps, reason)


def _why(row: _Row) -> Reason:
    """Why a walk cannot go on from here."""
    if not (np.isfinite(row.place).all() and np.isfinite(row.point).all()):
        return "lost"
    is_known = np.isfinite(row.gradient).all() and np.isfinite(row.slopes).all()
    return "no-plane" if is_known and not np.isfinite(row.normal).all() else "left-domain"


def _row(f: Field, frame: Frame, x: np.ndarray, q: np.ndarray) -> _Row:
    jet = f.jets(x)
    along = lifted(frame.slopes, components(frame.slopes, jet.gradient))
    off = float(np.linalg.norm(x - frame.points))
    return _Row(x[0], jet.value[0], jet.gradient[0], along[0], normals(frame.slopes)[0], off, q[0], frame.slopes[0])


def _step(
    run: ChartRun, frame: Frame, v: np.ndarray, moved: np.ndarray, down: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The step in space, and in the chart. Momentum is projected onto the tangent plane; a flat chart needs no such."""
    if run.retraction == "chart":
        moved = run.momentum * moved - run.learning_rate * np.einsum("kic,ki->kc", frame.slopes, down)
        return lifted(frame.slopes, moved), moved
    if run.retraction == "none":
        v = run.momentum * v - run.learning_rate * down
        return v, components(frame.slopes, v)
    moved = components(frame.slopes, run.momentum * v - run.learning_rate * down)
    return lifted(frame.slopes, moved), moved


def _taken_back(
    chart: Chart, frame: Frame, q: np.ndarray, x: np.ndarray, moved: np.ndarray, how: ChartRetraction
) -> np.ndarray:
    """The place of the chart that a step ends at; x is where it leads in space."""
    if how == "chart":
        return q + moved
    if how == "geodesic":
        return geodesic(chart, q, moved)
    return nearest(chart, x, q if how == "none" else q + moved)


def ways(chart: Chart, found: ChartWalk, how: ChartRetraction, pieces: int) -> Float64[np.ndarray, "s p 2"]:
    """Where each step leads in the chart on its way, in so many pieces; straight where it is not taken back."""
    count = len(found.moves)
    shares = np.linspace(0, 1, pieces + 1)[None, :, None]
    if not count:
        return np.empty((0, pieces + 1, 2))
    if how == "none":
        return found.places[:-1, None] + shares * np.diff(found.places, axis=0)[:, None]
    starts = np.repeat(found.places[:count], pieces + 1, axis=0)
    moves = (shares * found.moves[:, None]).reshape(-1, 2)
    frame = chart.frames(starts)
    ends = _taken_back(chart, frame, starts, frame.points + lifted(frame.slopes, moves), moves, how)
    return ends.reshape(count, pieces + 1, 2)


def ways_in_space(chart: Chart, found: ChartWalk, how: ChartRetraction, led: np.ndarray) -> np.ndarray:
    """The same in space; plain descent goes straight through it."""
    if how != "none" or not len(led):
        return chart.points(led)
    shares = np.linspace(0, 1, led.shape[1])[None, :, None]
    points = found.walk.points
    return points[:-1, None] + shares * np.diff(points, axis=0)[:, None]


def gaps(chart: Chart, place: Float64[np.ndarray, " 2"], direction: np.ndarray, rates: np.ndarray) -> np.ndarray:
    """How far apart the nearest point and the geodesic end, for steps of these rates along a tangent direction."""
    if not len(rates) or not np.isfinite(direction).all():
        return np.full(len(rates), np.nan)
    starts = np.repeat(place[None], len(rates), axis=0)
    frame = chart.frames(starts)
    steps = rates[:, None] * direction
    moves = components(frame.slopes, steps)
    ends = nearest(chart, frame.points + steps, starts + moves), geodesic(chart, starts, moves)
    return np.linalg.norm(chart.points(ends[0]) - chart.points(ends[1]), axis=1)


def _told(f: Field, chart: Chart, run: ChartRun, rows: list[_Row], steps: list, reason: Reason) -> ChartWalk:
    points, values, gradients, projected, across, off, places, slopes = (
        np.array(each) for each in zip(*rows, strict=True)
    )
    in_space = np.array([step for step, _ in steps]).reshape(-1, 3)
    in_chart = np.array([moved for _, moved in steps]).reshape(-1, 2)
    told = points, values, gradients, projected, across, in_space, off[:, None]
    end = _end(f, chart, run, places[-1:], reason)
    return ChartWalk(SurfaceWalk(*told, reason, *_known(end, run, points)), places, metrics(slopes), in_chart)


def _end(f: Field, chart: Chart, run: ChartRun, place: np.ndarray, reason: Reason) -> Rest | None:
    if reason != "converged" or run.retraction == "none":
        return None
    for _ in range(_POLISHING):
        frame, slope, bend = in_chart(f, chart, place)
        if not (np.isfinite(slope).all() and np.isfinite(bend).all()):
            return None
        step = -(np.linalg.pinv(bend) @ slope[:, :, None])[:, :, 0]
        # The tolerance may be a wide one; but a walk that has arrived is not led elsewhere.
        far = np.linalg.norm(lifted(frame.slopes, step)), np.abs(frame.points).max(initial=1e-300)
        if far[0] > 1e-3 * far[1]:
            break
        place = place + step
    return at_rest(f, chart, place)


def _known(end: Rest | None, run: ChartRun, points: np.ndarray) -> tuple:
    """kind, eigenvalues, the rate that is foretold and the one that is measured."""
    if end is None:
        return None, np.empty(0), None, None
    by = end.flat if run.retraction == "chart" else end.riemannian
    predicted = float(np.abs(1 - run.learning_rate * by).max()) if run.momentum == 0 else None
    return kind_of(end.riemannian), end.riemannian, predicted, rate_of_errors(points, end.point)
