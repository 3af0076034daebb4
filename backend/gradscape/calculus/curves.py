"""The graph of a function of one variable with its derivatives, and the places where it breaks."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.differentiability import Differentiability, differentiability
from gradscape.calculus.field import Field
from gradscape.calculus.zeros import kinks

# More breaks than a picture can show: tan over a hundred of its poles.
MAXIMUM_BREAKS = 64


class Curve(NamedTuple):
    """f and its derivatives along x: values[k, i] is f⁽ᵏ⁾(x[i]), NaN where it does not exist."""

    x: Float64[np.ndarray, " samples"]
    values: Float64[np.ndarray, "orders samples"]


class Break(NamedTuple):
    """Where a curve breaks, and how."""

    x: float
    at: Differentiability


def curve(field: Field, low: float, high: float, samples: int, derivatives: int) -> Curve:
    """f, ..., f⁽ᵈᵉʳⁱᵛᵃᵗⁱᵛᵉˢ⁾ at equal distances, ends included."""
    x = np.linspace(low, high, samples)
    return Curve(x, field.series(x)[: derivatives + 1])


def breaks(field: Field, low: float, high: float) -> tuple[Break, ...]:
    """Poles, jumps, gaps, corners and ends of the domain in [low, high], ascending; at most 64."""
    found = (
        Break(place, differentiability(field, place)) for place in kinks(field, low, high)[:MAXIMUM_BREAKS].tolist()
    )
    return tuple(each for each in found if each.at.kind not in ("smooth", "undefined"))
