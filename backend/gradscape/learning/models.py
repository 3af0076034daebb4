"""Models to fit: functions of x with parameters that are walked through."""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np
from jaxtyping import Float64

from gradscape.language.differentiation import NotExpressible, derivative
from gradscape.language.syntax import Function, names_in
from gradscape.machine import machine
from gradscape.machine.program import Program, program

# Points that a model is given at once.
_PIECE = 65_536


@dataclass(frozen=True)
class Model:
    """f(x; θ). function: of x alone, with the parameters θ that are fitted, 1 to 15 of them.

    Raises:
        LanguageError: at first use, where the text is too long for the machine.
    """

    function: Function

    @property
    def names(self) -> tuple[str, ...]:
        """Of the parameters, in the order of θ."""
        return self.function.parameters

    @cached_property
    def program(self) -> Program:
        """f as a function of x and θ."""
        return program(_unbound(self.function), {})

    @cached_property
    def is_linear(self) -> bool:
        """Whether f is linear in θ up to a part without it: no ∂f/∂θ_j has any parameter in it."""
        return _is_linear(self.function)

    def predictions(
        self, x: Float64[np.ndarray, " points"], thetas: Float64[np.ndarray, "fits n"]
    ) -> Float64[np.ndarray, "fits points"]:
        """f at every x for every θ; NaN where undefined."""
        answer = np.empty((len(thetas), len(x)))
        rows = max(1, _PIECE // max(1, len(x)))
        for first in range(0, len(thetas), rows):
            some = thetas[first : first + rows]
            lanes = np.column_stack([np.tile(x, len(some)), np.repeat(some, len(x), axis=0)])
            answer[first : first + rows] = machine.values(self.program, lanes).reshape(len(some), len(x))
        return answer

    def slopes(
        self, x: Float64[np.ndarray, " points"], theta: Float64[np.ndarray, " n"]
    ) -> Float64[np.ndarray, "points n"]:
        """∂f/∂θ at every x, by automatic differentiation."""
        return self.with_slopes(x, theta)[1]

    def with_slopes(
        self, x: Float64[np.ndarray, " points"], theta: Float64[np.ndarray, " n"]
    ) -> tuple[Float64[np.ndarray, " points"], Float64[np.ndarray, "points n"]]:
        """f and ∂f/∂θ at every x, in one go."""
        points = np.column_stack([x, np.tile(theta, (len(x), 1))])
        # One lane for each variable, where whole Hessians would take one for each pair.
        values, gradients, _ = machine.hessian_products(self.program, points, np.zeros_like(points))
        return values, gradients[:, 1:]


def _unbound(function: Function) -> Function:
    """The same with its parameters as variables after x."""
    return replace(function, variables=(*function.variables, *function.parameters), parameters=())


@lru_cache(maxsize=256)
def _is_linear(function: Function) -> bool:
    try:
        slopes = [derivative(function.tree, name) for name in function.parameters]
    except NotExpressible:
        return False
    return not any(name.name in function.parameters for slope in slopes for name in names_in(slope))
