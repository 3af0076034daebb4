"""f, f', ..., f^(6) at points of one variable over any arithmetic: floats, intervals, or floats that round both ways.

The recurrences of Moore (1966). The arithmetic needs + - * / and exp, log, root, sine, cosine, arctan, arcsin.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from gradscape.certify import intervals as iv
from gradscape.certify.intervals import Interval
from gradscape.language.lowering import Code, constant_value

ORDER = 6


class Shaken:
    """A float whose every result is moved by one rounding up or down, at random: digits that differ are lost ones."""

    random = np.random.default_rng(0)

    def __init__(self, value):
        value = np.asarray(value, float)
        self.value = value * (1 + 2.0**-52 * Shaken.random.choice([-1.0, 1.0], value.shape))

    def __add__(self, other):
        return Shaken(self.value + other.value)

    def __sub__(self, other):
        return Shaken(self.value - other.value)

    def __mul__(self, other):
        return Shaken(self.value * other.value)

    def __truediv__(self, other):
        return Shaken(self.value / other.value)

    def __neg__(self):
        return Shaken(-self.value)


_FUNCTIONS: dict[str, Any] = {
    "exp": np.exp,
    "log": np.log,
    "sqrt": np.sqrt,
    "sin": np.sin,
    "cos": np.cos,
    "arctan": np.arctan,
    "tanh": np.tanh,
    "erf": None,
}
_ON_INTERVALS = {
    "exp": iv.exp,
    "log": iv.log,
    "sqrt": iv.root,
    "sin": iv.sine,
    "cos": iv.cosine,
    "arctan": lambda u: iv.rising(np.arctan, u),
    "tanh": lambda u: iv.rising(np.tanh, u),
}


class Arithmetic:
    """How numbers are made, and elementary functions taken."""

    def __init__(self, kind: type):
        self.kind = kind

    def number(self, value, like: np.ndarray) -> Any:
        """An exact float, at every point."""
        full = np.full(like.shape, float(value)) if np.ndim(value) == 0 else np.asarray(value, float)
        if self.kind is Interval:
            return iv.interval(full)
        if self.kind is Shaken:
            exact = Shaken.__new__(Shaken)
            exact.value = full
            return exact
        return full

    def call(self, name: str, u) -> Any:
        """An elementary function of a number."""
        if self.kind is Interval:
            return _ON_INTERVALS[name](u)
        return Shaken(_FUNCTIONS[name](u.value)) if self.kind is Shaken else _FUNCTIONS[name](u)


def series(code: Code, points: np.ndarray, kind: type = np.ndarray, parameters=None) -> list:
    """Derivatives of orders 0 to 6 at the points, as numbers of that kind."""
    with np.errstate(all="ignore"):
        return _Run(Arithmetic(kind), np.asarray(points, float)).of(code, parameters or {})


class _Run:
    def __init__(self, arithmetic: Arithmetic, points: np.ndarray):
        self.points = points
        self.number = lambda value: arithmetic.number(value, points)
        self.call = arithmetic.call
        self.zero, self.one = self.number(0.0), self.number(1.0)

    def of(self, code: Code, parameters) -> list:
        registers = {0: [self.number(self.points), self.one, *[self.zero] * (ORDER - 1)]}
        for row in code.instructions:
            c = None if row.immediate is None else constant_value(row.immediate, parameters)
            registers[row.destination] = self.applied(
                row.opcode, registers.get(row.first, []), registers.get(row.second, []), c
            )
        result, factorial = registers[code.results[0]], 1.0
        for k in range(1, ORDER + 1):
            factorial *= k
            result[k] = result[k] * self.number(factorial)
        return result

    def applied(self, opcode: str, u: list, v: list, c: float | None) -> list:
        if opcode in ("constant", "shift"):
            base = u if opcode == "shift" else [self.zero] * (ORDER + 1)
            return [base[0] + self.number(c), *base[1:]]
        if opcode == "scale":
            return [each * self.number(c) for each in u]
        if opcode in ("add", "sub"):
            return [a + b if opcode == "add" else a - b for a, b in zip(u, v, strict=True)]
        rules: dict[str, Callable] = {
            "neg": lambda: [-each for each in u],
            "mul": lambda: self.product(u, v),
            "square": lambda: self.product(u, u),
            "div": lambda: self.quotient(u, v),
            "reciprocal": lambda: self.quotient([self.one, *[self.zero] * ORDER], u),
            "exp": lambda: self.exp(u),
            "log": lambda: self.by_slope("log", u, lambda: u),
            "arctan": lambda: self.by_slope(
                "arctan",
                u,
                lambda: [x + y for x, y in zip(self.product(u, u), [self.one, *[self.zero] * ORDER], strict=True)],
            ),
            "sqrt": lambda: self.root(u),
            "sin": lambda: self.turn(u)[0],
            "cos": lambda: self.turn(u)[1],
            "tan": lambda: self.quotient(*self.turn(u)),
            "tanh": lambda: self.tanh(u),
        }
        return rules[opcode]()

    def product(self, u: list, v: list) -> list:
        return [self.sum(u[j] * v[k - j] for j in range(k + 1)) for k in range(ORDER + 1)]

    def sum(self, terms):
        first, *others = terms
        for other in others:
            first = first + other
        return first

    def quotient(self, u: list, v: list) -> list:
        w: list = []
        for k in range(ORDER + 1):
            rest = u[k] if k == 0 else u[k] - self.sum(w[j] * v[k - j] for j in range(k))
            w.append(rest / v[0])
        return w

    def exp(self, u: list) -> list:
        w = [self.call("exp", u[0])]
        for k in range(1, ORDER + 1):
            w.append(self.sum(self.number(j / k) * u[j] * w[k - j] for j in range(1, k + 1)))
        return w

    def by_slope(self, name: str, u: list, below: Callable) -> list:
        """g(u) with g'(u) = 1 / below."""
        v, w = below(), [self.call(name, u[0])]
        for k in range(1, ORDER + 1):
            done = [self.number(j / k) * w[j] * v[k - j] for j in range(1, k)]
            w.append((u[k] - self.sum(done) if done else u[k]) / v[0])
        return w

    def root(self, u: list) -> list:
        w = [self.call("sqrt", u[0])]
        for k in range(1, ORDER + 1):
            done = [w[j] * w[k - j] for j in range(1, k)]
            w.append((u[k] - self.sum(done) if done else u[k]) / (w[0] + w[0]))
        return w

    def turn(self, u: list) -> tuple[list, list]:
        s, c = [self.call("sin", u[0])], [self.call("cos", u[0])]
        for k in range(1, ORDER + 1):
            s.append(self.sum(self.number(j / k) * u[j] * c[k - j] for j in range(1, k + 1)))
            c.append(-self.sum(self.number(j / k) * u[j] * s[k - j] for j in range(1, k + 1)))
        return s, c

    def tanh(self, u: list) -> list:
        w = [self.call("tanh", u[0])]
        rest = [self.one - w[0] * w[0]]
        for k in range(1, ORDER + 1):
            w.append(self.sum(self.number(j / k) * u[j] * rest[k - j] for j in range(1, k + 1)))
            rest.append(-self.sum(w[j] * w[k - j] for j in range(k + 1)))
        return w
