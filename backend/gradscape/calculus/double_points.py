"""What a curve g = c is at a double point whose Hessian has one null direction: by Taylor's series along a parabola."""

from typing import Literal

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.field import Field
from gradscape.language.substitution import substituted
from gradscape.language.syntax import Apply, Function, Name, Number, Tree

Kind = Literal["cusp", "isolated", "singular"]

_TIME = Name("time")
# No text has such names; their numbers make no other program.
_COEFFICIENT = "{} of t^{}"


def double_point(
    g: Field,
    point: Float64[np.ndarray, " 2"],
    null: Float64[np.ndarray, " 2"],
    across: Float64[np.ndarray, " 2"],
    nothing: float,
) -> Kind:
    """What is at the point, with H null = 0 and curvature C = across·H across ≠ 0; "singular" where neither is known.

    With u along `null` and v along `across`, other coordinates make g = C v²/2 + h(u). h = u³ turns the curve back, as
    u⁵ does; u⁴ leaves the point alone where it has the sign of C, and lets two branches touch where it has not. Along
    the parabola v = α u² with the α at which the coefficient of u⁴ is stationary, that one and u⁵'s are those of h.

    Args:
        null, across: in units that are equal in both, such as the picture's. nothing: coefficients up to it are 0.
    Source: V. I. Arnold et al., *Singularities of Differentiable Maps* 1 (1985), section 11 (the series A_k).
    """
    straight, up, down = (_along(g, point, null, bend * across) for bend in (0.0, 1.0, -1.0))
    if not np.isfinite(np.stack([straight, up, down])).all():
        return "singular"
    if abs(straight[3]) > nothing:
        return "cusp"
    linear, square = (up[4] - down[4]) / 2, (up[4] + down[4]) / 2 - straight[4]
    bent = _along(g, point, null, -linear / (2 * square) * across)
    if abs(bent[4]) > nothing:
        return "isolated" if bent[4] * square > 0 else "singular"
    return "cusp" if abs(bent[5]) > nothing else "singular"


def _along(g: Field, point: np.ndarray, first: np.ndarray, second: np.ndarray) -> Float64[np.ndarray, " 7"]:
    """The Taylor coefficients of t ↦ g(point + t first + t² second) at 0."""
    names = [[_COEFFICIENT.format(variable, power) for power in range(3)] for variable in g.variables]
    places = {variable: _parabola(own) for variable, own in zip(g.variables, names, strict=True)}
    coefficients = np.stack([point, first, second], axis=1)
    numbers = dict(zip([name for own in names for name in own], map(float, coefficients.flat), strict=True))
    path = Function("", substituted(g.function.tree, places), (_TIME.name,), (*g.function.parameters, *numbers))
    derivatives = Field(path, {**g.numbers, **numbers}).series(np.zeros(1))[:, 0]
    return derivatives / np.cumprod([1.0, *range(1, len(derivatives))])


def _parabola(names: list[str]) -> Tree:
    start, slope, bend = map(Name, names)
    square = Apply("pow", (_TIME, Number(2.0)))
    return Apply("add", (start, Apply("mul", (slope, _TIME)), Apply("mul", (bend, square))))
