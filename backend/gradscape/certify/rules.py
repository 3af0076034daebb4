"""What each opcode of one operand does to an interval: where it is analytic, and g, g', g'', g''' on it.

A chain yields as many derivatives as are asked for, each from those before it. Where the operand leaves the domain,
the value holds for the part inside, and the derivatives need not hold: only an analytic state vouches for them.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
import scipy

from gradscape.certify import intervals as iv
from gradscape.certify.intervals import ONE, PI, ZERO, Ends, Interval

VOID, UNDECIDED, DEFINED, ANALYTIC = 0, 1, 2, 3
"""Of f on a box: certainly without a value anywhere; nothing is certain; certainly with a value everywhere, though a
kink, a jump or an edge may lie inside; certainly analytic everywhere."""

Chain = Callable[[Interval], Iterator[Interval]]
States = Callable[[Interval], Ends]

_LOWEST_GAMMA = 1.4616321449683622


class Rule(NamedTuple):
    """One function: what is certain of it on an interval, and its derivatives. `state` None: analytic everywhere."""

    state: States | None
    chain: Chain


def state_of(analytic: Ends, defined: Ends = False, void: Ends = False) -> np.ndarray:
    """One state each, the best that holds."""
    weaker = np.where(defined, DEFINED, np.where(void, VOID, UNDECIDED))
    return np.where(analytic, ANALYTIC, weaker).astype(np.int8)


def is_positive(u: Interval) -> Ends:
    """Whether u > 0 on all of it, though its lower end may have underflowed to 0."""
    return (u.lo > 0) if u.strict is None else (u.lo > 0) | (u.strict & (u.lo >= 0))


def _exp(u: Interval) -> Iterator[Interval]:
    value = iv.exp(u)
    while True:
        yield value


def _log(function: Callable, base: float) -> Chain:
    def chain(u: Interval) -> Iterator[Interval]:
        yield iv.rising(function, iv.clipped(u, 0.0))
        factor = ONE if base == np.e else iv.number(1 / np.log(base), 4)
        slope = iv.reciprocal(u)
        yield slope * factor
        yield -iv.square(slope) * factor
        yield iv.scaled(iv.power(slope, 3.0), 2.0) * factor

    return chain


def _sqrt(u: Interval) -> Iterator[Interval]:
    value = iv.root(u)
    yield value
    slope = iv.reciprocal(iv.scaled(value, 2.0))
    yield slope
    curvature = iv.scaled(slope / u, -0.5)
    yield curvature
    yield iv.scaled(curvature / u, -1.5)


def _cbrt(u: Interval) -> Iterator[Interval]:
    value = iv.rising(np.cbrt, u, odd=True)
    yield value
    slope = iv.reciprocal(iv.scaled(iv.square(value), 3.0))
    yield slope
    third = iv.scaled(u, 3.0)
    curvature = iv.scaled(slope / third, -2.0)
    yield curvature
    yield iv.scaled(curvature / third, -5.0)


def _sin(u: Interval) -> Iterator[Interval]:
    sine = iv.sine(u)
    yield sine
    cosine = iv.cosine(u)
    yield cosine
    yield -sine
    yield -cosine


def _cos(u: Interval) -> Iterator[Interval]:
    cosine = iv.cosine(u)
    yield cosine
    sine = iv.sine(u)
    yield -sine
    yield -cosine
    yield sine


def _between_poles(u: Interval) -> Ends:
    """Whether no pole of tan lies in u."""
    low, high = u.lo / np.pi + 0.5, u.hi / np.pi + 0.5
    slack = 1e-15 * (1 + np.maximum(np.abs(low), np.abs(high)))
    return np.floor(low - slack) == np.floor(high + slack)


def _tan(u: Interval) -> Iterator[Interval]:
    value = iv.where(_between_poles(u), iv.rising(np.tan, u), iv.whole(u.lo))
    yield value
    square = iv.square(value)
    slope = square + ONE
    yield slope
    yield iv.scaled(value * slope, 2.0)
    yield iv.scaled(slope * iv.shifted(iv.scaled(square, 3.0), 1.0), 2.0)


def _tanh(u: Interval) -> Iterator[Interval]:
    value = iv.rising(np.tanh, u, least=-1.0, most=1.0, odd=True)
    yield value
    slope = iv.square(iv.reciprocal(iv.hyperbolic_cosine(u)))
    yield slope
    yield iv.scaled(value * slope, -2.0)
    yield iv.scaled(slope * iv.shifted(iv.scaled(iv.square(value), 3.0), -1.0), 2.0)


def _sinh(u: Interval) -> Iterator[Interval]:
    sine = iv.hyperbolic_sine(u)
    yield sine
    cosine = iv.hyperbolic_cosine(u)
    yield cosine
    yield sine
    yield cosine


def _cosh(u: Interval) -> Iterator[Interval]:
    cosine = iv.hyperbolic_cosine(u)
    yield cosine
    sine = iv.hyperbolic_sine(u)
    yield sine
    yield cosine
    yield sine


def _arctan(u: Interval) -> Iterator[Interval]:
    yield iv.rising(np.arctan, u, odd=True)
    square = iv.square(u)
    slope = iv.reciprocal(square + ONE)
    yield slope
    yield iv.scaled(u * iv.square(slope), -2.0)
    yield iv.scaled(iv.power(slope, 3.0) * iv.shifted(iv.scaled(square, 3.0), -1.0), 2.0)


def _inverse_root(u: Interval, slope: Interval, curving: float, constant: float) -> Iterator[Interval]:
    """s, s' and s'' for a slope s with s' = ± u s³ (arcsin, arsinh, arcosh)."""
    yield slope
    yield iv.scaled(u * iv.power(slope, 3.0), curving)
    yield iv.power(slope, 5.0) * iv.shifted(iv.scaled(iv.square(u), 2.0), constant)


def _arcsin(u: Interval) -> Iterator[Interval]:
    u = iv.clipped(u, -1.0, 1.0)
    yield iv.rising(np.arcsin, u, odd=True)
    yield from _inverse_root(u, iv.reciprocal(iv.root((ONE - u) * (ONE + u))), 1.0, 1.0)


def _arccos(u: Interval) -> Iterator[Interval]:
    u = iv.clipped(u, -1.0, 1.0)
    yield iv.ordered(np.arccos(u.hi), np.arccos(u.lo), least=0.0)
    for part in _inverse_root(u, iv.reciprocal(iv.root((ONE - u) * (ONE + u))), 1.0, 1.0):
        yield -part


def _arsinh(u: Interval) -> Iterator[Interval]:
    yield iv.rising(np.arcsinh, u, odd=True)
    yield from _inverse_root(u, iv.reciprocal(iv.root(iv.square(u) + ONE)), -1.0, -1.0)


def _arcosh(u: Interval) -> Iterator[Interval]:
    u = iv.clipped(u, 1.0)
    yield iv.rising(np.arccosh, u, least=0.0)
    yield from _inverse_root(u, iv.reciprocal(iv.root((u - ONE) * (u + ONE))), -1.0, 1.0)


def _artanh(u: Interval) -> Iterator[Interval]:
    u = iv.clipped(u, -1.0, 1.0)
    yield iv.rising(np.arctanh, u, 96, odd=True)
    slope = iv.reciprocal((ONE - u) * (ONE + u))
    yield slope
    yield iv.scaled(u * iv.square(slope), 2.0)
    yield iv.scaled(iv.power(slope, 3.0) * iv.shifted(iv.scaled(iv.square(u), 3.0), 1.0), 2.0)


def _logistic(u: Interval) -> Interval:
    return iv.certainly_nonzero(iv.rising(scipy.special.expit, u, 8, 0.0, 1.0))


def _sigmoid(u: Interval) -> Iterator[Interval]:
    value = _logistic(u)
    yield value
    rest = _logistic(-u)
    slope, lean = value * rest, rest - value
    yield slope
    yield slope * lean
    yield slope * (iv.square(lean) - iv.scaled(slope, 2.0))


def _softplus(u: Interval) -> Iterator[Interval]:
    yield iv.certainly_nonzero(iv.rising(lambda x: np.logaddexp(0.0, x), u, 8, 0.0))
    yield from _sigmoid(u)


def _bell(u: Interval, steepness: float, height: float) -> Interval:
    return iv.exp(iv.scaled(iv.square(u), -steepness)) * iv.number(height, 4)


def _erf(u: Interval) -> Iterator[Interval]:
    yield iv.rising(scipy.special.erf, u, 8, -1.0, 1.0, odd=True)
    slope = _bell(u, 1.0, 2 / np.sqrt(np.pi))
    yield slope
    yield iv.scaled(u * slope, -2.0)
    yield slope * iv.shifted(iv.scaled(iv.square(u), 4.0), -2.0)


def _normal_cdf(u: Interval) -> Iterator[Interval]:
    # It underflows early: 1e-300 stands for all that is smaller.
    value = iv.ordered(scipy.special.ndtr(u.lo) - 1e-300, scipy.special.ndtr(u.hi) + 1e-300, 256, 0.0, 1.0)
    yield iv.certainly_nonzero(value)
    slope = _bell(u, 0.5, 1 / np.sqrt(2 * np.pi))
    yield slope
    yield -u * slope
    yield slope * iv.shifted(iv.square(u), -1.0)


class _Gammas(NamedTuple):
    """Where no pole lies in u; u where it is positive, else 1 - u; sin(πu); whether u is positive."""

    off: Ends
    reflected: Interval
    sine: Interval
    right: Ends


def _off_poles(u: Interval) -> Ends:
    slack = 1e-15 * (1 + u.magnitude)
    return (u.lo > 0) | ((np.floor(u.lo - slack) == np.floor(u.hi + slack)) & (u.hi < 0))


def _beside_poles(u: Interval) -> Ends:
    return state_of(_off_poles(u), False, (u.lo == u.hi) & (u.hi <= 0) & (u.lo == np.floor(u.lo)))


def _reflected(u: Interval) -> _Gammas:
    off, right = _off_poles(u), u.lo > 0
    return _Gammas(off, iv.where(right, u, iv.where(off, ONE - u, ONE)), iv.sine(PI * u), right)


def _polygammas(u: Interval, at: _Gammas) -> Iterator[Interval]:
    """ψ, ψ', ψ'' by reflection: ψ(1 - u) - ψ(u) = π cot(πu)."""
    yield iv.where(at.off, iv.digamma(iv.where(at.off, u, ONE)), iv.whole(u.lo))
    trigamma, cosecant = iv.trigamma(at.reflected), PI / at.sine
    yield iv.where(at.right, trigamma, iv.square(cosecant) - trigamma)
    tetragamma = iv.tetragamma(at.reflected)
    bend = iv.scaled(iv.power(cosecant, 3.0) * iv.cosine(PI * u), -2.0)
    yield iv.where(at.right, tetragamma, bend + tetragamma)


