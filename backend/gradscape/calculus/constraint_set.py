"""The points that satisfy constraints g_1 = c_1, ..., g_m = c_m, and the way onto them."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.field import Field
from gradscape.calculus.mapping import Mapping
from gradscape.language.syntax import Apply, Map

# Newton's method squares the error: from 1e-3 of a cell, which linear interpolation leaves, to rounding.
_STEPS = 3


@dataclass(frozen=True, eq=False)
class ConstraintSet:
    """Fields of the same variables with a level for each. Their gradients are the normals of the set."""

    fields: tuple[Field, ...]
    levels: Float64[np.ndarray, " m"]

    @property
    def variables(self) -> tuple[str, ...]:
        """Names of the coordinates, in order."""
        return self.fields[0].variables

    @cached_property
    def mapping(self) -> Mapping:
        """All constraints as one map, which the machine runs at once."""
        return joined(self.fields)

    def at_levels(self, levels: Float64[np.ndarray, " m"]) -> "ConstraintSet":
        """The same constraints at other levels."""
        moved = ConstraintSet(self.fields, levels)
        # A moved level is no other program.
        moved.__dict__["mapping"] = self.mapping
        return moved

    def residuals(
        self, points: Float64[np.ndarray, "p n"]
    ) -> tuple[Float64[np.ndarray, "p m"], Float64[np.ndarray, "p m n"]]:
        """g - c and the gradients of g at each point."""
        values, slopes = self.mapping.jacobians(points)
        return values - self.levels, slopes

    def onto(
        self, points: Float64[np.ndarray, "p n"], longest: float, steps: int = _STEPS
    ) -> Float64[np.ndarray, "p n"]:
        """The points of the set near by, by Newton's method along the normals; no step longer than `longest`.

        A point whose way there is lost (no normal, no value) is NaN.
        """
        for _ in range(steps):
            values, slopes = self.residuals(points)
            step = normal_step(values, slopes)
            length = np.linalg.norm(step, axis=1, keepdims=True)
            points = points - step * (longest / np.maximum(length, longest))
            if not (length > 1e-15 * longest).any():
                break
        return points


def joined(fields: tuple[Field, ...]) -> Mapping:
    """Fields of the same variables as one map of as many entries."""
    outputs = tuple(field.function.tree for field in fields)
    parameters = tuple(dict.fromkeys(name for field in fields for name in field.function.parameters))
    numbers = {name: number for field in fields for name, number in field.numbers.items()}
    variables = fields[0].variables
    inputs = tuple((name, ()) for name in variables)
    whole = Map("", Apply("vector", outputs), outputs, (len(outputs),), inputs, variables, parameters)
    return Mapping(whole, numbers)


def normal_step(values: Float64[np.ndarray, "p m"], slopes: Float64[np.ndarray, "p m n"]) -> Float64[np.ndarray, "p n"]:
    """The shortest d with G d = values; NaN where there is none."""
    if values.shape[1] == 1:
        normal = slopes[:, 0]
        # Divided first, for squares of small slopes underflow.
        size = np.abs(normal).max(axis=1, keepdims=True)
        with np.errstate(all="ignore"):
            unit = normal / size
            return np.where(values == 0, 0.0, unit * (values / size / (unit**2).sum(axis=1, keepdims=True)))
    step = np.full((len(values), slopes.shape[2]), np.nan)
    known = np.isfinite(slopes).all(axis=(1, 2)) & np.isfinite(values).all(axis=1)
    step[known] = (np.linalg.pinv(slopes[known]) @ values[known, :, None])[:, :, 0]
    return step
