"""Which kind of extremum a point of a curve is: by signs that are certain, none of them by a threshold."""

from typing import Literal, NamedTuple

import numpy as np
from jaxtyping import Bool, Float64

from gradscape.calculus.certain_signs import certain_signs, largest_slopes
from gradscape.calculus.curves import Break
from gradscape.calculus.field import Field

Kind = Literal["local minimum", "local maximum", "inflection", "neither", "undecided"]

# Of the interval's width: two special places closer than this are one.
SAME_PLACE = 1e-8
# Of it too: how far beside a point the slopes are looked at, at most.
_BESIDE = 1e-3
# And how wide a zero of f' is known to be, for the sign of f'' there.
_AT = 1e-12
# Of the slopes on both sides: a slope that is 0 but for rounding.
_TINY = 1e-6


class Extremum(NamedTuple):
    """A point where f' is zero or undefined, an end of the interval, or an inflection point.

    first, second: f' and f'', NaN where they do not exist; left_slope, right_slope: beside the point.
    test: what decided its kind.
    """

    x: float
    value: float
    kind: Kind
    test: str
    first: float
    second: float
    left_slope: float
    right_slope: float
    at_end: bool


class _Beside(NamedTuple):
    """f, f', f'' a little to one side of each point, and the signs of f' and f'' there: (3, m), (2, m)."""

    derivatives: np.ndarray
    signs: np.ndarray


