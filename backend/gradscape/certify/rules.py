"""What each opcode of one operand does to an interval: where it is analytic, its value, slope and curvature.

A rule answers (state, [g, g', g'']), as many derivatives as asked for. States: ANALYTIC: certainly analytic on the
whole interval; VOID: certainly undefined on all of it; UNDECIDED: an edge, a pole or a kink may lie inside.
"""

from collections.abc import Callable

import numpy as np
from scipy import special

from gradscape.certify import intervals as iv
from gradscape.certify.intervals import Interval

VOID, UNDECIDED, ANALYTIC = 0, 1, 2
_LOWEST_GAMMA = 1.4616321449683622


def state_of(analytic: np.ndarray, void: np.ndarray | bool = False) -> np.ndarray:
    """One state each."""
    return np.where(analytic, ANALYTIC, np.where(void, VOID, UNDECIDED)).astype(np.int8)


def _everywhere(chain: Callable) -> Callable:
    """A function that is analytic on the whole line."""
    return lambda u, order: (np.full(u.lo.shape, ANALYTIC, np.int8), chain(u, order))


def _positive(chain: Callable, ends_at_zero: bool) -> Callable:
    """Analytic for u > 0; `ends_at_zero`: it has a value at 0, but no neighbourhood there."""

    def rule(u, order):
        return state_of(u.lo > 0, u.hi < 0 if ends_at_zero else u.hi <= 0), chain(u, order)

    return rule


def _between(chain: Callable) -> Callable:
    """Analytic for -1 < u < 1."""

    def rule(u, order):
        inside = Interval(np.clip(u.lo, -1, 1), np.clip(u.hi, -1, 1), u.nonzero)
        return state_of((u.lo > -1) & (u.hi < 1), (u.hi < -1) | (u.lo > 1)), chain(inside, order)

    return rule


def _one(u: Interval) -> Interval:
    return iv.interval(np.ones(u.lo.shape))


def _exp(u, order):
    return [iv.exp(u)] * 3


def _log(base: float) -> Callable:
    def chain(u, order):
        scale = 1 / np.log(base)
        slope = iv.reciprocal(u) if order else None
        value = iv.rising(
            {np.e: np.log, 2.0: np.log2, 10.0: np.log10}[base],
            iv.Interval(np.maximum(u.lo, 0), np.maximum(u.hi, 0), u.nonzero),
        )
        if base == np.e or not order:
            return [value, slope, order > 1 and -iv.square(slope)]
        factor = iv.ordered(np.full(u.lo.shape, scale), np.full(u.lo.shape, scale))
        return [value, slope * factor, order > 1 and -iv.square(slope) * factor]

    return chain


def _sqrt(u, order):
    value = iv.root(u)
    slope = iv.reciprocal(iv.scaled(value, 2.0)) if order else None
    return [value, slope, order > 1 and iv.scaled(slope / u, -0.5)]


def _sin(u, order):
    sine = iv.sine(u)
    return [sine, order and iv.cosine(u), -sine]


def _cos(u, order):
    cosine = iv.cosine(u)
    return [cosine, order and -iv.sine(u), -cosine]


def _tan(u, order):
    low, high = u.lo / np.pi + 0.5, u.hi / np.pi + 0.5
    slack = 1e-15 * (1 + np.maximum(np.abs(low), np.abs(high)))
    inside = np.floor(low - slack) == np.floor(high + slack)
    value = iv.where(inside, iv.rising(np.tan, u), iv.whole(u.lo))
    slope = iv.shifted(iv.square(value), 1.0) if order else None
    return state_of(inside), [value, slope, order > 1 and iv.scaled(value * slope, 2.0)]


def _tanh(u, order):
    value = iv.rising(np.tanh, u, least=-1.0, most=1.0, nonzero=u.nonzero)
    slope = iv.square(iv.reciprocal(iv.hyperbolic_cosine(u))) if order else None
    return [value, slope, order > 1 and iv.scaled(value * slope, -2.0)]


def _sinh(u, order):
    sine = iv.rising(np.sinh, u, nonzero=u.nonzero)
    return [sine, order and iv.hyperbolic_cosine(u), sine]


def _cosh(u, order):
    cosine = iv.hyperbolic_cosine(u)
    return [cosine, order and iv.rising(np.sinh, u, nonzero=u.nonzero), cosine]


def _arctan(u, order):
    slope = iv.reciprocal(iv.shifted(iv.square(u), 1.0)) if order else None
    curvature = iv.scaled(u * iv.square(slope), -2.0) if order > 1 else None
    return [iv.rising(np.arctan, u, nonzero=u.nonzero), slope, curvature]


