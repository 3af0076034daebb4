"""Kinks, jumps and ends of slopes: which functions may have them inside a box, and where rounding hides one."""

import numpy as np
from jaxtyping import Bool, Float64

from gradscape.calculus.field import Field
from gradscape.certify.smoothness import breaks_within_rounding, is_analytic_over
from gradscape.language.syntax import Apply, Tree

_STEPS = {"sign", "step", "floor", "ceil", "round", "mod"}
_KINKED = _STEPS | {"abs", "min", "max", "relu", "leaky_relu", "if", "cbrt", "sqrt", "hypot"}
_OPCODES = {"if": ("choose", "unless")}
_CODES = _KINKED | {"choose", "unless"}


def kinked_in(field: Field, box: Float64[np.ndarray, "n 2"]) -> list[str]:
    """Their names in order; none where f is certainly analytic all over the box."""
    opcodes = {row.opcode for row in field.code.instructions}
    names = sorted(
        name for name in _functions_in(field.function.tree) & _KINKED if opcodes & {*_OPCODES.get(name, (name,))}
    )
    return [] if not names or is_analytic_over(field.code, box, field.numbers) else names


def hidden_kinks(field: Field, points: Float64[np.ndarray, "m n"]) -> Bool[np.ndarray, "m n"]:
    """Along which axes there is no slope at each point though the machine finds one: the kink lies within rounding."""
    if _CODES.isdisjoint(row.opcode for row in field.code.instructions):
        return np.zeros(points.shape, bool)
    return breaks_within_rounding(field.code, points, field.numbers)


def _functions_in(tree: Tree) -> set[str]:
    if not isinstance(tree, Apply):
        return set()
    return {tree.function}.union(*map(_functions_in, tree.arguments))
