"""Parts of a formula without variables: their numbers, and which of them are whole."""

from collections.abc import Callable, Mapping

from gradscape.language.syntax import Apply, Name, Number, Tree
from gradscape.language.vocabulary import CONSTANTS


def constant_value(tree: Tree, parameters: Mapping[str, float]) -> float:
    """The number that a variable-free tree of arithmetic stands for; NaN or infinity where it has none."""
    match tree:
        case Number(value=value):
            return value
        case Name(name=name):
            return CONSTANTS[name] if name in CONSTANTS else parameters[name]
        case Apply(function=function, arguments=arguments):
            return _ARITHMETIC[function](*(constant_value(argument, parameters) for argument in arguments))


def _product(*factors: float) -> float:
    result = factors[0]
    for factor in factors[1:]:
        result *= factor
    return result


def _quotient(a: float, b: float) -> float:
    return a / b if b != 0 else float("nan")


def _power(a: float, b: float) -> float:
    try:
        result = a**b
    except ZeroDivisionError:
        return float("nan")
    except OverflowError:
        return float("inf") if a > 0 or b % 2 == 0 else float("-inf")
    return result if isinstance(result, float) else float("nan")  # a negative base would give a complex number


_ARITHMETIC: dict[str, Callable[..., float]] = {
    "add": lambda *terms: sum(terms[1:], terms[0]),
    "mul": _product,
    "neg": lambda a: -a,
    "div": _quotient,
    "pow": _power,
}


def is_constant(tree: Tree, variables: tuple[str, ...]) -> bool:
    """Whether `constant_value` can evaluate it: arithmetic on numbers, constants and parameters."""
    match tree:
        case Number():
            return True
        case Name(name=name):
            return name not in variables
        case Apply(function=function, arguments=arguments):
            return function in _ARITHMETIC and all(is_constant(argument, variables) for argument in arguments)


def whole_number(tree: Tree) -> int | None:
    """n for the literals n and -n."""
    if isinstance(tree, Apply) and tree.function == "neg":
        inner = whole_number(tree.arguments[0])
        return None if inner is None else -inner
    return int(tree.value) if isinstance(tree, Number) and tree.value.is_integer() else None
