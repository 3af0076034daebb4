"""The search for zeros of a gradient: rounds of starts, until one brings nothing new."""

import time

import numpy as np

from gradscape import interest
from gradscape.calculus.classification import Verdict, verdicts
from gradscape.calculus.extrema import extrema
from gradscape.calculus.field import Field
from gradscape.calculus.newton import LEVEL, Roots, Scale, find_roots
from gradscape.calculus.starts import crossings, extremes, spread
from gradscape.machine.machine import Jet

# Starts of one round; a round that finds nothing new ends the search.
STARTS = {1: 256, 2: 680, 3: 680, 4: 512}
MAXIMUM_ROUNDS = 8
# After so long no further round begins.
SECONDS = 4.0
# Points closer than this part of the box's diagonal are one: degenerate roots are only found to about 1e-6 of it.
_MERGE_DISTANCE = 1e-5
# A slope that is a smaller part of the steepest one is not seen.
_SEEN = 1e-9
# So many doubtful points are no isolated ones.
_CROWD = 256


class Search:
    """Rounds of starts, and what they have found so far: each zero once, with what is certain about it.

    It is settled when a round of other starts, crowded at the ends of the box and where samples are lowest and
    highest, has brought nothing new.
    """

    def __init__(self, field: Field, box: np.ndarray, scale: Scale) -> None:
        n = len(box)
        self.field, self.box, self.scale = field, box, scale
        self.roots = Roots(np.empty(0, int), np.empty((0, n)), np.empty(0), np.empty((0, n)), np.empty((0, n, n)), 0)
        self.verdicts: list[Verdict] = []
        self.saw_underflow = self.is_settled = self.rested_elsewhere = self.is_out_of_time = False
        self.starts = 0

    def run(self, starts: np.ndarray, first: Jet) -> None:
        """Until a round brings nothing, or too much; `first`: what f is at the first starts."""
        n = len(self.box)
        self.round(starts, first)
        if self.saw_underflow:
            self.round(spread(STARTS[n], 1, _where_it_slopes(starts, first, self.box)))
        begun = time.monotonic()
        for turn in range(1, MAXIMUM_ROUNDS):
            if self.is_crowded():
                return
            if time.monotonic() - begun > SECONDS or interest.time_is_up():
                self.is_out_of_time = True
                return
            points, follows = spread(STARTS[n], turn, self.box), True
            if turn == 1 and n == 1:
                points, follows = self.beyond_known()
            found_more = self.round(points)
            if not found_more and turn == 1:
                found_more = self.round(extremes(self.field, self.box, self.roots.points))
            if not found_more and n == 1:
                follows, found_more = self.beside_extrema(follows)
            if not found_more:
                self.is_settled = follows
                return

    def beside_extrema(self, follows: bool) -> tuple[bool, bool]:
        """In one variable the search for extrema follows certain signs: whether it claims all, and brings more."""
        low, high = self.box[0].tolist()
        found = extrema(self.field, low, high)
        level = [point.x for point in found.points if point.first == 0 or not point.at_end]
        return follows and found.complete == "likely", self.round(np.array(level).reshape(-1, 1))

    def beyond_known(self) -> tuple[np.ndarray, bool]:
        """In one variable: changes of sign of f' where no zero is known, and whether samples follow f' everywhere."""
        places, follows = crossings(self.field, self.box[0], self.roots.points[:, 0])
        return places[:, None], follows

    def round(self, starts: np.ndarray, first: Jet | None = None) -> bool:
        """Walks from all starts; says whether they found a zero that was not known."""
        self.starts += len(starts)
        if not len(starts):
            return False
        ends = find_roots(self.field, starts, self.box, self.scale, first)
        found = _merged(_inside(ends, self.box), self.scale)
        reach = _MERGE_DISTANCE * self.scale.length
        gaps = np.linalg.norm(found.points[:, None, :] - self.roots.points[None, :, :], axis=2)
        found = chosen(found, np.flatnonzero((gaps > reach).all(axis=1)))
        about = verdicts(self.field, found.points, found.hessians, self.box[:, 1] - self.box[:, 0])
        kept = self.real_ones(found, about)
        self.roots = _joined(self.roots, chosen(found, kept))
        return bool(len(kept))

    def real_ones(self, found: Roots, about: list[Verdict]) -> np.ndarray:
        """Indices of those that are no artefact of rounding; their verdicts are noted."""
        if not about:
            return np.empty(0, int)
        self.saw_underflow |= any(verdict.is_underflow for verdict in about)
        level = np.linalg.norm(found.gradients, axis=1) <= LEVEL * self.scale.gradient
        is_same = _alone_at(about, about)
        is_known = np.asarray(_alone_at(about, self.verdicts).any(axis=1))
        kept: list[int] = []
        for k, verdict in enumerate(about):
            # Along a valley Newton's method stops here and there, near a proved point that is alone.
            if is_known[k] or is_same[k, kept].any():
                continue
            if verdict.is_proved or (level[k] and not verdict.is_none):
                kept.append(k)
            elif not verdict.is_broken:
                self.rested_elsewhere = True
        self.verdicts += [about[k] for k in kept]
        return np.array(kept, int)

    def is_crowded(self) -> bool:
        """A continuum brings new points for ever; more rounds would not show it better."""
        doubtful = sum(not verdict.is_proved for verdict in self.verdicts)
        return doubtful > _CROWD and doubtful > 0.5 * len(self.verdicts)