def _of_lanczos(u: Interval) -> Ends:
    """Units in the last place of the machine's gamma: it is e to the power of its logarithm."""
    return 32 + 16 * np.minimum(u.magnitude, 200)


def _gamma(u: Interval) -> Iterator[Interval]:
    at = _reflected(u)
    direct = iv.convex(scipy.special.gamma, _LOWEST_GAMMA, at.reflected, _of_lanczos(at.reflected), 0.0)
    value = iv.where(at.right, direct, iv.where(at.off, PI / (at.sine * direct), iv.whole(u.lo)))
    yield value
    polygammas = _polygammas(u, at)
    psi = next(polygammas)
    yield value * psi
    trigamma = next(polygammas)
    yield value * (iv.square(psi) + trigamma)
    yield value * (iv.power(psi, 3.0) + iv.scaled(psi * trigamma, 3.0) + next(polygammas))


def _lgamma(u: Interval) -> Iterator[Interval]:
    at = _reflected(u)
    direct = iv.convex(scipy.special.gammaln, _LOWEST_GAMMA, at.reflected, 32, 1e-14)
    size = iv.where(at.sine.lo >= 0, at.sine, -at.sine)
    log_pi = iv.number(np.log(np.pi), 4)
    yield iv.where(at.right, direct, iv.where(at.off, log_pi - iv.log(size) - direct, iv.whole(u.lo)))
    yield from _polygammas(u, at)


