"""Where to start looking for zeros of a gradient: spread evenly, crowded towards the ends, and where samples point."""

from functools import cache

import numpy as np
import scipy
from jaxtyping import Float64

from gradscape.calculus.field import Field

# Places along each side of the lattice on which lowest and highest values are looked for.
_SIDE = {1: 1021, 2: 32, 3: 10, 4: 5}
_MOST_EXTREMES = 32
_HALVINGS = 12
# In one variable: a cell whose change of slope its curvatures do not explain is cut, this often.
_CUTS = 3
_MOST_CELLS = 1024


def spread(count: int, turn: int, box: Float64[np.ndarray, "n 2"]) -> Float64[np.ndarray, "count n"]:
    """Evenly spread points; each turn continues the sequence, the first two with a quarter of points of their own.

    Source: M. Roberts (2018), the R_d sequence.
    """
    return box[:, 0] + _spread_of_unit_box(count, turn, len(box)) * (box[:, 1] - box[:, 0])


@cache
def _spread_of_unit_box(count: int, turn: int, n: int) -> np.ndarray:
    base = np.roots([1.0, *[0.0] * (n - 1), -1.0, -1.0])
    golden = float(base[np.isreal(base) & (base.real > 1)].real[0])
    places = np.arange(turn * count, (turn + 1) * count)
    unit = (0.5 + np.outer(places, golden ** -np.arange(1.0, n + 1))) % 1.0
    if turn < 2:
        unit[: count // 4] = _lattice(n, count // 4) if turn == 0 else _crowded_at_the_ends(n, count // 4)
    return unit


def _lattice(n: int, count: int) -> np.ndarray:
    """Regular points with the centre and the corners: critical points like to sit at round places."""
    side = int(count ** (1 / n)) // 2 * 2 - 1 if n > 1 else count // 2 * 2 - 1
    return _product(np.linspace(0.0, 1.0, max(side, 3)), n, count)


def _crowded_at_the_ends(n: int, count: int) -> np.ndarray:
    """Points at all distances from the ends, down to a millionth: what valleys along the axes of a box need."""
    side = max(int(count ** (1 / n)) // 2, 1)
    distances = np.geomspace(1e-6, 0.3, side) if side > 1 else np.array([1e-2])
    return _product(np.concatenate([distances, [0.5] * (side == 1), 1 - distances]), n, count)


def _product(ticks: np.ndarray, n: int, count: int) -> np.ndarray:
    lattice = np.stack(np.meshgrid(*[ticks] * n), axis=-1).reshape(-1, n)
    return np.resize(lattice, (count, n))


def extremes(
    field: Field, box: Float64[np.ndarray, "n 2"], known: Float64[np.ndarray, "k n"]
) -> Float64[np.ndarray, "e n"]:
    """Lowest and highest places of a lattice, found more exactly by halving it; none beside a point already known."""
    n, side = len(box), _SIDE[len(box)]
    ticks = [np.linspace(low, high, side) for low, high in box]
    lattice = np.stack(np.meshgrid(*ticks, indexing="ij"), axis=-1)
    values = field.values(lattice.reshape(-1, n)).reshape([side] * n)
    if not np.isfinite(values).any():
        return np.empty((0, n))
    spacing = (box[:, 1] - box[:, 0]) / (side - 1)
    found = []
    for sign in (1.0, -1.0):
        heights = np.where(np.isfinite(values), sign * values, np.inf)
        inner = (slice(1, -1),) * n
        lowest = (heights == scipy.ndimage.minimum_filter(heights, 3)) & (
            heights < scipy.ndimage.maximum_filter(heights, 3)
        )
        is_chosen = lowest[inner] & np.isfinite(heights[inner])
        places = lattice[inner][is_chosen][np.argsort(heights[inner][is_chosen], kind="stable")]
        if len(known) and len(places):
            gaps = np.abs(places[:, None, :] - known[None, :, :]) / spacing
            places = places[(gaps.max(axis=2) > 1.5).all(axis=1)]
        if len(places):
            found.append(_lower(field, places[:_MOST_EXTREMES], spacing, sign))
    return np.concatenate([np.empty((0, n)), *found])


def _lower(field: Field, places: np.ndarray, spacing: np.ndarray, sign: float) -> np.ndarray:
    """Each place moved to the lowest of its neighbours, nearer and nearer ones. Source: Hooke and Jeeves (1961)."""
    n = places.shape[1]
    around = _product(np.array([-1.0, 0.0, 1.0]), n, 3**n)
    for halving in range(_HALVINGS):
        near = places[:, None, :] + around * spacing * 0.5 ** (halving + 1)
        heights = sign * field.values(near.reshape(-1, n)).reshape(len(places), -1)
        best = np.argmin(np.where(np.isfinite(heights), heights, np.inf), axis=1)
        places = near[np.arange(len(places)), best]
    return places


def crossings(
    field: Field, interval: Float64[np.ndarray, "2"], known: Float64[np.ndarray, " k"]
) -> tuple[Float64[np.ndarray, " crossings"], bool]:
    """In one variable: where f' changes its sign and no zero is known; and whether samples follow f' everywhere."""
    low, high = interval
    near_the_ends = np.geomspace(1e-9, 1e-3, 24) * (high - low)
    nodes = np.unique(np.concatenate([np.linspace(low, high, 973), low + near_the_ends, high - near_the_ends]))
    samples = _samples(field, nodes)
    for _ in range(_CUTS):
        doubtful = np.flatnonzero(_is_unexplained(nodes, samples))[:_MOST_CELLS]
        if not len(doubtful):
            break
        middles = (nodes[doubtful] + nodes[doubtful + 1]) / 2
        samples = np.concatenate([samples, _samples(field, middles)], axis=1)
        nodes = np.concatenate([nodes, middles])
        order = np.argsort(nodes, kind="stable")
        nodes, samples = nodes[order], samples[:, order]
    follows, slopes = not _is_unexplained(nodes, samples).any(), samples[1]
    at = np.flatnonzero(slopes[:-1] * slopes[1:] < 0)
    is_new = np.searchsorted(np.sort(known), nodes[at]) == np.searchsorted(np.sort(known), nodes[at + 1], side="right")
    at = at[is_new]
    return _halved(field, nodes[at], nodes[at + 1], slopes[at]), follows


def _halved(field: Field, low: np.ndarray, high: np.ndarray, slopes: np.ndarray) -> np.ndarray:
    """The middles of intervals that were halved until Newton's method cannot leave them, f' being `slopes` at low."""
    for _ in range(_HALVINGS if len(low) else 0):
        middle = (low + high) / 2
        is_beyond = _samples(field, middle)[1] * slopes > 0
        low, high = np.where(is_beyond, middle, low), np.where(is_beyond, high, middle)
    return (low + high) / 2


def _samples(field: Field, nodes: np.ndarray) -> np.ndarray:
    """(f, f', f'') at each node."""
    jet = field.jets(nodes[:, None])
    return np.stack([jet.value, jet.gradient[:, 0], jet.hessian[:, 0, 0]])


def _is_unexplained(nodes: np.ndarray, samples: np.ndarray) -> np.ndarray:
    """Cells over which f and f' change otherwise than their derivatives at both ends say: something happens between."""
    step, (values, slopes, curvatures) = np.diff(nodes), samples
    with np.errstate(invalid="ignore", over="ignore"):
        rise, change = np.diff(values), np.diff(slopes)
        steepest, most_bent = (np.maximum(np.abs(each[:-1]), np.abs(each[1:])) for each in (slopes, curvatures))
        # Hermite's quadrature by values and slopes at both ends.
        expected_rise = step * (slopes[:-1] + slopes[1:]) / 2 - step**2 * np.diff(curvatures) / 12
        expected_change = step * (curvatures[:-1] + curvatures[1:]) / 2
        size = step * most_bent + np.abs(change)
        known = np.abs(slopes[np.isfinite(slopes)])
        tiny = max(0.1 * np.median(known), 1e-9 * known.max()) if len(known) else np.inf
        is_other = (np.abs(change - expected_change) > 0.25 * size) & (size > tiny)
        is_elsewhere = np.abs(rise - expected_rise) > 0.25 * step * (steepest + size)
        return is_other | (is_elsewhere & (np.abs(rise) + step * steepest > step * tiny))
