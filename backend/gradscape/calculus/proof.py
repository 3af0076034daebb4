"""What is found quickly beside what is proved: which points a proof adds, and which it bears out."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Bool, Float64

from gradscape.certify.completeness import completeness, left_over
from gradscape.certify.search import Search

# As a part of the box's diagonal: so near points that can hardly be told apart are found to theirs.
SLACK = 1e-5


class Compared(NamedTuple):
    """missing: proved, and not among the points; kept: which of the points may stay in the list."""

    missing: Float64[np.ndarray, "k n"]
    kept: Bool[np.ndarray, " p"]


def compared(points: Float64[np.ndarray, "p n"], proof: Search) -> Compared:
    """Of a list that is complete by proof each point is one of the proved ones, or lies where the proof is silent."""
    n = len(proof.box)
    regions, enclosures = (_stacked([root[k] for root in proof.roots], n) for k in (1, 0))
    is_proved = _within(regions, points)
    missing = enclosures[~is_proved.any(axis=1)].mean(axis=2)
    if completeness(proof) is None:
        return Compared(missing, np.ones(len(points), bool))
    doubtful = _stacked([place.box for place in left_over(proof)], n)
    slack = SLACK * float(np.linalg.norm(proof.box[:, 1] - proof.box[:, 0]))
    kept = np.concatenate([is_proved, _within(doubtful, points, slack)]).any(axis=0)
    return Compared(missing, np.asarray(kept))


def _stacked(boxes: list[np.ndarray], n: int) -> np.ndarray:
    return np.array(boxes, float).reshape(-1, n, 2)


def _within(
    regions: Float64[np.ndarray, "regions n 2"], points: Float64[np.ndarray, "points n"], slack: float = 0.0
) -> Bool[np.ndarray, "regions points"]:
    """Which points lie in which regions."""
    found = np.ones((len(regions), len(points)), bool)
    for k in range(points.shape[1]):
        low, high = regions[:, k, 0, None] - slack, regions[:, k, 1, None] + slack
        found &= (low <= points[:, k]) & (points[:, k] <= high)
    return found
