"""A function on a surface r(u, v): where it is at rest there, and what second derivatives say of it.

At such a place the Hessian of f on the surface is that of f ∘ r by the metric: g⁻¹ ∂²(f ∘ r).
"""

from typing import NamedTuple

import numpy as np
import scipy
from jaxtyping import Float64

from gradscape.calculus.chain import composed
from gradscape.calculus.chart import Chart, Frame, normals
from gradscape.calculus.constrained import Topology
from gradscape.calculus.critical_points import critical_points
from gradscape.calculus.field import Field
from gradscape.calculus.lagrange import Kind, kind_of
from gradscape.calculus.level_sets import Sheet
from gradscape.calculus.mapping import Mapping
from gradscape.calculus.marching import pieces
from gradscape.language.syntax import Map

# Of the largest of its kind: beyond it r_u and r_v span no plane that numbers can tell.
_SINGULAR = 1e-7
# Of the size of the surface: places that are one.
_ONE = 1e-7
# The same of corners of the picture: a box is typed with four digits, 6.2832 for once around.
_SEAM = 5e-5
_MOST_SHOWN = 64
# Of the gradient: what of it is tangent, if f does not change along the surface.
_CONSTANT = 1e-9
_UNSEARCHED = "where the coordinates span no plane nothing is searched: f may be at rest there, too"


class Rest(NamedTuple):
    """Where f is at rest on the surface: its place, its point, and the curvatures of f there.

    riemannian: eigenvalues of g⁻¹ ∂²(f ∘ r), those of the Hessian on the surface; flat: of ∂²(f ∘ r) alone, by which
    ordinary descent in the coordinates goes.
    """

    place: Float64[np.ndarray, " 2"]
    point: Float64[np.ndarray, " 3"]
    riemannian: Float64[np.ndarray, " 2"]
    flat: Float64[np.ndarray, " 2"]


def in_chart(f: Field, chart: Chart, places: np.ndarray) -> tuple[Frame, np.ndarray, np.ndarray]:
    """Frames, and the first and second derivatives of f ∘ r: Jᵀ ∇f and Jᵀ H J + Σ ∂_i f ∂² r_i."""
    frame = chart.frames(places)
    jet = f.jets(frame.points)
    down = frame.slopes.transpose(0, 2, 1)
    with np.errstate(all="ignore"):
        bend = down @ jet.hessian @ frame.slopes + np.einsum("ki,kiab->kab", jet.gradient, frame.bends)
        return frame, (down @ jet.gradient[:, :, None])[:, :, 0], bend


def at_rest(f: Field, chart: Chart, place: Float64[np.ndarray, "1 2"]) -> Rest | None:
    """What second derivatives say there; None where the coordinates span no plane."""
    frame, _, bend = in_chart(f, chart, place)
    scale = np.linalg.norm(frame.slopes[0], axis=0)
    if not np.isfinite(normals(frame.slopes)).all() or not np.isfinite(bend).all():
        return None
    unit = frame.slopes[0] / scale
    root = np.linalg.inv(np.linalg.cholesky(unit.T @ unit))
    riemannian = np.linalg.eigvalsh(root @ (bend[0] / np.outer(scale, scale)) @ root.T)
    return Rest(place[0], frame.points[0], _settled(riemannian), _settled(np.linalg.eigvalsh(bend[0])))


def _settled(eigenvalues: np.ndarray) -> np.ndarray:
    size = float(np.abs(eigenvalues).max(initial=0.0))
    return np.where(np.abs(eigenvalues) <= 1e-9 * size, 0.0, eigenvalues)


class Drawn(NamedTuple):
    """A surface cut from its chart: side × side corners, the first coordinate quickest.

    sheet: with corners that fall on each other counted as one in its pieces; singular: points at which the coordinates
    span no plane, at most 64 of them.
    """

    axes: tuple[Float64[np.ndarray, " side"], Float64[np.ndarray, " side"]]
    sheet: Sheet
    singular: Float64[np.ndarray, "s 3"]


