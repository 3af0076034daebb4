"""The extrema of f on a set of constraints: all solutions of Lagrange's conditions, and how far to trust the list.

On a closed curve there are as many minima as maxima, and on a closed surface the sum of (-1)^index is the Euler
characteristic (M. Morse, 1925): a list whose sum is another is not complete. One whose sum fits may still lack pairs.
"""

from typing import Literal, NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.constraint_set import ConstraintSet
from gradscape.calculus.field import Field
from gradscape.calculus.kinks import kinked_in
from gradscape.calculus.lagrange import Solution, Units, described, stationary, tangential, units
from gradscape.calculus.level_sets import Arc, Sheet, arcs, sheet
from gradscape.calculus.singular_constraints import MOST_SHOWN, singular_points
from gradscape.calculus.starts import spread
from gradscape.certify.completeness import Complete, LeftOver
from gradscape.certify.jets import jets as enclosed_jets
from gradscape.certify.rules import ANALYTIC

Nearby = Literal["higher", "lower", "both", "equal"]

# Points along each side of the grid that the set is cut from, by the number of variables.
SIDES = {2: 160, 3: 48}
_SPREAD, _EXTRA = 48, 64
_ON_SET = {1: 64, 2: 512, 3: 512, 4: 768}
# Degenerate solutions, or singular points, beyond so many are a curve of them.
_MOST_DEGENERATE = 12
# Cells along each side of the box: those that hold some of the set are looked at for kinks.
_CELLS = 24
_ALL_SINGULAR = (
    "the gradient of the constraint is 0 wherever it holds, as that of (x − y)² = 0 is: write it so that its left side "
    "crosses the level, as x − y = 0 does"
)
_MANY_SINGULAR = (
    "the gradient of the constraint is 0 at whole curves of points, as where planes meet in x y z = 0: Lagrange's "
    "condition says nothing there, and solutions beside them are not looked for"
)
_CONSTANT = 1e-9
NO_POINTS = "the constraint has no points in this box"


class Topology(NamedTuple):
    """How solutions add up: total is Σ (-1)^index over closed pieces, expected the Euler characteristic of these."""

    minima: int
    saddles: int
    maxima: int
    total: int
    expected: int


class Constrained(NamedTuple):
    """What was found, lowest first. arcs: where the set is a curve; sheet: where it is a surface in space.

    values: of f along each arc. constant: points of a curve or region of solutions, if there is one, else none.
    kinks: names of functions that may have one on the set. left_over: places that a proof does not cover, if there was
    one.
    """

    solutions: tuple[Solution, ...]
    nearby: tuple[Nearby | None, ...]
    singular: Float64[np.ndarray, "s n"]
    constant: Float64[np.ndarray, "k n"]
    arcs: tuple[Arc, ...]
    values: tuple[Float64[np.ndarray, " p"], ...]
    sheet: Sheet | None
    topology: Topology | None
    complete: Complete
    notes: tuple[str, ...]
    kinks: tuple[str, ...] = ()
    left_over: tuple[LeftOver, ...] = ()


