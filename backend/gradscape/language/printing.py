"""Tree to text in the language itself, and what all printers share: precedence, numbers, names."""

from typing import TypeGuard

from gradscape.language.syntax import Apply, Name, Number, Tree

OR, AND, COMPARISON, SUM, DOT, PRODUCT, POWER, ATOM = range(8)

_PRECEDENCE = {
    "or": OR,
    "and": AND,
    "less": COMPARISON,
    "less_equal": COMPARISON,
    "greater": COMPARISON,
    "greater_equal": COMPARISON,
    "not_equal": COMPARISON,
    "add": SUM,
    "neg": SUM,
    "dot": DOT,
    "point": DOT,
    "mul": PRODUCT,
    "div": PRODUCT,
    "pow": POWER,
    "transpose": POWER,
}
_RELATIONS = {"less": "<", "less_equal": "<=", "greater": ">", "greater_equal": ">=", "not_equal": "≠"}


def precedence(tree: Tree) -> int:
    """How tightly the outermost operation of the tree binds."""
    if isinstance(tree, Number):
        return SUM if tree.value < 0 else ATOM
    return _PRECEDENCE.get(tree.function, ATOM) if isinstance(tree, Apply) else ATOM


def number_text(value: float) -> str:
    """The shortest text that reads back as the same number."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e16 else repr(value)


def signed_terms(tree: Apply) -> list[tuple[str, Tree]]:
    """The terms of a sum with their signs."""
    return [("-", term.arguments[0]) if is_negated(term) else ("+", term) for term in tree.arguments]


def is_negated(tree: Tree) -> TypeGuard[Apply]:
    """Whether the tree is -(something)."""
    return isinstance(tree, Apply) and tree.function == "neg"


def source(tree: Tree) -> str:
    """Text that parses back to the same tree."""
    match tree:
        case Number(value=value):
            return number_text(value)
        case Name(name=name):
            return _name(name)
        case Apply(function=function) if function in _OPERATORS:
            return _OPERATORS[function](tree)
        case Apply(function=function, arguments=arguments):
            return f"{function}({', '.join(map(source, arguments))})"


def _name(name: str) -> str:
    letters, _, index = name.partition("_")
    # Without braces x_1a is x_1 times a.
    return name if index.isdigit() or index.isalpha() or not index else f"{letters}_{{{index}}}"


def _at_least(level: int, tree: Tree) -> str:
    text = source(tree)
    return text if precedence(tree) >= level else f"({text})"


def _sum(tree: Apply) -> str:
    text = ""
    for sign, term in signed_terms(tree):
        # A sign at the start of a term stands behind that of the sum: x - -y.
        text += f" {sign} {_term(term)}" if text else ("-" if sign == "-" else "") + _term(term)
    return text


def _term(tree: Tree) -> str:
    return source(tree) if is_negated(tree) else _at_least(DOT, tree)


def _product(tree: Apply) -> str:
    first, *rest = tree.arguments
    # A quotient after the first factor needs parentheses: c*(a/b) is not (c*a)/b.
    level = POWER if isinstance(first, Apply) and first.function == "mul" else PRODUCT
    return "*".join([_at_least(level, first), *(_at_least(POWER, factor) for factor in rest)])


def _quotient(tree: Apply) -> str:
    above, below = tree.arguments
    return f"{_at_least(PRODUCT, above)}/{_at_least(POWER, below)}"


def _power(tree: Apply) -> str:
    base, exponent = tree.arguments
    if is_negated(exponent):
        return f"{_at_least(ATOM, base)}^-{_at_least(POWER, exponent.arguments[0])}"
    return f"{_at_least(ATOM, base)}^{_at_least(POWER, exponent)}"


def _dotted(tree: Apply) -> str:
    left, right = tree.arguments
    return f"{_at_least(DOT, left)} {_DOTS[tree.function]} {_at_least(PRODUCT, right)}"


def _relation(tree: Apply) -> str:
    left, right = tree.arguments
    return f"{_at_least(SUM, left)} {_RELATIONS[tree.function]} {_at_least(SUM, right)}"


def _connective(tree: Apply) -> str:
    left, right = tree.arguments
    level = precedence(tree)
    return f"{_at_least(level, left)} {tree.function} {_at_least(level + 1, right)}"


def _pending(tree: Apply) -> str:
    inner, variable = tree.arguments
    return f"d/d{source(variable)}[{source(inner)}]"


_DOTS = {"dot": ".", "point": "·"}
_OPERATORS = {
    **dict.fromkeys(_DOTS, _dotted),
    "vector": lambda tree: f"[{', '.join(map(source, tree.arguments))}]",
    "bars": lambda tree: f"|{source(tree.arguments[0])}|",
    "transpose": lambda tree: f"{_at_least(ATOM, tree.arguments[0])}^T",
    "add": _sum,
    "neg": lambda tree: f"-{_term(tree.arguments[0])}",
    "mul": _product,
    "div": _quotient,
    "pow": _power,
    **dict.fromkeys(_RELATIONS, _relation),
    "and": _connective,
    "or": _connective,
    "derivative": _pending,
}
