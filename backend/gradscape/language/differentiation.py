"""Symbolic derivatives, for display: the rules of operators; those of functions stand in their rows."""

from collections.abc import Callable, Sequence

from gradscape.language.functions import WORDS, FunctionWord, SlopeRule
from gradscape.language.simplification import (
    ONE,
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
        result = RULES[inner.function](inner.arguments, d)
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


def _chain(outer: Callable[[Tree], Tree]) -> SlopeRule:
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


def _not_expressible(arguments, d):
    raise NotExpressible("its derivative is not among our functions")


def _rule(word: FunctionWord) -> SlopeRule:
    if word.flat:
        return lambda arguments, d: ZERO
    if word.slope:
        return _chain(word.slope)
    return word.derivative or _not_expressible


RULES: dict[str, SlopeRule] = {
    "add": _sum,
    "neg": lambda arguments, d: negate(d(arguments[0])),
    "mul": _product,
    "div": _quotient,
    "pow": _power,
    **{name: _rule(word) for name, word in WORDS.items()},
}
