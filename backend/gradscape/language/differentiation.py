"""Symbolic derivatives, for display: one rule for each function, each rule with its name."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from gradscape.language.simplification import (
    ONE,
    TWO,
    ZERO,
    add,
    divide,
    less_one,
    multiply,
    negate,
    power,
    subtract,
    whole_power,
)
from gradscape.language.syntax import Apply, Name, Number, Tree, names_in

# Longer products would have derivatives that nobody can read.
_MOST_FACTORS = 40
_MOST_NODES = 3_000


class NotExpressible(ValueError):
    """The derivative cannot be written in our words, or not in a length that anybody reads."""


class Rule(NamedTuple):
    """How a function is differentiated: `apply(arguments, d)`, where d differentiates an argument."""

    name: str
    apply: Callable[[tuple[Tree, ...], Callable[[Tree], Tree]], Tree]


def derivative(tree: Tree, variable: str) -> Tree:
    """∂tree/∂variable, lightly simplified.

    Raises:
        NotExpressible: for gamma and lgamma, and for what would be too long.
    """
    budget = _Budget()

    def d(inner: Tree) -> Tree:
        budget.spend(1)
        if all(name.name != variable for name in names_in(inner)):
            return ZERO
        if isinstance(inner, Name):
            return ONE
        assert isinstance(inner, Apply)
        result = RULES[inner.function].apply(inner.arguments, d)
        budget.spend(node_count(result) // 8)
        return result

    return d(tree)


def gradient(tree: Tree, variables: Sequence[str]) -> tuple[Tree, ...]:
    """The partial derivatives, in the order of `variables`."""
    return tuple(derivative(tree, variable) for variable in variables)


def hessian(tree: Tree, variables: Sequence[str]) -> tuple[tuple[Tree, ...], ...]:
    """Row i holds the partial derivatives of the i-th partial derivative; the formulas are symmetric."""
    return symmetric(gradient(tree, variables), variables)


def symmetric(slopes: Sequence[Tree], variables: Sequence[str]) -> tuple[tuple[Tree, ...], ...]:
    """The Hessian from the partial derivatives: one half is derived, the other mirrored."""
    half = {(i, j): derivative(slopes[i], variables[j]) for i in range(len(slopes)) for j in range(i, len(slopes))}
    return tuple(tuple(half[min(i, j), max(i, j)] for j in range(len(slopes))) for i in range(len(slopes)))


def node_count(tree: Tree) -> int:
    """Numbers, names and functions in the tree."""
    return 1 + sum(map(node_count, tree.arguments)) if isinstance(tree, Apply) else 1


class _Budget:
    def __init__(self):
        self.left = _MOST_NODES

    def spend(self, amount: int) -> None:
        self.left -= amount
        if self.left < 0:
            raise NotExpressible("the derivative is too long")


def _call(function: str, *arguments: Tree) -> Tree:
    return Apply(function, arguments)


def _square(tree: Tree) -> Tree:
    return power(tree, TWO)


def _chain(outer: Callable[[Tree], Tree]) -> Callable[[tuple[Tree, ...], Callable[[Tree], Tree]], Tree]:
    """outer'(u) u', from u to outer'(u)."""
    return lambda arguments, d: multiply(outer(arguments[0]), d(arguments[0]))


def _sum(arguments, d):
    return add(*map(d, arguments))


def _product(arguments, d):
    if len(arguments) > _MOST_FACTORS:
        raise NotExpressible("the product is too long")
    terms = []
    for place, factor in enumerate(arguments):
        slope = d(factor)
        if slope != ZERO:
            terms.append(multiply(*arguments[:place], slope, *arguments[place + 1 :]))
    return add(*terms)


def _quotient(arguments, d):
    above, below = arguments
    slope_above, slope_below = d(above), d(below)
    if slope_below == ZERO:
        return divide(slope_above, below)
    # Of a power below only one factor joins: (a/b^n)' = (a' b - n a b') / b^(n+1).
    base, whole = whole_power(below)
    raised = multiply(Number(float(whole)), above, d(base))
    return divide(subtract(multiply(slope_above, base), raised), power(base, Number(float(whole + 1))))


def _power(arguments, d):
    base, exponent = arguments
    slope_base, slope_exponent = d(base), d(exponent)
    if slope_exponent == ZERO:
        return multiply(exponent, power(base, less_one(exponent)), slope_base)
    growth = multiply(_call("pow", base, exponent), slope_exponent)
    if base == Name("e"):
        return growth
    if slope_base == ZERO:
        return multiply(growth, _call("log", base))
    inner = add(multiply(slope_exponent, _call("log", base)), divide(multiply(exponent, slope_base), base))
    return multiply(_call("pow", base, exponent), inner)


def _smallest(arguments, d, comparison="less_equal"):
    *rest, last = arguments
    first = rest[0] if len(rest) == 1 else _call("min" if comparison == "less_equal" else "max", *rest)
    return _branch(_call(comparison, first, last), d(first), d(last))


