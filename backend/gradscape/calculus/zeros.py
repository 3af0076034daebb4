"""All zeros of a function of one variable, or of one of its derivatives, on an interval.

Rolle's theorem in a cascade: between two neighbouring zeros of f'' the slope f' is monotone and has at most one zero
there. Starting from the highest derivative, each order's zeros join the sampling points of the next lower one, so that
two zeros between neighbouring points of the grid are told apart, and a zero without a change of sign is met exactly.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.field import Field
from gradscape.language.kinks import guards

# Odd, so that the middle of an interval is a point of the grid, and as many as a kernel has lanes.
GRID = 511
# How many orders above the one asked for take part.
_CASCADE = 3
_HIGHEST = 6
_BISECTIONS = 80
_ROUNDING = 1e-15
# Beside a kink the derivatives of both its sides count, and at it there are none.
_BESIDE = 1e-9
# What rounding leaves of a zero, beside the heights around it.
_NEGLIGIBLE = 1e-10
_MERGED = 1e-9


class Nodes(NamedTuple):
    """Sampling points in ascending order, and f, f', ..., f⁽⁶⁾ at them: (m,) and (7, m)."""

    x: np.ndarray
    derivatives: np.ndarray


def zeros(field: Field, low: float, high: float, order: int = 0) -> Float64[np.ndarray, " zeros"]:
    """Where f⁽ᵒʳᵈᵉʳ⁾ is zero in [low, high], ascending; of a whole stretch of zeros, its two ends."""
    nodes = sampled(field, np.linspace(low, high, GRID))
    return zeros_between(field, nodes, order)


def zeros_between(field: Field, nodes: Nodes, order: int) -> Float64[np.ndarray, " zeros"]:
    """The same from points already sampled."""
    return zeros_of_orders(field, nodes, (order,))[0]


def zeros_of_orders(
    field: Field, nodes: Nodes, orders: Sequence[int], calmed: Callable[[Nodes], Nodes] = lambda nodes: nodes
) -> list[Float64[np.ndarray, " zeros"]]:
    """Those of several derivatives by one cascade down from the highest.

    Args:
        calmed: applied to all that is sampled on the way.
    """
    found = {}
    for k in range(min(max(orders) + _CASCADE, _HIGHEST), min(orders) - 1, -1):
        nodes = joined(nodes, calmed(_crossings(field, nodes, k)))
        if k in orders:
            found[k] = _merged(_ends_of_stretches(nodes, _is_zero(nodes, k)), nodes)
    return [found[k] for k in orders]


def kinks(field: Field, low: float, high: float) -> Float64[np.ndarray, " kinks"]:
    """Where f may break in [low, high]: the zeros of its formula's guards."""
    if not field.variables:
        return np.empty(0)
    found = guards(field.function.tree, field.variables[0])
    if not found:
        return np.empty(0)
    fields = [replace(field, function=replace(field.function, tree=guard)) for guard in found]
    places = np.unique(np.concatenate([zeros(each, low, high) for each in fields]))
    return places[np.diff(places, prepend=-np.inf) > _MERGED * (high - low)]


def sampled(field: Field, x: Float64[np.ndarray, " m"]) -> Nodes:
    """f and its derivatives at the given places, ascending."""
    x = np.unique(x)
    return Nodes(x, field.series(x))


def joined(a: Nodes, b: Nodes) -> Nodes:
    """Both, in order, each place once."""
    if not len(b.x):
        return a
    x, places = np.unique(np.concatenate([a.x, b.x]), return_index=True)
    return Nodes(x, np.concatenate([a.derivatives, b.derivatives], axis=1)[:, places])


def around(places: Float64[np.ndarray, " k"], low: float, high: float) -> Float64[np.ndarray, " m"]:
    """Points directly left and right of each place, inside the interval."""
    step = _BESIDE * (high - low)
    beside = np.concatenate([places - step, places + step])
    return beside[(beside > low) & (beside < high)]


def _crossings(field: Field, nodes: Nodes, order: int) -> Nodes:
    """Zeros of f⁽ᵒʳᵈᵉʳ⁾ with a change of sign, by Newton's method kept between its two signs."""
    heights = np.where(_is_zero(nodes, order), 0.0, nodes.derivatives[order])
    changes = np.flatnonzero(np.sign(heights[:-1]) * np.sign(heights[1:]) < 0)
    low, high, sign = nodes.x[changes], nodes.x[changes + 1], np.sign(heights[changes])
    here, width = (low + high) / 2, nodes.x[-1] - nodes.x[0]
    for _ in range(_BISECTIONS if len(changes) else 0):
        derivatives = field.series(here)
        height, slope = derivatives[order], derivatives[order + 1] if order < _HIGHEST else np.nan * here
        is_left = np.sign(height) == sign
        low, high = np.where(is_left, here, low), np.where(is_left | np.isnan(height), high, here)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            there = here - height / slope
        is_done = (np.abs(there - here) <= _ROUNDING * np.maximum(np.abs(here), 1e-3 * width)) | (height == 0)
        there = np.where((there > low) & (there < high), there, (low + high) / 2)
        if is_done.all():
            break
        here = np.where(is_done, here, there)
    return _tidied(field, here, order, float(width))


def _tidied(field: Field, places: np.ndarray, order: int, width: float) -> Nodes:
    """Round numbers where they are zeros at least as good: 1 instead of 0.9999999999999999; ascending."""
    if not len(places):
        return Nodes(places, np.empty((_HIGHEST + 1, 0)))
    rounded = np.array([float(f"{place:.12g}") for place in places.tolist()])
    # 1e-21 has twelve digits too, but is what rounding leaves of 0.
    both = np.stack([np.where(np.abs(places) <= _ROUNDING * width, 0.0, rounded), places])
    found = field.series(both.ravel()).reshape(-1, *both.shape)
    errors = np.abs(found[order])
    better = np.where(errors[0] <= errors[1], 0, 1), np.arange(len(places))
    x, first = np.unique(both[better], return_index=True)
    return Nodes(x, found[:, *better][:, first])


def _is_zero(nodes: Nodes, order: int) -> np.ndarray:
    """Whether f⁽ᵒʳᵈᵉʳ⁾ is zero at each point: nothing but rounding beside what it is on both sides of it."""
    heights = np.abs(nodes.derivatives[order])
    padded = np.pad(np.where(np.isfinite(heights), heights, 0.0), 2, constant_values=np.inf)
    # Both sides, since beside a pole everything is small on one.
    nearby = np.minimum(np.maximum(padded[:-4], padded[1:-3]), np.maximum(padded[3:-1], padded[4:]))
    return (heights == 0) | (heights <= _NEGLIGIBLE * nearby)


def _ends_of_stretches(nodes: Nodes, is_zero: np.ndarray) -> np.ndarray:
    """Zeros that stand alone, and the first and last of those in a row."""
    padded = np.concatenate([[False], is_zero, [False]])
    inside = padded[:-2] & padded[2:]
    return nodes.x[is_zero & ~inside]


def _merged(places: np.ndarray, nodes: Nodes) -> np.ndarray:
    width = nodes.x[-1] - nodes.x[0]
    return places[np.diff(places, prepend=-np.inf) > _MERGED * width]
