"""Whether a walk came to a critical point or only near one, as far as a sentence must tell the two apart."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.language.digits import in_words as number
from gradscape.language.digits import told_apart, without_rounding

# What is left of the way beside the way made, and beside the place: less does not show in its digits.
_LEFT_OF_THE_WAY, _LEFT_OF_THE_PLACE = 1e-6, 1e-8
# A method that creeps has some more steps of about the last one's length before it.
_STEPS_LEFT = 8.0


def is_at_end(points: Float64[np.ndarray, "m n"], limit: Float64[np.ndarray, " n"] | None, step: float) -> bool:
    """Whether the last of `points` is the critical point, to the digits that a sentence shows.

    Args:
        limit: the critical point, if it is known. step: the length of Newton's step from the last point, which tells
            how far off it is where it is not known; NaN where there is none.
    """
    end = points[-1] if limit is None else limit
    left = step if limit is None else float(np.linalg.norm(points[-1] - end))
    made = float(np.linalg.norm(points - end, axis=1).max())
    return bool(left <= max(_LEFT_OF_THE_WAY * made, _LEFT_OF_THE_PLACE * float(np.linalg.norm(end))))


def settled(
    place: Float64[np.ndarray, " n"], points: Float64[np.ndarray, "m n"], off: float = 0.0
) -> Float64[np.ndarray, " n"]:
    """`place` with 0 for a coordinate that is nothing beside those that the walk has been at.

    Args:
        off: the next step of the method that found the place, which is only known as well as that.
    """
    sizes = np.where(np.isfinite(points), np.abs(points), 0.0)
    reach = sizes.max(axis=0)
    # A coordinate that began at 0 and never was more than rounding has the size of the others.
    reach = np.where((points[0] == 0) & (reach <= np.finfo(float).eps * reach.max()), reach.max(), reach)
    known = np.where(np.abs(place) <= _STEPS_LEFT * off, 0.0, place)
    return np.array([without_rounding(float(each), float(size)) for each, size in zip(known, reach, strict=True)])


class Words(NamedTuple):
    """How it is said that a walk came to a point of some kind: what, and why it is no better; and that it came near."""

    reached: str
    why: str
    near: str
    itself: str


def told(words: Words, is_reached: bool, end: str | None, here: str, counted: str, still: str) -> str:
    """The sentence for a walk that has stopped with next to no slope.

    Args:
        end, here: places in words, of the critical point (None where it is not known) and of the walk's last point.
        still: how steep it is there.
    """
    if is_reached:
        return f"{words.reached}, {end or here}, {counted}{words.why}."
    if end is None:
        return f"Stopped at {here}, {counted}: {still}. Whether a critical point is near, and where, is not known."
    return f"Stopped near {words.near}, at {here}, {counted}: {still}. {words.itself.format(end)}."


def still_sloping(name: str, size: float, tolerance: float) -> str:
    """How steep it still is where a walk stopped, and that no less was asked."""
    if not tolerance:
        return f"{name} is {number(size, 3)}"
    left, asked = told_apart(size, tolerance, 3)
    return f"{name} is {left}, {'below' if size < tolerance else 'as much as'} the tolerance of {asked}"


def how_steep(name: str, sizes: Float64[np.ndarray, " m"]) -> str:
    """The same where all steps are made. sizes: of the slopes on the way, of which the last is told."""
    size = without_rounding(float(sizes[-1]), float(np.nanmax(sizes)))
    return f"{name} is still {number(size, 3)}" if size else f"{name} is 0 to rounding"
