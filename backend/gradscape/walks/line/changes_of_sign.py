"""What is between two places where f has different signs: a zero, a jump or a pole."""

from typing import Literal, NamedTuple

import numpy as np

from gradscape.calculus.field import Field

# plateau: f is 0 around it too, or too small to be a number. hole: f has no value there. undecided: as sin(1/x) at 0.
Crossing = Literal["zero", "plateau", "jump", "pole", "hole", "undecided"]

# Places that are looked at together, and on each side of where the sign changes, ever farther from it.
_PARTS = 64
_BESIDE = 2.0 ** np.arange(11) - 1
# Of the change from side to side: what f may change on one side of a jump.
_STEADY = 0.05
_GROWTH = 2.0
# Of max(1, |x|): as far around a zero f is looked at.
_AROUND = 1e-3
# Smaller numbers are 0 to the machine.
_SMALLEST = int(np.float64(2.0**-1022).view(np.int64))


class Change(NamedTuple):
    """Two numbers between which the sign of f changes, f there, and what makes it change; neighbours or nearly so.

    Where f is 0 at a number, both are that number; left and right are the sides' values where it jumps.
    """

    low: float
    high: float
    left: float
    right: float
    kind: Crossing

    @property
    def place(self) -> float:
        """Where it is."""
        middle = self.low / 2 + self.high / 2
        return middle if abs(middle) > 2.0**-1022 else 0.0


def change_between(field: Field, low: float, high: float) -> Change:
    """Narrows [low, high] down to two neighbouring numbers: a continuous function changes no more there than around.

    Between neighbours a jump's change is all there is, while f is steady on both sides; towards a pole f grows on both
    sides, and towards a zero it falls.
    """
    begin, end = _place(low), _place(high)
    sign = np.sign(_values(field, [low])[0])
    while end - begin > 1:
        parts = sorted({begin + (end - begin) * k // _PARTS for k in range(1, _PARTS)} - {begin, end})
        signs = np.sign(_values(field, [_number(part) for part in parts]))
        odd = int(np.argmax(signs != sign)) if (signs != sign).any() else len(parts)
        if odd < len(parts) and signs[odd] != -sign:
            return change_at(field, _number(parts[odd]))
        begin, end = ([begin, *parts])[odd], ([*parts, end])[odd]
    return _judged(field, _number(begin), _number(end))


def change_at(field: Field, place: float) -> Change:
    """What is where f is 0 or has no value."""
    reach = _AROUND * max(1.0, abs(place))
    value, *around = _values(field, [place, place - reach, place + reach]).tolist()
    if value == 0:
        return Change(place, place, 0.0, 0.0, "plateau" if 0 in around else "zero")
    found = _judged(field, _number(_place(place) - 1), _number(_place(place) + 1))
    has_sides = np.sign(found.left) * np.sign(found.right) < 0
    return found if has_sides else found._replace(kind="hole")


def _judged(field: Field, low: float, high: float) -> Change:
    before, after = (_values(field, list(end + sign * (high - low) * _BESIDE)) for end, sign in ((low, -1), (high, 1)))
    kind = _kind(before, after)
    # At the place of a jump f may have a value of its own.
    k = 1 if kind == "jump" else 0
    return Change(low, high, float(before[k]), float(after[k]), kind)


def _kind(before: np.ndarray, after: np.ndarray) -> Crossing:
    """By the values from the change of sign outwards, on both sides."""
    sides = [np.abs(before), np.abs(after)]
    if all((np.diff(size) <= 0).all() and size[0] > _GROWTH * size[-1] for size in sides):
        return "pole"
    change = abs(before[1] - after[1])
    if all(np.ptp(side[1:]) <= _STEADY * change for side in (before, after)):
        return "jump"
    return "zero" if all(size[-1] > _GROWTH * size[0] for size in sides) else "undecided"


def _values(field: Field, places: list[float]) -> np.ndarray:
    return field.values(np.array(places)[:, None])


def _place(number: float) -> int:
    """The number of a number: those of neighbours differ by 1, and 0 has 0."""
    size = int(np.float64(abs(number)).view(np.int64)) - _SMALLEST + 1
    return max(size, 0) * (1 if number >= 0 else -1)


def _number(place: int) -> float:
    size = float(np.int64(abs(place) + _SMALLEST - 1).view(np.float64)) if place else 0.0
    return size if place >= 0 else -size
