"""Columns ∂f/∂θ of polynomials in long double: the rounding of high powers is what limits a fit by them."""

from functools import lru_cache

import numpy as np
from jaxtyping import Float64

from gradscape.language.differentiation import derivative
from gradscape.language.syntax import Apply, Name, Number, Tree
from gradscape.learning.models import Model

_HIGHEST_POWER = 64


def exact_columns(
    model: Model, x: Float64[np.ndarray, " points"], columns: Float64[np.ndarray, "points n"]
) -> np.ndarray:
    """Φ, (points, n), in long double where a column is a polynomial or a fraction of them; others as they are given."""
    exact = columns.astype(np.longdouble)
    (variable,) = model.function.variables
    for k, name in enumerate(model.names):
        column = _value(_slope(model.function.tree, name), variable, x.astype(np.longdouble))
        if column is not None:
            exact[:, k] = column
    return exact


@lru_cache(maxsize=256)
def _slope(tree: Tree, name: str) -> Tree:
    """∂f/∂θ, made once for many questions."""
    return derivative(tree, name)


def _value(tree: Tree, variable: str, x: np.ndarray) -> np.ndarray | np.longdouble | None:
    """None where there is more than arithmetic."""
    if isinstance(tree, Number):
        return np.longdouble(tree.value)
    if isinstance(tree, Name):
        return x if tree.name == variable else None
    if not isinstance(tree, Apply):
        return None
    parts = [_value(each, variable, x) for each in tree.arguments]
    known = [each for each in parts if each is not None]
    if len(known) < len(parts):
        return None
    match tree.function, known:
        case "add", _:
            return sum(known[1:], known[0])
        case "mul", _:
            return np.prod(np.stack(np.broadcast_arrays(*known)), axis=0)
        case "neg", [a]:
            return -a
        case "div", [a, b]:
            return a / b
        case "pow", [a, b] if np.ndim(b) == 0 and b == int(b) and 0 <= b <= _HIGHEST_POWER:
            return a ** int(b)
    return None