def _where_it_slopes(starts: np.ndarray, first: Jet, box: np.ndarray) -> np.ndarray:
    """The part of the box in which slopes are seen that are no underflow, widened to the next starts: (n, 2)."""
    sizes = np.linalg.norm(first.gradient, axis=1)
    seen = starts[np.isfinite(sizes) & (sizes > _SEEN * np.nanmax(sizes, initial=0.0))]
    if not len(seen):
        return box
    gap = (box[:, 1] - box[:, 0]) * len(starts) ** (-1 / len(box))
    low, high = np.maximum(seen.min(axis=0) - gap, box[:, 0]), np.minimum(seen.max(axis=0) + gap, box[:, 1])
    return np.stack([low, high], axis=-1)


def _alone_at(places: list[Verdict], known: list[Verdict]) -> np.ndarray:
    """Which places could only be which known points, (places, known); without a region a point is never alone."""
    n = len(places[0].place)
    nowhere = np.full((n, 2), np.nan)
    regions = np.array([nowhere if each.region is None else each.region for each in known]).reshape(-1, n, 2)
    where = np.array([each.place for each in places]).reshape(-1, 1, n)
    return np.asarray(((regions[:, :, 0] <= where) & (where <= regions[:, :, 1])).all(axis=2))


def _joined(known: Roots, found: Roots) -> Roots:
    arrays = [np.concatenate([a, b]) for a, b in zip(known[:-1], found[:-1], strict=True)]
    return Roots(*arrays, iterations=max(known.iterations, found.iterations))


def chosen(roots: Roots, which: np.ndarray) -> Roots:
    """Those of the roots, by their places or by whether they are wanted."""
    return Roots(*(array[which] for array in roots[:-1]), iterations=roots.iterations)


def _inside(roots: Roots, box: np.ndarray) -> Roots:
    slack = 1e-9 * (box[:, 1] - box[:, 0])
    within = (roots.points >= box[:, 0] - slack) & (roots.points <= box[:, 1] + slack)
    return chosen(roots, np.all(within, axis=1))


def _merged(roots: Roots, scale: Scale) -> Roots:
    """One root of each cluster, the one with the smallest gradient."""
    left = np.argsort(np.linalg.norm(roots.gradients, axis=1), kind="stable")
    kept = []
    while len(left):
        kept.append(left[0])
        distances = np.linalg.norm(roots.points[left] - roots.points[left[0]], axis=1)
        left = left[distances > _MERGE_DISTANCE * scale.length]
    return chosen(roots, np.array(kept, dtype=int))
