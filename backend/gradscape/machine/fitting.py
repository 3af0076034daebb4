"""Fits of models to points on the machine, step by step."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.machine.compiled import compiled, tiles
from gradscape.machine.first_order import Hyper, Memory
from gradscape.machine.fits import FIT_STEPS, Points
from gradscape.machine.program import Program
from gradscape.machine.sizes import kernel_for

POINTS = 256
PARAMETERS = 15


class FitTrail(NamedTuple):
    """What a walk through parameters meets: (steps, n), (steps, n), (steps,), the start first."""

    points: np.ndarray
    gradients: np.ndarray
    costs: np.ndarray


class Loss(NamedTuple):
    """A loss of residuals by its number, and what shapes it."""

    number: int
    setting: float


def fit_from(
    program: Program,
    start: Float64[np.ndarray, " n"],
    x: Float64[np.ndarray, " points"],
    y: Float64[np.ndarray, " points"],
    share: float,
    loss: Loss,
    hyper: Hyper,
    rates: Float64[np.ndarray, " steps"],
) -> FitTrail:
    """A walk by a first-order rule through the parameters of f(x, θ), and C at each place.

    Args:
        program: of x and n parameters, at most 15.
        x, y: at most 256 points. share: what each counts in C.
        rates: a learning rate for each step; the last place is where the last step but one leads.
    """
    count, n = len(x), len(start)
    kernel = kernel_for("fit", n + 1, count)
    assert count <= kernel.lanes, "more points than a kernel has lanes"
    theta = np.zeros((kernel.variables - 1, 1))
    theta[:n, 0] = start
    memory = Memory(np.zeros_like(theta), np.zeros_like(theta), np.full(1, -np.inf), np.int32(0))
    points = _points(x, y, share, loss, kernel.lanes)
    pieces = []
    for piece in tiles(len(rates), FIT_STEPS):
        steps = piece.stop - piece.start
        rate = np.zeros(FIT_STEPS)
        rate[:steps] = rates[piece]
        made, rows, theta, memory = compiled(kernel)(program, theta, memory, hyper, rate, points, np.int32(steps))
        pieces.append(np.asarray(rows)[: int(made)])
        if int(made) < steps:
            break
    rows = np.concatenate(pieces)
    return FitTrail(rows[:, :n], rows[:, kernel.variables - 1 :][:, :n], rows[:, -1])


def _points(x: np.ndarray, y: np.ndarray, share: float, loss: Loss, lanes: int) -> Points:
    count = len(x)
    # Filled up by the last point: zeros might be where the model has no value.
    across, up = (np.concatenate([each, np.full(lanes - count, each[-1])]) for each in (x, y))
    shares = np.where(np.arange(lanes) < count, share, 0.0)
    return Points(across, up, shares, np.int32(loss.number), np.float64(loss.setting))
