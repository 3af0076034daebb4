"""Enclosures of f, its gradient and its Hessian over boxes: forward mode on the machine's own instructions."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from gradscape.certify import intervals as iv
from gradscape.certify.intervals import Interval
from gradscape.certify.rules import ANALYTIC, UNARY, UNDECIDED, power, state_of
from gradscape.language.lowering import Code
from gradscape.language.syntax import Apply, Name, Number, Tree
from gradscape.language.vocabulary import CONSTANTS


class Jet(NamedTuple):
    """Over m boxes of n variables: state (m,), value (m,), gradient (n, m), hessian (n (n + 1) / 2, m), upper half."""

    state: np.ndarray
    value: Interval
    gradient: Interval | None
    hessian: Interval | None


class Tower(NamedTuple):
    """How often to differentiate, and which pairs of variables the rows of a Hessian belong to."""

    order: int
    rows: np.ndarray
    columns: np.ndarray


def jets(code: Code, parameters: Mapping[str, float], boxes: np.ndarray, order: int = 2) -> Jet:
    """What is certain of f on each box of (m, n, 2); ends are meant exactly."""
    count, n = boxes.shape[:2]
    tower = Tower(order, *np.triu_indices(n))
    registers: dict[int, Jet] = {k: _variable(boxes, k, tower) for k in range(n)}
    with np.errstate(all="ignore"):
        for row in code.instructions:
            immediate = None if row.immediate is None else constant(row.immediate, parameters)
            operands = [registers.get(row.first), registers.get(row.second)]
            registers[row.destination] = _applied(row.opcode, operands, immediate, (count, n), tower)
    return registers[code.results[0]]


def constant(tree: Tree, parameters: Mapping[str, float]) -> Interval:
    """What a variable-free tree of arithmetic stands for; pi as the number, and as the float."""
    match tree:
        case Number(value=value):
            return iv.interval([value])
        case Name(name=name) if name in CONSTANTS:
            return iv.ordered(*[np.array([CONSTANTS[name]])] * 2, 1)
        case Name(name=name):
            return iv.interval([parameters.get(name, 1.0)])
        case Apply(function=function, arguments=arguments):
            return _folded(function, [constant(argument, parameters) for argument in arguments])


def _folded(function: str, values: list[Interval]) -> Interval:
    first, *others = values
    if function == "neg":
        return -first
    if function == "pow":
        exponent = float(others[0].middle[0])
        is_exact = others[0].lo[0] == others[0].hi[0]
        return iv.power(first, exponent) if is_exact else iv.exp(others[0] * iv.log(first))
    for other in others:
        first = first + other if function == "add" else first * other if function == "mul" else first / other
    return first


def _variable(boxes: np.ndarray, k: int, tower: Tower) -> Jet:
    count, n = boxes.shape[:2]
    jet = _number(iv.interval([0.0]), (count, n), tower)
    if tower.order:
        unit = np.zeros((n, count))
        unit[k] = 1.0
        jet = jet._replace(gradient=iv.interval(unit))
    return jet._replace(value=iv.interval(boxes[:, k, 0], boxes[:, k, 1]))


def _number(value: Interval, shape: tuple[int, int], tower: Tower) -> Jet:
    count, n = shape
    zeros = [
        iv.interval(np.zeros((rows, count))) if tower.order >= k else None for k, rows in ((1, n), (2, len(tower.rows)))
    ]
    return Jet(np.full(count, ANALYTIC, np.int8), _spread(value, count), *zeros)


def _spread(value: Interval, count: int) -> Interval:
    return Interval(*(np.broadcast_to(part, count) for part in (value.lo, value.hi, value.nonzero)))


def _applied(opcode: str, operands: list[Jet], immediate: Interval | None, shape: tuple[int, int], tower: Tower) -> Jet:
    a, b = operands
    if opcode == "constant":
        return _number(immediate, shape, tower)
    if opcode == "shift":
        return a._replace(value=a.value + immediate) if immediate.nonzero[0] else a
    if opcode == "scale":
        return Jet(a.state, *(None if part is None else part * immediate for part in a[1:]))
    if opcode == "power":
        return _chained(power(float(immediate.middle[0])), a, tower)
    if opcode in UNARY:
        return _chained(UNARY[opcode], a, tower)
    return _BINARY[opcode](a, b, tower)


def _chained(rule, a: Jet, tower: Tower) -> Jet:
    """g(a) by the chain rule."""
    state, chain = rule(a.value, tower.order)
    state = np.minimum(state, a.state)
    gradient = hessian = None
    if tower.order:
        gradient = chain[1] * a.gradient
    if tower.order > 1:
        hessian = chain[2] * _outer(a.gradient, tower) + chain[1] * a.hessian
    return Jet(state, chain[0], gradient, hessian)


def _outer(g: Interval, tower: Tower) -> Interval:
    """Products of the gradient's entries; squares are not negative."""
    products = g[tower.rows] * g[tower.columns]
    on_diagonal = (tower.rows == tower.columns)[:, None]
    return Interval(np.where(on_diagonal, np.maximum(products.lo, 0.0), products.lo), products.hi, products.nonzero)


def _parts(a: Jet, b: Jet, state: np.ndarray, combine) -> Jet:
    pairs = zip(a[1:], b[1:], strict=True)
    return Jet(state, *(None if x is None else combine(x, y) for x, y in pairs))


def _added(a: Jet, b: Jet, tower: Tower) -> Jet:
    return _parts(a, b, np.minimum(a.state, b.state), lambda x, y: x + y)


