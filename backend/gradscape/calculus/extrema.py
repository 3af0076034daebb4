"""Extrema and inflection points of a function of one variable on a closed interval."""

from functools import partial
from typing import NamedTuple

import numpy as np

from gradscape.calculus.certain_signs import calm, calmed, is_constant
from gradscape.calculus.curves import MAXIMUM_BREAKS, Break, looked_at, those_that_break
from gradscape.calculus.extremum_kinds import SAME_PLACE, Extremum, Places
from gradscape.calculus.field import Field
from gradscape.calculus.global_extrema import Global, heights_of, judged
from gradscape.calculus.hidden import hidden_regions, is_inside, region_notes
from gradscape.calculus.zero_to_rounding import settled_series
from gradscape.calculus.zeros import GRID, Nodes, around, joined, kinks, zeros_of_orders
from gradscape.certify.completeness import Complete, LeftOver, completeness, left_over
from gradscape.certify.search import Search, critical_points
from gradscape.language.digits import in_words as number

# Seconds that a proof may take.
PROOF = 1.0
# Changes of sign in more of the grid's cells than this: what lies between its points is not seen.
_CROWDED = 0.2
_MOST_STRETCHES = 3
_NUMBERS = ("value", "first", "second")
# Rounds of finer grids, and how often each end of the interval is halved in them.
_ROUNDS = 3
_HALVINGS = 24


class Extrema(NamedTuple):
    """All that was found, ascending; a global extremum is None where there is none, and a note says why.

    complete: whether all critical points are known; left_over: places that a proof does not cover.
    """

    points: tuple[Extremum, ...]
    global_minimum: Global | None
    global_maximum: Global | None
    notes: tuple[str, ...]
    complete: Complete
    left_over: tuple[LeftOver, ...]


class _Level(NamedTuple):
    """Zeros of f' that stand alone, stretches of them, zeros of f'', and whether finer grids brought nothing new."""

    places: np.ndarray
    bends: np.ndarray
    stretches: list[tuple[float, float]]
    is_settled: bool


def extrema(field: Field, low: float, high: float, *, prove: bool = False) -> Extrema:
    """Critical points, inflection points and ends on [low, high], each with the test that decided it.

    With `prove`, a second of branch and bound joins what samples have missed, and says whether that is all.
    """
    places = kinks(field, low, high)
    seen = looked_at(field, places)
    broken, smooth = those_that_break(seen), _smooth_without_a_rule(field, seen)
    nodes = calm(field, np.union1d(np.linspace(low, high, GRID), around(places, low, high)))
    level, nodes, finer = _level(field, nodes, (*broken, *smooth))
    proof = critical_points(field.code, np.array([[low, high]]), PROOF, field.numbers) if prove else None
    critical = level.places if proof is None else _with_proof(level.places, proof, SAME_PLACE * (high - low))
    critical = critical[(critical > low) & (critical < high)]
    points = _without_rounding(field, _points(field, low, high, critical, level.bends, (*broken, *smooth)))
    hidden = hidden_regions(field, nodes)
    heights = heights_of(field, nodes, broken, hidden)
    shown, lowest, highest, notes = judged(field, points, heights, broken, low, high)
    claim = None if proof is None else completeness(proof)
    is_seen = level.is_settled and len(broken) < MAXIMUM_BREAKS and not _blurred(field, level.stretches) and not hidden
    complete: Complete = claim or ("likely" if is_seen else "unknown")
    bends = np.array([point.x for point in shown])
    notes = (
        *([] if claim == "proved" else region_notes(hidden)),
        *_stretch_notes(field, [each for each in level.stretches if not is_inside(hidden, *each)], high - low),
        *_crowd_notes(nodes, is_followed=level.is_settled or claim is not None),
        *(["There are more inflection points than these."] if len(_unexplained(finer, bends, broken, 2)) else []),
        *notes,
    )
    return Extrema(shown, lowest, highest, notes, complete, () if proof is None else left_over(proof))


