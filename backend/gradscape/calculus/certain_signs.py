"""Signs of f' and f'' that rounding cannot have made."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.field import Field
from gradscape.calculus.zeros import Nodes, sampled
from gradscape.certify.intervals import Interval
from gradscape.certify.jets import jets
from gradscape.certify.rules import ANALYTIC

# Stands for a number that is not 0, but smaller than any float.
_SMALLEST = 5e-324


class Signs(NamedTuple):
    """Over m intervals: whether f is certainly analytic, and the signs of f' and f'' that hold all over each.

    0 only where a derivative is 0 and nothing else; NaN where its sign is not certain. (m,) each.
    """

    analytic: np.ndarray
    first: np.ndarray
    second: np.ndarray


def certain_signs(field: Field, low: Float64[np.ndarray, " m"], high: Float64[np.ndarray, " m"]) -> Signs:
    """What enclosures say of f' and f'' from `low` to `high`."""
    jet = jets(field.code, field.numbers, np.stack([low, high], axis=-1)[:, None, :], order=2)
    analytic = jet.state == ANALYTIC
    return Signs(analytic, *(np.where(analytic, _sign(part[0]), np.nan) for part in (jet.gradient, jet.hessian)))


def largest_slopes(
    field: Field, low: Float64[np.ndarray, " m"], high: Float64[np.ndarray, " m"]
) -> Float64[np.ndarray, " m"]:
    """What |f'| certainly does not exceed from `low` to `high`; infinite where f is not certainly analytic."""
    jet = jets(field.code, field.numbers, np.stack([low, high], axis=-1)[:, None, :], order=1)
    return np.where(jet.state == ANALYTIC, jet.gradient[0].magnitude, np.inf)


def calm(field: Field, x: Float64[np.ndarray, " m"]) -> Nodes:
    """The function sampled, with 0 for slopes and bends that may be rounding only, but not for what underflows."""
    return calmed(field, sampled(field, x))


def calmed(field: Field, nodes: Nodes) -> Nodes:
    """The same of samples."""
    if not len(nodes.x):
        return nodes
    signs = certain_signs(field, nodes.x, nodes.x)
    derivatives = nodes.derivatives.copy()
    for order, sign in ((1, signs.first), (2, signs.second)):
        own = derivatives[order]
        # Where f is not analytic, nothing is known of its rounding.
        own = np.where(signs.analytic & np.isnan(sign) & np.isfinite(own), 0.0, own)
        derivatives[order] = np.where((own == 0) & (np.abs(sign) == 1), sign * _SMALLEST, own)
    # Further derivatives of a straight line are rounding of rounding.
    derivatives[3:, derivatives[2] == 0] = 0.0
    return Nodes(nodes.x, derivatives)


def is_constant(field: Field, low: float, high: float) -> bool:
    """Whether f' is certainly 0 all over the interval."""
    return bool(certain_signs(field, np.array([low]), np.array([high])).first[0] == 0)


def _sign(part: Interval) -> np.ndarray:
    sign = np.where(part.is_zero, 0.0, np.nan)
    sign = np.where(part.nonzero & (part.lo >= 0), 1.0, sign)
    return np.where(part.nonzero & (part.hi <= 0), -1.0, sign)
