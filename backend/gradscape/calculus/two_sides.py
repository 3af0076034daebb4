"""What a function and its slope come to on the two sides of a point.

Enclosures beside the point decide where they are narrow (`certify.smoothness.beside`). Elsewhere samples at shrinking
distances are extrapolated, at several scales, and what two scales do not agree on is not known.
"""

import math
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np

from gradscape.calculus.field import Field
from gradscape.calculus.one_sided import (
    STEPS,
    Ending,
    OneSided,
    known,
    one_sided_derivative,
    one_sided_limit,
    stays_away,
)
from gradscape.certify.jets import jets
from gradscape.certify.smoothness import Beside

# An enclosure much narrower than the function's own variation is a limit; a slope that grows like log log x is not.
_NARROW = 1e-6
_ROUNDING = 2.0**-48
_CLEARLY = 16.0
# Nearer to 0 than this, squares of distances would underflow.
_NOTHING = 1e-140
FINE_SCALES = 3
_COARSE = 10.0 ** np.array([-1.0, -1.5, -2.0, -2.5, -3.0])
# Halvings of the distance, on which a value grows beyond all floats.
_HALVINGS = 0.5 ** np.arange(30)


class Window(NamedTuple):
    """Samples at one scale: distances (steps,), and f, f', ... beside the point, left and right: (2, 7, steps).

    noise: how far rounding may move values and slopes, left and right: (2, 2); found out when first asked for.
    """

    distances: np.ndarray
    derivatives: np.ndarray
    noise: Callable[[], np.ndarray]


class TwoSides(NamedTuple):
    """On the left and on the right: where the values go, and the slopes."""

    limits: tuple[OneSided, OneSided]
    slopes: tuple[OneSided, OneSided]


class Views(NamedTuple):
    """f, f', ... at a place, (7,), and beside it at each scale."""

    here: np.ndarray
    windows: list[Window]


def views(field: Field, places: list[float]) -> list[Views]:
    """Of each place, in one call for all."""
    if not places:
        return []
    looked = [_Look.at(x) for x in places]
    found = np.split(field.series(np.concatenate([each.places for each in looked])), len(places), axis=1)
    return [_views(field, *each) for each in zip(looked, found, strict=True)]


class _Look(NamedTuple):
    """A place, then the samples left and right of it, (1 + 2 scales steps,), and how far these really are from it."""

    places: np.ndarray
    distances: np.ndarray

    @classmethod
    def at(cls, x: float) -> "_Look":
        wished = np.array([scale * steps for scale, steps in _scales(x)])
        left, right = x - wished, x + wished
        return cls(np.concatenate([[x], left.ravel(), right.ravel()]), np.abs((right - left) / 2))


def _views(field: Field, look: _Look, found: np.ndarray) -> Views:
    shape = 2, *look.distances.shape
    beside = found[:, 1:].reshape(-1, *shape).transpose(2, 1, 0, 3)

    @cache
    def noise() -> np.ndarray:
        return _noise(field, look.places[1:]).reshape(2, *shape).max(axis=-1).transpose(2, 1, 0)

    def at(scale: int) -> Callable[[], np.ndarray]:
        return lambda: noise()[scale]

    samples = enumerate(zip(look.distances, beside, strict=True))
    return Views(found[:, 0], [Window(*each, at(k)) for k, each in samples])


def _noise(field: Field, places: np.ndarray) -> np.ndarray:
    """How far rounding may move f and f' at each place: (2, m)."""
    jet = jets(field.code, field.numbers, np.stack([places, places], axis=-1)[:, None, :], order=1)
    with np.errstate(all="ignore"):
        return np.stack([jet.value.radius, jet.gradient.radius[0]])


def proved_sides(x: float, value: float, certain: Beside) -> TwoSides | None:
    """Limits and slopes from both sides where enclosures alone know them all to rounding, else None."""
    if not (np.isfinite(value) and certain.analytic.all()):
        return None
    # At the largest distance of the samples, so much do values vary.
    reach = 1e-3 * max(1.0, abs(x))
    slopes = [_enclosed(ends, 0.0) for ends in certain.slopes.tolist()]
    varied = [0.0 if slope is None else reach * abs(slope.limit) for slope in slopes]
    limits = [_enclosed(*each) for each in zip(certain.values.tolist(), varied, strict=True)]
    if None in slopes or None in limits:
        return None
    reached = [_reached(each, ends, value) for each, ends in zip(limits, certain.values.tolist(), strict=True)]  # pyright: ignore[reportArgumentType]
    return TwoSides((reached[0], reached[1]), (slopes[0], slopes[1]))  # pyright: ignore[reportArgumentType]