def constrained(
    f: Field, constraints: ConstraintSet, box: Float64[np.ndarray, "n 2"], side: int | None = None
) -> Constrained:
    """All extrema and saddles of f on the set in the box, for m < n <= 4."""
    n, m = len(box), len(constraints.fields)
    curves = arcs(constraints, box, side or SIDES[n]) if n - m == 1 and n <= 3 else ()
    surface = sheet(constraints, box, side or SIDES[n]) if (n, m) == (3, 1) else None
    places = _places(constraints, box, curves, surface)
    if not len(places):
        singular = singular_points(constraints, box, places)
        return _nothing(n, singular, NO_POINTS if not len(singular) else "")
    gradients, slopes = _first_order(f, constraints, places)
    unit = units(gradients, slopes, box)
    rest = np.linalg.norm(tangential(gradients, slopes), axis=1)
    singular = singular_points(constraints, box, places)
    if len(singular) > _MOST_DEGENERATE:
        return _nothing(n, singular, _ALL_SINGULAR if _are_level(constraints, slopes, box) else _MANY_SINGULAR)
    values = tuple(f.values(arc.points) for arc in curves)
    drawn = curves, values, surface
    if _is_constant(rest, gradients):
        note = "along the set f does not change: each of its points is a solution"
        shown = places[:: max(1, len(places) // MOST_SHOWN)][:MOST_SHOWN]
        return Constrained((), (), singular, shown, *drawn, None, "unknown", (note,))
    starts = _starts(places, rest, curves, surface, f)
    found = described(f, constraints, stationary(f, constraints, starts, box, unit), unit)
    solutions, constant = _set_apart(found, n)
    kinks = tuple(sorted({kink for field in (f, *constraints.fields) for kink in _kinks_on(field, places, box)}))
    whole = Constrained(solutions, (), singular, constant, *drawn, None, "likely", (), kinks)
    return judged(f, constraints, whole, unit)


def _are_level(constraints: ConstraintSet, slopes: np.ndarray, box: np.ndarray) -> bool:
    """Whether a constraint's gradient vanishes at most points of the set, beside what it is at the box's corners."""
    corners = np.stack(np.meshgrid(*box, indexing="ij"), axis=-1).reshape(-1, len(box))
    on_set, around = (np.linalg.norm(each, axis=2) for each in (slopes, constraints.residuals(corners)[1]))
    return bool((np.median(on_set, axis=0) <= 1e-6 * np.nanmax(around, axis=0, initial=0.0)).any())


def judged(
    f: Field, constraints: ConstraintSet, found: Constrained, unit: Units, *, is_whole: bool = True
) -> Constrained:
    """With what undecided solutions have around them, how all add up, and what speaks against the list.

    Args:
        is_whole: whether solutions are those of the whole set, which add up, and not of a part.
    """
    nearby: tuple[Nearby | None, ...] = tuple(
        _nearby(f, constraints, each, unit) if each.kind == "undecided" else None for each in found.solutions
    )
    is_smooth = not (len(found.constant) or len(found.singular) or found.kinks)
    topology = _topology(found.solutions, found.arcs, found.sheet) if is_smooth and is_whole else None
    notes = _notes(found.constant, topology, found.singular, found.kinks)
    complete: Complete = "unknown" if notes else "likely"
    return found._replace(nearby=nearby, topology=topology, complete=complete, notes=notes)


def _nothing(n: int, singular: np.ndarray, note: str) -> Constrained:
    return Constrained((), (), singular, np.empty((0, n)), (), (), None, None, "unknown", (note or _ALL_SINGULAR,))


def _places(constraints: ConstraintSet, box: np.ndarray, curves: tuple[Arc, ...], surface: Sheet | None) -> np.ndarray:
    """Many points of the set in the box."""
    if curves:
        return np.concatenate([arc.points for arc in curves])
    if surface is not None:
        return surface.points
    length = float(np.linalg.norm(box[:, 1] - box[:, 0]))
    there = constraints.onto(spread(_ON_SET[len(box)], 0, box), 0.1 * length, steps=40)
    there = there[np.isfinite(there).all(axis=1)]
    if not len(there):
        return there
    values, slopes = constraints.residuals(there)
    near = np.abs(values) <= 1e-9 * length * np.linalg.norm(slopes, axis=2)
    inside = ((there >= box[:, 0]) & (there <= box[:, 1])).all(axis=1)
    return there[near.all(axis=1) & inside]


def _first_order(f: Field, constraints: ConstraintSet, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return f.jets(points).gradient, constraints.residuals(points)[1]


def _is_constant(rest: np.ndarray, gradients: np.ndarray) -> bool:
    known = np.isfinite(rest)
    if not known.any():
        return False
    return bool((rest[known] <= _CONSTANT * np.linalg.norm(gradients[known], axis=1)).all())


def _starts(
    places: np.ndarray, rest: np.ndarray, curves: tuple[Arc, ...], surface: Sheet | None, f: Field
) -> np.ndarray:
    """Points of the set to begin at: some everywhere, and where ∇f is nearest to normal."""
    known = np.isfinite(rest)
    stride = max(1, len(places) // (_SPREAD if curves else 4 * _SPREAD))
    chosen = [places[::stride][known[::stride]]]
    if curves:
        chosen.append(_turning(curves, f))
    elif surface is not None:
        low = _lowest_of_neighbours(np.where(known, rest, np.inf), surface.triangles)
        chosen.append(places[low[np.argsort(rest[low])][: 4 * _EXTRA]])
    else:
        chosen.append(places[known])
    return np.concatenate(chosen)


def _turning(curves: tuple[Arc, ...], f: Field) -> np.ndarray:
    """Where the slope of f along a curve changes its sign, or is smallest beside its neighbours."""
    found = [np.empty((0, curves[0].points.shape[1]))]
    for arc in curves:
        slope = np.sum(f.jets(arc.points).gradient * arc.tangents, axis=1)
        a, b = slope[:-1], slope[1:]
        with np.errstate(invalid="ignore", over="ignore"):
            turns = np.flatnonzero(a * b <= 0)
            share = (a[turns] / np.where(a == b, 1.0, a - b)[turns])[:, None]
            small = np.abs(slope)
            dips = np.flatnonzero((small[1:-1] <= small[:-2]) & (small[1:-1] <= small[2:])) + 1
        found += [arc.points[turns] * (1 - share) + arc.points[turns + 1] * share, arc.points[dips]]
    return np.concatenate(found)


def _lowest_of_neighbours(rest: np.ndarray, triangles: np.ndarray) -> np.ndarray:
    lowest = np.full(len(rest), np.inf)
    for a, b in ((0, 1), (1, 2), (2, 0)):
        np.minimum.at(lowest, triangles[:, a], rest[triangles[:, b]])
        np.minimum.at(lowest, triangles[:, b], rest[triangles[:, a]])
    return np.flatnonzero((rest <= lowest) & np.isfinite(rest))


def _set_apart(found: tuple[Solution, ...], n: int) -> tuple[tuple[Solution, ...], np.ndarray]:
    """Isolated solutions, and points of a curve or region of them."""
    doubtful = [each for each in found if (each.eigenvalues == 0).any()]
    if len(doubtful) <= _MOST_DEGENERATE:
        return found, np.empty((0, n))
    isolated = tuple(each for each in found if not (each.eigenvalues == 0).any())
    return isolated, np.stack([each.point for each in doubtful[:MOST_SHOWN]])


def _nearby(f: Field, constraints: ConstraintSet, solution: Solution, unit: Units) -> Nearby:
    """What f is around an undecided solution, on the set: evidence where the Hessian has none, not a proof."""
    tangents = np.linalg.svd(solution.slopes)[2][len(constraints.fields) :]
    count = 2 if len(tangents) == 1 else 64
    turns = np.random.default_rng(0).normal(size=(count, len(tangents)))
    turns = np.array([[-1.0], [1.0]]) if len(tangents) == 1 else turns
    around = solution.point + 1e-2 * unit.length * (turns / np.linalg.norm(turns, axis=1, keepdims=True)) @ tangents
    values = f.values(constraints.onto(around, 0.1 * unit.length, steps=8))
    rises = values[np.isfinite(values)] - solution.value
    if (rises > 0).any() and (rises < 0).any():
        return "both"
    return "higher" if (rises > 0).any() else "lower" if (rises < 0).any() else "equal"


def _topology(solutions: tuple[Solution, ...], curves: tuple[Arc, ...], surface: Sheet | None) -> Topology | None:
    """Only where it says something: all pieces closed, and no solution undecided."""
    whole = (bool(curves) and all(arc.closed for arc in curves)) or (surface is not None and surface.closed)
    if not whole or any(each.kind == "undecided" for each in solutions):
        return None
    kinds = [each.kind for each in solutions]
    expected = 0 if surface is None else surface.euler
    minima, saddles, maxima = (kinds.count(kind) for kind in ("minimum", "saddle", "maximum"))
    return Topology(minima, saddles, maxima, sum((-1) ** each.index for each in solutions), expected)


def _kinks_on(field: Field, places: np.ndarray, box: np.ndarray) -> list[str]:
    """Names of functions that may have a kink on the set; none if the field is certainly smooth all along it."""
    names = kinked_in(field, box)
    if not names:
        return []
    size = (box[:, 1] - box[:, 0]) / _CELLS
    cells = np.unique(np.floor((places - box[:, 0]) / size), axis=0)
    boxes = box[:, 0, None] + size[:, None] * np.stack([cells - 1e-3, cells + 1 + 1e-3], axis=-1)
    return [] if (enclosed_jets(field.code, field.numbers, boxes, 1).state == ANALYTIC).all() else names


def _notes(
    constant: np.ndarray, topology: Topology | None, singular: np.ndarray, kinks: tuple[str, ...]
) -> tuple[str, ...]:
    notes = []
    if len(constant):
        notes.append("a whole curve or region of the set is made of solutions")
    if len(singular):
        notes.append(
            "where the constraint's gradient fails, Lagrange's condition says nothing: an extremum may sit there too"
        )
    if topology and topology.total != topology.expected:
        notes.append(
            f"minima, saddles and maxima add up to {topology.total}, and on this set they must add up to "
            f"{topology.expected}: some are missing"
        )
    if kinks:
        notes.append(f"points where a derivative does not exist (from {', '.join(kinks)}) are not looked for")
    return tuple(notes)
