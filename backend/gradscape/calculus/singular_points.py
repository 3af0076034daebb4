"""Where autodiff cannot tell: partial derivatives from their definition, and the name of what is wrong.

At |x|, a tie of max, the border of an `if`, or sqrt at 0 the machine answers NaN. Here the limits of the difference
quotients from both sides decide whether the derivative exists after all (x|x| at 0) and, if not, why.
"""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.field import Field
from gradscape.calculus.flags import Flag
from gradscape.calculus.one_sided import (
    AGREEMENT,
    STEPS,
    Ending,
    OneSided,
    agree,
    apart,
    are_one,
    one_sided_derivative,
    one_sided_limit,
    sides_in_words,
    stays_away,
    surer,
)
from gradscape.language.digits import in_words as number
from gradscape.machine.machine import Jet

# So many variables at most have the rounding of all that is around a point looked at.
_MOST_CHECKED = 3
# How many times its rounding a jump is at least.
_CLEARLY = 4.0
# How far beside 0 both sides of a kink are looked at: squares of it are numbers still.
_ACROSS = 1e-60


class Resolved(NamedTuple):
    """What the definition of the derivative gives: gradient (n,), Hessian (n, n), NaN where there is none."""

    gradient: np.ndarray
    hessian: np.ndarray
    is_differentiable: bool
    flags: tuple[Flag, ...]


class _Neighbours(NamedTuple):
    """Jets beside the point: on side s (0 left, 1 right) along variable k at distance d."""

    distances: np.ndarray  # (n, steps)
    value: np.ndarray  # (n, 2, steps)
    gradient: np.ndarray  # (n, 2, steps, n)
    hessian: np.ndarray  # (n, 2, steps, n, n)
    # How far rounding may move value and gradient, at worst: (n, 2), (n, 2, n).
    value_noise: np.ndarray
    gradient_noise: np.ndarray


def resolve(field: Field, point: Float64[np.ndarray, " n"], jet: Jet) -> Resolved:
    """Completes `jet` at one point where f is defined; entries that autodiff knows stay as they are."""
    beside = _neighbours(field, point)
    value, gradient, hessian = float(jet.value[0]), jet.gradient[0].copy(), jet.hessian[0].copy()
    flags, blur = [], np.zeros(len(point))
    for k in np.flatnonzero(~np.isfinite(gradient)).tolist():
        (gradient[k], blur[k]), flag = _partial(field.variables[k], value, beside, k)
        flags.append(flag)
    touches = _touches(field, point, value, gradient) if np.isfinite(gradient).all() else False
    if np.isfinite(gradient).all() and not touches:
        message = "no plane touches the graph here: not differentiable"
        if touches is None:
            message = "whether a plane touches the graph here could not be decided"
        flags.append(Flag("not-differentiable", f"all partial derivatives exist, but {message}"))
    hessian, second_flags = _second_partials(field, point, gradient, blur, hessian, beside)
    return Resolved(gradient, hessian, bool(touches), tuple(flags + second_flags))


def _neighbours(field: Field, point: np.ndarray) -> _Neighbours:
    n, steps = len(point), len(STEPS)
    # Distances are relative to the coordinate, so that they are not lost in its rounding.
    distances = np.maximum(1.0, np.abs(point))[:, None] * STEPS
    offsets = np.zeros((n, 2, steps, n))
    for k in range(n):
        offsets[k, 0, :, k], offsets[k, 1, :, k] = -distances[k], distances[k]
    jets, noise = _with_noise(field, (point + offsets).reshape(-1, n))
    shape = (n, 2, steps)
    return _Neighbours(
        distances,
        jets.value.reshape(shape),
        jets.gradient.reshape(*shape, n),
        jets.hessian.reshape(*shape, n, n),
        _worst(noise.value.reshape(shape)),
        _worst(noise.gradient.reshape(*shape, n)),
    )


def _with_noise(field: Field, points: np.ndarray) -> tuple[Jet, Jet]:
    """The jets, and how far rounding may move them: of many variables that would take too long."""
    if points.shape[1] <= _MOST_CHECKED:
        return field.checked_jets(points)
    jets = field.jets(points)
    return jets, Jet(*(np.zeros_like(part) for part in jets))