def _reciprocal(u: Interval) -> Iterator[Interval]:
    value = iv.reciprocal(u)
    yield value
    square = iv.square(value)
    yield -square
    yield iv.scaled(value * square, 2.0)
    yield iv.scaled(iv.square(square), -6.0)


def _square(u: Interval) -> Iterator[Interval]:
    yield iv.square(u)
    yield iv.scaled(u, 2.0)
    yield iv.number(2.0)
    yield ZERO


def _negated(u: Interval) -> Iterator[Interval]:
    yield -u
    yield -ONE
    yield ZERO
    yield ZERO


def _linear(slope: float) -> Chain:
    def chain(u: Interval) -> Iterator[Interval]:
        # 0.01 is meant as a hundredth, which no float is.
        factor = ONE if slope == 1 else iv.number(slope, 0 if slope.is_integer() else 1)
        yield u * factor
        yield factor
        yield ZERO
        yield ZERO

    return chain


def _constant(value: float) -> Chain:
    def chain(u: Interval) -> Iterator[Interval]:
        yield iv.interval(np.full(u.lo.shape, value))
        while True:
            yield ZERO

    return chain


def _elu(u: Interval) -> Iterator[Interval]:
    yield iv.rising(np.expm1, u, least=-1.0, odd=True)
    yield from _exp(u)


