"""All critical points of a function in a box, classified by the eigenvalues of the Hessian."""

from typing import Literal, NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.field import Field
from gradscape.calculus.newton import Roots, Scale, find_roots, scale_of
from gradscape.language.syntax import Apply, Tree

Kind = Literal["minimum", "maximum", "saddle", "undecided"]
Nearby = Literal["higher", "lower", "both", "equal"]

# Starts of one round; a round that finds nothing new ends the search.
STARTS = {1: 256, 2: 680, 3: 680, 4: 512}
MAXIMUM_ROUNDS = 8
MAXIMUM_DIMENSION = 4
# Points closer than this part of the box's diagonal are one: degenerate roots are only found to about 1e-6 of it.
_MERGE_DISTANCE = 1e-5
# An eigenvalue below this part of the typical curvature decides nothing.
_DEGENERATE_CURVATURE = 1e-6
_SAMPLE = 64
# A true continuum is met again and again; one or two hits are slow walks far out on a tail.
_FEWEST_CONNECTED = 3

_KINKED = frozenset(
    {
        "abs",
        "sign",
        "step",
        "floor",
        "ceil",
        "round",
        "min",
        "max",
        "mod",
        "relu",
        "leaky_relu",
        "if",
        "cbrt",
        "sqrt",
        "hypot",
    }
)


class CriticalPoint(NamedTuple):
    """A zero of the gradient.

    eigenvalues: (n,) ascending; index: how many are negative. nearby: for undecided points, whether sampled values
    around it are all higher, all lower, or both.
    """

    point: np.ndarray
    value: float
    gradient_norm: float
    eigenvalues: np.ndarray
    index: int
    kind: Kind
    on_boundary: bool
    nearby: Nearby | None


class Continuum(NamedTuple):
    """Critical points that are not isolated: a curve or a region of them, shown by at most 64 of its points."""

    message: str
    dimension: int
    points: np.ndarray


class CriticalPoints(NamedTuple):
    """The answer of a search, and how far it can be trusted."""

    points: tuple[CriticalPoint, ...]
    continuum: Continuum | None
    complete: Literal["likely", "unknown"]
    starts: int
    iterations: int
    notes: tuple[str, ...]


def critical_points(field: Field, box: Float64[np.ndarray, "n 2"]) -> CriticalPoints:
    """Zeros of ∇f in `box` (n <= 4), found by Newton's method from many starts until a round brings nothing new.

    Isolated points have |∇f| <= 1e-10 times the typical |∇f| on the box.
    """
    n = len(box)
    scale = scale_of(field, _spread(STARTS[n], 0, box), box)
    roots, starts, settled = _search(field, box, scale)
    isolated, continuum = _set_apart(field, box, scale, roots)
    points = tuple(_classified(field, box, scale, roots, k) for k in isolated.tolist())
    notes = _notes(field, settled or continuum is not None)
    ordered = tuple(sorted(points, key=lambda found: (found.value, tuple(found.point))))
    trusted = not notes and continuum is None
    return CriticalPoints(ordered, continuum, "likely" if trusted else "unknown", starts, roots.iterations, notes)


def _search(field: Field, box: np.ndarray, scale: Scale) -> tuple[Roots, int, bool]:
    """Rounds of starts until one adds no point; says whether the last one added none."""
    count = STARTS[len(box)]
    known = _merged(_inside(find_roots(field, _spread(count, 0, box), box, scale), box), scale)
    for turn in range(1, MAXIMUM_ROUNDS):
        if _is_crowded(known):
            return known, turn * count, False
        found = find_roots(field, _spread(count, turn, box), box, scale)
        before = len(known.points)
        known = _merged(_inside(_joined(known, found), box), scale)
        if len(known.points) == before:
            return known, (turn + 1) * count, True
    return known, MAXIMUM_ROUNDS * count, False


def _is_crowded(roots: Roots) -> bool:
    # A continuum brings new points for ever; more rounds would not show it better.
    return len(roots.points) > 4 * _SAMPLE and _share_of_degenerate(roots) > 0.5