def _subtracted(a: Jet, b: Jet, tower: Tower) -> Jet:
    return _parts(a, b, np.minimum(a.state, b.state), lambda x, y: x - y)


def _multiplied(a: Jet, b: Jet, tower: Tower) -> Jet:
    gradient = hessian = None
    if tower.order:
        gradient = a.value * b.gradient + b.value * a.gradient
    if tower.order > 1:
        i, j = tower.rows, tower.columns
        mixed = a.gradient[i] * b.gradient[j] + a.gradient[j] * b.gradient[i]
        hessian = a.value * b.hessian + b.value * a.hessian + mixed
    return Jet(np.minimum(a.state, b.state), a.value * b.value, gradient, hessian)


def _divided(a: Jet, b: Jet, tower: Tower) -> Jet:
    return _multiplied(a, _chained(UNARY["reciprocal"], b, tower), tower)


def _raised(a: Jet, b: Jet, tower: Tower) -> Jet:
    logarithm = _chained(UNARY["log"], a, tower)
    return _chained(UNARY["exp"], _multiplied(b, logarithm, tower), tower)


def _chosen(first: np.ndarray, second: np.ndarray, a: Jet, b: Jet) -> Jet:
    """a where `first`, b where `second`, undecided between them elsewhere."""
    state = np.where(first, a.state, np.where(second, b.state, np.minimum(np.minimum(a.state, b.state), UNDECIDED)))
    return _parts(a, b, state, lambda x, y: iv.where(first, x, iv.where(second, y, iv.hull(x, y))))


def _smaller(a: Jet, b: Jet, tower: Tower) -> Jet:
    return _chosen(a.value.hi < b.value.lo, b.value.hi < a.value.lo, a, b)


def _larger(a: Jet, b: Jet, tower: Tower) -> Jet:
    return _chosen(a.value.lo > b.value.hi, b.value.lo > a.value.hi, a, b)


def _compared(a: Jet, b: Jet, tower: Tower) -> Jet:
    """1 where a < b, 0 where a > b; which of them where they are equal is no matter: a border lies there."""
    below, above = a.value.hi < b.value.lo, a.value.lo > b.value.hi
    shape = (len(a.state), 1 if a.gradient is None else len(a.gradient.lo))
    one, zero = (_number(iv.interval([value]), shape, tower) for value in (1.0, 0.0))
    found = _chosen(below, above, one, zero)
    return found._replace(state=np.minimum(found.state, np.minimum(a.state, b.state)))


def _gated(opens_at_zero: bool):
    def gate(condition: Jet, value: Jet, tower: Tower) -> Jet:
        """`value` where the condition opens; what is shut out cannot leak, nor can its domain."""
        zero = iv.interval(np.zeros(len(value.state)))
        is_zero, is_one = (condition.value.lo == 0) & (condition.value.hi == 0), condition.value.nonzero
        opened, shut = (is_zero, is_one) if opens_at_zero else (is_one, is_zero)
        nothing = Jet(
            np.full(len(value.state), ANALYTIC, np.int8),
            zero,
            *(None if part is None else iv.interval(np.zeros(part.lo.shape)) for part in value[2:]),
        )
        found = _chosen(opened, shut, value, nothing)
        return found._replace(state=np.minimum(found.state, condition.state))

    return gate


def _distance(a: Jet, b: Jet, tower: Tower) -> Jet:
    squares = [_chained(UNARY["square"], each, tower) for each in (a, b)]
    return _chained(UNARY["sqrt"], _added(*squares, tower), tower)


def _remainder(a: Jet, b: Jet, tower: Tower) -> Jet:
    turns = _chained(UNARY["floor"], _divided(a, b, tower), tower)
    return _subtracted(a, _multiplied(b, turns, tower), tower)


def _angle(y: Jet, x: Jet, tower: Tower) -> Jet:
    """atan2 off its cut: by arctan of y/x on the right, of x/y above and below."""
    right, above, below = x.value.lo > 0, y.value.lo > 0, y.value.hi < 0
    aside = _chained(UNARY["arctan"], _divided(y, x, tower), tower)
    upright = _chained(UNARY["arctan"], _divided(x, y, tower), tower)
    quarter = iv.ordered(*[np.full(len(x.state), np.pi / 2)] * 2, 1)
    turned = Jet(upright.state, *(None if part is None else -part for part in upright[1:]))
    turned = turned._replace(value=turned.value + iv.where(below, -quarter, quarter))
    found = _chosen(right, ~right & (above | below), aside, turned)
    known = right | above | below
    state = np.minimum(
        np.minimum(x.state, y.state),
        state_of(known, (x.value.lo == x.value.hi) & (x.value.hi == 0) & (y.value.lo == 0) & (y.value.hi == 0)),
    )
    return found._replace(state=np.where(known, found.state, state))


_BINARY = {
    "add": _added,
    "sub": _subtracted,
    "mul": _multiplied,
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


def square_matrices(jet: Jet) -> tuple[np.ndarray, np.ndarray]:
    """Hessians as middles and radii, (m, n, n) each."""
    n, count = jet.gradient.lo.shape
    rows, columns = np.triu_indices(n)
    middle, spread = np.empty((count, n, n)), np.empty((count, n, n))
    with np.errstate(all="ignore"):
        middle[:, rows, columns] = middle[:, columns, rows] = jet.hessian.middle.T
        spread[:, rows, columns] = spread[:, columns, rows] = jet.hessian.radius.T
    return middle, spread
