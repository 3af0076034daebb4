"""The chain rule: the Jacobian of a composition is the product of the Jacobians, each at its own place."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.jacobians import checked_jacobians
from gradscape.calculus.mapping import Mapping
from gradscape.language.limits import MAXIMUM_NODES
from gradscape.language.substitution import size_after, substituted
from gradscape.language.syntax import Apply, Map, Name, Tree


class Passage(NamedTuple):
    """One stage of a composition at work: where it is, its value there (m,), and its Jacobian (m, n).

    notes: why a slope does not exist, in sentences.
    """

    input: np.ndarray
    value: np.ndarray
    jacobian: np.ndarray
    notes: tuple[str, ...] = ()


class Product(NamedTuple):
    """One product on the way: which stage's Jacobian was multiplied in, what came out, at how many multiplications."""

    stage: int
    matrix: np.ndarray
    multiplications: int


def passages(stages: list[Mapping], point: Float64[np.ndarray, " n"]) -> list[Passage]:
    """Values forward through all stages, the first of which takes the point, with each stage's Jacobian."""
    found, here = [], point
    for stage in stages:
        there = checked_jacobians(stage, here[None])
        found.append(Passage(here, there.values[0], there.jacobians[0], there.notes[0]))
        here = there.values[0]
    return found


def forward(jacobians: list[np.ndarray]) -> list[Product]:
    """Products from the input on: J_1, J_2 J_1, J_3 J_2 J_1, ..., as forward mode forms them."""
    return _accumulated(list(enumerate(jacobians)), lambda so_far, jacobian: (jacobian, so_far))


def reverse(jacobians: list[np.ndarray]) -> list[Product]:
    """Products from the output back: J_k, J_k J_{k-1}, ..., as reverse mode forms them."""
    return _accumulated(list(enumerate(jacobians))[::-1], lambda so_far, jacobian: (so_far, jacobian))


_Pair = tuple[np.ndarray, np.ndarray]


def _accumulated(
    jacobians: list[tuple[int, np.ndarray]], ordered: Callable[[np.ndarray, np.ndarray], _Pair]
) -> list[Product]:
    stage, matrix = jacobians[0]
    products = [Product(stage, matrix, 0)]
    for stage, jacobian in jacobians[1:]:
        left, right = ordered(products[-1].matrix, jacobian)
        # Where a stage has no derivative, neither has the product; no reason to warn.
        with np.errstate(invalid="ignore", over="ignore"):
            matrix = left @ right
        products.append(Product(stage, matrix, left.shape[0] * left.shape[1] * right.shape[1]))
    return products


def difference(product: Float64[np.ndarray, "m n"], jacobian: Float64[np.ndarray, "m n"]) -> float:
    """The largest between entries of the two; NaN where one of them does not exist."""
    with np.errstate(invalid="ignore", over="ignore"):
        return float(np.abs(product - jacobian).max())


def composed(stages: list[Mapping]) -> Mapping | None:
    """All stages as one map, written out, so that autodiff can differentiate it as a whole; None if that is too long.

    A parameter whose name means something else in another stage is renamed to one that no text has.
    """
    return _composed(tuple(stage.map for stage in stages), tuple(tuple(stage.parameters.items()) for stage in stages))


# Dragging a point asks again and again about the same composition.
@lru_cache(maxsize=32)
def _composed(maps: tuple[Map, ...], numbers: tuple[tuple[tuple[str, float], ...], ...]) -> Mapping | None:
    stages = [Mapping(found, dict(given)) for found, given in zip(maps, numbers, strict=True)]
    whole, *rest = _with_own_parameters(stages)
    for outer in rest:
        sizes = dict(zip(outer.variables, (size_after(tree, {}) for tree in whole.map.outputs), strict=True))
        if sum(size_after(tree, sizes) for tree in outer.map.outputs) > MAXIMUM_NODES:
            return None
        whole = _after(whole, outer)
    return whole


def _with_own_parameters(stages: list[Mapping]) -> list[Mapping]:
    taken: dict[str, float | None] = dict.fromkeys(stages[0].variables)
    own = []
    for k, stage in enumerate(stages):
        clashing = {name for name, number in stage.parameters.items() if taken.get(name, number) != number}
        own.append(_renamed(stage, {name: f"{name}@{k}" for name in clashing}))
        taken |= own[-1].parameters
    return own


def _renamed(stage: Mapping, names: dict[str, str]) -> Mapping:
    places: dict[str, Tree] = {old: Name(new) for old, new in names.items()}
    outputs = tuple(substituted(tree, places) for tree in stage.map.outputs)
    entries = tuple(names.get(name, name) for name in stage.map.component(0).parameters)
    numbers = {names.get(name, name): number for name, number in stage.parameters.items()}
    return Mapping(replace(stage.map, outputs=outputs, parameters=entries, tables=()), numbers)


def is_renamed(composition: Mapping) -> bool:
    """Whether it calls a parameter by a name that its texts do not have."""
    return any("@" in name for name in composition.map.parameters)


def _after(inner: Mapping, outer: Mapping) -> Mapping:
    """outer(inner(x))."""
    places = dict(zip(outer.variables, inner.map.outputs, strict=True))
    outputs = tuple(substituted(tree, places) for tree in outer.map.outputs)
    parameters = tuple(dict.fromkeys((*inner.map.parameters, *outer.map.parameters)))
    joined = replace(
        outer.map,
        # Entry by entry, for nobody wrote it as a whole.
        tree=Apply("vector", outputs) if outer.map.shape else outputs[0],
        outputs=outputs,
        variables=inner.variables,
        inputs=inner.map.inputs,
        parameters=parameters,
    )
    return Mapping(joined, {**inner.parameters, **outer.parameters})
