"""Instructions whose result is known already: max(x, x) is x, |x²| is x².

The rules of `certify` and of the machine see one instruction at a time: to them max(x, x) is a tie everywhere. Nothing
here changes where a function is defined, nor a slope where it has one.
"""

import math

from gradscape.language.constants import constant_value
from gradscape.language.registers import Node
from gradscape.language.syntax import Apply, Name, Number, Tree, names_in
from gradscape.language.vocabulary import CONSTANTS

# An instruction to write; an operand None is what the one before it has given.
Folding = tuple[str, tuple[int | None, ...], Tree | None]

_ZERO, _ONE, _TWO = Number(0.0), Number(1.0), Number(2.0)
_NOT_NEGATIVE = {"square", "abs", "exp", "sqrt", "cosh", "sigmoid", "softplus", "relu", "normal_cdf", "hypot", "step"}
_NOT_NEGATIVE |= {"arccos", "arcosh"}
_PARTIAL = {"reciprocal", "div", "sqrt", "log", "log2", "log10", "tan", "arcsin", "arccos", "arcosh", "artanh"}
_PARTIAL |= {"gamma", "lgamma", "mod", "atan2", "pow", "power"}


def folded(
    nodes: list[Node], opcode: str, operands: tuple[int, ...], immediate: Tree | None
) -> int | tuple[Folding, ...] | None:
    """The node that holds the same already, or simpler instructions for it; None where there is neither."""
    if len(operands) == 2 and operands[0] == operands[1]:
        return _of_itself(opcode, operands[0])
    if immediate is not None and (opcode, _number(immediate)) in (("shift", 0.0), ("scale", 1.0)):
        return operands[0]
    if len(operands) == 1 and immediate is None:
        return _of_another(nodes, opcode, operands[0])
    return None


def _of_itself(opcode: str, a: int) -> int | tuple[Folding, ...] | None:
    """What a function of two equal arguments is."""
    nothing: Folding = ("scale", (a,), _ZERO)
    match opcode:
        case "min" | "max":
            return a
        case "add":
            return (("scale", (a,), _TWO),)
        case "mul":
            return (("square", (a,), None),)
        case "sub" | "less":
            return (nothing,)
        case "less_equal":
            return (nothing, ("shift", (None,), _ONE))
        case "mod":
            return (nothing, ("div", (None, a), None))
    return None


def _of_another(nodes: list[Node], opcode: str, a: int) -> int | tuple[Folding, ...] | None:
    """What a function of another function's value is."""
    inner = nodes[a]
    if opcode == inner.opcode == "neg":
        return inner.operands[0]
    if opcode in ("abs", "square") and inner.opcode in ("abs", "neg"):
        return ((opcode, inner.operands, None),)
    if opcode in ("abs", "relu", "leaky_relu", "elu") and inner.opcode in _NOT_NEGATIVE:
        return a
    return None


def is_total(nodes: list[Node], place: int) -> bool:
    """Whether a node certainly has a value wherever the variables have."""
    seen, waiting = set(), [place]
    while waiting:
        here = waiting.pop()
        node = nodes[here]
        if node.immediate is not None and not _is_sure(node.immediate):
            return False
        if node.opcode in _PARTIAL and not (node.opcode == "div" and _is_divisor(nodes[node.operands[1]])):
            return False
        seen.add(here)
        waiting.extend(operand for operand in node.operands if operand not in seen)
    return True


def _is_divisor(node: Node) -> bool:
    """Whether it is a number by which one can divide."""
    return node.opcode == "constant" and node.immediate is not None and abs(_number(node.immediate)) > 0


def _is_sure(tree: Tree) -> bool:
    """Whether a constant has a value, whatever its parameters are."""
    if isinstance(tree, Apply) and tree.function in ("add", "mul", "neg"):
        return all(map(_is_sure, tree.arguments))
    return isinstance(tree, Name) or math.isfinite(_number(tree))


def _number(tree: Tree) -> float:
    """Of a constant without parameters; NaN of others."""
    return math.nan if any(name.name not in CONSTANTS for name in names_in(tree)) else constant_value(tree, {})
