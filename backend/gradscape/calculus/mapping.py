"""A typed map with numbers for its parameters: what Jacobians and chain rules work on."""

from collections.abc import Mapping as Numbers
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from jaxtyping import Float64, Int32

from gradscape.calculus.field import Field
from gradscape.language.syntax import Map
from gradscape.machine import machine
from gradscape.machine.program import Program, map_program


@dataclass(frozen=True)
class Mapping:
    """f: R^n → R^m with its parameters' values, those of vectors and matrices entry by entry.

    Raises:
        LanguageError: at first use, where the map is too long for the machine.
    """

    map: Map
    parameters: Numbers[str, float] = field(default_factory=dict)

    @property
    def variables(self) -> tuple[str, ...]:
        """Names of the coordinates, in order."""
        return self.map.variables

    @property
    def shape(self) -> tuple[int, int]:
        """Of its Jacobian: (m, n)."""
        return len(self.map.outputs), len(self.map.variables)

    @cached_property
    def fields(self) -> list[Field]:
        """The entries of its value, one by one."""
        return [Field(self.map.component(k), self.parameters) for k in range(len(self.map.outputs))]

    @cached_property
    def program(self) -> tuple[Program, Int32[np.ndarray, " outputs"]]:
        """What the machine runs, and the registers of its results."""
        return map_program(self.map, self.parameters)

    def values(self, points: Float64[np.ndarray, "points n"]) -> Float64[np.ndarray, "points m"]:
        """f at each point; NaN where undefined, infinite where too large."""
        return np.stack([each.values(points) for each in self.fields], axis=1)

    def jacobians(
        self, points: Float64[np.ndarray, "points n"]
    ) -> tuple[Float64[np.ndarray, "points m"], Float64[np.ndarray, "points m n"]]:
        """f and its Jacobian at each point by automatic differentiation; not finite where that cannot tell."""
        return machine.jacobians(*self.program, points, len(self.map.outputs))
