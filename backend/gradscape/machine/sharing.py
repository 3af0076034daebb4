"""Equal parts of a traced function computed once.

Derivatives along several variables are traced one by one, each with all that they have in common. XLA finds most of
that again, but late, and not what stands in a branch.
"""

from collections.abc import Callable, Hashable
from typing import Any

import jax
from jax.extend.core import ClosedJaxpr, Literal, jaxpr_as_fun


def shared(function: Callable) -> Callable:
    """`function`, of arrays in any containers, with equal operations on equal operands done once."""

    def once(*arguments: Any) -> Any:
        leaves, tree = jax.tree_util.tree_flatten(arguments)
        traced, shape = jax.make_jaxpr(lambda *flat: function(*tree.unflatten(flat)), return_shape=True)(*leaves)
        return jax.tree_util.tree_structure(shape).unflatten(jaxpr_as_fun(_without_repeats(traced))(*leaves))

    return once


def _without_repeats(traced: ClosedJaxpr) -> ClosedJaxpr:
    kept: dict[Hashable, Any] = {}
    first_of: dict[Any, Any] = {}

    def first(atom: Any) -> Any:
        return atom if isinstance(atom, Literal) else first_of.get(atom, atom)

    for operation in traced.jaxpr.eqns:
        operands = [first(atom) for atom in operation.invars]
        # Results that nobody reads have no names, by which another could read them.
        key = operation.primitive, _frozen(operation.params), *map(_identity, operands), *map(type, operation.outvars)
        if key in kept:
            first_of.update(zip(operation.outvars, kept[key].outvars, strict=True))
        else:
            kept[key] = operation.replace(invars=operands)
    results = [first(atom) for atom in traced.jaxpr.outvars]
    return traced.replace(jaxpr=traced.jaxpr.replace(eqns=list(kept.values()), outvars=results))


def _identity(atom: Any) -> Hashable:
    """Numbers are equal by digits, sign and type."""
    return (str(atom.val), str(atom.aval)) if isinstance(atom, Literal) else atom


def _frozen(parameters: dict[str, Any]) -> Hashable:
    return tuple((name, value if _is_hashable(value) else id(value)) for name, value in sorted(parameters.items()))


def _is_hashable(value: Any) -> bool:
    try:
        hash(value)
    except TypeError:
        return False
    return True
