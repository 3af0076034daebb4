"""Which kind of extremum a point of a curve is: by signs that are certain, none of them by a threshold."""

from typing import Literal, NamedTuple

import numpy as np
from jaxtyping import Bool, Float64

from gradscape.calculus.certain_signs import certain_signs, largest_slopes
from gradscape.calculus.curves import Break
from gradscape.calculus.field import Field
from gradscape.certify.smoothness import is_analytic_over

Kind = Literal["local minimum", "local maximum", "inflection", "neither", "undecided"]

# Of the interval's width: two special places closer than this are one.
SAME_PLACE = 1e-8
# Of it too: how far beside a point the slopes are looked at, at most.
_BESIDE = 1e-3
# And how wide a zero of f' is known to be, for the sign of f'' there.
_AT = 1e-12
# Of the slopes on both sides: a slope that is 0 but for rounding.
_TINY = 1e-6
# Slopes that are looked at in three places only may be so many times as large between.
_FURTHER = 8.0


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


class Beside(NamedTuple):
    """f, f', f'' a little to one side of each point, and the signs of f' and f'' there: (3, m), (2, m)."""

    derivatives: np.ndarray
    signs: np.ndarray

    def of(self, which: slice | int) -> "Beside":
        """Of some points only."""
        return Beside(self.derivatives[:, which], self.signs[:, which])


class Looked(NamedTuple):
    """Points with f, ..., f⁽⁶⁾ at them, (m,) and (7, m), and a little to their left and right."""

    x: np.ndarray
    here: np.ndarray
    left: Beside
    right: Beside

    def part(self, start: int, count: int) -> "Looked":
        """Of some points in a row."""
        part = slice(start, start + count)
        return Looked(self.x[part], self.here[:, part], self.left.of(part), self.right.of(part))


