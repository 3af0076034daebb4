"""Equations of a lab's state as Python text."""

from collections.abc import Mapping
from dataclasses import replace

from gradscape.language.equations import Equation
from gradscape.language.jax_source import jax_definition
from gradscape.language.syntax import Function, Map
from gradscape.programs.cells import numbers


def map_of(function: Function) -> Map:
    """A function as a map with one value."""
    inputs = tuple((name, ()) for name in function.variables)
    tree, names = function.tree, function.variables
    return Map(function.source, tree, (tree,), (), inputs, names, function.parameters, ())


def level_of(equation: Equation, given: float | None, sliders: Mapping[str, float], name: str = "level") -> str:
    """The level of an equation, defined by its name: a number that is given, or what stands right in its text."""
    if given is not None:
        return f"{name} = {numbers(given)}"
    if equation.level is None:
        return f"{name} = 0.0"
    right = jax_definition(map_of(replace(equation.level, variables=())), sliders, f"right_of_{name}")
    return f"{right}\n\n\n{name} = right_of_{name}()"
