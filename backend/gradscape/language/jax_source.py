"""A function as JAX source that runs as printed."""

import keyword
import re
from collections.abc import Mapping

from gradscape.language.functions import WORDS
from gradscape.language.printing import ATOM, POWER, PRODUCT, SUM, number_text, precedence, signed_terms
from gradscape.language.stable import stable
from gradscape.language.syntax import Apply, Function, Map, Name, Number, Tree
from gradscape.language.vocabulary import CONSTANTS

_OPERATORS = {
    "and": "({0}) & ({1})",
    "or": "({0}) | ({1})",
    "less": "{0} < {1}",
    "less_equal": "{0} <= {1}",
    "greater": "{0} > {1}",
    "greater_equal": "{0} >= {1}",
}
_HELPERS = {word.jax: word.helper for word in WORDS.values() if word.helper}
# What a variable cannot be called in the script.
_TAKEN = {*keyword.kwlist, *_HELPERS, "jax", "jnp"}


def jax_source(function: Function) -> str:
    """A script that defines the function and prints its value, gradient and Hessian at one point."""
    return _script(function, _written(function.tree), ["grad", "hessian"])


def jax_map_source(found: Map) -> str:
    """A script that defines the map, entry by entry, and prints its value and Jacobian at one point."""
    if not found.shape:
        return jax_source(found.component(0))
    return _script(found.component(0), f"jnp.array([{', '.join(map(_written, found.outputs))}])", ["jacobian"])


def jax_definition(found: Map, numbers: Mapping[str, float] | None = None, name: str = "f") -> str:
    """The definition of the map as a Python function of its variables, after those of the helpers that it needs.

    numbers: of its parameters, which are arguments with these defaults; 1 where there is none.
    """
    function = found.component(0)
    outputs = [_written(output) for output in found.outputs]
    return _definition(function, f"jnp.array([{', '.join(outputs)}])" if found.shape else outputs[0], numbers, name)


def argument_names(found: Map) -> list[str]:
    """Its variables as they are called in the definition."""
    return [_name(variable) for variable in found.variables]


def _definition(function: Function, returned: str, numbers: Mapping[str, float] | None, name: str) -> str:
    given = numbers or {}
    arguments = [_name(variable) for variable in function.variables]
    defaults = [
        f"{_name(parameter)}={float(given[parameter])!r}"
        if parameter in given
        else f"{_name(parameter)}={_default(parameter)}"
        for parameter in function.parameters
    ]
    lines = [
        *(helper for known, helper in _HELPERS.items() if re.search(rf"\b{known}\(", returned)),
        "",
        f"def {name}({', '.join([*arguments, *defaults])}):",
        f"    return {returned}",
    ]
    return "\n".join(lines).lstrip("\n")


def _script(function: Function, returned: str, derivatives: list[str]) -> str:
    arguments = [_name(variable) for variable in function.variables]
    places = tuple(range(len(arguments)))
    point = ", ".join(["0.5"] * len(arguments))
    lines = [
        "import jax",
        "import jax.numpy as jnp",
        "",
        'jax.config.update("jax_enable_x64", True)',
        "",
        "",
        _definition(function, returned, None, "f"),
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
    parts = [_written(argument) for argument in arguments]
    source = _OPERATORS.get(function) or WORDS[function].jax
    if "{0}" in source:
        return source.format(*parts)
    # Only min and max take more than two arguments, those of JAX two.
    return _nested(source, parts) if len(parts) > 2 else f"{source}({', '.join(parts)})"


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
