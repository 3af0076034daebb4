"""Functions and constraints for tests, from their texts."""

import numpy as np

from gradscape.calculus.constraint_set import ConstraintSet
from gradscape.calculus.field import Field
from gradscape.language.equations import parse_equations
from gradscape.language.parser import parse


def posed(objective, equations, variables, levels=None, parameters=None):
    """f and the set; levels are read off the right sides unless they are given."""
    numbers = parameters or {}
    names = tuple(variables)
    found = parse_equations(equations, names, tuple(numbers))
    fields = tuple(Field(each.function, numbers) for each in found)
    if levels is None:
        levels = [
            0.0 if each.level is None else float(each.level.source[slice(*each.level.tree.span)]) for each in found
        ]
    return Field(parse(objective, names, tuple(numbers)), numbers), ConstraintSet(fields, np.array(levels, float))


def box(half, n):
    return np.array([[-half, half]] * n, float)
