"""All critical points of a function in a box, classified by the eigenvalues of the Hessian."""

from typing import Literal, NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.classification import Verdict
from gradscape.calculus.critical_search import STARTS, Search, chosen
from gradscape.calculus.field import Field
from gradscape.calculus.kinks import kinked_in
from gradscape.calculus.newton import Roots, Scale, find_roots, scale_of
from gradscape.calculus.starts import spread
from gradscape.calculus.winding import winding_number
from gradscape.calculus.zero_to_rounding import settled
from gradscape.certify.classification import Kind
from gradscape.certify.completeness import Complete, LeftOver
from gradscape.machine.machine import Jet

Nearby = Literal["higher", "lower", "both", "equal"]

MAXIMUM_DIMENSION = 4
# An eigenvalue below this part of the typical curvature decides nothing.
_DEGENERATE_CURVATURE = 1e-6
_SAMPLE = 64
# A true continuum is met again and again; one or two hits are slow walks far out on a tail.
_FEWEST_CONNECTED = 3


class CriticalPoint(NamedTuple):
    """A zero of the gradient.

    eigenvalues: (n,) ascending, 0 where zero to rounding, NaN where no more than the sign is known; errors: (n,) how
    far each may be off; index: how many are negative. is_proved: exactly one critical point lies here, and is of that
    kind. nearby: for undecided points, whether sampled values around it are all higher, all lower, or both.
    """

    point: np.ndarray
    value: float
    gradient_norm: float
    eigenvalues: np.ndarray
    errors: np.ndarray
    index: int
    kind: Kind
    is_proved: bool
    on_boundary: bool
    nearby: Nearby | None


class Continuum(NamedTuple):
    """Critical points that are not isolated: a curve or a region of them, shown by at most 64 of its points."""

    message: str
    dimension: int
    points: np.ndarray


class CriticalPoints(NamedTuple):
    """The answer of a search, and how far it can be trusted."""

    points: tuple[CriticalPoint, ...]
    continuum: Continuum | None
    complete: Complete
    starts: int
    iterations: int
    notes: tuple[str, ...]
    left_over: tuple[LeftOver, ...] = ()


def critical_points(field: Field, box: Float64[np.ndarray, "n 2"]) -> CriticalPoints:
    """Zeros of ∇f in `box` (n <= 4), found by Newton's method from many starts until a round brings nothing new.

    Isolated points have |∇f| <= 1e-10 times the typical |∇f| on the box.
    """
    n = len(box)
    starts = spread(STARTS[n], 0, box)
    first = field.jets(starts)
    scale = scale_of(first, box)
    search = Search(field, box, scale)
    search.run(starts, first)
    isolated, continuum = _set_apart(field, box, scale, search.roots, search.verdicts)
    roots = search.roots
    points = tuple(
        point_of(field, box, float(roots.values[k]), roots.gradients[k], search.verdicts[k]) for k in isolated.tolist()
    )
    points = without_rounding(field, points)
    notes = _notes(field, search, isolated, is_continuous=continuum is not None)
    if not notes and not continuum:
        notes = _missing(field, box, points)
    ordered = tuple(sorted(points, key=lambda found: (found.value, tuple(found.point))))
    complete = "unknown" if notes or continuum else "likely"
    return CriticalPoints(ordered, continuum, complete, search.starts, search.roots.iterations, notes)


def _set_apart(
    field: Field, box: np.ndarray, scale: Scale, roots: Roots, found: list[Verdict]
) -> tuple[np.ndarray, Continuum | None]:
    """Indices of the isolated roots, and the others as a continuum."""
    freedom = np.zeros(len(found), int)
    doubtful = np.array([k for k, verdict in enumerate(found) if not verdict.is_proved], int)
    freedom[doubtful] = _directions_of_freedom(field, box, scale, chosen(roots, doubtful))
    connected = np.flatnonzero(freedom > 0)
    if len(connected) < _FEWEST_CONNECTED:
        return np.arange(len(roots.points)), None
    # Where branches cross, more directions are free than along a branch.
    dimension = int(np.median(freedom[connected]))
    sample = roots.points[connected][np.linspace(0, len(connected) - 1, min(_SAMPLE, len(connected))).astype(int)]
    shape = {1: "whole curves of critical points", 2: "a whole region of critical points"}.get(
        dimension, f"a {dimension}-dimensional set of critical points"
    )
    where = "on every one of them" if dimension == 1 else "everywhere on it"
    message = f"{shape}, not isolated ones: the gradient is zero {where}"
    return np.flatnonzero(freedom == 0), Continuum(message, dimension, sample[np.lexsort(sample.T[::-1])])