def _points(
    field: Field, low: float, high: float, critical: np.ndarray, bends: np.ndarray, broken: tuple[Break, ...]
) -> list[Extremum]:
    width = high - low
    search = Places(field, low, high, _apart(np.concatenate([critical, [low, high], [b.x for b in broken]]), width))
    inside = [each for each in broken if low < each.x < high and each.at.kind != "pole"]
    taken = np.concatenate([critical, [each.x for each in inside], [low, high]])
    special = np.concatenate([taken, [each.x for each in broken]])
    bends = _away_from(bends[(bends > low) & (bends < high)], special, SAME_PLACE * width)
    looked = search.looked_at(np.concatenate([taken, bends]))
    first = len(critical)
    points = search.at_critical(looked.part(0, first))
    kinks_inside = [search.at_kink(each, looked.part(first + k, 1)) for k, each in enumerate(inside)]
    # Where f has a slope, it must be 0, unless f'' changes its sign.
    points += [each for each in kinks_inside if not abs(each.first) > 0 or each.kind == "inflection"]
    points += [search.at_end(looked.part(len(taken) - 2, 1), +1), search.at_end(looked.part(len(taken) - 1, 1), -1)]
    return points + search.inflections(looked.part(len(taken), len(bends)))


def _smooth_without_a_rule(field: Field, seen: tuple[Break, ...]) -> tuple[Break, ...]:
    """Where f has a slope by the definition, which no rule finds: |x|² at 0."""
    smooth = tuple(each for each in seen if each.at.kind == "smooth")
    if not smooth:
        return ()
    slopes = field.series(np.array([each.x for each in smooth]))[1]
    return tuple(each for each, slope in zip(smooth, slopes.tolist(), strict=True) if np.isnan(slope))


def _without_rounding(field: Field, points: list[Extremum]) -> list[Extremum]:
    """With 0 for a value or derivative that is 0 to rounding, as sin has at what the machine takes for π."""
    x = np.array([each.x for each in points])
    zeros = settled_series(field, x, field.series(x)[:3]) == 0
    return [
        each._replace(**{name: 0.0 for name, is_zero in zip(_NUMBERS, column, strict=True) if is_zero})
        for each, column in zip(points, zeros.T.tolist(), strict=True)
    ]


def _level(field: Field, nodes: Nodes, broken: tuple[Break, ...]) -> tuple[_Level, Nodes, Nodes]:
    """Zeros of f', looked for on finer grids until these show no change of sign that is not known; and the grids."""
    low, high = float(nodes.x[0]), float(nodes.x[-1])
    for turn in range(_ROUNDS):
        stretches = _stretches(field, nodes, broken)
        found, bends = zeros_of_orders(field, nodes, (1, 2), partial(calmed, field))
        found = _real(field, found, stretches, nodes, broken)
        finer = calm(field, _finer(low, high, turn))
        news = _unexplained(finer, found, broken, 1)
        if not len(news):
            return _Level(found, bends, stretches, is_settled=True), nodes, finer
        nodes = joined(nodes, calm(field, news))
    return _Level(found, bends, stretches, is_settled=False), nodes, finer


def _finer(low: float, high: float, turn: int) -> np.ndarray:
    """Places between those of the grid, and closer and closer to both ends."""
    count = (2 + turn) * GRID
    inside = low + (high - low) * (np.arange(count) + 0.382) / count
    to_ends = (high - low) * 0.5 ** np.arange(2, _HALVINGS)
    return np.unique(np.clip(np.concatenate([inside, low + to_ends, high - to_ends]), low, high))


def _unexplained(nodes: Nodes, known: np.ndarray, broken: tuple[Break, ...], order: int) -> np.ndarray:
    """Places between which f⁽ᵒʳᵈᵉʳ⁾ changes its sign, though no zero and no break between them is known."""
    slopes = nodes.derivatives[order]
    certain = np.isfinite(slopes) & (slopes != 0)
    x, signs = nodes.x[certain], np.sign(slopes[certain])
    changes = np.flatnonzero(signs[:-1] * signs[1:] < 0)
    special = np.sort(np.concatenate([known, [each.x for each in broken]]))
    between = np.searchsorted(special, x[changes + 1], "right") - np.searchsorted(special, x[changes], "left")
    new = changes[between == 0]
    return np.unique(np.concatenate([x[new], x[new + 1]]))


def _stretches(field: Field, nodes: Nodes, broken: tuple[Break, ...]) -> list[tuple[float, float]]:
    """Where f' is 0 at one sampling point after the other, or not told from 0; a break ends a stretch."""
    values, slopes = nodes.derivatives[:2]
    # The machine's own slope may underflow where its sign is certain.
    is_level = np.isfinite(values) & (np.abs(slopes) < 1e-307)
    places = np.array([each.x for each in broken])
    is_joined = is_level[:-1] & is_level[1:]
    is_joined &= np.searchsorted(places, nodes.x[:-1], "right") == np.searchsorted(places, nodes.x[1:], "left")
    padded = np.concatenate([[False], is_joined, [False]])
    starts, ends = np.flatnonzero(~padded[:-1] & padded[1:]), np.flatnonzero(padded[:-1] & ~padded[1:])
    return [(float(nodes.x[a]), float(nodes.x[b])) for a, b in zip(starts, ends, strict=True)]


