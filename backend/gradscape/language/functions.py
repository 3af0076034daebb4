"""The functions of the language, one row each: all that the language knows of a function stands in its row.

How it is called, how it is shown, its slope, its JAX source, where it is defined and where it may break. The machine
knows the rest (`machine/opcodes.py`); a word that stands for several instructions is written out in `lowering`.
"""

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Literal, NamedTuple

from gradscape.language.simplification import (
    ONE,
    TWO,
    ZERO,
    add,
    divide,
    multiply,
    negate,
    power,
    subtract,
)
from gradscape.language.syntax import Apply, Name, Number, Tree
from gradscape.language.vocabulary import OPERATORS, OTHER_SPELLINGS, VECTOR_WORDS, Word

# Its slope from its arguments and from d, which differentiates an argument.
SlopeRule = Callable[[Sequence[Tree], Callable[[Tree], Tree]], Tree]


class FunctionWord(NamedTuple):
    """A function that a person can call; `most` None: any number of arguments.

    jax: a callable of JAX, or a pattern with {0}, {1}, ...; helper: the definition of that callable, if JAX has none.
    slope: u to the derivative of the function at u; flat: a step function. derivative: for several arguments.
    Without any of the three, the derivative cannot be written in our words.
    guards: functions of the arguments whose zeros are the only places of kinks, jumps, poles and ends of the domain.
    domain: conditions for it to have a slope, where its slope's formula would not tell.
    sign: that it has wherever it is defined. rule: how its slope is named on the blackboard.
    also: other spellings. symbol: as it is set. in_latex: LaTeX has a command of its name.
    """

    name: str
    description: str
    jax: str
    slope: Callable[[Tree], Tree] | None = None
    guards: Callable[..., list[Tree]] | None = None
    domain: Callable[..., list[Apply]] | None = None
    fewest: int = 1
    most: int | None = 1
    derivative: SlopeRule | None = None
    flat: bool = False
    helper: str = ""
    sign: Literal["positive", "not negative"] | None = None
    rule: str = ""
    also: tuple[str, ...] = ()
    symbol: str = ""
    in_latex: bool = False


def _call(function: str, *arguments: Tree) -> Apply:
    return Apply(function, arguments)


def _square(tree: Tree) -> Tree:
    return power(tree, TWO)


# Guards.


def pairs(*trees: Tree) -> list[Tree]:
    """Their differences: zero where two of them are equal."""
    return [subtract(a, b) for a, b in combinations(trees, 2)]


def _itself(u: Tree) -> list[Tree]:
    return [u]


def _at_ones(u: Tree) -> list[Tree]:
    return [subtract(u, ONE), add(u, ONE)]


def _sine(u: Tree) -> Tree:
    """Zero where u is an integer."""
    return _call("sin", multiply(Name("pi"), u))


def _at_integers(u: Tree) -> list[Tree]:
    return [_sine(u)]


def _zeros_of(function: str) -> Callable[[Tree], list[Tree]]:
    return lambda u: [_call(function, u)]


# Domains.


def above(u: Tree, least: Tree = ZERO) -> Apply:
    """u > least."""
    return _call("greater", u, least)


def nonzero(u: Tree) -> Apply:
    """u ≠ 0."""
    return _call("not_equal", u, ZERO)


def _positive(u: Tree) -> list[Apply]:
    return [above(u)]


def _not_zero(u: Tree) -> list[Apply]:
    return [nonzero(u)]


def _between_ones(u: Tree) -> list[Apply]:
    return [above(u, negate(ONE)), _call("less", u, ONE)]


def _without_zeros_of(function: str) -> Callable[[Tree], list[Apply]]:
    return lambda u: [nonzero(_call(function, u))]


# Slopes.


def _from_circle(u: Tree) -> Tree:
    return divide(ONE, _call("sqrt", subtract(ONE, _square(u))))


def _logarithm_slope(base: Tree) -> Callable[[Tree], Tree]:
    return lambda u: divide(ONE, multiply(u, _call("log", base)))


def _gelu_slope(u: Tree) -> Tree:
    below = divide(add(ONE, _call("erf", divide(u, _call("sqrt", TWO)))), TWO)
    bell = _call("exp", negate(divide(_square(u), TWO)))
    return add(below, divide(multiply(u, bell), _call("sqrt", multiply(TWO, Name("pi")))))


