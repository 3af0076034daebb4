"""Descent on a parabola, where the iterates have a formula: x_m = x* + (x_0 - x*) q^m with q = 1 - a f''."""

from typing import Literal, NamedTuple

import numpy as np

from gradscape.calculus.field import Field
from gradscape.calculus.tangents import number
from gradscape.language.rendering import Formula, equation
from gradscape.language.simplification import add, multiply
from gradscape.language.syntax import Apply, Name
from gradscape.walks.run import Run
from gradscape.walks.trail import Trail

Regime = Literal["standing still", "one step", "monotone", "alternating", "cycling", "diverging"]

_EXACT = 1e-12
_ALIKE = 1e-9


class ClosedForm(NamedTuple):
    """x_m = fixed_point + (x_0 - fixed_point) ratio^m, and its first values, (m,)."""

    fixed_point: float
    ratio: float
    points: np.ndarray
    regime: Regime
    formula: Formula


def closed_forms(field: Field, runs: list[Run], trails: list[Trail]) -> list[ClosedForm | None]:
    """The iterates of each run by their formula; None unless f is a parabola and the method plain."""
    found: list[ClosedForm | None] = [None] * len(runs)
    plain = [k for k, run in enumerate(runs) if run.is_on_a_line() and _may_be_parabola(trails[k])]
    if plain:
        places = np.concatenate([runs[k].start + np.array([-1.0, 0.0, 1.0]) for k in plain])
        for k, rows in zip(plain, np.split(field.series(places), len(plain), axis=1), strict=True):
            found[k] = _closed_form(field, runs[k], len(trails[k].points), rows)
    return found


def _may_be_parabola(trail: Trail) -> bool:
    """Whether f'' is as good as the same wherever a walk has been."""
    assert trail.hessians is not None
    curvatures = trail.hessians[:, 0, 0]
    return not bool((np.abs(curvatures - curvatures[0]) > _ALIKE * abs(curvatures[0])).any())


def _closed_form(field: Field, run: Run, count: int, derivatives: np.ndarray) -> ClosedForm | None:
    """derivatives: f, f', ... beside the start, at it, and on its other side: (7, 3)."""
    start, second = float(run.start[0]), float(derivatives[2, 1])
    scale = _EXACT * abs(second)
    is_parabola = bool((np.abs(derivatives[3:]) <= scale).all() and (np.abs(derivatives[2] - second) <= scale).all())
    if not is_parabola or second == 0:
        return None
    fixed_point = start - float(derivatives[1, 1]) / second
    ratio = 1 - run.number("learning_rate") * (1.0 if run.row().on_a_line == "newton" else second)
    ratio = round(ratio, 14) + 0.0
    with np.errstate(over="ignore"):
        points = fixed_point + (start - fixed_point) * ratio ** np.arange(count)
    regime = _regime(ratio, start - fixed_point)
    return ClosedForm(fixed_point, ratio, points, regime, _formula(field, start, fixed_point, ratio))


def _regime(ratio: float, distance: float) -> Regime:
    if distance == 0 or ratio == 1:
        return "standing still"
    if ratio == 0:
        return "one step"
    if ratio == -1:
        return "cycling"
    if abs(ratio) > 1:
        return "diverging"
    return "monotone" if ratio > 0 else "alternating"


def _formula(field: Field, start: float, fixed_point: float, ratio: float) -> Formula:
    """x_m = x* + (x_0 - x*) q^m with the numbers in place."""
    name = field.variables[0] if field.variables else "x"
    power = Apply("pow", (number(ratio), Name("m")))
    grown = multiply(number(start - fixed_point), power)
    return equation(Name(f"{name.partition('_')[0]}_m"), add(number(fixed_point), grown))
