"""A surface r(u, v) in space, given by a map of two coordinates: its metric, its geodesics, its nearest points.

The metric is g = Jᵀ J, with the columns of J the tangents r_u and r_v. What is tangent has components ξ in the chart,
with g ξ = Jᵀ v; columns are brought to length 1 before they are compared, so that units of u and v do not matter.

Source: M. P. do Carmo, *Differential Geometry of Curves and Surfaces* (1976), sections 2-5 and 4-4.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.mapping import Mapping

# Sine of the angle between r_u and r_v, below which they span no plane to rounding.
_SMALLEST_ANGLE = 1e-9
# Of a geodesic, each time more, until its speed is kept to a part of itself.
_PIECES = (8, 32, 128, 512)
_SPEED_KEPT = 1e-6
_CLOSEST_TURNS = 40
_AT_REST = 1e-14
_SEARCHED = 48  # places along each side of the box, for a nearest point


class Frame(NamedTuple):
    """r, its tangents and how these turn, at k places of the chart."""

    points: Float64[np.ndarray, "k 3"]
    slopes: Float64[np.ndarray, "k 3 2"]
    bends: Float64[np.ndarray, "k 3 2 2"]


@dataclass(frozen=True, eq=False)
class Chart:
    """r: R² → R³ as it was typed."""

    mapping: Mapping

    @property
    def coordinates(self) -> tuple[str, ...]:
        """What u and v are called."""
        return self.mapping.variables

    def frames(self, places: Float64[np.ndarray, "k 2"]) -> Frame:
        """All that the geometry at these places is made of, by automatic differentiation; NaN where it is not."""
        jets = [field.jets(places) for field in self.mapping.fields]
        return Frame(
            np.stack([jet.value for jet in jets], axis=1),
            np.stack([jet.gradient for jet in jets], axis=1),
            np.stack([jet.hessian for jet in jets], axis=1),
        )

    def points(self, places: Float64[np.ndarray, "... 2"]) -> Float64[np.ndarray, "... 3"]:
        """Where these places of the chart are in space."""
        return self.mapping.values(places.reshape(-1, 2)).reshape(*places.shape[:-1], 3)


def metrics(slopes: Float64[np.ndarray, "k 3 2"]) -> Float64[np.ndarray, "k 2 2"]:
    """g = Jᵀ J: a step ξ of the chart is √(ξ · g ξ) long on the surface."""
    return slopes.transpose(0, 2, 1) @ slopes


def components(slopes: Float64[np.ndarray, "k 3 2"], vectors: Float64[np.ndarray, "k 3"]) -> Float64[np.ndarray, "k 2"]:
    """ξ, for which J ξ is what of each vector is tangent; NaN where r_u and r_v span no plane."""
    with np.errstate(all="ignore"):
        sizes = np.linalg.norm(slopes, axis=1)
        unit = slopes / sizes[:, None]
        cosine = np.einsum("ki,ki->k", unit[:, :, 0], unit[:, :, 1])[:, None]
        along = np.einsum("kic,ki->kc", unit, vectors)
        spanned = np.linalg.norm(np.cross(unit[:, :, 0], unit[:, :, 1]), axis=1)[:, None]
        spanned = np.where(spanned > _SMALLEST_ANGLE, spanned, np.nan)
        return (along - cosine * along[:, ::-1]) / spanned**2 / sizes


def normals(slopes: Float64[np.ndarray, "k 3 2"]) -> Float64[np.ndarray, "k 3"]:
    """Unit vectors along r_u × r_v; NaN where these span no plane."""
    with np.errstate(all="ignore"):
        unit = slopes / np.linalg.norm(slopes, axis=1)[:, None]
        across = np.cross(unit[:, :, 0], unit[:, :, 1])
        size = np.linalg.norm(across, axis=1, keepdims=True)
        return across / np.where(size > _SMALLEST_ANGLE, size, np.nan)


def lifted(slopes: Float64[np.ndarray, "k 3 2"], steps: Float64[np.ndarray, "k 2"]) -> Float64[np.ndarray, "k 3"]:
    """J ξ: steps of the chart as tangent vectors in space."""
    return np.einsum("kic,kc->ki", slopes, steps)


def geodesic(
    chart: Chart, places: Float64[np.ndarray, "k 2"], steps: Float64[np.ndarray, "k 2"]
) -> Float64[np.ndarray, "k 2"]:
    """Where the straightest line leads in time 1, with the velocity ξ: ξ'^c = -Γ^c_ab ξ^a ξ^b.

    A geodesic keeps its speed; one that does not in 512 pieces, as right beside a pole of the chart, is NaN.
    """
    found = np.full(places.shape, np.nan)
    open_ = np.arange(len(places))
    for pieces in _PIECES:
        ends, kept = _followed(chart, places[open_], steps[open_], pieces)
        found[open_[kept]] = ends[kept]
        open_ = open_[~kept]
        if not len(open_):
            break
    return found


def _followed(chart: Chart, q: np.ndarray, w: np.ndarray, pieces: int) -> tuple[np.ndarray, np.ndarray]:
    """Runge and Kutta's method, and whether the speed at the end is that of the beginning."""
    h = 1 / pieces
    before = _speeds(chart, q, w)
    for _ in range(pieces):
        a = _turning(chart, q, w)
        b = _turning(chart, q + h / 2 * w, w + h / 2 * a)
        c = _turning(chart, q + h / 2 * w + h * h / 4 * a, w + h / 2 * b)
        d = _turning(chart, q + h * w + h * h / 2 * b, w + h * c)
        q, w = q + h * w + h * h / 6 * (a + b + c), w + h / 6 * (a + 2 * b + 2 * c + d)
    return q, np.abs(_speeds(chart, q, w) - before) <= _SPEED_KEPT * before