def _real(
    field: Field, found: np.ndarray, stretches: list[tuple[float, float]], nodes: Nodes, broken: tuple[Break, ...]
) -> np.ndarray:
    """Zeros of f' that are no ends of a stretch, and not made by rounding; a break is none, nor what is beside it."""
    special = np.array([each.x for each in broken])
    found = _away_from(found, special, SAME_PLACE * (nodes.x[-1] - nodes.x[0]))
    if not len(found):
        return found
    # On the two sides of a break slopes of different signs prove nothing.
    places = Places(field, float(nodes.x[0]), float(nodes.x[-1]), np.union1d(found, special))
    crosses, touches = places.are_zeros(found)
    # A cell beside a stretch still belongs to it.
    cell = (nodes.x[-1] - nodes.x[0]) / (GRID - 1)
    ends = np.array(stretches).reshape(-1, 2)
    in_stretch, beside = (
        ((found[:, None] >= ends[:, 0] - reach) & (found[:, None] <= ends[:, 1] + reach)).any(axis=1)
        for reach in (0.0, cell)
    )
    return found[~in_stretch & (crosses | (~beside & touches))]


def _with_proof(found: np.ndarray, proof: Search, tolerance: float) -> np.ndarray:
    """What is proved, and what was found where nothing is."""
    proved = np.array([float(root.enclosure[0].mean()) for root in proof.roots])
    doubtful = [getattr(proof, kind)[:, 0] for kind in ("flat", "broken", "unseen")]
    boxes = np.concatenate([np.empty((0, 2)), *doubtful])
    others = _away_from(found, proved, tolerance)
    inside = (others[:, None] >= boxes[:, 0] - tolerance) & (others[:, None] <= boxes[:, 1] + tolerance)
    # Round numbers that the search has found stand for their enclosures.
    near = np.array([_nearest(found, place, tolerance) for place in proved.tolist()])
    return np.sort(np.concatenate([near, others[inside.any(axis=1)]]))


def _nearest(found: np.ndarray, place: float, tolerance: float) -> float:
    at = int(np.abs(found - place).argmin()) if len(found) else -1
    return float(found[at]) if at >= 0 and abs(found[at] - place) <= 1e-3 * tolerance else place


def _away_from(places: np.ndarray, taken: np.ndarray, distance: float) -> np.ndarray:
    if not (len(places) and len(taken)):
        return places
    taken = np.sort(taken)
    after = np.clip(np.searchsorted(taken, places), 0, len(taken) - 1)
    gaps = np.minimum(np.abs(taken[after] - places), np.abs(taken[np.maximum(after - 1, 0)] - places))
    return places[gaps > distance]


def _apart(places: np.ndarray, width: float) -> np.ndarray:
    places = np.unique(places)
    return places[np.diff(places, prepend=-np.inf) > SAME_PLACE * width]


def _blurred(field: Field, stretches: list[tuple[float, float]]) -> bool:
    """Whether rounding hides the slope somewhere, so that samples cannot know what is there."""
    return not all(is_constant(field, *stretch) for stretch in stretches)


def _stretch_notes(field: Field, stretches: list[tuple[float, float]], width: float) -> list[str]:
    notes = [_stretch_note(field, *stretch, width) for stretch in stretches[:_MOST_STRETCHES]]
    return notes + ["There are more such stretches."] * (len(stretches) > _MOST_STRETCHES)


def _stretch_note(field: Field, low: float, high: float, width: float) -> str:
    ends = f"from {_near(low, width)} to {_near(high, width)}"
    if is_constant(field, low, high):
        return f"f is constant {ends}: every point there is critical."
    return f"f is flat to rounding {ends}: numbers of 16 digits do not tell its slope from 0 there."


def _near(place: float, width: float) -> str:
    """A place beside a kink reads as the kink."""
    return number(round(place / width, 7) * width)


def _crowd_notes(nodes: Nodes, *, is_followed: bool) -> list[str]:
    signs = np.sign(nodes.derivatives[1])
    if not is_followed and float((signs[:-1] * signs[1:] < 0).mean()) > _CROWDED:
        return ["f oscillates faster than the search can follow: zoom in to see all."]
    return []
