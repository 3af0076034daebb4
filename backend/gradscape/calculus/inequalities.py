"""Extrema over a region g <= c: at each point every inequality is active (g = c, with a multiplier) or not (λ = 0).

Complementary slackness is λ (g - c) = 0; at a minimum over g <= c the multiplier of an active one is not positive,
for f must not fall on the way inwards. Source: J. Nocedal and S. J. Wright, *Numerical Optimization* (2nd ed., 2006),
theorem 12.1, with the signs of L = f - λ (g - c).
"""

import time
from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

import numpy as np
from jaxtyping import Bool, Float64

from gradscape.calculus.constrained import NO_POINTS, Constrained, constrained
from gradscape.calculus.constraint_set import ConstraintSet
from gradscape.calculus.critical_points import CriticalPoint, CriticalPoints, critical_points
from gradscape.calculus.field import Field
from gradscape.calculus.lagrange import Kind, Solution
from gradscape.calculus.proved_extrema import borne_out
from gradscape.calculus.proved_points import borne_out_points
from gradscape.calculus.singular_constraints import MOST_SHOWN
from gradscape.calculus.starts import spread
from gradscape.certify import regions as enclosed
from gradscape.certify.completeness import MOST_LEFT_OVER, Complete, LeftOver
from gradscape.certify.jets import enclosing
from gradscape.language.equations import Relation

# As a part of the box times the usual slope: nearer to the border than this is on it.
_ON_BORDER = 1e-9
_SAMPLE = 4096
_EMPTY = "the region has no points in this box, as far as samples tell"
# The sum of several lists is as complete as the least complete of them.
_BY_CERTAINTY: tuple[Complete, ...] = ("unknown", "likely", "proved-apart", "proved")


class Regional(NamedTuple):
    """A solution, which inequalities hold it (equations always do), and what it is in the region."""

    solution: Solution
    active: tuple[bool, ...]
    kind: Kind


class Region(NamedTuple):
    """All solutions of a region, lowest first, and how far to trust the list.

    singular, constant: of all the sets on which some constraints are active, what lies in the region.
    """

    points: tuple[Regional, ...]
    singular: Float64[np.ndarray, "s n"]
    constant: Float64[np.ndarray, "k n"]
    complete: Complete
    left_over: tuple[LeftOver, ...]
    notes: tuple[str, ...]


class _Part(NamedTuple):
    """What was found where just the active constraints hold as equations."""

    active: tuple[bool, ...]
    solutions: tuple[Solution, ...]
    singular: np.ndarray
    constant: np.ndarray
    complete: Complete
    left_over: tuple[LeftOver, ...]
    notes: tuple[str, ...]

    @property
    def is_proved(self) -> bool:
        return self.complete in ("proved", "proved-apart")


def regional(
    f: Field,
    constraints: ConstraintSet,
    relations: Sequence[Relation],
    box: Float64[np.ndarray, "n 2"],
    whole: Constrained,
    seconds: float | None = None,
) -> Region:
    """All solutions of the conditions of Karush, Kuhn and Tucker but for the signs.

    Args:
        whole: what was found with all constraints active.
        seconds: for a proof that these are all, of at most three variables; without a number there is none.
    """
    region = _Searched(f, constraints, tuple(relations), box)
    choices = list(product(*((True,) if relation == "=" else (True, False) for relation in relations)))
    quick = [region.quick(active, whole) for active in choices]
    begun, parts = time.perf_counter(), []
    for k, (active, found) in enumerate(zip(choices, quick, strict=True)):
        # What one part leaves of its time is for the others.
        left = None if seconds is None else max(0.0, seconds - (time.perf_counter() - begun)) / (len(choices) - k)
        parts.append(region.part(active, found, left))
    return _together(region, parts)