def _arcsin(sign: float) -> Callable:
    def chain(u, order):
        value = iv.rising(np.arcsin, u) if sign > 0 else iv.ordered(np.arccos(u.hi), np.arccos(u.lo))
        if not order:
            return [value]
        one = _one(u)
        slope = iv.reciprocal(iv.root((one - u) * (one + u)))
        curvature = order > 1 and u * (iv.square(slope) * slope)
        return [value, slope, curvature] if sign > 0 else [value, -slope, order > 1 and -curvature]

    return chain


def _arsinh(u, order):
    slope = iv.reciprocal(iv.root(iv.shifted(iv.square(u), 1.0))) if order else None
    return [iv.rising(np.arcsinh, u, nonzero=u.nonzero), slope, order > 1 and -u * (iv.square(slope) * slope)]


def _arcosh(u, order):
    one, clipped = _one(u), Interval(np.maximum(u.lo, 1.0), np.maximum(u.hi, 1.0), u.nonzero)
    slope = iv.reciprocal(iv.root((clipped - one) * (clipped + one))) if order else None
    value = iv.rising(np.arccosh, clipped, least=0.0)
    return state_of(u.lo > 1, u.hi < 1), [value, slope, order > 1 and -clipped * (iv.square(slope) * slope)]


def _artanh(u, order):
    one = _one(u)
    slope = iv.reciprocal((one - u) * (one + u)) if order else None
    return [iv.rising(np.arctanh, u), slope, order > 1 and iv.scaled(u * iv.square(slope), 2.0)]


def _logistic(u: Interval) -> Interval:
    return iv.rising(special.expit, u, 8, 0.0, 1.0, True)


def _sigmoid(u, order):
    value, rest = _logistic(u), _logistic(-u)
    return [value, value * rest, order > 1 and value * rest * (rest - value)]


def _softplus(u, order):
    value = iv.rising(lambda x: np.logaddexp(0.0, x), u, 8, 0.0, nonzero=True)
    return [value, *_sigmoid(u, order - 1)[:order]]


def _bell(u: Interval, steepness: float, height: float) -> Interval:
    return iv.exp(iv.scaled(iv.square(u), -steepness)) * iv.ordered(*[np.full(u.lo.shape, height)] * 2)


def _erf(u, order):
    slope = _bell(u, 1.0, 2 / np.sqrt(np.pi)) if order else None
    return [iv.rising(special.erf, u, 8, -1.0, 1.0), slope, order > 1 and iv.scaled(u * slope, -2.0)]


def _normal_cdf(u, order):
    slope = _bell(u, 0.5, 1 / np.sqrt(2 * np.pi)) if order else None
    # It underflows early: 1e-300 stands for all that is smaller.
    value = iv.ordered(special.ndtr(u.lo) - 1e-300, special.ndtr(u.hi) + 1e-300, 256, 0.0, 1.0, True)
    return [value, slope, order > 1 and -u * slope]


def _reflected(u: Interval) -> tuple[np.ndarray, Interval, Interval]:
    """Whether no pole of gamma lies in u; sin(pi u), and 1 - u, of its part below 1/2."""
    slack = 1e-15 * (1 + u.magnitude)
    off = (u.lo > 0) | ((np.floor(u.lo - slack) == np.floor(u.hi + slack)) & (u.hi < 0))
    pi = iv.ordered(*[np.full(u.lo.shape, np.pi)] * 2, 1)
    return off, iv.sine(pi * u), _one(u) - u


def _gammas(u: Interval) -> tuple[np.ndarray, Interval, Interval, Interval]:
    """Where it is analytic, gamma, psi and psi'."""
    off, sine, rest = _reflected(u)
    right = u.lo > 0
    pi = iv.ordered(*[np.full(u.lo.shape, np.pi)] * 2, 1)
    safe = iv.where(right, u, iv.where(off, rest, _one(u)))
    direct = iv.convex(special.gamma, _LOWEST_GAMMA, safe, 32, 0.0)
    value = iv.where(right, direct, pi / (sine * direct))
    psi = iv.where(right | off, iv.digamma(iv.where(right | off, u, _one(u))), iv.whole(u.lo))
    trigamma = iv.trigamma(safe)
    curvature = iv.where(right, trigamma, iv.square(pi / sine) - trigamma)
    return off, value, psi, curvature


def _gamma(u, order):
    off, value, psi, curvature = _gammas(u)
    return state_of(off), [value, value * psi, order > 1 and value * (iv.square(psi) + curvature)]


def _lgamma(u, order):
    off, sine, rest = _reflected(u)
    right = u.lo > 0
    safe = iv.where(right, u, iv.where(off, rest, _one(u)))
    direct = iv.convex(special.gammaln, _LOWEST_GAMMA, safe, 32, 1e-15)
    size = iv.where(sine.lo >= 0, sine, -sine)
    log_pi = iv.ordered(*[np.full(u.lo.shape, np.log(np.pi))] * 2)
    _, _, psi, curvature = _gammas(u) if order else (0, 0, 0, 0)
    return state_of(off), [iv.where(right, direct, log_pi - iv.log(size) - direct), psi, curvature]


