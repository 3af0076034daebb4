"""The flow line of a vector field through a point: where the field carries it, and where it came from.

A line is followed by its arc length, in a box whose sides are 1: so neither units nor the field's strength matter to
how finely it is drawn, and a point at rest is reached after a finite way, though not in a finite time.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple, Protocol

import numpy as np
import scipy
from jaxtyping import Float64

from gradscape.calculus.mapping import Mapping
from gradscape.calculus.rest_points import rest_point_near

End = Literal["left-box", "rest", "closed", "cycle", "no-value", "unfinished"]

# Of one direction, in sides of the box; and steps of the method.
LONGEST = 30.0
STEPS = 600
# Longer ones would leave a box and come back unseen.
_LONGEST_STEP = 0.1
# Of the method, for each step, in sides of the box: so little that small loops are closed, too.
_TOLERANCE = 1e-12
# Closer than this part of its length a line has come back: as the errors of its steps add up, and some more.
_CLOSED = 1e-7
# Shorter loops are no cycles that anybody could tell from a point.
_SHORTEST_CYCLE = 1e-2
# Points of each step that are told.
_PIECES = 8


class FlowLine(NamedTuple):
    """One direction of a flow line, from its point on.

    points: (k, n), the first one where it begins. times: (k,), 0 there; negative backward; infinite at a point at rest.
    end: left-box, where it leaves the box; rest, at a zero of the field that it runs into; closed, where it began;
    cycle, once round a closed line that it has come as near to as can be told; no-value, where the field ends or jumps;
    unfinished, where it is not followed further. period: of a closed line, or of the one that is wound round; or None.
    """

    points: Float64[np.ndarray, "k n"]
    times: Float64[np.ndarray, " k"]
    end: End
    period: float | None = None


class Flow(NamedTuple):
    """Where a point goes, and where it came from."""

    forward: FlowLine
    backward: FlowLine


def flow_through(mapping: Mapping, point: Float64[np.ndarray, " n"], box: Float64[np.ndarray, "n 2"]) -> Flow:
    """The flow line x' = F(x) through a point of a box, both ways.

    Source: Dormand and Prince's method of order 8 with its dense output, in Hairer, Nørsett and Wanner, *Solving
    Ordinary Differential Equations I*, II.5 and II.6.
    """
    forward = _followed(mapping, point, box, 1.0)
    if forward.end == "closed":
        back = FlowLine(forward.points[::-1], forward.times[::-1] - forward.times[-1], "closed", forward.period)
        return Flow(forward, back)
    return Flow(forward, _followed(mapping, point, box, -1.0))


@dataclass(frozen=True)
class _Streaming:
    """A field in coordinates in which the box is [0, 1]^n, forward in time or backward."""

    mapping: Mapping
    box: np.ndarray
    sign: float

    @cached_property
    def widths(self) -> np.ndarray:
        return self.box[:, 1] - self.box[:, 0]

    def places(self, inside: np.ndarray) -> np.ndarray:
        """In the coordinates of the field."""
        return self.box[:, 0] + inside * self.widths

    def inside(self, places: np.ndarray) -> np.ndarray:
        """In those of the box."""
        return (places - self.box[:, 0]) / self.widths

    def velocities(self, inside: Float64[np.ndarray, "k n"]) -> Float64[np.ndarray, "k n"]:
        """In sides of the box per unit of time."""
        with np.errstate(over="ignore"):
            return self.sign * self.mapping.values(self.places(inside)) / self.widths

    def direction(self, _: float, inside: Float64[np.ndarray, " n"]) -> Float64[np.ndarray, " n"]:
        """Of length 1; NaN where there is none, 0 at rest."""
        # The kernel of Jacobians asks for all entries at once: of a single place that is the quickest.
        values, _slopes = self.mapping.jacobians(self.places(inside)[None])
        with np.errstate(over="ignore"):
            velocity = self.sign * values[0] / self.widths
        largest = np.abs(velocity).max()
        if not largest > 0 or not np.isfinite(largest):
            return np.zeros_like(inside) if largest == 0 else np.full_like(inside, np.nan)
        velocity = velocity / largest
        return velocity / np.linalg.norm(velocity)

    def speeds(self, inside: Float64[np.ndarray, "k n"]) -> Float64[np.ndarray, " k"]:
        """Of the velocities, without overflow on the way."""
        velocities = self.velocities(inside)
        largest = np.abs(velocities).max(axis=1, keepdims=True)
        with np.errstate(invalid="ignore", divide="ignore"):
            return largest[:, 0] * np.linalg.norm(velocities / largest, axis=1)


class _Between(Protocol):
    """The dense output of a step: places (n,) at an arc length, (n, k) at k of them."""

    def __call__(self, t: float | np.ndarray, /) -> np.ndarray: ...


def _zero(height: Callable[[float], float], low: float, high: float) -> float:
    """Where a height that changes its sign is 0."""
    return scipy.optimize.brentq(height, low, high, xtol=1e-14)  # pyright: ignore[reportReturnType]


class _Step(NamedTuple):
    """One step of the method: from one arc length to another, and the places between."""

    begin: float
    end: float
    at: _Between


def _followed(mapping: Mapping, point: np.ndarray, box: np.ndarray, sign: float) -> FlowLine:
    streaming = _Streaming(mapping, box, sign)
    start = streaming.inside(point)
    direction = streaming.direction(0.0, start)
    if not np.isfinite(direction).all():
        return FlowLine(point[None], np.zeros(1), "no-value")
    if not direction.any():
        return FlowLine(point[None], np.zeros(1), "rest")
    way = _Way(streaming, start, direction)
    end = way.follow()
    return _told(streaming, way, end)


@dataclass
class _Way:
    """A line in the making: its steps so far, where it passed the section through its start, and its fastest place.

    rest: where it comes to rest, if it does. round: after how many steps it was where it ends, if it is back there.
    """

    streaming: _Streaming
    start: np.ndarray
    direction: np.ndarray
    steps: list[_Step] = field(default_factory=list)
    # Where the line has passed the section in the direction of its start: after how many steps, how far along, and at
    # which place.
    passed: list[tuple[int, float, np.ndarray]] = field(default_factory=list)
    rest: np.ndarray | None = None
    round: int | None = None
    fastest: float = 0.0
    # The search for a point at rest is made again when the line has become so slow.
    slow: float = 0.0

    def follow(self) -> End:
        """Goes on until there is a reason to stop."""
        self.passed.append((0, 0.0, self.start))
        self.fastest = float(self.streaming.speeds(self.start[None])[0])
        self.slow = 0.1 * self.fastest
        solver = scipy.integrate.DOP853(
            self.streaming.direction,
            0.0,
            self.start,
            LONGEST,
            max_step=_LONGEST_STEP,
            rtol=_TOLERANCE,
            atol=_TOLERANCE,
            first_step=0.01 * _LONGEST_STEP,
        )
        while len(self.steps) < STEPS and solver.status == "running":
            # Beyond the end of its domain a field is NaN, by which the method makes its step smaller.
            with np.errstate(invalid="ignore"):
                solver.step()
            if solver.status == "failed":
                return "rest" if self._comes_to_rest(solver.y, is_last=True) else "no-value"
            step = _Step(float(solver.t_old or 0.0), float(solver.t), solver.dense_output())
            end = self._ends(step)
            if end:
                return end
        return "unfinished"

    def _ends(self, step: _Step) -> End | None:
        """Takes the step, cut short where the line ends within it."""
        if (outside := _leaves(step)) is not None:
            self.steps.append(_Step(step.begin, outside, step.at))
            return "left-box"
        if (again := self._passes(step)) is not None:
            self.steps.append(_Step(step.begin, again, step.at))
            if end := self._returns(again, step.at(again)):
                return end
            step = _Step(again, step.end, step.at)
        self.steps.append(step)
        return "rest" if self._comes_to_rest(step.at(step.end)) else None

    def _height(self, place: np.ndarray) -> float:
        """Over the section: the plane through the start, across the line."""
        return float((place - self.start) @ self.direction)

    def _passes(self, step: _Step) -> float | None:
        """The arc length at which the line passes the section in the direction in which it began."""
        if not self._height(step.at(step.begin)) < 0 <= self._height(step.at(step.end)):
            return None
        return _zero(lambda s: self._height(step.at(s)), step.begin, step.end)

    def _returns(self, length: float, place: np.ndarray) -> End | None:
        """Whether the line is back where it passed before: solutions are unique, so it goes on the same way."""
        _, earlier, before = zip(*self.passed, strict=True)
        distances = np.linalg.norm(np.array(before) - place, axis=1)
        loops = length - np.array(earlier)
        met = np.flatnonzero(distances <= _CLOSED * np.clip(loops, _SHORTEST_CYCLE, 1.0))
        if len(met) and met[0] == 0:
            self.round = 0
            return "closed"
        if len(met) and loops[met[-1]] >= _SHORTEST_CYCLE:
            self.round = self.passed[met[-1]][0]
            return "cycle"
        self.passed.append((len(self.steps), length, place))
        return None

    def _comes_to_rest(self, place: np.ndarray, *, is_last: bool = False) -> bool:
        """Whether a zero of the field is all that is left before it."""
        speed = float(self.streaming.speeds(place[None])[0])
        self.fastest = max(self.fastest, speed)
        if not speed > self.slow and not is_last:
            self.slow = 0.1 * speed
        elif not is_last:
            return False
        streaming = self.streaming
        found = rest_point_near(streaming.mapping, streaming.places(place), streaming.widths, streaming.sign)
        if found is None:
            return speed == 0
        is_there = found.distance <= (1e-4 if found.attracts else 1e-7) or speed <= 1e-9 * self.fastest
        if is_there:
            self.rest = streaming.inside(found.point)
        return is_there


def _leaves(step: _Step) -> float | None:
    """The arc length at which the box ends."""

    def outside(s: float) -> float:
        return float(np.abs(step.at(s) - 0.5).max() - 0.5)

    if outside(step.end) <= 0:
        return None
    # A line that begins on the rim may leave at once.
    return step.begin if outside(step.begin) >= 0 else _zero(outside, step.begin, step.end)


def _told(streaming: _Streaming, way: _Way, end: End) -> FlowLine:
    """A line as places and times: the integral of 1/speed over the arc length, by Gauss and Legendre between places."""
    shares = np.arange(1, _PIECES + 1) / _PIECES
    pieces = [step.begin + (step.end - step.begin) * shares for step in way.steps]
    places = [step.at(lengths).T for step, lengths in zip(way.steps, pieces, strict=True)]
    points = streaming.places(np.concatenate([way.start[None], *places]))
    times = np.concatenate([[0.0], np.cumsum(_durations(streaming, way.steps))])
    if end == "closed":
        points[-1] = points[0]
    if end == "rest" and way.rest is not None:
        points = np.concatenate([points, streaming.places(way.rest)[None]])
        times = np.append(times, np.inf)
    period = None if way.round is None else float(times[-1] - times[way.round * _PIECES])
    return FlowLine(points, streaming.sign * times, end, period)


def _durations(streaming: _Streaming, steps: list[_Step]) -> Float64[np.ndarray, " pieces"]:
    """Of each of the pieces of all steps."""
    nodes, weights = np.polynomial.legendre.leggauss(3)
    inner = ((np.arange(_PIECES)[:, None] + (nodes + 1) / 2) / _PIECES).ravel()
    places = [step.at(step.begin + (step.end - step.begin) * inner).T for step in steps]
    if not places:
        return np.zeros(0)
    speeds = streaming.speeds(np.concatenate(places)).reshape(len(steps), _PIECES, len(nodes))
    lengths = np.array([step.end - step.begin for step in steps]) / _PIECES
    with np.errstate(divide="ignore"):
        return ((weights / 2 / speeds).sum(axis=2) * lengths[:, None]).ravel()