class Places(NamedTuple):
    """What classifying a point needs: the function, the interval, and all special places in order."""

    field: Field
    low: float
    high: float
    places: Float64[np.ndarray, " k"]

    def at_critical(self, looked: Looked) -> list[Extremum]:
        """Points with f' = 0: by f'', or where its sign is not certain by the signs of f' on both sides."""
        x = looked.x
        if not len(x):
            return []
        reach = np.maximum(_AT * (self.high - self.low), 4 * np.spacing(np.abs(x)))
        bends, sides = certain_signs(self.field, x - reach, x + reach).second, (looked.left, looked.right)
        return [self._critical(k, float(x[k]), looked.here[:, k], bends[k], sides) for k in range(len(x))]

    def _critical(self, k: int, x: float, here: np.ndarray, bend: float, sides: tuple[Beside, Beside]) -> Extremum:
        left, right = (float(side.derivatives[1, k]) for side in sides)
        if abs(bend) == 1:
            kind: Kind = "local minimum" if bend > 0 else "local maximum"
            return Extremum(x, float(here[0]), kind, "second derivative", 0.0, float(here[2]), left, right, False)
        kind, test = _by_signs(*(float(side.signs[0, k]) for side in sides))
        second = 0.0 if np.isfinite(here[2]) else float(here[2])
        return Extremum(x, float(here[0]), kind, test, 0.0, second, left, right, False)

    def at_kink(self, each: Break, looked: Looked) -> Extremum:
        """Without f', or with one that no rule finds: by the signs of f' on both sides, or where f breaks by values."""
        at, sides = each.at, (looked.left, looked.right)
        if at.kind in ("jump", "gap", "pole", "edge", "unresolved"):
            kind, test = _by_values(at.value, *(float(side.derivatives[0, 0]) for side in sides))
        else:
            kind, test = _by_signs(*(float(side.signs[0, 0]) for side in sides))
            if kind == "inflection" and not sides[0].signs[1, 0] * sides[1].signs[1, 0] < 0:
                kind = "neither"
        if at.kind != "smooth":
            test = f"{test}; there is no f′ here ({at.kind})"
        return Extremum(each.x, at.value, kind, test, at.slope, np.nan, at.left_slope, at.right_slope, False)

    def at_end(self, looked: Looked, inwards: int) -> Extremum:
        """An end of the interval: by the slope just inside."""
        here, inside = looked.here[:, 0], looked.left if inwards < 0 else looked.right
        rise, slope = inside.signs[0, 0] * inwards, float(inside.derivatives[1, 0])
        kind: Kind = "local minimum" if rise > 0 else "local maximum" if rise < 0 else "undecided"
        left, right = (np.nan, slope) if inwards > 0 else (slope, np.nan)
        test, x = "end of the interval, by the slope inside", float(looked.x[0])
        return Extremum(x, float(here[0]), kind, test, float(here[1]), float(here[2]), left, right, True)

    def inflections(self, looked: Looked) -> list[Extremum]:
        """Those of the points where f'' changes its sign, and the curve from one bend to the other."""
        x, here, left, right = looked
        return [
            Extremum(
                float(x[k]), float(here[0, k]), "inflection", "f″ changes its sign", float(here[1, k]), 0.0,
                float(left.derivatives[1, k]), float(right.derivatives[1, k]), False,
            )
            for k in np.flatnonzero(left.signs[1] * right.signs[1] < 0).tolist()
        ]  # fmt: skip

    def are_zeros(self, x: Float64[np.ndarray, " m"]) -> tuple[Bool[np.ndarray, " m"], Bool[np.ndarray, " m"]]:
        """Whether f' certainly has different signs on the two sides of each point, and whether it touches 0 there.

        Touching: f' may be 0, and certainly is tiny beside what it is on both sides. Rounding alone is not tiny, and
        what underflows is not 0.
        """
        looked = self.looked_at(x)
        crosses = looked.left.signs[0] * looked.right.signs[0] < 0
        return crosses, crosses if crosses.all() else self._touches(looked)

    def _touches(self, looked: Looked) -> np.ndarray:
        x = looked.x
        reach = np.maximum(_AT * (self.high - self.low), 4 * np.spacing(np.abs(x)))
        nearby = np.minimum(np.abs(looked.left.derivatives[1]), np.abs(looked.right.derivatives[1]))
        may_be_zero = np.abs(certain_signs(self.field, x - reach, x + reach).first) != 1
        return may_be_zero & (largest_slopes(self.field, x - reach, x + reach) <= _TINY * nearby)

    def looked_at(self, x: np.ndarray) -> Looked:
        """Points, and what is a little to their left and right, before the next special place; in one call for all."""
        width = self.high - self.low
        after = np.searchsorted(self.places, x + SAME_PLACE * width)
        before = np.searchsorted(self.places, x - SAME_PLACE * width) - 1
        padded = np.concatenate([self.places, [np.inf]])
        gaps = np.minimum(padded[after] - x, np.where(before >= 0, x - padded[before], np.inf))
        reach = np.minimum(_BESIDE * width, 0.3 * gaps)
        places = np.concatenate([x - reach, x + reach])
        found, m = self.field.series(np.concatenate([x, places])), len(x)
        both = Beside(found[:3, m:], self._signs(places, found[:3, m:]))
        return Looked(x, found[:, :m], both.of(slice(0, m)), both.of(slice(m, None)))

    def _signs(self, places: np.ndarray, found: np.ndarray) -> np.ndarray:
        """Of f' and f'': certain ones where f is analytic, the machine's elsewhere; infinite where there is no f."""
        certain = certain_signs(self.field, places, places)
        own = np.where(certain.analytic, np.stack([certain.first, certain.second]), np.sign(found[1:3]))
        return np.where(np.isnan(found[0]) & ~certain.analytic, np.inf, own)


def critical_alone(field: Field, x: float, *, is_zero: bool) -> Extremum | None:
    """A point where f' is zero, of a curve of which nobody drew an interval; None where f' certainly is not zero there.

    Args:
        is_zero: whether that is known, and need not be looked at.
    """
    width, at = max(1.0, abs(x)), np.array([x])
    around = Places(field, x - width / 2, x + width / 2, at)
    if not (is_zero or any(found.any() for found in around.are_zeros(at))):
        return None
    return None if jumps_near(field, x) else around.at_critical(around.looked_at(at))[0]


def jumps_near(field: Field, x: float) -> bool:
    """Whether f goes further close beside a point than its slopes take it, which nothing continuous does."""
    width, at = max(1.0, abs(x)), np.array([x])
    reach = _BESIDE * width
    if is_analytic_over(field.code, np.array([[x - reach, x + reach]]), field.numbers):
        return False
    looked = Places(field, x - width / 2, x + width / 2, at).looked_at(at)
    three = np.stack([looked.left.derivatives[:2, 0], looked.here[:2, 0], looked.right.derivatives[:2, 0]])
    rise, steepest = np.ptp(three[:, 0]), np.abs(three[:, 1]).max()
    return bool(rise > _FURTHER * steepest * reach + _TINY * reach * np.abs(three[:, 0]).max())


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
