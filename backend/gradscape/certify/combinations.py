"""What each opcode of two operands does to jets: choices, comparisons, gates, and what is made of other functions."""

from collections.abc import Callable

import numpy as np

from gradscape.certify import intervals as iv
from gradscape.certify.forward import Sparse, added, chained, mapped, multiplied, subtracted, together, worse
from gradscape.certify.intervals import ONE, PI, ZERO, Ends, Interval
from gradscape.certify.rules import ANALYTIC, DEFINED, UNARY, UNDECIDED, is_positive, state_of

Combination = Callable[[Sparse, Sparse, int], Sparse]

_QUARTER = iv.scaled(PI, 0.5)
_NOTHING = Sparse(None, ZERO, {}, {})


def _divided(a: Sparse, b: Sparse, order: int) -> Sparse:
    return multiplied(a, chained(UNARY["reciprocal"], b, order), order)


def _raised(a: Sparse, b: Sparse, order: int) -> Sparse:
    """a^b as e^(b log a); 0^b has a value for b >= 0, but no neighbourhood."""
    found = chained(UNARY["exp"], multiplied(b, chained(UNARY["log"], a, order), order), order)
    inside = is_positive(a.value)
    value = Interval(found.value.lo, found.value.hi, found.value.nonzero & inside)
    own = state_of(inside, (a.value.lo >= 0) & (b.value.lo >= 0), a.value.hi < 0)
    return found._replace(value=value, state=worse(worse(a.state, b.state), own))


def _chosen(first: Ends, second: Ends, a: Sparse, b: Sparse, state: Ends) -> Sparse:
    """a where `first`, b where `second`, either elsewhere."""
    return together(a, b, state, lambda x, y: iv.where(first, x, iv.where(second, y, iv.hull(x, y))))


def _state(a: Sparse) -> Ends:
    return np.array(ANALYTIC, np.int8) if a.state is None else a.state


def _settled(a: Sparse) -> Ends:
    """The state of what only needs a to have a value: no kink of a can show."""
    state = _state(a)
    return np.where(state == DEFINED, ANALYTIC, state).astype(np.int8)


def _at_most(state: Ends, limit: int) -> Ends:
    return np.minimum(state, np.int8(limit))


def _picked(first: Ends, second: Ends, a: Sparse, b: Sparse) -> Sparse:
    """One of two that must both have values."""
    state = np.minimum(
        np.where(second, _settled(a), _state(a)),
        np.where(first, _settled(b), _state(b)),
    )
    return _chosen(first, second, a, b, np.where(np.logical_or(first, second), state, _at_most(state, DEFINED)))


def _smaller(a: Sparse, b: Sparse, order: int) -> Sparse:
    found = _picked(a.value.hi < b.value.lo, b.value.hi < a.value.lo, a, b)
    value = Interval(np.minimum(a.value.lo, b.value.lo), np.minimum(a.value.hi, b.value.hi), found.value.strict)
    return found._replace(value=value)


def _larger(a: Sparse, b: Sparse, order: int) -> Sparse:
    found = _picked(a.value.lo > b.value.hi, b.value.lo > a.value.hi, a, b)
    value = Interval(np.maximum(a.value.lo, b.value.lo), np.maximum(a.value.hi, b.value.hi), found.value.strict)
    return found._replace(value=value)


def _compared(a: Sparse, b: Sparse, order: int) -> Sparse:
    """1 where a < b, 0 where a > b; which of them where they are equal is no matter: a border lies there."""
    below, above = a.value.hi < b.value.lo, a.value.lo > b.value.hi
    defined = np.minimum(_settled(a), _settled(b))
    state = np.where(below | above, defined, _at_most(defined, DEFINED))
    return _chosen(below, above, Sparse(None, ONE, {}, {}), _NOTHING, state)


def _gated(opens_at_zero: bool) -> Combination:
    def gate(condition: Sparse, value: Sparse, order: int) -> Sparse:
        """`value` where the condition opens; what is shut out cannot leak, nor can its domain."""
        at_zero, off_zero = condition.value.is_zero, condition.value.nonzero
        opened, shut = (at_zero, off_zero) if opens_at_zero else (off_zero, at_zero)
        # Where the gate may be shut a value that is nowhere defined need not count.
        between = np.clip(_state(value), UNDECIDED, DEFINED)
        passed = np.where(opened, _state(value), np.where(shut, ANALYTIC, between)).astype(np.int8)
        return _chosen(opened, shut, value, _NOTHING, np.minimum(passed, _settled(condition)))

    return gate


def _distance(a: Sparse, b: Sparse, order: int) -> Sparse:
    first, second = (chained(UNARY["square"], each, order) for each in (a, b))
    return chained(UNARY["sqrt"], added(first, second, order), order)


def _remainder(a: Sparse, b: Sparse, order: int) -> Sparse:
    """a - b floor(a/b), between 0 and b."""
    turns = chained(UNARY["floor"], _divided(a, b, order), order)
    found = subtracted(a, multiplied(b, turns, order), order)
    least, most = np.minimum(b.value.lo, 0.0), np.maximum(b.value.hi, 0.0)
    value = Interval(np.clip(found.value.lo, least, most), np.clip(found.value.hi, least, most))
    return found._replace(value=value)


def _angle(y: Sparse, x: Sparse, order: int) -> Sparse:
    """atan2 off its cut: by arctan of y/x on the right, of x/y above and below."""
    right, above, below = is_positive(x.value), is_positive(y.value), is_positive(-y.value)
    aside = chained(UNARY["arctan"], _divided(y, x, order), order)
    upright = mapped(chained(UNARY["arctan"], _divided(x, y, order), order), lambda part: -part)
    turned = upright._replace(value=upright.value + iv.where(below, -_QUARTER, _QUARTER))
    upwards = ~right & (above | below)
    found = _chosen(right, upwards, aside, turned, np.array(ANALYTIC, np.int8))
    known = right | upwards
    value = iv.where(known, found.value, Interval((-PI).lo, PI.hi))
    own = state_of(known, is_positive(-x.value), x.value.is_zero & y.value.is_zero)
    return found._replace(value=value, state=worse(worse(x.state, y.state), own))


BINARY: dict[str, Combination] = {
    "add": added,
    "sub": subtracted,
    "mul": multiplied,
    "div": _divided,
    "pow": _raised,
    "min": _smaller,
    "max": _larger,
    "mod": _remainder,
    "atan2": _angle,
    "hypot": _distance,
    "less": _compared,
    "less_equal": _compared,
    "choose": _gated(opens_at_zero=False),
    "unless": _gated(opens_at_zero=True),
}