def _pieces(left: Chain, right: Chain) -> Rule:
    """One analytic function for u < 0 and another for u > 0; at 0 a value from the one to the other."""

    def chain(u: Interval) -> Iterator[Interval]:
        positive, negative = is_positive(u), is_positive(-u)
        for a, b in zip(left(u), right(u), strict=False):
            yield iv.where(positive, b, iv.where(negative, a, iv.hull(a, b)))

    return Rule(lambda u: state_of(u.nonzero, True), chain)


def _steps(function: Callable, jump: float) -> Rule:
    """A step function that jumps where u - `jump` is a whole number."""

    def chain(u: Interval) -> Iterator[Interval]:
        yield iv.interval(function(u.lo), function(u.hi))
        while True:
            yield ZERO

    def state(u: Interval) -> Ends:
        low, high = np.floor(u.lo - jump), np.floor(u.hi - jump)
        return state_of((low == high) & (low != u.lo - jump), True)

    return Rule(state, chain)


def _nearest(x: Ends) -> Ends:
    """Half away from zero."""
    return np.trunc(x + np.copysign(0.5, x))


def power(exponent: float) -> Rule:
    """u^c for a constant c."""

    def chain(u: Interval) -> Iterator[Interval]:
        factor, left = 1.0, exponent
        while True:
            yield iv.scaled(iv.power(u, left), factor) if factor else ZERO
            factor, left = factor * left, left - 1

    if not exponent.is_integer():
        return Rule(_not_negative if exponent > 0 else _positive, chain)
    return Rule(None if exponent >= 0 else _nonzero, chain)


def _between_ones(u: Interval) -> Ends:
    """An edge at -1 and at 1, where it still has a value."""
    return state_of((u.lo > -1) & (u.hi < 1), (u.lo >= -1) & (u.hi <= 1), (u.hi < -1) | (u.lo > 1))


def _not_negative(u: Interval) -> Ends:
    """An edge at 0, where it still has a value."""
    return state_of(is_positive(u), u.lo >= 0, u.hi < 0)


def _positive(u: Interval) -> Ends:
    return state_of(is_positive(u), False, u.hi <= 0)


def _nonzero(u: Interval) -> Ends:
    return state_of(u.nonzero, False, u.is_zero)


UNARY: dict[str, Rule] = {
    "neg": Rule(None, _negated),
    "square": Rule(None, _square),
    "reciprocal": Rule(_nonzero, _reciprocal),
    "sqrt": Rule(_not_negative, _sqrt),
    "cbrt": Rule(lambda u: state_of(u.nonzero, True), _cbrt),
    "exp": Rule(None, _exp),
    "log": Rule(_positive, _log(np.log, np.e)),
    "log2": Rule(_positive, _log(np.log2, 2.0)),
    "log10": Rule(_positive, _log(np.log10, 10.0)),
    "sin": Rule(None, _sin),
    "cos": Rule(None, _cos),
    "tan": Rule(lambda u: state_of(_between_poles(u)), _tan),
    "arcsin": Rule(_between_ones, _arcsin),
    "arccos": Rule(_between_ones, _arccos),
    "arctan": Rule(None, _arctan),
    "sinh": Rule(None, _sinh),
    "cosh": Rule(None, _cosh),
    "tanh": Rule(None, _tanh),
    "arsinh": Rule(None, _arsinh),
    "arcosh": Rule(lambda u: state_of(u.lo > 1, u.lo >= 1, u.hi < 1), _arcosh),
    "artanh": Rule(lambda u: state_of((u.lo > -1) & (u.hi < 1), False, (u.hi <= -1) | (u.lo >= 1)), _artanh),
    "sigmoid": Rule(None, _sigmoid),
    "softplus": Rule(None, _softplus),
    "erf": Rule(None, _erf),
    "normal_cdf": Rule(None, _normal_cdf),
    "gamma": Rule(_beside_poles, _gamma),
    "lgamma": Rule(_beside_poles, _lgamma),
    "abs": _pieces(_linear(-1.0), _linear(1.0)),
    "sign": _pieces(_constant(-1.0), _constant(1.0)),
    "step": _pieces(_constant(0.0), _constant(1.0)),
    "relu": _pieces(_constant(0.0), _linear(1.0)),
    "leaky_relu": _pieces(_linear(0.01), _linear(1.0)),
    "elu": _pieces(_elu, _linear(1.0)),
    "floor": _steps(np.floor, 0.0),
    "ceil": _steps(np.ceil, 0.0),
    "round": _steps(_nearest, 0.5),
}


def _unknown(u: Interval) -> Iterator[Interval]:
    while True:
        yield iv.whole(u.lo)


def rule_of(opcode: str) -> Rule:
    """What is known of an opcode of one operand: nothing at all where no enclosure is written."""
    return UNARY.get(opcode, Rule(lambda u: state_of(np.zeros(u.lo.shape, bool)), _unknown))