class _Searched(NamedTuple):
    """The region that is asked about."""

    f: Field
    constraints: ConstraintSet
    relations: tuple[Relation, ...]
    box: np.ndarray

    def quick(self, active: tuple[bool, ...], whole: Constrained) -> Constrained | CriticalPoints:
        """Without a proof."""
        if not any(active):
            return critical_points(self.f, self.box)
        return whole if all(active) else constrained(self.f, self._fewer(active), self.box)

    def part(self, active: tuple[bool, ...], quick: Constrained | CriticalPoints, seconds: float | None) -> _Part:
        """As a part of the region; with a proof if it has some seconds for one."""
        is_free = isinstance(quick, CriticalPoints)
        return self._free(active, quick, seconds) if is_free else self._on_a_set(active, quick, seconds)

    def _free(self, active: tuple[bool, ...], quick: CriticalPoints, seconds: float | None) -> _Part:
        found = quick
        if seconds is not None:
            found = borne_out_points(self.f, self.box, quick, seconds, self._within(active))
        solutions = tuple(_without_multipliers(each, self.constraints) for each in found.points)
        constant = found.continuum.points if found.continuum else np.empty((0, len(self.box)))
        notes = (*found.notes, *([found.continuum.message] if found.continuum else []))
        return _Part(active, solutions, constant[:0], constant, found.complete, found.left_over, notes)

    def _on_a_set(self, active: tuple[bool, ...], quick: Constrained, seconds: float | None) -> _Part:
        found = quick
        if seconds is not None:
            found = borne_out(self.f, self._fewer(active), self.box, quick, seconds, self._within(active))
        chosen = np.flatnonzero(active)
        solutions = tuple(_widened(each, self.constraints, chosen) for each in found.solutions)
        # A border that does not pass through the box leaves nothing open.
        is_empty = found.notes == (NO_POINTS,)
        complete: Complete = "likely" if is_empty and found.complete == "unknown" else found.complete
        notes = () if is_empty else found.notes
        return _Part(active, solutions, found.singular, found.constant, complete, found.left_over, notes)

    def _fewer(self, active: Sequence[bool]) -> ConstraintSet:
        """Only those that are active, as equations."""
        chosen = np.flatnonzero(active)
        return ConstraintSet(tuple(self.constraints.fields[k] for k in chosen), self.constraints.levels[chosen])

    def samples(self) -> Float64[np.ndarray, "k n"]:
        """Points of the box, on the equations if there are any."""
        places, held = spread(_SAMPLE, 0, self.box), [relation == "=" for relation in self.relations]
        length = float(np.linalg.norm(self.box[:, 1] - self.box[:, 0]))
        return self._fewer(held).onto(places, 0.1 * length, steps=40) if any(held) else places

    def _within(self, active: tuple[bool, ...]) -> enclosed.Region:
        rows = zip(self.constraints.fields, self.constraints.levels.tolist(), self.relations, active, strict=True)
        return tuple(
            enclosed.inequality(enclosing(field.code, field.numbers), level, turned=relation == ">=")
            for field, level, relation, is_active in rows
            if not is_active
        )

    def holds(self, points: Float64[np.ndarray, "p n"], active: Sequence[bool], slack: float) -> Bool[np.ndarray, " p"]:
        """Whether all inequalities that are not active hold, with this part of the box to spare, negative for less."""
        values, slopes = self.constraints.residuals(points)
        length = float(np.linalg.norm(self.box[:, 1] - self.box[:, 0]))
        inward = np.where([relation == "<=" for relation in self.relations], -values, values)
        spare = slack * length * np.linalg.norm(slopes, axis=2)
        return np.asarray((np.array(active) | (inward > spare)).all(axis=1))

    def is_on_border(self, point: np.ndarray, part: _Part) -> bool:
        """Whether the proof left it over as one of which it is not known on which side it lies."""
        reach = _ON_BORDER * (self.box[:, 1] - self.box[:, 0])
        places = [place.box for place in part.left_over if place.kind == "border"]
        return any(((box[:, 0] - reach <= point) & (point <= box[:, 1] + reach)).all() for box in places)


def _together(region: _Searched, parts: Sequence[_Part]) -> Region:
    """All parts as one list, lowest first."""
    found = [each for part in parts for each in _in_region(region, part)]
    singular, constant = (_inside(region, parts, name) for name in ("singular", "constant"))
    complete = _BY_CERTAINTY[min(_BY_CERTAINTY.index(part.complete) for part in parts)]
    places = tuple(place for part in parts for place in part.left_over)[:MOST_LEFT_OVER]
    notes = dict.fromkeys(note for part in parts for note in part.notes)
    held = [relation == "=" for relation in region.relations]
    if not (found or len(singular) or len(constant) or region.holds(region.samples(), held, 0.0).any()):
        notes = dict.fromkeys([_EMPTY])
    found.sort(key=lambda each: (each.solution.value, *each.solution.point))
    return Region(tuple(found), singular, constant, complete, places, tuple(notes))


def _inside(region: _Searched, parts: Sequence[_Part], name: str) -> np.ndarray:
    """Singular points, or those of a curve of solutions, that the region has."""
    every = [
        points[region.holds(points, part.active, -_ON_BORDER)] for part in parts if len(points := getattr(part, name))
    ]
    return np.concatenate(every)[:MOST_SHOWN] if every else np.empty((0, len(region.box)))


def _in_region(region: _Searched, part: _Part) -> list[Regional]:
    """Solutions of one part with room to spare; on the border another part has found them.

    What a proof has found inside needs no room.
    """
    if not part.solutions:
        return []
    points = np.stack([each.point for each in part.solutions])
    kept = region.holds(points, part.active, 0.0 if part.is_proved else _ON_BORDER)
    inside = [each for each, is_kept in zip(part.solutions, kept.tolist(), strict=True) if is_kept]
    return [
        Regional(each, part.active, _kind_in_region(each, part.active, region.relations))
        for each in inside
        if not region.is_on_border(each.point, part)
    ]


def _without_multipliers(point: CriticalPoint, constraints: ConstraintSet) -> Solution:
    m, n = len(constraints.fields), len(point.point)
    slopes = constraints.residuals(point.point[None])[1][0]
    return Solution(
        point.point, point.value, np.zeros(m), point.kind, point.eigenvalues, point.index, np.zeros(n), slopes
    )


def _widened(solution: Solution, constraints: ConstraintSet, chosen: np.ndarray) -> Solution:
    lagrange = np.zeros(len(constraints.fields))
    lagrange[chosen] = solution.multipliers
    slopes = constraints.residuals(solution.point[None])[1][0]
    return solution._replace(multipliers=lagrange, slopes=slopes)


def _kind_in_region(solution: Solution, active: tuple[bool, ...], relations: Sequence[Relation]) -> Kind:
    """What the solution is among all points of the region near by."""
    signs = [
        np.sign(factor) if relation == "<=" else -np.sign(factor)
        for factor, held, relation in zip(solution.multipliers, active, relations, strict=True)
        if held and relation != "="
    ]
    if solution.kind not in ("minimum", "maximum"):
        return solution.kind
    outward = -1.0 if solution.kind == "minimum" else 1.0
    if any(sign == -outward for sign in signs):
        return "saddle"
    return "undecided" if any(sign == 0 for sign in signs) else solution.kind