def _reciprocal(u, order):
    value = iv.reciprocal(u)
    square = iv.square(value) if order else None
    return state_of(u.nonzero), [value, order and -square, order > 1 and iv.scaled(value * square, 2.0)]


def _cbrt(u, order):
    value = iv.rising(np.cbrt, u, nonzero=u.nonzero)
    slope = iv.reciprocal(iv.scaled(iv.square(value), 3.0)) if order else None
    curvature = order > 1 and iv.scaled(slope / iv.scaled(u, 3.0), -2.0)
    return state_of(u.nonzero), [value, slope, curvature]


def _square(u, order):
    return [iv.square(u), iv.scaled(u, 2.0), iv.scaled(_one(u), 2.0)]


def _pieces(left: Callable, right: Callable) -> Callable:
    """One analytic function for u < 0 and another for u > 0."""

    def rule(u, order):
        a, b = left(u, order), right(u, order)
        positive, negative = u.lo > 0, u.hi < 0
        both = [iv.where(positive, y, iv.where(negative, x, iv.hull(x, y))) for x, y in zip(a, b, strict=True)]
        return state_of(positive | negative), both

    return rule


def _linear(slope: float, value: float = 0.0) -> Callable:
    def chain(u, order):
        flat = iv.interval(np.full(u.lo.shape, slope))
        return [
            iv.shifted(u * flat, value) if value or slope not in (0.0, 1.0) else u * flat,
            flat,
            iv.interval(0 * flat.lo),
        ]

    return chain


def _constant(value: float) -> Callable:
    return lambda u, order: [iv.interval(np.full(u.lo.shape, value)), *[iv.interval(np.zeros(u.lo.shape))] * 2]


def _steps(function: Callable, jump: float) -> Callable:
    """A step function that jumps where u - `jump` is a whole number."""

    def rule(u, order):
        low, high = np.floor(u.lo - jump), np.floor(u.hi - jump)
        between = (low == high) & (low != u.lo - jump)
        zero = iv.interval(np.zeros(u.lo.shape))
        return state_of(between), [iv.interval(function(u.lo), function(u.hi)), zero, zero]

    return rule


def _away_from_zero(x):
    return np.trunc(x + np.copysign(0.5, x))


def power(exponent: float) -> Callable:
    """u^c for a constant c."""

    def rule(u, order):
        chain = [iv.power(u, exponent)]
        if order:
            chain.append(iv.scaled(iv.power(u, exponent - 1), exponent))
        if order > 1:
            chain.append(iv.scaled(iv.power(u, exponent - 2), exponent * (exponent - 1)))
        if exponent.is_integer():
            return state_of(np.ones(u.lo.shape, bool) if exponent >= 0 else u.nonzero), chain
        return state_of(u.lo > 0, u.hi < 0), chain

    return rule


UNARY: dict[str, Callable] = {
    "neg": _everywhere(lambda u, order: [-u, -_one(u), iv.interval(np.zeros(u.lo.shape))]),
    "square": _everywhere(_square),
    "reciprocal": _reciprocal,
    "sqrt": _positive(_sqrt, ends_at_zero=True),
    "cbrt": _cbrt,
    "exp": _everywhere(_exp),
    "log": _positive(_log(np.e), ends_at_zero=False),
    "log2": _positive(_log(2.0), ends_at_zero=False),
    "log10": _positive(_log(10.0), ends_at_zero=False),
    "sin": _everywhere(_sin),
    "cos": _everywhere(_cos),
    "tan": _tan,
    "arcsin": _between(_arcsin(1.0)),
    "arccos": _between(_arcsin(-1.0)),
    "arctan": _everywhere(_arctan),
    "sinh": _everywhere(_sinh),
    "cosh": _everywhere(_cosh),
    "tanh": _everywhere(_tanh),
    "arsinh": _everywhere(_arsinh),
    "arcosh": _arcosh,
    "artanh": _between(_artanh),
    "sigmoid": _everywhere(_sigmoid),
    "softplus": _everywhere(_softplus),
    "erf": _everywhere(_erf),
    "normal_cdf": _everywhere(_normal_cdf),
    "gamma": _gamma,
    "lgamma": _lgamma,
    "abs": _pieces(_linear(-1.0), _linear(1.0)),
    "sign": _pieces(_constant(-1.0), _constant(1.0)),
    "step": _pieces(_constant(0.0), _constant(1.0)),
    "relu": _pieces(_constant(0.0), _linear(1.0)),
    "leaky_relu": _pieces(_linear(0.01), _linear(1.0)),
    "elu": _pieces(lambda u, order: [iv.rising(np.expm1, u, least=-1.0), *[iv.exp(u)] * 2], _linear(1.0)),
    "floor": _steps(np.floor, 0.0),
    "ceil": _steps(np.ceil, 0.0),
    "round": _steps(_away_from_zero, 0.5),
}
