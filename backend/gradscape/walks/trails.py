"""The trails of walks, each made in the quickest way there is for its method: all ways lead to one kind of trail."""

from collections.abc import Callable

import numpy as np
from jaxtyping import Float64

from gradscape.calculus.field import Field
from gradscape.walks import by_rule, on_a_line
from gradscape.walks.methods import Value
from gradscape.walks.rules.questions import Walker, converse
from gradscape.walks.run import Run
from gradscape.walks.trail import Trail

_SAME_CURVATURE = 1e-10

Way = Callable[[Field, list[Run]], list[Trail]]


def trails(field: Field, runs: list[Run]) -> list[Trail]:
    """The trails of all runs, in their order; those that are made in one way go side by side."""
    ways = [_way(run) for run in runs]
    found: dict[int, Trail] = {}
    for way in (on_a_line.trails, by_rule.trails, conversed):
        places = [k for k, each in enumerate(ways) if each is way]
        if places:
            found |= dict(zip(places, way(field, [runs[k] for k in places]), strict=True))
    return _with_curvatures(field, [found[k] for k in range(len(runs))])


def _way(run: Run) -> Way:
    return on_a_line.trails if run.is_on_a_line() else by_rule.trails if run.is_by_rule() else conversed


def _with_curvatures(field: Field, found: list[Trail]) -> list[Trail]:
    """Of one variable f'' is known all along."""
    wanting = [k for k, trail in enumerate(found) if trail.hessians is None and trail.points.shape[1] == 1]
    if not wanting:
        return found
    hessians = field.jets(np.concatenate([found[k].points for k in wanting])).hessian
    parts = np.split(hessians, np.cumsum([len(found[k].points) for k in wanting])[:-1])
    known = dict(zip(wanting, parts, strict=True))
    return [trail._replace(hessians=known[k]) if k in known else trail for k, trail in enumerate(found)]


def conversed(field: Field, runs: list[Run]) -> list[Trail]:
    """Trails of methods that ask for f as they go."""
    walkers, talks = [Walker(run.steps, run.tolerance) for run in runs], []
    for walker, run in zip(walkers, runs, strict=True):
        talk = run.row().talk
        assert talk is not None, f"{run.method} has no conversation"
        talks.append(talk(walker, run.start, decided(field, run)))
    converse(field, walkers, talks)
    return [_trail(walker) for walker in walkers]


def decided(field: Field, run: Run) -> dict[str, Value]:
    """Settings with what was left to us decided: exact steps on a quadratic, a search elsewhere."""
    if run.settings.get("line_search") != "automatic":
        return run.settings
    search = "exact" if is_quadratic(field, run.start) else "wolfe"
    return {**run.settings, "line_search": search, "otherwise": "wolfe"}


def is_quadratic(field: Field, start: Float64[np.ndarray, " n"]) -> bool:
    """Whether the Hessian is the same around the start, and the gradient changes by it: of |x| it does not."""
    offsets = np.array([0.0, 0.7, -1.3])[:, None] * (1 + np.arange(len(start))) ** 0.5
    _, gradients, hessians = field.jets(start + offsets)
    size, slope = np.abs(hessians).max(), np.abs(gradients).max()
    if not np.isfinite(size) or not np.isfinite(slope):
        return False
    changes = gradients - gradients[0] - offsets @ hessians[0]
    is_same = np.abs(hessians - hessians[0]).max() <= _SAME_CURVATURE * size
    return bool(is_same and np.abs(changes).max() <= _SAME_CURVATURE * max(size, slope))


def _trail(walker: Walker) -> Trail:
    points, values, gradients, counts = zip(*walker.iterates, strict=True)
    n, last = len(points[0]), len(points) - 1
    work = np.array([each.gradient + each.hessian_vector + n * each.hessian for each in counts])
    notes = {name: entries[:last] for name, entries in walker.notes.items()}
    stacked = np.stack(points), np.array(values), np.stack(gradients)
    return Trail(*stacked, None, work, notes, walker.counts, walker.ending)
