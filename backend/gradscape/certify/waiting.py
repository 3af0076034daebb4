"""Boxes of a search that wait to be looked at, and in which order.

Large ones on which f is smooth come last in, first out, so that few of them wait at any time. Those that stay
undecided (on a kink, or along a curve of zeros) come first in, first out: what is left of them when time is up is as
narrow everywhere as time allows, not tiny at one end and whole at the other.
"""

from typing import NamedTuple

import numpy as np
from jaxtyping import Bool, Float64

# A box narrower than this part of the whole, in the mean over its sides, is a stubborn one.
_STUBBORN = -10.0
# Of boxes on breaks: as narrow as this they show where the break is.
_NARROW = -5.0
# So many of those on breaks are a curve or a surface: they only grow in number. Others may yet become few.
_MOST_ON_BREAKS = 16_384
# By the number of variables.
_MOST_STUBBORN = {1: 65_536, 2: 65_536, 3: 1_048_576}


class Boxes(NamedTuple):
    """(m, n, 2), and whether f is certainly smooth on what each was cut from, (m,)."""

    ends: Float64[np.ndarray, "m n 2"]
    smooth: Bool[np.ndarray, " m"]

    def part(self, which: slice | np.ndarray) -> "Boxes":
        """Some of them."""
        return Boxes(self.ends[which], self.smooth[which])

    def joined(self, others: "Boxes") -> "Boxes":
        """Both, these first."""
        return Boxes(np.concatenate([self.ends, others.ends]), np.concatenate([self.smooth, others.smooth]))


class Waiting:
    """All boxes that are not decided."""

    def __init__(self, whole: Float64[np.ndarray, "n 2"]):
        self.log_width = np.log2(np.maximum(whole[:, 1] - whole[:, 0], 1e-300))
        self.easy = Boxes(whole[None], np.ones(1, bool))
        self.stubborn = self.easy.part(slice(0))

    def __len__(self) -> int:
        return len(self.easy.ends) + len(self.stubborn.ends)

    @property
    def is_crowded(self) -> bool:
        """Whether what is left is no longer some points."""
        count = len(self.stubborn.ends)
        return (
            count > _MOST_STUBBORN[len(self.log_width)]
            or count - int(np.count_nonzero(self.stubborn.smooth)) > _MOST_ON_BREAKS
        )

    def next(self, count: int) -> Float64[np.ndarray, "m n 2"]:
        """At most so many boxes, which wait no longer."""
        cut = max(0, len(self.easy.ends) - count)
        easy, self.easy = self.easy.ends[cut:], self.easy.part(slice(cut))
        rest = count - len(easy)
        stubborn, self.stubborn = self.stubborn.ends[:rest], self.stubborn.part(slice(rest, None))
        return np.concatenate([easy, stubborn])

    def add(self, boxes: Boxes) -> None:
        """Boxes to look at later."""
        with np.errstate(divide="ignore"):
            width = np.log2(boxes.ends[:, :, 1] - boxes.ends[:, :, 0])
        is_easy = boxes.smooth & ((width - self.log_width).mean(axis=1) > _STUBBORN)
        self.easy = self.easy.joined(boxes.part(is_easy))
        self.stubborn = self.stubborn.joined(boxes.part(~is_easy))

    def on_breaks(self) -> tuple[Float64[np.ndarray, "k n 2"], Float64[np.ndarray, "m n 2"]]:
        """The narrow ones on which f may have a kink or an end, and all others."""
        with np.errstate(divide="ignore"):
            width = np.log2(self.stubborn.ends[:, :, 1] - self.stubborn.ends[:, :, 0])
        narrow = ~self.stubborn.smooth & ((width - self.log_width).mean(axis=1) <= _NARROW)
        return self.stubborn.ends[narrow], np.concatenate([self.easy.ends, self.stubborn.ends[~narrow]])