def _directions_of_freedom(field: Field, box: np.ndarray, scale: Scale, roots: Roots) -> np.ndarray:
    """For each root, along how many flat directions a neighbour is a root too, and not the same one."""
    count = len(roots.points)
    freedom = np.zeros(count, int)
    if not count:
        return freedom
    curvatures, directions = np.linalg.eigh(roots.hessians)
    flat = np.argwhere(np.abs(curvatures) <= _DEGENERATE_CURVATURE * max(scale.curvature, 1e-290))
    if len(flat):
        moved_by = 1e-3 * scale.length
        steps = moved_by * directions[flat[:, 0], :, flat[:, 1]]
        for sign in (-1.0, 1.0):
            near = find_roots(field, roots.points[flat[:, 0]] + sign * steps, box, scale, each_for_itself=True)
            whose = flat[near.origins, 0]
            gaps = np.linalg.norm(near.points - roots.points[whose], axis=1)
            freedom_by_side = np.zeros_like(freedom)
            np.add.at(freedom_by_side, whose, (gaps > 0.3 * moved_by) & (gaps < 3 * moved_by))
            freedom = np.maximum(freedom, freedom_by_side)
    return freedom


def point_of(
    field: Field,
    box: Float64[np.ndarray, "n 2"],
    value: float,
    gradient: Float64[np.ndarray, " n"],
    verdict: Verdict,
) -> CriticalPoint:
    """All that is told of one, from f and its gradient there and what is certain about it."""
    length = float(np.linalg.norm(box[:, 1] - box[:, 0]))
    # A coordinate of 1e-17 is a zero that rounding has moved; nobody should read it as a finding.
    rounded = np.where(np.abs(verdict.place) < 1e-14 * length, 0.0, verdict.place)
    point = np.clip(rounded, box[:, 0], box[:, 1])
    edge = 1e-9 * (box[:, 1] - box[:, 0])
    on_boundary = bool(((point - box[:, 0] <= edge) | (box[:, 1] - point <= edge)).any())
    return CriticalPoint(
        point=point,
        value=float(value),
        gradient_norm=float(np.linalg.norm(gradient)),
        eigenvalues=verdict.eigenvalues,
        errors=verdict.errors,
        index=verdict.index,
        kind=verdict.kind,
        is_proved=verdict.is_proved,
        on_boundary=on_boundary,
        nearby=_nearby(field, point, length) if verdict.kind == "undecided" else None,
    )


def without_rounding(field: Field, points: tuple[CriticalPoint, ...]) -> tuple[CriticalPoint, ...]:
    """With a value and a slope of 0 where they are 0 to rounding: x⁴ is 0 at its minimum, not 10⁻⁶²."""
    if not points:
        return points
    places = np.stack([each.point for each in points])
    jet = field.jets(places)
    known = settled(field, places, jet, Jet(*(np.zeros_like(part) for part in jet)))
    rows = zip(points, (known.value == 0).tolist(), (known.gradient == 0).all(axis=1).tolist(), strict=True)
    return tuple(
        each._replace(value=0.0 if is_zero else each.value, gradient_norm=0.0 if is_level else each.gradient_norm)
        for each, is_zero, is_level in rows
    )


def _nearby(field: Field, point: np.ndarray, length: float) -> Nearby:
    """What values around the point are like: evidence where the Hessian has none, not a proof."""
    n = len(point)
    directions = np.random.default_rng(0).normal(size=(256, n)) if n > 2 else _circle(n)
    ring = point + 1e-2 * length * directions / np.linalg.norm(directions, axis=1, keepdims=True)
    values = field.values(np.concatenate([point[None, :], ring]))
    rises = values[1:][np.isfinite(values[1:])] - values[0]
    if (rises > 0).any() and (rises < 0).any():
        return "both"
    return "higher" if (rises > 0).any() else "lower" if (rises < 0).any() else "equal"


def _circle(n: int) -> np.ndarray:
    if n == 1:
        return np.array([[-1.0], [1.0]])
    angles = np.linspace(0, 2 * np.pi, 256, endpoint=False)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1)


def _notes(field: Field, search: Search, isolated: np.ndarray, *, is_continuous: bool) -> tuple[str, ...]:
    notes = []
    if search.rested_elsewhere and not search.saw_underflow:
        notes.append(
            "some walks came to rest where the gradient is small for this box, but not zero, as in a long valley: "
            "zoom in there"
        )
    if sum(search.verdicts[k].kind == "undecided" for k in isolated) > 1:
        notes.append("several points have an eigenvalue of zero: they may belong to curves of critical points")
    if search.saw_underflow:
        notes.append(
            "a part of the box is flat to rounding: all slopes there are smaller than 10⁻²⁸⁰, "
            "and whether one of them is zero cannot be told"
        )
    kinks = kinked_in(field, search.box)
    if kinks:
        notes.append(f"points where a derivative does not exist (from {', '.join(kinks)}) are not looked for")
    if search.is_out_of_time:
        notes.append("the search stopped when its time was up, before it was finished: zoom in to see all")
    elif not (search.is_settled or is_continuous):
        notes.append("the last round of starts still found new points: zoom in to see all")
    return tuple(notes)


def _missing(field: Field, box: np.ndarray, points: tuple[CriticalPoint, ...]) -> tuple[str, ...]:
    """In two variables: whether the gradient turns round the box as often as the points that were found make it."""
    if len(box) != 2 or any(point.kind == "undecided" or point.on_boundary for point in points):
        return ()
    turns, expected = winding_number(field, box), sum((-1) ** point.index for point in points)
    if turns in (None, expected):
        return ()
    return (
        f"round the box the gradient's turns add up to {turns}, those of the points found to {expected}: "
        "there are others, or places without a gradient",
    )
