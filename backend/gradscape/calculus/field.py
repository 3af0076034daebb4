"""A typed function with numbers for its parameters: the scalar field that all of calculus works on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from jaxtyping import Float64

from gradscape.language.lowering import Code
from gradscape.language.syntax import Function
from gradscape.machine import checked, machine
from gradscape.machine.machine import Jet
from gradscape.machine.program import Program, code_of, program


@dataclass(frozen=True)
class Field:
    """f: R^n → R with its parameters' values; a parameter not given is 1.

    Raises:
        LanguageError: at first use, where the function is too long for the machine.
    """

    function: Function
    parameters: Mapping[str, float] = field(default_factory=dict)

    @property
    def variables(self) -> tuple[str, ...]:
        """Names of the coordinates, in order."""
        return self.function.variables

    @cached_property
    def numbers(self) -> Mapping[str, float]:
        """All parameters with their values."""
        return dict.fromkeys(self.function.parameters, 1.0) | dict(self.parameters)

    @cached_property
    def program(self) -> Program:
        """What the machine runs."""
        return program(self.function, self.numbers)

    @cached_property
    def code(self) -> Code:
        """What `certify` encloses: the instructions of the same program, parameters still open."""
        return code_of(self.function)

    def values(self, points: Float64[np.ndarray, "points n"]) -> Float64[np.ndarray, " points"]:
        """f at each point; NaN where undefined, infinite where too large."""
        return machine.values(self.program, points)

    def jets(self, points: Float64[np.ndarray, "points n"]) -> Jet:
        """Value, gradient and Hessian by automatic differentiation; not finite where that cannot tell."""
        return machine.jets(self.program, points)

    def hessian_products(
        self, points: Float64[np.ndarray, "points n"], vectors: Float64[np.ndarray, "points n"]
    ) -> tuple[Float64[np.ndarray, " points"], Float64[np.ndarray, "points n"], Float64[np.ndarray, "points n"]]:
        """f, ∇f and H v at each point with its vector, without forming the Hessian."""
        return machine.hessian_products(self.program, points, vectors)

    def series(self, points: Float64[np.ndarray, " points"]) -> Float64[np.ndarray, "7 points"]:
        """f, f', ..., f⁽⁶⁾ at each place, for a function of at most one variable; NaN where autodiff cannot tell."""
        return machine.series(self.program, points)

    def checked_values(
        self, points: Float64[np.ndarray, "points n"]
    ) -> tuple[Float64[np.ndarray, " points"], Float64[np.ndarray, " points"]]:
        """What `values` answers, and how far each number may be off by rounding."""
        return checked.checked_values(self.program, points)

    def checked_series(
        self, points: Float64[np.ndarray, " points"]
    ) -> tuple[Float64[np.ndarray, "7 points"], Float64[np.ndarray, "7 points"]]:
        """The same, and how far each number may be off by rounding."""
        return checked.checked_series(self.program, points)

    def checked_jets(self, points: Float64[np.ndarray, "points n"]) -> tuple[Jet, Jet]:
        """What `jets` answers, and how far each number may be off by rounding."""
        return checked.checked_jets(self.program, points)
