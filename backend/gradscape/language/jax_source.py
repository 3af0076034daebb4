"""A function as JAX source that runs as printed."""

import keyword
import re

from gradscape.language.printing import ATOM, POWER, PRODUCT, SUM, number_text, precedence, signed_terms
from gradscape.language.stable import stable
from gradscape.language.syntax import Apply, Function, Map, Name, Number, Tree
from gradscape.language.vocabulary import CONSTANTS

_SAME_NAME = frozenset(
    {"sin", "cos", "tan", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "exp", "log", "log2", "log10", "sqrt"}
    | {"cbrt", "abs", "sign", "floor", "ceil", "mod"}
)
_CALLS = {
    **{name: f"jnp.{name}" for name in _SAME_NAME},
    "arsinh": "jnp.arcsinh",
    "arcosh": "jnp.arccosh",
    "artanh": "jnp.arctanh",
    "atan2": "jnp.arctan2",
    "sigmoid": "jax.nn.sigmoid",
    "relu": "jax.nn.relu",
    "leaky_relu": "jax.nn.leaky_relu",
    "elu": "jax.nn.elu",
    "softplus": "jax.nn.softplus",
    "swish": "jax.nn.swish",
    "erf": "jax.scipy.special.erf",
    "gamma": "gamma",
    "lgamma": "lgamma",
}
_PATTERNS = {
    "sec": "(1 / jnp.cos({0}))",
    "csc": "(1 / jnp.sin({0}))",
    "cot": "(jnp.cos({0}) / jnp.sin({0}))",
    # jnp.hypot has wrong second derivatives where its arguments are equal.
    "hypot": "jnp.sqrt(({0}) ** 2 + ({1}) ** 2)",
    "gelu": "jax.nn.gelu({0}, approximate=False)",
    "step": "jnp.where({0} >= 0, 1.0, 0.0)",
    "round": "jax.lax.round(1.0 * ({0}), jax.lax.RoundingMethod.AWAY_FROM_ZERO)",
    "if": "jnp.where({0}, {1}, {2})",
    "and": "({0}) & ({1})",
    "or": "({0}) | ({1})",
    "less": "{0} < {1}",
    "less_equal": "{0} <= {1}",
    "greater": "{0} > {1}",
    "greater_equal": "{0} >= {1}",
}
# JAX's own gamma functions have wrong second derivatives left of 0: there, those of the mirror image 1 - x.
_HELPERS = {
    "gamma": """
def gamma(x):
    mirrored, left = jnp.where(x < 0.5, 1.0 - x, x), jnp.where(x < 0.5, x, 0.25)
    right = jax.scipy.special.gamma(mirrored)
    return jnp.where(x < 0.5, jnp.pi / (jnp.sin(jnp.pi * left) * right), right)
""",
    "lgamma": """
def lgamma(x):
    mirrored, left = jnp.where(x < 0.5, 1.0 - x, x), jnp.where(x < 0.5, x, 0.25)
    right = jax.scipy.special.gammaln(mirrored)
    return jnp.where(x < 0.5, jnp.log(jnp.pi / jnp.abs(jnp.sin(jnp.pi * left))) - right, right)
""",
}
# What a variable cannot be called in the script.
_TAKEN = {*keyword.kwlist, *_HELPERS, "jax", "jnp"}
# Nested calls of the two-argument functions take more.
_FOLDED = {"min": "jnp.minimum", "max": "jnp.maximum"}


def jax_source(function: Function) -> str:
    """A script that defines the function and prints its value, gradient and Hessian at one point."""
    return _script(function, _written(function.tree), ["grad", "hessian"])


def jax_map_source(found: Map) -> str:
    """A script that defines the map, entry by entry, and prints its value and Jacobian at one point."""
    if not found.shape:
        return jax_source(found.component(0))
    return _script(found.component(0), f"jnp.array([{', '.join(map(_written, found.outputs))}])", ["jacobian"])


