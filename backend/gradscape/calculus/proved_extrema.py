"""All extrema of f on curves and surfaces, with a proof that they are all."""

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.constrained import Constrained, constrained, judged
from gradscape.calculus.constraint_set import ConstraintSet
from gradscape.calculus.field import Field
from gradscape.calculus.lagrange import Solution, described, units
from gradscape.calculus.proof import SLACK, compared
from gradscape.certify import search
from gradscape.certify.completeness import LeftOver, completeness, left_over
from gradscape.certify.jets import enclosing
from gradscape.certify.lagrange import Constraint
from gradscape.certify.regions import Region
from gradscape.certify.search import Search

# Variables of a box that can be searched with a proof.
MAXIMUM_DIMENSION = 3
# As a part of each side of the box: what is wider is more than the place of one singular point.
_NARROW = 1e-3


def can_be_proved(f: Field) -> bool:
    """Whether there are two or three variables; constraints are fewer than these."""
    return len(f.variables) <= MAXIMUM_DIMENSION


def proved_extrema(
    f: Field,
    constraints: ConstraintSet,
    box: Float64[np.ndarray, "n 2"],
    side: int | None = None,
    seconds: float | None = None,
) -> Constrained:
    """What Newton's method finds from the set, joined to branch and bound over the box; it stops when time is up."""
    return borne_out(f, constraints, box, constrained(f, constraints, box, side), seconds)


def borne_out(
    f: Field,
    constraints: ConstraintSet,
    box: Float64[np.ndarray, "n 2"],
    quick: Constrained,
    seconds: float | None = None,
    within: Region = (),
) -> Constrained:
    """The list with a proof: singular points are never part of it, but of the places left over.

    Args:
        within: inequalities; beyond them nothing is proved, and nothing is kept where all inside is.
    """
    if len(quick.constant) and not within:
        # A curve or region of solutions: halves of it would be looked at until time is up.
        return quick
    enclosed = [enclosing(each.code, each.numbers) for each in (f, *constraints.fields)]
    sides = [Constraint(*each) for each in zip(enclosed[1:], constraints.levels.tolist(), strict=True)]
    proof = search.tangencies(enclosed[0], sides, box, seconds, within=within)
    claim, places = completeness(proof), _by_singular_points(left_over(proof), quick.singular, box)
    known = _joined(f, constraints, quick, proof, is_whole=not within)
    if claim == "proved" and known.topology and known.topology.total != known.topology.expected:
        # Then it is the picture that lacks a piece of the set, and no solution is missing.
        known = known._replace(topology=None, notes=())
    return known._replace(complete=claim or known.complete, left_over=places)


def _joined(f: Field, constraints: ConstraintSet, quick: Constrained, proof: Search, *, is_whole: bool) -> Constrained:
    """The list without what the proof contradicts, with what it adds, judged anew."""
    n, drawn = len(proof.box), _drawn(quick)
    missing, kept = compared(np.array([each.point for each in quick.solutions]).reshape(-1, n), proof)
    if not (len(missing) or len(drawn)):
        # There is nothing to judge, and the note says why.
        return quick
    # Units are those of the set that is drawn; of the points themselves where it is too small to be seen.
    about = drawn if len(drawn) else missing
    unit = units(f.jets(about).gradient, constraints.residuals(about)[1], proof.box)
    solutions: list[Solution] = [each for each, is_kept in zip(quick.solutions, kept.tolist(), strict=True) if is_kept]
    solutions += described(f, constraints, missing, unit)
    solutions.sort(key=lambda each: (each.value, *each.point))
    found = quick._replace(solutions=tuple(solutions))
    if completeness(proof) == "proved":
        # Singular points and kinks on the set would have been left over.
        found = found._replace(singular=np.empty((0, n)), kinks=())
    return judged(f, constraints, found, unit, is_whole=is_whole)


def _drawn(found: Constrained) -> Float64[np.ndarray, "k n"]:
    """Points of the set, if any are known."""
    if found.sheet is not None:
        return found.sheet.points
    return np.concatenate([arc.points for arc in found.arcs]) if found.arcs else np.empty((0, 0))


def _by_singular_points(
    places: tuple[LeftOver, ...], singular: Float64[np.ndarray, "s n"], box: np.ndarray
) -> tuple[LeftOver, ...]:
    """Narrow places around a singular point as one, by its name."""
    sides = box[:, 1] - box[:, 0]
    slack, found = SLACK * float(np.linalg.norm(sides)), list(places)
    for point in singular:
        about = [
            place
            for place in found
            if (place.box[:, 1] - place.box[:, 0] <= _NARROW * sides).all()
            and ((place.box[:, 0] - slack <= point) & (point <= place.box[:, 1] + slack)).all()
        ]
        if about:
            ends = np.stack([place.box for place in about])
            hull = np.stack([ends[:, :, 0].min(axis=0), ends[:, :, 1].max(axis=0)], axis=-1)
            found = [LeftOver("singular", hull), *(place for place in found if all(place is not one for one in about))]
    return tuple(found)