class OnChart(NamedTuple):
    """All places found at which f is at rest, lowest first, each once though it may have several places."""

    rests: tuple[Rest, ...]
    kinds: tuple[Kind, ...]
    values: tuple[float, ...]
    topology: Topology | None
    notes: tuple[str, ...]


def drawn(chart: Chart, box: Float64[np.ndarray, "2 2"], side: int) -> Drawn:
    """The surface over a box of its chart."""
    u, v = (np.linspace(low, high, side) for low, high in box)
    places = np.stack(np.meshgrid(u, v), axis=-1).reshape(-1, 2)
    frame = chart.frames(places)
    whose = _welded(frame.points, _SEAM)
    triangles = _triangles(side)
    triangles = triangles[np.isfinite(frame.points[triangles]).all(axis=(1, 2))]
    own = whose[triangles]
    is_flat = (own[:, 0] == own[:, 1]) | (own[:, 1] == own[:, 2]) | (own[:, 2] == own[:, 0])
    triangles, own = triangles[~is_flat], own[~is_flat]
    across = _without_gaps(normals(frame.slopes), frame.points, triangles, whose)
    singular = frame.points[is_singular(frame.slopes)]
    _, first = np.unique(_welded(singular), return_index=True)
    return Drawn(
        (u, v), Sheet(frame.points, across, triangles, pieces(own, len(places))), singular[first][:_MOST_SHOWN]
    )


def is_singular(slopes: Float64[np.ndarray, "k 3 2"]) -> np.ndarray:
    """Where a tangent is gone, beside what it is elsewhere, or both have one direction."""
    sizes = np.linalg.norm(slopes, axis=1)
    usual = np.nanmax(np.where(np.isfinite(sizes), sizes, np.nan), axis=0, initial=1e-300)
    return np.asarray((sizes <= _SINGULAR * usual).any(axis=1) | ~np.isfinite(normals(slopes)).all(axis=1))


def _triangles(side: int) -> np.ndarray:
    corner = (np.arange(side - 1)[:, None] * side + np.arange(side - 1)).ravel()
    lower = np.stack([corner, corner + 1, corner + side + 1], axis=1)
    upper = np.stack([corner, corner + side + 1, corner + side], axis=1)
    return np.concatenate([lower, upper])


def _welded(points: np.ndarray, part: float = _ONE) -> np.ndarray:
    """For each point a number that all those have which fall on it."""
    known = np.flatnonzero(np.isfinite(points).all(axis=1))
    if not len(known):
        return np.arange(len(points))
    size = float(np.ptp(points[known], axis=0).max())
    pairs = scipy.spatial.KDTree(points[known]).query_pairs(part * size, output_type="ndarray")
    ends = known[pairs].reshape(-1, 2).T
    links = scipy.sparse.coo_array((np.ones(ends.shape[1]), (ends[0], ends[1])), shape=(len(points), len(points)))
    return scipy.sparse.csgraph.connected_components(links, directed=False)[1].astype(np.int64)


def _without_gaps(across: np.ndarray, points: np.ndarray, triangles: np.ndarray, whose: np.ndarray) -> np.ndarray:
    """Normals, where the chart has none those of the triangles around."""
    if np.isfinite(across).all() or not len(triangles):
        return across
    a, b, c = (points[triangles[:, k]] for k in range(3))
    total = np.zeros_like(points)
    for k in range(3):
        np.add.at(total, whose[triangles[:, k]], np.cross(b - a, c - a))
    mean = total[whose]
    size = np.linalg.norm(mean, axis=1, keepdims=True)
    return np.where(np.isfinite(across), across, mean / np.where(size > 0, size, np.nan))


