"""Computations that are not wanted any longer end, and those whose time is up answer with what they have."""

from collections.abc import Callable

import numpy as np
import pytest

from gradscape.calculus.critical_points import critical_points
from gradscape.calculus.field import Field
from gradscape.certify import search
from gradscape.interest import GRACE, Interest, NotWantedError, held, was_cut
from gradscape.language.parser import parse
from gradscape.machine.second_engine import in_parts
from gradscape.walks.basins import plane_basins
from gradscape.walks.methods import METHOD
from gradscape.walks.outcome import descend
from gradscape.walks.run import Run
from gradscape.walks.sweeps import sweep

VALLEY = Field(parse("(1-x)^2 + 100(y-x^2)^2", ("x", "y")))
WAVES = Field(parse("sin(3x) cos(3y)", ("x", "y")))
BOX = np.array([(-2.0, 2.0), (-2.0, 2.0)])


def gone() -> Interest:
    interest = Interest(60.0)
    interest.end("gone")
    return interest


def walk(method: str, steps: int, **settings: float) -> Run:
    return Run(method, np.array([-1.2, 1.0]), METHOD[method].complete(settings), steps, 0.0)


COMPUTATIONS: dict[str, Callable[[], object]] = {
    "values": lambda: VALLEY.values(np.zeros((1, 2))),
    "jets": lambda: VALLEY.jets(np.zeros((1, 2))),
    "series": lambda: Field(parse("sin(x)", ("x",))).series(np.zeros(1)),
    "a walk by a rule": lambda: descend(VALLEY, [walk("momentum", 10, learning_rate=1e-4)]),
    "a walk that asks": lambda: descend(VALLEY, [walk("lbfgs", 10)]),
    "a search": lambda: critical_points(VALLEY, BOX),
    "a proof": lambda: search.critical_points(VALLEY.code, BOX),
}


@pytest.mark.parametrize("name", COMPUTATIONS)
def test_what_nobody_waits_for_ends_at_its_next_look(name):
    with held(gone()), pytest.raises(NotWantedError) as raised:
        COMPUTATIONS[name]()
    assert raised.value.reason == "gone"
    COMPUTATIONS[name]()


def test_parts_on_other_threads_end_too():
    parts = [slice(k, k + 1) for k in range(4)]
    with held(gone()), pytest.raises(NotWantedError):
        list(in_parts(parts, lambda part: VALLEY.values(np.zeros((1, 2)))))


def out_of_time() -> Interest:
    """One whose time is up, with grace enough to answer."""
    return Interest(-GRACE / 2)


@pytest.mark.parametrize("method, settings", [("momentum", {"learning_rate": 1e-5}), ("lbfgs", {}), ("newton", {})])
def test_a_walk_whose_time_is_up_tells_how_far_it_came(method, settings):
    with held(out_of_time()):
        [found] = descend(VALLEY, [walk(method, 5000, **settings)])
        assert was_cut()
    done = len(found.trail.points) - 1
    assert found.reason == "time-limit" and done < 5000
    assert found.message.startswith(f"The time for one answer was up after {done} of 5000 steps")


def test_a_walk_that_is_over_in_time_is_whole():
    with held(Interest(60.0)):
        [found] = descend(Field(parse("x^2 + y^2", ("x", "y"))), [walk("gradient-descent", 600, learning_rate=1e-4)])
        assert not was_cut()
    assert found.reason == "step-limit" and len(found.trail.points) == 601


def test_maps_whose_time_is_up_call_the_rest_not_at_rest():
    starts = np.stack(np.meshgrid(*[np.linspace(-2, 2, 8)] * 2), axis=-1).reshape(-1, 2)
    with held(out_of_time()):
        found = plane_basins(VALLEY, starts, BOX, walk("gradient-descent", 5000, learning_rate=1e-5), [])
        assert was_cut()
    assert set(found.labels.tolist()) <= {-1, -2} and found.iterations.max() < 5000
    with held(out_of_time()):
        swept = sweep(VALLEY, walk("gradient-descent", 5000), np.array([1e-6, 1e-5]), None)
        assert was_cut()
    assert swept.iterations.max() < 5000 and set(swept.outcomes.ravel()) == {"step-limit"}


def test_a_search_whose_time_is_up_claims_nothing():
    with held(out_of_time()):
        found = critical_points(WAVES, np.array([(-3.0, 3.0)] * 2))
    assert found.complete == "unknown"
    assert any("when its time was up" in note for note in found.notes)
