"""Where a walk went."""

from functools import reduce
from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.newton import newton_steps
from gradscape.walks.rules.questions import Counts, Ending


class Trail(NamedTuple):
    """The iterates of a walk with what f is there, the start first; before it is known why it stopped.

    points, gradients: (m, n); values: (m,); hessians: (m, n, n), where they are known: always of one variable. work:
    (m,) gradient evaluations spent until then. notes: what made each step, by name. ending: why the method itself could
    not go on, if so.
    """

    points: np.ndarray
    values: np.ndarray
    gradients: np.ndarray
    hessians: np.ndarray | None
    work: np.ndarray
    notes: dict[str, Any]
    counts: Counts
    ending: Ending | None

    def slopes(self) -> Float64[np.ndarray, " m"]:
        """|∇f| at each iterate, also where its square is beyond all numbers."""
        return lengths(self.gradients)

    def newton_step(self) -> float:
        """The length of Newton's step from the last iterate; NaN where it is not known, 0 where the slope is."""
        if self.slopes()[-1] == 0:
            return 0.0
        if self.hessians is None:
            return np.nan
        return float(np.linalg.norm(newton_steps(self.gradients[-1:], self.hessians[-1:])))

    def until(self, last: int) -> "Trail":
        """The trail as far as its iterate `last`: walks by a rule go on beyond, at a cost that is not theirs."""
        count = len(self.points)
        if last + 1 >= count:
            return self
        counts = Counts(*(each // count * (last + 1) for each in self.counts))
        notes = {name: entries[:last] for name, entries in self.notes.items()}
        return self.part(slice(last + 1))._replace(notes=notes, counts=counts)

    def part(self, kept: slice) -> "Trail":
        """Some of its iterates, without what made the steps between them."""
        points, values, gradients, work = (each[kept] for each in (self.points, self.values, self.gradients, self.work))
        hessians = None if self.hessians is None else self.hessians[kept]
        return Trail(points, values, gradients, hessians, work, {}, self.counts, self.ending)


def lengths(vectors: Float64[np.ndarray, "m n"]) -> Float64[np.ndarray, " m"]:
    """Euclidean, without squares that overflow."""
    # Column by column: NumPy takes four times as long along the rows of many vectors with few coordinates.
    return reduce(np.hypot, np.abs(vectors).T)