def _branch(condition: Tree, chosen: Tree, otherwise: Tree) -> Tree:
    return chosen if chosen == otherwise else _call("if", condition, chosen, otherwise)


def _angle(arguments, d):
    y, x = arguments
    return divide(subtract(multiply(x, d(y)), multiply(y, d(x))), add(_square(x), _square(y)))


def _distance(arguments, d):
    a, b = arguments
    return divide(add(multiply(a, d(a)), multiply(b, d(b))), _call("hypot", a, b))


def _remainder(arguments, d):
    a, b = arguments
    return subtract(d(a), multiply(_call("floor", _call("div", a, b)), d(b)))


def _bell(u: Tree) -> Tree:
    return _call("exp", negate(divide(_square(u), TWO)))


def _gelu_slope(u: Tree) -> Tree:
    root = _call("sqrt", TWO)
    below = divide(add(ONE, _call("erf", divide(u, root))), TWO)
    return add(below, divide(multiply(u, _bell(u)), _call("sqrt", multiply(TWO, Name("pi")))))


def _swish_slope(u: Tree) -> Tree:
    s = _call("sigmoid", u)
    return multiply(s, add(ONE, multiply(u, subtract(ONE, s))))


def _not_expressible(arguments, d):
    raise NotExpressible("its derivative is not among our functions")


_OUTER: dict[str, Callable[[Tree], Tree]] = {
    "sin": lambda u: _call("cos", u),
    "cos": lambda u: negate(_call("sin", u)),
    "tan": lambda u: _square(_call("sec", u)),
    "sec": lambda u: multiply(_call("sec", u), _call("tan", u)),
    "csc": lambda u: negate(multiply(_call("csc", u), _call("cot", u))),
    "cot": lambda u: negate(_square(_call("csc", u))),
    "arcsin": lambda u: divide(ONE, _call("sqrt", subtract(ONE, _square(u)))),
    "arccos": lambda u: negate(divide(ONE, _call("sqrt", subtract(ONE, _square(u))))),
    "arctan": lambda u: divide(ONE, add(ONE, _square(u))),
    "sinh": lambda u: _call("cosh", u),
    "cosh": lambda u: _call("sinh", u),
    "tanh": lambda u: subtract(ONE, _square(_call("tanh", u))),
    "arsinh": lambda u: divide(ONE, _call("sqrt", add(_square(u), ONE))),
    "arcosh": lambda u: divide(ONE, _call("sqrt", subtract(_square(u), ONE))),
    "artanh": lambda u: divide(ONE, subtract(ONE, _square(u))),
    "exp": lambda u: _call("exp", u),
    "log": lambda u: divide(ONE, u),
    "log2": lambda u: divide(ONE, multiply(u, _call("log", TWO))),
    "log10": lambda u: divide(ONE, multiply(u, _call("log", Number(10.0)))),
    "sqrt": lambda u: divide(ONE, multiply(TWO, _call("sqrt", u))),
    "cbrt": lambda u: divide(ONE, multiply(Number(3.0), _square(_call("cbrt", u)))),
    "abs": lambda u: _call("sign", u),
    "sigmoid": lambda u: multiply(_call("sigmoid", u), subtract(ONE, _call("sigmoid", u))),
    "relu": lambda u: _call("step", u),
    "leaky_relu": lambda u: _call("if", _call("greater", u, ZERO), ONE, Number(0.01)),
    "elu": lambda u: _call("if", _call("greater", u, ZERO), ONE, _call("exp", u)),
    "softplus": lambda u: _call("sigmoid", u),
    "swish": _swish_slope,
    "gelu": _gelu_slope,
    "erf": lambda u: divide(multiply(TWO, _call("exp", negate(_square(u)))), _call("sqrt", Name("pi"))),
}

RULES: dict[str, Rule] = {
    "add": Rule("sum rule", _sum),
    "neg": Rule("constant multiple rule", lambda arguments, d: negate(d(arguments[0]))),
    "mul": Rule("product rule", _product),
    "div": Rule("quotient rule", _quotient),
    "pow": Rule("power rule", _power),
    "if": Rule("branch by branch", lambda arguments, d: _branch(arguments[0], d(arguments[1]), d(arguments[2]))),
    "min": Rule("branch by branch", _smallest),
    "max": Rule("branch by branch", lambda arguments, d: _smallest(arguments, d, "greater_equal")),
    "mod": Rule("remainder rule", _remainder),
    "atan2": Rule("chain rule", _angle),
    "hypot": Rule("chain rule", _distance),
    "gamma": Rule("gamma rule", _not_expressible),
    "lgamma": Rule("gamma rule", _not_expressible),
    **{name: Rule("chain rule", _chain(outer)) for name, outer in _OUTER.items()},
    **{
        name: Rule("step functions are flat", lambda arguments, d: ZERO)
        for name in ("sign", "step", "floor", "ceil", "round")
    },
}