def _script(function: Function, returned: str, derivatives: list[str]) -> str:
    arguments = [_name(variable) for variable in function.variables]
    defaults = [f"{_name(parameter)}={_default(parameter)}" for parameter in function.parameters]
    places = tuple(range(len(arguments)))
    point = ", ".join(["0.5"] * len(arguments))
    lines = [
        "import jax",
        "import jax.numpy as jnp",
        "",
        'jax.config.update("jax_enable_x64", True)',
        "",
        *(helper for name, helper in _HELPERS.items() if re.search(rf"\b{name}\(", returned)),
        "",
        f"def f({', '.join([*arguments, *defaults])}):",
        f"    return {returned}",
        "",
        "",
        f"print(f({point}))",
    ]
    if arguments:
        lines += [f"print(jax.{derivative}(f, argnums={places})({point}))" for derivative in derivatives]
    return "\n".join(lines) + "\n"


def _default(parameter: str) -> str:
    """1, but 0 beside the diagonal of a matrix."""
    letter, _, index = parameter.partition("_")
    return "0.0" if letter.isupper() and len(index) == 2 and index.isdigit() and index[0] != index[1] else "1.0"


def _name(name: str) -> str:
    return f"{name}_" if name in _TAKEN else name


def _written(tree: Tree) -> str:
    tree = stable(tree)
    match tree:
        case Number(value=value):
            # Floats throughout: an integer power of an integer would overflow.
            return f"{number_text(value)}.0" if number_text(value).isdigit() else number_text(value)
        case Name(name=name):
            return {"pi": "jnp.pi", "e": "jnp.e", "tau": "(2 * jnp.pi)"}[name] if name in CONSTANTS else _name(name)
        case Apply(function=function, arguments=arguments):
            return _operation(function, arguments, tree)


def _operation(function: str, arguments: tuple[Tree, ...], tree: Apply) -> str:
    match function:
        case "add":
            return _sum(tree)
        case "neg":
            return f"-{_at_least(PRODUCT, arguments[0])}"
        case "mul":
            return " * ".join(_at_least(POWER, factor) for factor in arguments)
        case "div":
            return f"{_at_least(PRODUCT, arguments[0])} / {_at_least(POWER, arguments[1])}"
        case "pow":
            return f"{_at_least(ATOM, arguments[0])} ** {_exponent(arguments[1])}"
        case "min" | "max":
            return _nested(_FOLDED[function], [_written(argument) for argument in arguments])
    parts = [_written(argument) for argument in arguments]
    if function in _PATTERNS:
        return _PATTERNS[function].format(*parts)
    return f"{_CALLS[function]}({', '.join(parts)})"


def _exponent(tree: Tree) -> str:
    # A whole exponent stays one, so that JAX multiplies: right for negative bases, and for derivatives at 0.
    match tree:
        case Number(value=value) if value.is_integer():
            return number_text(value)
        case Apply(function="neg", arguments=(Number(value=value),)) if value.is_integer():
            return f"-{number_text(value)}"
    return _at_least(ATOM, tree)


def _sum(tree: Apply) -> str:
    text = ""
    for sign, term in signed_terms(tree):
        written = _at_least(PRODUCT, term)
        text += f" {sign} {written}" if text else ("-" if sign == "-" else "") + written
    return text


def _nested(function: str, parts: list[str]) -> str:
    text = parts[0]
    for part in parts[1:]:
        text = f"{function}({text}, {part})"
    return text


def _at_least(level: int, tree: Tree) -> str:
    tree = stable(tree)
    text = _written(tree)
    return text if precedence(tree) >= level and (level <= SUM or not _is_bare_comparison(tree)) else f"({text})"


def _is_bare_comparison(tree: Tree) -> bool:
    return isinstance(tree, Apply) and tree.function in ("less", "less_equal", "greater", "greater_equal", "and", "or")
