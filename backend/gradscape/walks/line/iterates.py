"""Steps of many walks in one variable, made by the machine in a few calls."""

import numpy as np
from jaxtyping import Bool, Float64, Int32

from gradscape.calculus.field import Field
from gradscape.machine import machine
from gradscape.walks.stop import NEARBY


def iterates(
    field: Field,
    starts: Float64[np.ndarray, " walks"],
    rates: Float64[np.ndarray, " walks"],
    rules: Int32[np.ndarray, " walks"],
    steps: int,
) -> Float64[np.ndarray, "rows 4 walks"]:
    """(x, f, f', f'') of every walk at its start and after each step, until all have gone.

    Args:
        starts: at most 512. rules: numbers of `LINE_RULES`.
    """
    pieces: list[np.ndarray] = []
    for piece in machine.walks(field.program, starts, rates, rules, steps + 1):
        pieces.append(piece)
        if not np.isfinite(piece[-1, 0]).any():
            break
    return np.concatenate(pieces)


def at_a_zero(rows: Float64[np.ndarray, "rows 4 ..."], tolerance: float) -> Bool[np.ndarray, "rows ..."]:
    """Where f is 0, or Newton's next step to a zero is at most this part of max(1, |x|)."""
    x, value, slope = rows[:, 0], rows[:, 1], rows[:, 2]
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return (value == 0) | (np.abs(value / slope) <= tolerance * np.maximum(1.0, np.abs(x)))


def at_rest(rows: Float64[np.ndarray, "rows 4 ..."], tolerance: float) -> Bool[np.ndarray, "rows ..."]:
    """Where f' is 0, or at most the tolerance and a zero of it near: far out on a tail as that of log x none is."""
    x, _, slope, curvature = (rows[:, k] for k in range(4))
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        is_near = ~(np.abs(slope / curvature) > NEARBY * np.maximum(1.0, np.abs(x)))
    return (slope == 0) | ((np.abs(slope) <= tolerance) & is_near)