class Places(NamedTuple):
    """What classifying a point needs: the function, the interval, and all special places in order."""

    field: Field
    low: float
    high: float
    places: Float64[np.ndarray, " k"]

    def at_critical(self, x: Float64[np.ndarray, " m"]) -> list[Extremum]:
        """Points with f' = 0: by f'', or where its sign is not certain by the signs of f' on both sides."""
        if not len(x):
            return []
        here, sides = self.field.series(x), self._beside(x)
        reach = np.maximum(_AT * (self.high - self.low), 4 * np.spacing(np.abs(x)))
        bends = certain_signs(self.field, x - reach, x + reach).second
        return [self._critical(k, float(x[k]), here[:, k], bends[k], sides) for k in range(len(x))]

    def _critical(self, k: int, x: float, here: np.ndarray, bend: float, sides: tuple[_Beside, _Beside]) -> Extremum:
        left, right = (float(side.derivatives[1, k]) for side in sides)
        if abs(bend) == 1:
            kind: Kind = "local minimum" if bend > 0 else "local maximum"
            return Extremum(x, float(here[0]), kind, "second derivative", 0.0, float(here[2]), left, right, False)
        kind, test = _by_signs(*(float(side.signs[0, k]) for side in sides))
        second = 0.0 if np.isfinite(here[2]) else float(here[2])
        return Extremum(x, float(here[0]), kind, test, 0.0, second, left, right, False)

    def at_kink(self, each: Break) -> Extremum:
        """A point without f': by the signs of f' on both sides, or where f breaks by its values there."""
        at, sides = each.at, self._beside(np.array([each.x]))
        if at.kind in ("jump", "gap", "pole", "edge", "unresolved"):
            kind, test = _by_values(at.value, *(float(side.derivatives[0, 0]) for side in sides))
        else:
            kind, test = _by_signs(*(float(side.signs[0, 0]) for side in sides))
            if kind == "inflection" and not sides[0].signs[1, 0] * sides[1].signs[1, 0] < 0:
                kind = "neither"
        test = f"{test}; there is no f′ here ({at.kind})"
        return Extremum(each.x, at.value, kind, test, np.nan, np.nan, at.left_slope, at.right_slope, False)

    def at_end(self, x: float, inwards: int) -> Extremum:
        """An end of the interval: by the slope just inside."""
        here = self.field.series(np.array([x]))[:, 0]
        inside = self._beside(np.array([x]))[0 if inwards < 0 else 1]
        rise, slope = inside.signs[0, 0] * inwards, float(inside.derivatives[1, 0])
        kind: Kind = "local minimum" if rise > 0 else "local maximum" if rise < 0 else "undecided"
        left, right = (np.nan, slope) if inwards > 0 else (slope, np.nan)
        test = "end of the interval, by the slope inside"
        return Extremum(x, float(here[0]), kind, test, float(here[1]), float(here[2]), left, right, True)

    def inflections(self, x: Float64[np.ndarray, " m"]) -> list[Extremum]:
        """Those of the points where f'' changes its sign, and the curve from one bend to the other."""
        if not len(x):
            return []
        here, (left, right) = self.field.series(x), self._beside(x)
        return [
            Extremum(
                float(x[k]), float(here[0, k]), "inflection", "f″ changes its sign", float(here[1, k]), 0.0,
                float(left.derivatives[1, k]), float(right.derivatives[1, k]), False,
            )
            for k in np.flatnonzero(left.signs[1] * right.signs[1] < 0).tolist()
        ]  # fmt: skip

    def crosses(self, x: Float64[np.ndarray, " m"]) -> Bool[np.ndarray, " m"]:
        """Whether f' certainly has different signs on the two sides of each point."""
        left, right = self._beside(x)
        return left.signs[0] * right.signs[0] < 0

    def touches(self, x: Float64[np.ndarray, " m"]) -> Bool[np.ndarray, " m"]:
        """Whether f' may be 0 at each point, and certainly is tiny beside what it is on both sides.

        Rounding alone is not tiny, and what underflows is not 0.
        """
        reach = np.maximum(_AT * (self.high - self.low), 4 * np.spacing(np.abs(x)))
        left, right = self._beside(x)
        nearby = np.minimum(np.abs(left.derivatives[1]), np.abs(right.derivatives[1]))
        may_be_zero = np.abs(certain_signs(self.field, x - reach, x + reach).first) != 1
        return may_be_zero & (largest_slopes(self.field, x - reach, x + reach) <= _TINY * nearby)

    def _beside(self, x: np.ndarray) -> tuple[_Beside, _Beside]:
        """A little to the left and to the right, before the next special place."""
        width = self.high - self.low
        after = np.searchsorted(self.places, x + SAME_PLACE * width)
        before = np.searchsorted(self.places, x - SAME_PLACE * width) - 1
        padded = np.concatenate([self.places, [np.inf]])
        gaps = np.minimum(padded[after] - x, np.where(before >= 0, x - padded[before], np.inf))
        reach = np.minimum(_BESIDE * width, 0.3 * gaps)
        places = np.concatenate([x - reach, x + reach])
        found, signs = self.field.series(places)[:3], self._signs(places)
        return tuple(_Beside(found[:, part], signs[:, part]) for part in (slice(0, len(x)), slice(len(x), None)))  # pyright: ignore[reportReturnType]

    def _signs(self, places: np.ndarray) -> np.ndarray:
        """Of f' and f'': certain ones where f is analytic, the machine's elsewhere; infinite where there is no f."""
        certain, found = certain_signs(self.field, places, places), self.field.series(places)
        own = np.where(certain.analytic, np.stack([certain.first, certain.second]), np.sign(found[1:3]))
        return np.where(np.isnan(found[0]) & ~certain.analytic, np.inf, own)


def _by_signs(left: float, right: float) -> tuple[Kind, str]:
    test = "sign of f′ on both sides"
    # Where the domain ends, only one side counts.
    left, right = (-right if np.isinf(left) else left), (-left if np.isinf(right) else right)
    if left == right == 0 or np.isnan(left + right) or np.isinf(left):
        return "undecided", test
    if left <= 0 <= right:
        return "local minimum", test
    if right <= 0 <= left:
        return "local maximum", test
    return "inflection", test


def _by_values(value: float, left: float, right: float) -> tuple[Kind, str]:
    """Where f is not continuous: values a little to the left and right, where there are any."""
    rises = np.array([each - value for each in (left, right) if np.isfinite(each)])
    test = "values on both sides"
    if not len(rises):
        return "undecided", test
    return ("local minimum" if (rises >= 0).all() else "local maximum" if (rises <= 0).all() else "neither"), test