def _worst(noise: np.ndarray) -> np.ndarray:
    """Over the distances; where there is no number there is nothing to be moved."""
    return np.where(np.isfinite(noise), noise, 0.0).max(axis=2)


def _partial(name: str, value: float, beside: _Neighbours, k: int) -> tuple[tuple[float, float], Flag]:
    """∂f/∂x_k from its definition (NaN if it does not exist), how far it may be off, and what to say about it."""
    left, right = (_one_sided_slope(value, beside, k, side) for side in (0, 1))
    if are_one(left, right):
        slope, blur = surer(left, right)[1:]
        return (slope, blur), Flag(
            "limit",
            f"the slope in {name} is {number(slope)}: by the definition, since no rule applies here",
            name,
            slope,
            slope,
        )
    noises = beside.value_noise[k].tolist()
    return (np.nan, 0.0), _kink(name, value, beside.value[k], noises, left, right, _blur(beside, k))


def _one_sided_slope(value: float, beside: _Neighbours, k: int, side: int) -> OneSided:
    slopes = beside.gradient[k, side, :, k]
    of_value = max(_blur(beside, k), float(beside.value_noise[k, side]))
    noise = (of_value, float(beside.gradient_noise[k, side, k]), 0.0)
    return one_sided_derivative(value, beside.value[k, side], slopes, beside.distances[k], side, noise)


def _blur(beside: _Neighbours, k: int) -> float:
    """How far the value may be off since the kink lies some roundings beside the point."""
    slopes = np.abs(beside.gradient[k, :, :, k])
    rounding = 2.0**-52 * beside.distances[k, 0] / STEPS[0]
    return 16.0 * rounding * float(slopes[np.isfinite(slopes)].max(initial=0.0))


def _kink(
    name: str, value: float, values: np.ndarray, noises: list[float], left: OneSided, right: OneSided, blur: float
) -> Flag:
    slopes = (
        left.limit if left.ending is Ending.LIMIT else None,
        right.limit if right.ending is Ending.LIMIT else None,
    )
    endings = {left.ending, right.ending}
    if Ending.UNDEFINED in endings:
        return Flag("domain-edge", f"the function ends here in {name}: {sides_in_words(left, right)}", name, *slopes)
    if any(stays_away(value, side, blur + _CLEARLY * noise) for side, noise in zip(values, noises, strict=True)):
        return Flag("jump", f"the function jumps here in {name}", name, *slopes)
    if endings == {Ending.LIMIT} and apart(left, right):
        return Flag("corner", f"no derivative in {name}, a corner: {sides_in_words(left, right)}", name, *slopes)
    if endings == {Ending.UNBOUNDED}:
        vertical = left.limit == right.limit
        shape = "vertical tangent" if vertical else "cusp"
        return Flag(
            "vertical-tangent" if vertical else "cusp",
            f"no derivative in {name}, a {shape}: {sides_in_words(left, right)}",
            name,
        )
    if endings == {Ending.LIMIT, Ending.UNBOUNDED}:
        return Flag("corner", f"no derivative in {name}: {sides_in_words(left, right)}", name, *slopes)
    return Flag("unresolved", f"the slope in {name} cannot be decided here", name, *slopes)


def _touches(field: Field, point: np.ndarray, value: float, gradient: np.ndarray) -> bool | None:
    """Whether |f(a + hu) - f(a) - h ∇f·u| / h vanishes with h along oblique directions too; None if undecided."""
    n = len(point)
    if n == 1:
        return True
    distances = np.array([1e-2, 1e-6, *STEPS]) * max(1.0, float(np.abs(point).max()))
    directions = _oblique_directions(n)
    values = field.values((point + distances[:, None, None] * directions).reshape(-1, n)).reshape(len(distances), -1)
    errors = np.abs(values - value - distances[:, None] * (directions @ gradient)) / distances[:, None]
    if not np.isfinite(errors).all():
        return False
    usual = max(1.0, float(np.abs(gradient).max()))
    doubtful = np.flatnonzero(errors[1] > 0.1 * errors[0] + AGREEMENT * usual)
    # Remainders that shrink as slowly as h^1.0001 do vanish beside h.
    ends = [one_sided_limit(errors[2:, k]) for k in doubtful.tolist()]
    if any(each.ending is Ending.UNBOUNDED or abs(each.limit) > AGREEMENT * usual for each in ends):
        return False
    return None if any(each.ending is Ending.UNKNOWN for each in ends) else True