def _swish_slope(u: Tree) -> Tree:
    s = _call("sigmoid", u)
    return multiply(s, add(ONE, multiply(u, subtract(ONE, s))))


def _if_positive(otherwise: Callable[[Tree], Tree]) -> Callable[[Tree], Tree]:
    return lambda u: _call("if", _call("greater", u, ZERO), ONE, otherwise(u))


def _branch(condition: Tree, chosen: Tree, otherwise: Tree) -> Tree:
    return chosen if chosen == otherwise else _call("if", condition, chosen, otherwise)


def _extreme(function: str, comparison: str) -> SlopeRule:
    def derivative(arguments, d):
        *rest, last = arguments
        first = rest[0] if len(rest) == 1 else _call(function, *rest)
        return _branch(_call(comparison, first, last), d(first), d(last))

    return derivative


def _angle(arguments, d):
    y, x = arguments
    return divide(subtract(multiply(x, d(y)), multiply(y, d(x))), add(_square(x), _square(y)))


def _distance(arguments, d):
    a, b = arguments
    return divide(add(multiply(a, d(a)), multiply(b, d(b))), _call("hypot", a, b))


def _remainder(arguments, d):
    a, b = arguments
    return subtract(d(a), multiply(_call("floor", _call("div", a, b)), d(b)))


# JAX's own gamma functions have wrong second derivatives left of 0: there, those of the mirror image 1 - x.
_GAMMA = """
def gamma(x):
    mirrored, left = jnp.where(x < 0.5, 1.0 - x, x), jnp.where(x < 0.5, x, 0.25)
    right = jax.scipy.special.gamma(mirrored)
    return jnp.where(x < 0.5, jnp.pi / (jnp.sin(jnp.pi * left) * right), right)
"""
_LGAMMA = """
def lgamma(x):
    mirrored, left = jnp.where(x < 0.5, 1.0 - x, x), jnp.where(x < 0.5, x, 0.25)
    right = jax.scipy.special.gammaln(mirrored)
    return jnp.where(x < 0.5, jnp.log(jnp.pi / jnp.abs(jnp.sin(jnp.pi * left))) - right, right)
"""

