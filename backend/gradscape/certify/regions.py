"""Searches of a region g <= c: boxes that lie outside are void, and each zero is inside, outside or on the border."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np
from jaxtyping import Bool, Float64

from gradscape.certify.equations import Sought, System
from gradscape.certify.intervals import Interval
from gradscape.certify.jets import Enclosing
from gradscape.certify.lagrange import Constraint
from gradscape.certify.newton import Root
from gradscape.certify.rules import DEFINED, VOID, is_positive

Side = Literal["inside", "outside", "border"]


class Inequality(NamedTuple):
    """g <= level; g >= level where `turned`."""

    g: Enclosing
    level: Interval
    turned: bool

    def room(self, boxes: Float64[np.ndarray, "m n 2"]) -> tuple[np.ndarray, Interval]:
        """The state of g, and how far g is from its level on the allowed side, negative beyond: (m,) each."""
        jet = self.g.jets(boxes, 0)
        with np.errstate(all="ignore"):
            return jet.state, jet.value - self.level if self.turned else self.level - jet.value


Region = tuple[Inequality, ...]


def inequality(g: Enclosing, level: float, *, turned: bool) -> Inequality:
    """g <= level, or g >= level where `turned`; the level may be rounded."""
    return Inequality(g, Constraint(g, level).enclosed_level, turned)


class Within(NamedTuple):
    """What is looked for, in a region only."""

    sought: Sought
    inequalities: Region

    def over(self, boxes: Float64[np.ndarray, "m n 2"]) -> System:
        """Void where an inequality certainly does not hold."""
        return self._cut(self.sought.over(boxes), boxes)

    def by_jets(self, boxes: Float64[np.ndarray, "m n 2"]) -> System:
        """By interval arithmetic alone."""
        return self._cut(self.sought.by_jets(boxes), boxes)

    def at(self, points: Float64[np.ndarray, "m n"], system: System) -> Interval:
        """The left-hand sides at points: (n, m)."""
        return self.sought.at(points, system)

    def _cut(self, system: System, boxes: np.ndarray) -> System:
        outside = np.any([_is_outside(each, boxes) for each in self.inequalities], axis=0)
        return system._replace(state=np.where(outside, VOID, system.state).astype(np.int8))


def parted(roots: Sequence[Root], within: Region, n: int) -> tuple[tuple[Root, ...], Float64[np.ndarray, "k n 2"]]:
    """Zeros that are certainly inside, and enclosures (k, n, 2) of those on the border as far as rounding tells."""
    sides = [_side(root, within) for root in roots]
    inside = tuple(root for root, side in zip(roots, sides, strict=True) if side == "inside")
    border = [root.enclosure for root, side in zip(roots, sides, strict=True) if side == "border"]
    return inside, np.array(border, float).reshape(-1, n, 2)


def _side(root: Root, within: Region) -> Side:
    box = root.enclosure[None]
    if any(_is_outside(each, box)[0] for each in within):
        return "outside"
    rooms = [each.room(box) for each in within]
    return "inside" if all(state[0] >= DEFINED and is_positive(room)[0] for state, room in rooms) else "border"


def _is_outside(each: Inequality, boxes: np.ndarray) -> Bool[np.ndarray, " m"]:
    """No point of the box is in the region, of which its border is part."""
    state, room = each.room(boxes)
    return np.asarray((state == VOID) | is_positive(-room))