def _share_of_degenerate(roots: Roots) -> float:
    curvatures = np.abs(np.linalg.eigvalsh(roots.hessians))
    return float((curvatures.min(axis=1) <= _DEGENERATE_CURVATURE * np.maximum(curvatures.max(axis=1), 1e-290)).mean())


def _spread(count: int, turn: int, box: np.ndarray) -> np.ndarray:
    """Evenly spread points; each turn continues the sequence. Source: M. Roberts (2018), the R_d sequence."""
    n = len(box)
    base = np.roots([1.0, *[0.0] * (n - 1), -1.0, -1.0])
    golden = float(base[np.isreal(base) & (base.real > 1)].real[0])
    places = np.arange(turn * count, (turn + 1) * count)
    unit = (0.5 + np.outer(places, golden ** -np.arange(1.0, n + 1))) % 1.0
    if turn == 0:
        unit[: count // 4] = _lattice(n, count // 4)
    return box[:, 0] + unit * (box[:, 1] - box[:, 0])


def _lattice(n: int, count: int) -> np.ndarray:
    """Regular points with the centre and the corners: critical points like to sit at round places."""
    side = int(count ** (1 / n)) // 2 * 2 - 1 if n > 1 else count // 2 * 2 - 1
    ticks = np.linspace(0.0, 1.0, max(side, 3))
    lattice = np.stack(np.meshgrid(*[ticks] * n), axis=-1).reshape(-1, n)
    return np.resize(lattice, (count, n))


def _joined(known: Roots, found: Roots) -> Roots:
    arrays = [np.concatenate([a, b]) for a, b in zip(known[:-1], found[:-1], strict=True)]
    return Roots(*arrays, iterations=max(known.iterations, found.iterations))


def _chosen(roots: Roots, which: np.ndarray) -> Roots:
    return Roots(*(array[which] for array in roots[:-1]), iterations=roots.iterations)


def _inside(roots: Roots, box: np.ndarray) -> Roots:
    slack = 1e-9 * (box[:, 1] - box[:, 0])
    within = (roots.points >= box[:, 0] - slack) & (roots.points <= box[:, 1] + slack)
    return _chosen(roots, np.all(within, axis=1))


def _merged(roots: Roots, scale: Scale) -> Roots:
    """One root of each cluster, the one with the smallest gradient."""
    left = np.argsort(np.linalg.norm(roots.gradients, axis=1), kind="stable")
    kept = []
    while len(left):
        kept.append(left[0])
        distances = np.linalg.norm(roots.points[left] - roots.points[left[0]], axis=1)
        left = left[distances > _MERGE_DISTANCE * scale.length]
    return _chosen(roots, np.array(kept, dtype=int))


def _set_apart(field: Field, box: np.ndarray, scale: Scale, roots: Roots) -> tuple[np.ndarray, Continuum | None]:
    """Indices of the isolated roots, and the others as a continuum."""
    freedom = _directions_of_freedom(field, box, scale, roots)
    connected = np.flatnonzero(freedom > 0)
    if len(connected) < _FEWEST_CONNECTED:
        return np.arange(len(roots.points)), None
    # Where branches cross, more directions are free than along a branch.
    dimension = int(np.median(freedom[connected]))
    sample = roots.points[connected][np.linspace(0, len(connected) - 1, min(_SAMPLE, len(connected))).astype(int)]
    shape = {1: "whole curves of critical points", 2: "a whole region of critical points"}.get(
        dimension, f"a {dimension}-dimensional set of critical points"
    )
    message = f"{shape}, not isolated ones: the gradient vanishes all along it"
    return np.flatnonzero(freedom == 0), Continuum(message, dimension, sample[np.lexsort(sample.T[::-1])])


def _directions_of_freedom(field: Field, box: np.ndarray, scale: Scale, roots: Roots) -> np.ndarray:
    """For each root, along how many flat directions a neighbour is a root too, and not the same one."""
    count = len(roots.points)
    freedom = np.zeros(count, int)
    if not count:
        return freedom
    curvatures, directions = np.linalg.eigh(roots.hessians)
    flat = np.argwhere(np.abs(curvatures) <= _DEGENERATE_CURVATURE * max(scale.curvature, 1e-290))
    if len(flat):
        moved_by = 1e-3 * scale.length
        steps = moved_by * directions[flat[:, 0], :, flat[:, 1]]
        for sign in (-1.0, 1.0):
            near = find_roots(field, roots.points[flat[:, 0]] + sign * steps, box, scale)
            whose = flat[near.origins, 0]
            gaps = np.linalg.norm(near.points - roots.points[whose], axis=1)
            freedom_by_side = np.zeros_like(freedom)
            np.add.at(freedom_by_side, whose, (gaps > 0.3 * moved_by) & (gaps < 3 * moved_by))
            freedom = np.maximum(freedom, freedom_by_side)
    return freedom


def _classified(field: Field, box: np.ndarray, scale: Scale, roots: Roots, k: int) -> CriticalPoint:
    eigenvalues = np.linalg.eigvalsh(roots.hessians[k])
    kind = _kind(eigenvalues, _DEGENERATE_CURVATURE * max(scale.curvature, float(np.abs(eigenvalues).max())))
    # A coordinate of 1e-17 is a zero that rounding has moved; nobody should read it as a finding.
    rounded = np.where(np.abs(roots.points[k]) < 1e-14 * scale.length, 0.0, roots.points[k])
    point = np.clip(rounded, box[:, 0], box[:, 1])
    edge = 1e-9 * (box[:, 1] - box[:, 0])
    on_boundary = bool(((point - box[:, 0] <= edge) | (box[:, 1] - point <= edge)).any())
    norm, index = float(np.linalg.norm(roots.gradients[k])), int((eigenvalues < 0).sum())
    nearby = _nearby(field, point, scale) if kind == "undecided" else None
    return CriticalPoint(point, float(roots.values[k]), norm, eigenvalues, index, kind, on_boundary, nearby)


def _kind(eigenvalues: np.ndarray, negligible: float) -> Kind:
    """Both signs make a saddle whatever else; otherwise a zero eigenvalue leaves it undecided."""
    rises, falls = eigenvalues > negligible, eigenvalues < -negligible
    if rises.any() and falls.any():
        return "saddle"
    if rises.all():
        return "minimum"
    return "maximum" if falls.all() else "undecided"


def _nearby(field: Field, point: np.ndarray, scale: Scale) -> Nearby:
    """What values around the point are like: evidence where the Hessian has none, not a proof."""
    n = len(point)
    directions = np.random.default_rng(0).normal(size=(256, n)) if n > 2 else _circle(n)
    ring = point + 1e-2 * scale.length * directions / np.linalg.norm(directions, axis=1, keepdims=True)
    values = field.values(np.concatenate([point[None, :], ring]))
    rises = values[1:][np.isfinite(values[1:])] - values[0]
    if (rises > 0).any() and (rises < 0).any():
        return "both"
    return "higher" if (rises > 0).any() else "lower" if (rises < 0).any() else "equal"


def _circle(n: int) -> np.ndarray:
    if n == 1:
        return np.array([[-1.0], [1.0]])
    angles = np.linspace(0, 2 * np.pi, 256, endpoint=False)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1)


def _notes(field: Field, settled: bool) -> tuple[str, ...]:
    notes = []
    kinks = sorted(_functions_in(field.function.tree) & _KINKED)
    if kinks:
        notes.append(f"points where a derivative does not exist (from {', '.join(kinks)}) are not looked for")
    if not settled:
        notes.append("the last round of starts still found new points: zoom in to see all")
    return tuple(notes)


def _functions_in(tree: Tree) -> set[str]:
    if not isinstance(tree, Apply):
        return set()
    return {tree.function}.union(*(_functions_in(argument) for argument in tree.arguments))
