"""How complete a list of critical points is: what a proof covers, and the places it leaves over."""

from typing import Literal, NamedTuple

import numpy as np

from gradscape.certify.search import Search

# proved: all are known; proved-apart: all outside the places left over; likely: as far as samples tell.
Complete = Literal["proved", "proved-apart", "likely", "unknown"]
LeftOverKind = Literal["constant", "flat", "broken", "unseen", "border", "singular"]
_DOUBTFUL: tuple[LeftOverKind, ...] = ("flat", "broken", "unseen", "border")
# More places than anyone reads; of so many nothing is claimed.
MOST_LEFT_OVER = 64
# Nobody is helped by a proof for half of the box.
_MOST_OF_THE_BOX, _MOST_UNSEEN = 0.25, 0.01


class LeftOver(NamedTuple):
    """A box (n, 2) that the proof does not cover, and why.

    constant: every point there is critical; flat: the slope does not rise above its rounding; broken: a kink, a pole
    or an end of the domain may lie there; unseen: not decided when time was up; border: a solution lies there, so near
    the border of the region that rounding does not tell on which side; singular: the gradients of the constraints are
    dependent there.
    """

    kind: LeftOverKind
    box: np.ndarray


def left_over(found: Search) -> tuple[LeftOver, ...]:
    """At most 64 of the places, those of one kind together; of constant ones the largest."""
    largest = np.argsort(-(found.constant[:, :, 1] - found.constant[:, :, 0]).prod(axis=1), kind="stable")
    constant = found.constant[np.sort(largest[: MOST_LEFT_OVER // 2])]
    every = [LeftOver("constant", box) for box in constant]
    every += [LeftOver(kind, box) for kind in _DOUBTFUL for box in getattr(found, kind)]
    return tuple(every[:MOST_LEFT_OVER])


def completeness(found: Search) -> Literal["proved", "proved-apart"] | None:
    """What the search proves: all critical points, all but those in few doubtful places, or nothing."""
    doubtful = np.concatenate([getattr(found, kind) for kind in _DOUBTFUL])
    if len(doubtful) > MOST_LEFT_OVER:
        return None
    if _share(doubtful, found.box) > _MOST_OF_THE_BOX or _share(found.unseen, found.box) > _MOST_UNSEEN:
        return None
    return "proved-apart" if len(doubtful) else "proved"


def _share(places: np.ndarray, box: np.ndarray) -> float:
    """Which part of the box they take."""
    parts = (places[:, :, 1] - places[:, :, 0]) / np.maximum(box[:, 1] - box[:, 0], 1e-300)
    return float(parts.prod(axis=1).sum())