def _oblique_directions(n: int) -> np.ndarray:
    directions = np.random.default_rng(0).normal(size=(16, n))
    diagonal = np.ones((1, n))
    directions = np.concatenate([directions, diagonal, -diagonal])
    return directions / np.linalg.norm(directions, axis=1, keepdims=True)


def _second_partials(
    field: Field, point: np.ndarray, gradient: np.ndarray, blur: np.ndarray, hessian: np.ndarray, beside: _Neighbours
) -> tuple[np.ndarray, list[Flag]]:
    """Fills missing ∂/∂x_j (∂f/∂x_i) by the definition, from the gradients beside the point.

    blur: (n,), how far each entry of the gradient may be off.
    """
    hessian, flags = hessian.copy(), []
    for i, j in np.argwhere(~np.isfinite(hessian)).tolist():
        if not np.isfinite(gradient[i]):
            continue
        left, right = (_one_sided_second((gradient[i], blur[i]), beside, i, j, side) for side in (0, 1))
        if are_one(left, right):
            hessian[i, j] = surer(left, right).limit
            continue
        mixed = _along_a_kink(field, point, beside, i, j) if i != j else np.nan
        if np.isfinite(mixed):
            hessian[i, j] = mixed
        else:
            order = f"∂²f/∂{field.variables[i]}∂{field.variables[j]}"
            endings = {left.ending, right.ending}
            # Nothing on one side is a reason only where f itself ends.
            is_inside = bool(np.isfinite(beside.value[j]).all())
            is_open = Ending.UNKNOWN in endings or endings == {Ending.UNDEFINED}
            is_open |= is_inside and Ending.UNDEFINED in endings
            is_open |= endings == {Ending.LIMIT} and not apart(left, right)
            message = "could not be decided here" if is_open else f"does not exist here: {sides_in_words(left, right)}"
            flags.append(Flag("no-second-derivative", f"{order} {message}", field.variables[j]))
    return hessian, flags


def _one_sided_second(here: tuple[float, float], beside: _Neighbours, i: int, j: int, side: int) -> OneSided:
    """here: ∂f/∂x_i at the point, and how far it may be off."""
    slope, blur = here
    slopes, curvatures = beside.gradient[j, side, :, i], beside.hessian[j, side, :, i, j]
    noise = (blur + float(beside.gradient_noise[j, side, i]), 0.0, 0.0)
    return one_sided_derivative(float(slope), slopes, curvatures, beside.distances[j], side, noise)


def _along_a_kink(field: Field, point: np.ndarray, beside: _Neighbours, i: int, j: int) -> float:
    """∂/∂x_j of ∂f/∂x_i where the kink runs along x_j, so that slopes across it come from both its sides; or NaN."""
    limits = []
    across = max(8 * float(np.spacing(abs(point[i]))), _ACROSS) * np.eye(len(point))[i]
    # At the point by the same two sides: what they differ by cancels.
    slope = float(field.jets(np.stack([point - across, point + across])).gradient[:, i].mean())
    for side, sign in enumerate((-1.0, 1.0)):
        along = point + sign * beside.distances[j][:, None] * np.eye(len(point))[j]
        both = np.stack([field.jets(along + step * across).gradient[:, i] for step in (-1.0, 1.0)])
        if not (np.abs(both[1] - both[0]) <= 1e-9 * np.maximum(1.0, np.abs(both).max(axis=0))).all():
            return np.nan
        changes = one_sided_derivative(slope, both.mean(axis=0), np.full(len(along), np.nan), beside.distances[j], side)
        limits.append(changes.limit if changes.ending is Ending.LIMIT else np.nan)
    found = sum(limits) / 2
    # What is left of 0 by the distance between the two sides is none of it.
    return np.nan if not agree(*limits) else 0.0 if abs(found) < 1e-8 else found