def extrema(f: Field, chart: Chart, box: Float64[np.ndarray, "2 2"], picture: Drawn) -> OnChart:
    """Where f ∘ r is at rest in the box; what only the chart's own singular places make so is left out."""
    whole = composed([chart.mapping, Mapping(_as_map(f), f.numbers)])
    if whole is None:
        return _nothing("f on this surface is too long a text for its solutions to be searched")
    seen = chart.frames(_some(picture))
    if _is_constant(f, seen):
        return _nothing("along the surface f does not change: each of its points is a solution")
    found = critical_points(whole.fields[0], box)
    places = np.array([each.point for each in found.points]).reshape(-1, 2)
    regular = _regular(chart, places, seen)
    on_curves = _regular(chart, found.continuum.points, seen) if found.continuum else places[:0]
    has_poles = len(picture.singular) > 0 or len(regular) < len(places) or (found.continuum and not len(on_curves))
    rests = [rest for rest in (at_rest(f, chart, place[None]) for place in regular) if rest is not None]
    if rests:
        _, first = np.unique(_welded_among(picture.sheet.points, [rest.point for rest in rests]), return_index=True)
        rests = [rests[k] for k in sorted(first)]
    rests = [_without_rounding(rest, picture.sheet.points) for rest in rests]
    values = f.values(np.array([rest.point for rest in rests]).reshape(-1, 3))
    order = sorted(range(len(rests)), key=lambda k: (values[k], *rests[k].point))
    ordered = tuple(rests[k] for k in order)
    kinds: tuple[Kind, ...] = tuple(kind_of(rest.riemannian) for rest in ordered)
    notes = (*found.notes, *([found.continuum.message] if found.continuum and len(on_curves) else []))
    topology = None if notes else _topology(kinds, picture.sheet)
    if has_poles:
        notes, topology = (*notes, _UNSEARCHED), topology if topology and topology.total == topology.expected else None
    return OnChart(ordered, kinds, tuple(values[order].tolist()), topology, notes)


def _nothing(note: str) -> OnChart:
    return OnChart((), (), (), None, (note,))


def _some(picture: Drawn) -> np.ndarray:
    """Places of the chart by which what is usual on the surface is measured."""
    u, v = picture.axes
    return np.stack(np.meshgrid(u[:: max(1, len(u) // 8)], v[:: max(1, len(v) // 8)]), axis=-1).reshape(-1, 2)


def _regular(chart: Chart, places: np.ndarray, seen: Frame) -> np.ndarray:
    """Those of them at which the coordinates span a plane."""
    slopes = np.concatenate([chart.frames(places).slopes, seen.slopes]) if len(places) else seen.slopes
    return places[~is_singular(slopes)[: len(places)]]


def _is_constant(f: Field, seen: Frame) -> bool:
    gradients = f.jets(seen.points).gradient
    across = normals(seen.slopes)
    along = gradients - np.einsum("ki,ki->k", gradients, across)[:, None] * across
    rest, whole = np.linalg.norm(along, axis=1), np.linalg.norm(gradients, axis=1)
    known = np.isfinite(rest)
    return bool(known.any() and (rest[known] <= _CONSTANT * whole[known]).all())


def _as_map(f: Field) -> Map:
    function = f.function
    inputs = tuple((name, ()) for name in function.variables)
    return Map(function.source, function.tree, (function.tree,), (), inputs, function.variables, function.parameters)


def _without_rounding(rest: Rest, points: np.ndarray) -> Rest:
    """A coordinate of 1e-17 is a zero that rounding has moved."""
    return rest._replace(point=np.where(np.abs(rest.point) <= 1e-14 * np.nanmax(np.abs(points)), 0.0, rest.point))


def _welded_among(points: np.ndarray, found: list[np.ndarray]) -> np.ndarray:
    """As `_welded`, on the scale of the whole surface."""
    corners = np.array([np.nanmin(points, axis=0), np.nanmax(points, axis=0)])
    return _welded(np.concatenate([np.array(found), corners]))[: len(found)]


def _topology(kinds: tuple[Kind, ...], sheet: Sheet) -> Topology | None:
    if not sheet.closed or "undecided" in kinds:
        return None
    counts = [kinds.count(kind) for kind in ("minimum", "saddle", "maximum")]
    return Topology(counts[0], counts[1], counts[2], counts[0] - counts[1] + counts[2], sheet.euler)