WORDS: dict[str, FunctionWord] = {
    word.name: word
    for word in [
        FunctionWord("sin", "sine, angle in radians", "jnp.sin", lambda u: _call("cos", u), in_latex=True),
        FunctionWord("cos", "cosine, angle in radians", "jnp.cos", lambda u: negate(_call("sin", u)), in_latex=True),
        FunctionWord(
            "tan",
            "tangent",
            "jnp.tan",
            lambda u: _square(_call("sec", u)),
            _zeros_of("cos"),
            _without_zeros_of("cos"),
            in_latex=True,
        ),
        FunctionWord(
            "sec",
            "secant, 1/cos x",
            "(1 / jnp.cos({0}))",
            lambda u: multiply(_call("sec", u), _call("tan", u)),
            _zeros_of("cos"),
            _without_zeros_of("cos"),
            in_latex=True,
        ),
        FunctionWord(
            "csc",
            "cosecant, 1/sin x",
            "(1 / jnp.sin({0}))",
            lambda u: negate(multiply(_call("csc", u), _call("cot", u))),
            _zeros_of("sin"),
            _without_zeros_of("sin"),
            in_latex=True,
        ),
        FunctionWord(
            "cot",
            "cotangent, cos x / sin x",
            "(jnp.cos({0}) / jnp.sin({0}))",
            lambda u: negate(_square(_call("csc", u))),
            _zeros_of("sin"),
            _without_zeros_of("sin"),
            in_latex=True,
        ),
        FunctionWord(
            "arcsin",
            "inverse sine, in [-π/2, π/2]",
            "jnp.arcsin",
            _from_circle,
            _at_ones,
            _between_ones,
            also=("asin",),
            in_latex=True,
        ),
        FunctionWord(
            "arccos",
            "inverse cosine, in [0, π]",
            "jnp.arccos",
            lambda u: negate(_from_circle(u)),
            _at_ones,
            _between_ones,
            also=("acos",),
            in_latex=True,
        ),
        FunctionWord(
            "arctan",
            "inverse tangent, in (-π/2, π/2)",
            "jnp.arctan",
            lambda u: divide(ONE, add(ONE, _square(u))),
            also=("atan",),
            in_latex=True,
        ),
        FunctionWord("sinh", "hyperbolic sine", "jnp.sinh", lambda u: _call("cosh", u), in_latex=True),
        FunctionWord(
            "cosh", "hyperbolic cosine", "jnp.cosh", lambda u: _call("sinh", u), sign="positive", in_latex=True
        ),
        FunctionWord(
            "tanh", "hyperbolic tangent", "jnp.tanh", lambda u: subtract(ONE, _square(_call("tanh", u))), in_latex=True
        ),
        FunctionWord(
            "arsinh",
            "inverse hyperbolic sine",
            "jnp.arcsinh",
            lambda u: divide(ONE, _call("sqrt", add(_square(u), ONE))),
            also=("asinh", "arcsinh"),
        ),
        FunctionWord(
            "arcosh",
            "inverse hyperbolic cosine, x ≥ 1",
            "jnp.arccosh",
            lambda u: divide(ONE, _call("sqrt", subtract(_square(u), ONE))),
            lambda u: [subtract(u, ONE)],
            lambda u: [above(u, ONE)],
            also=("acosh", "arccosh"),
        ),
        FunctionWord(
            "artanh",
            "inverse hyperbolic tangent, |x| < 1",
            "jnp.arctanh",
            lambda u: divide(ONE, subtract(ONE, _square(u))),
            _at_ones,
            _between_ones,
            also=("atanh", "arctanh"),
        ),
        FunctionWord(
            "exp", "e to the power x", "jnp.exp", lambda u: _call("exp", u), sign="positive", rule="exponential rule"
        ),
        FunctionWord(
            "log",
            "natural logarithm, x > 0",
            "jnp.log",
            lambda u: divide(ONE, u),
            _itself,
            _positive,
            rule="logarithm rule",
            also=("ln",),
            in_latex=True,
        ),
        FunctionWord(
            "log2",
            "logarithm to base 2, x > 0",
            "jnp.log2",
            _logarithm_slope(TWO),
            _itself,
            _positive,
            rule="logarithm rule",
            also=("log_2",),
        ),
        FunctionWord(
            "log10",
            "logarithm to base 10, x > 0",
            "jnp.log10",
            _logarithm_slope(Number(10.0)),
            _itself,
            _positive,
            rule="logarithm rule",
            also=("log_10",),
        ),
        FunctionWord(
            "sqrt",
            "square root, x ≥ 0",
            "jnp.sqrt",
            lambda u: divide(ONE, multiply(TWO, _call("sqrt", u))),
            _itself,
            _positive,
            sign="not negative",
        ),
        FunctionWord(
            "cbrt",
            "cube root, of negative numbers too",
            "jnp.cbrt",
            lambda u: divide(ONE, multiply(Number(3.0), _square(_call("cbrt", u)))),
            _itself,
            _not_zero,
        ),
        FunctionWord(
            "abs",
            "absolute value, also |x|",
            "jnp.abs",
            lambda u: _call("sign", u),
            _itself,
            _not_zero,
            sign="not negative",
        ),
        FunctionWord("sign", "-1, 0 or 1", "jnp.sign", None, _itself, _not_zero, flat=True, also=("sgn",)),
        FunctionWord("floor", "largest integer ≤ x", "jnp.floor", None, _at_integers, flat=True),
        FunctionWord("ceil", "smallest integer ≥ x", "jnp.ceil", None, _at_integers, flat=True),
        FunctionWord(
            "round",
            "nearest integer, halves away from zero",
            "jax.lax.round(1.0 * ({0}), jax.lax.RoundingMethod.AWAY_FROM_ZERO)",
            guards=lambda u: [_sine(subtract(u, Number(0.5)))],
            flat=True,
        ),
        FunctionWord(
            "step",
            "0 for x < 0, 1 for x ≥ 0",
            "jnp.where({0} >= 0, 1.0, 0.0)",
            None,
            _itself,
            _not_zero,
            flat=True,
            also=("heaviside",),
        ),
        FunctionWord(
            "sigmoid",
            "1/(1 + e^-x)",
            "jax.nn.sigmoid",
            lambda u: multiply(_call("sigmoid", u), subtract(ONE, _call("sigmoid", u))),
            sign="positive",
            also=("logistic",),
            symbol="σ",
        ),
        FunctionWord(
            "relu", "max(x, 0)", "jax.nn.relu", lambda u: _call("step", u), _itself, _not_zero, sign="not negative"
        ),
        FunctionWord(
            "leaky_relu",
            "x for x > 0, else 0.01 x",
            "jax.nn.leaky_relu",
            _if_positive(lambda u: Number(0.01)),
            _itself,
            _not_zero,
        ),
        FunctionWord(
            "elu", "x for x > 0, else e^x - 1", "jax.nn.elu", _if_positive(lambda u: _call("exp", u)), _itself
        ),
        FunctionWord("softplus", "log(1 + e^x)", "jax.nn.softplus", lambda u: _call("sigmoid", u), sign="positive"),
        FunctionWord("swish", "x sigmoid(x)", "jax.nn.swish", _swish_slope, also=("silu",)),
        FunctionWord("gelu", "x Φ(x), Φ the normal distribution", "jax.nn.gelu({0}, approximate=False)", _gelu_slope),
        FunctionWord(
            "erf",
            "error function",
            "jax.scipy.special.erf",
            lambda u: divide(multiply(TWO, _call("exp", negate(_square(u)))), _call("sqrt", Name("pi"))),
        ),
        FunctionWord("gamma", "Γ(x), with Γ(n) = (n-1)!", "gamma", None, _at_integers, helper=_GAMMA, symbol="Γ"),
        FunctionWord("lgamma", "log |Γ(x)|", "lgamma", None, _at_integers, helper=_LGAMMA),
        FunctionWord(
            "min",
            "smallest of its arguments",
            "jnp.minimum",
            guards=pairs,
            fewest=2,
            most=16,
            derivative=_extreme("min", "less_equal"),
            rule="branch by branch",
            in_latex=True,
        ),
        FunctionWord(
            "max",
            "largest of its arguments",
            "jnp.maximum",
            guards=pairs,
            fewest=2,
            most=16,
            derivative=_extreme("max", "greater_equal"),
            rule="branch by branch",
            in_latex=True,
        ),
        FunctionWord(
            "mod",
            "mod(x, y) = x - y floor(x/y)",
            "jnp.mod",
            guards=lambda a, b: [_sine(divide(a, b)), b],
            domain=lambda a, b: [nonzero(b)],
            fewest=2,
            most=2,
            derivative=_remainder,
        ),
        FunctionWord(
            "atan2",
            "atan2(y, x): angle of the point (x, y), in (-π, π]",
            "jnp.arctan2",
            guards=lambda y, x: [y],
            fewest=2,
            most=2,
            derivative=_angle,
        ),
        FunctionWord(
            "hypot",
            "sqrt(x² + y²)",
            # jnp.hypot has wrong second derivatives where its arguments are equal.
            "jnp.sqrt(({0}) ** 2 + ({1}) ** 2)",
            guards=lambda a, b: [_square(a), _square(b)],
            fewest=2,
            most=2,
            derivative=_distance,
        ),
        FunctionWord(
            "if",
            "if(condition, a, b): a where the condition holds, else b",
            "jnp.where({0}, {1}, {2})",
            fewest=3,
            most=3,
            derivative=lambda arguments, d: _branch(arguments[0], d(arguments[1]), d(arguments[2])),
            rule="branch by branch",
        ),
    ]
}

# All words that can be called, those about vectors too.
CALLABLE: dict[str, FunctionWord | Word] = {**WORDS, **VECTOR_WORDS}
FUNCTIONS: dict[str, FunctionWord | Word] = {**WORDS, **OPERATORS}
# Other spellings of the same words.
ALIASES: dict[str, str] = {spelling: word.name for word in WORDS.values() for spelling in word.also} | OTHER_SPELLINGS
POSITIVE = frozenset(name for name, word in WORDS.items() if word.sign == "positive")