def _turning(chart: Chart, q: np.ndarray, w: np.ndarray) -> np.ndarray:
    """-Γ(w, w): what of the curve's own bend is tangent is taken away."""
    frames = chart.frames(q)
    with np.errstate(all="ignore"):
        return -components(frames.slopes, np.einsum("kiab,ka,kb->ki", frames.bends, w, w))


def _speeds(chart: Chart, q: np.ndarray, w: np.ndarray) -> np.ndarray:
    with np.errstate(all="ignore"):
        return np.linalg.norm(lifted(chart.frames(q).slopes, w), axis=1)


def nearest(
    chart: Chart, targets: Float64[np.ndarray, "k 3"], starts: Float64[np.ndarray, "k 2"]
) -> Float64[np.ndarray, "k 2"]:
    """The places of the chart nearest to points of space, from places near by; NaN where none is found.

    Newton's method for half the squared distance, damped after Levenberg and Marquardt until each step is one nearer.
    """
    q, damping = starts.copy(), np.full(len(starts), 1e-3)
    frames = chart.frames(q)
    gap = _gaps(frames.points, targets)
    resting = np.zeros(len(q), bool)
    for _ in range(_CLOSEST_TURNS):
        step, sizes = _nearing(frames, targets, damping)
        tried = chart.frames(q + step)
        is_nearer = _gaps(tried.points, targets) <= gap
        q = np.where(is_nearer[:, None], q + step, q)
        frames = Frame(*(_chosen(is_nearer, *pair) for pair in zip(tried, frames, strict=True)))
        gap = _gaps(frames.points, targets)
        damping = np.where(is_nearer, damping / 100, damping * 10 + 1e-12)
        far = np.abs(frames.points).max(axis=1, initial=1e-300)
        resting |= np.linalg.norm(step * sizes, axis=1) <= _AT_REST * far
        if resting.all() or np.isnan(gap).all():
            break
    return np.where(_is_nearest(frames, targets)[:, None], q, np.nan)


def _gaps(points: np.ndarray, targets: np.ndarray) -> np.ndarray:
    return ((points - targets) ** 2).sum(axis=1) / 2


def _chosen(first: np.ndarray, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return np.where(first.reshape(-1, *[1] * (one.ndim - 1)), one, other)


def _nearing(frames: Frame, targets: np.ndarray, damping: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A step of the chart, and how long r_u and r_v are."""
    off = frames.points - targets
    sizes = np.linalg.norm(frames.slopes, axis=1)
    sizes = np.where(sizes > 0, sizes, 1.0)
    unit = frames.slopes / sizes[:, None]
    flat = unit.transpose(0, 2, 1) @ unit
    bend = np.einsum("ki,kiab->kab", off, frames.bends) / sizes[:, :, None] / sizes[:, None, :]
    down = -np.einsum("kic,ki->kc", unit, off)
    known = np.isfinite(bend).all(axis=(1, 2)) & np.isfinite(down).all(axis=1)
    step = np.full(down.shape, np.nan)
    # Where distance is no bowl, the surface's own metric is.
    whole = np.where((np.linalg.eigvalsh(np.nan_to_num(flat + bend))[:, :1] > 0)[:, :, None], flat + bend, flat)
    damped = whole[known] + damping[known, None, None] * np.eye(2)
    step[known] = (np.linalg.pinv(damped) @ down[known][:, :, None])[:, :, 0]
    return step / sizes, sizes


def _is_nearest(frames: Frame, targets: np.ndarray) -> np.ndarray:
    """Whether the way there is normal to the surface, to what rounding leaves of it."""
    with np.errstate(all="ignore"):
        off = frames.points - targets
        sizes = np.linalg.norm(frames.slopes, axis=1)
        along = np.einsum("kic,ki->kc", frames.slopes, off) / np.where(sizes > 0, sizes, 1.0)
        far = np.abs(targets).max(axis=1) + np.linalg.norm(off, axis=1)
        return np.abs(along).max(axis=1) <= 1e-9 * far


def nearest_in(
    chart: Chart, target: Float64[np.ndarray, " 3"], box: Float64[np.ndarray, "2 2"]
) -> Float64[np.ndarray, " 2"]:
    """The place of a box of the chart that is nearest to a point of space; NaN where none is found."""
    sides = [np.linspace(low, high, _SEARCHED) for low, high in box]
    grid = np.stack(np.meshgrid(*sides, indexing="ij"), axis=-1).reshape(-1, 2)
    gaps = _gaps(chart.points(grid), target[None])
    if not np.isfinite(gaps).any():
        return np.full(2, np.nan)
    best = grid[[int(np.nanargmin(gaps))]]
    return nearest(chart, target[None], best)[0]