def two_sides(field: Field, x: float, value: float, window: Window, certain: Beside) -> TwoSides:
    """Limits and slopes from both sides, at one scale."""
    limits = tuple(_limit(field, x, value, window, certain, side) for side in (0, 1))
    slopes = tuple(_slope(value, limits[side], window, certain, side) for side in (0, 1))
    return TwoSides((limits[0], limits[1]), (slopes[0], slopes[1]))


def _scales(x: float) -> list[tuple[float, np.ndarray]]:
    # Relative to x, so that distances are not lost in its rounding; about 0 nothing is.
    size = abs(x) if abs(x) > _NOTHING else 0.0
    if size == 0:
        fine = [1.0, 1e-3, 1e-6]
    else:
        fine = [max(1.0, size), size / 30 if size > 0.3 else size, size / 1000]
    # Quotients like (eˣ - 1)/x lose their digits near the point: they are looked at from further away too.
    return [*((scale, STEPS) for scale in fine), *((part * fine[0], _COARSE) for part in (1.0, 0.3))]


def _limit(field: Field, x: float, value: float, window: Window, certain: Beside, side: int) -> OneSided:
    """Of the values from one side; the value itself where f is continuous from there."""
    if certain.void[side]:
        return OneSided(Ending.UNDEFINED, np.nan)
    values = window.derivatives[side, 0]
    proved = _proved(certain.values[side], values)
    if proved is not None:
        return _reached(proved, certain.values[side].tolist(), value)
    if not np.isfinite(values).all():
        return _without_values(field, x, certain, values, side)
    if np.isfinite(value) and not stays_away(value, values):
        return OneSided(Ending.LIMIT, value + 0.0)
    return one_sided_limit(values, float(window.noise()[side, 0]))


def _slope(value: float, limit: OneSided, window: Window, certain: Beside, side: int) -> OneSided:
    """Derivative from one side; of a gap, of the function with the gap filled."""
    if limit.ending is not Ending.LIMIT:
        return OneSided(limit.ending if limit.ending is Ending.UNDEFINED else Ending.UNKNOWN, np.nan)
    values, slopes = window.derivatives[side, :2]
    proved = _proved(certain.slopes[side], slopes)
    if proved is not None:
        return proved
    nearby = np.abs(window.derivatives[:, 1])
    usual = float(nearby[np.isfinite(nearby)].max(initial=0.0))
    noise = (*window.noise()[side].tolist(), usual)
    return one_sided_derivative(limit.limit, values, slopes, window.distances, side, noise)


def _proved(ends: np.ndarray, samples: np.ndarray) -> OneSided | None:
    """The limit of which `ends` are an enclosure, if that is narrow beside what the samples vary, or beside itself."""
    if not np.isfinite(ends).all():
        return None
    finite = samples[np.isfinite(samples)]
    return _enclosed(ends.tolist(), float(np.abs(finite - ends.mean()).max(initial=0.0)))


def _enclosed(ends: list[float], usual: float) -> OneSided | None:
    lo, hi = ends
    width, middle = hi - lo, lo / 2 + hi / 2
    is_narrow = width <= max(_NARROW * usual, _ROUNDING * abs(middle))
    return known(middle, width, 0.0) if is_narrow and math.isfinite(middle) else None


def _reached(limit: OneSided, ends: list[float], value: float) -> OneSided:
    """The limit of the values, which is the value itself if that lies there."""
    lo, hi = ends
    is_reached = math.isfinite(value) and max(lo - value, value - hi) <= _CLEARLY * (hi - lo)
    return limit._replace(limit=value + 0.0) if is_reached else limit


def _without_values(field: Field, x: float, certain: Beside, values: np.ndarray, side: int) -> OneSided:
    """Not all samples are numbers: no function there, or values beyond all floats, which may grow for ever or not."""
    nothing = OneSided(Ending.UNDEFINED if np.isnan(values).all() else Ending.UNKNOWN, np.nan)
    distances = max(1.0, abs(x)) * _HALVINGS
    heights = field.values((x + (-distances, distances)[side])[:, None])
    # 1/x^60 divides by a power that underflows: no number, though certainly no hole in the domain.
    overflows = np.flatnonzero(np.isinf(heights) | (np.isnan(heights) & certain.analytic[side]))
    if not len(overflows):
        return nothing._replace(ending=Ending.UNKNOWN) if certain.analytic[side] else nothing
    first = int(overflows[0])
    with np.errstate(divide="ignore", invalid="ignore"):
        sizes = np.log(np.abs(heights[max(0, first - 4) : first]))
        growth = np.diff(sizes)
    # A value that only passes the largest float grows more slowly on each halving, 1/x^n and e^(1/x) do not.
    if len(growth) == 3 and np.isfinite(growth).all() and growth[0] > 0 and (np.diff(growth) >= -0.1 * growth[0]).all():
        return OneSided(Ending.UNBOUNDED, float(np.copysign(np.inf, heights[first - 1])))
    return OneSided(Ending.UNKNOWN, np.nan)
