"""A client of the API for Python programs: typed questions and answers, arrays as NumPy's, patient with a busy server.

    from gradscape.client import Gradscape, derivatives
    with Gradscape("http://127.0.0.1:8000") as gradscape:
        [here] = gradscape.ask(derivatives("x^2 y", [[1, 2]]))
        here.gradient   # array([4., 1.])

A question is made by a function of its endpoint's name and says what type its answer has; `AsyncGradscape` takes the
same questions. Whatever has no function here is asked by `question("network/train", network=..., data=...)`, and
answered by plain dictionaries whose lists of numbers are arrays. Needs `httpx`: `pip install 'gradscape[client]'`.
"""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

import httpx
import numpy as np

Answer = TypeVar("Answer")
Numbers = Sequence[float] | np.ndarray
# A function's text, alone or with numbers for its parameters: {"source": "a x^2", "parameters": {"a": 2}}.
Function = str | Mapping[str, Any]

LOCAL = "http://127.0.0.1:8000"
# A busy server says when to come back; that is followed so often, and never for longer than so many seconds.
_TRIALS, _LONGEST_WAIT = 5, 60.0
_BUSY = frozenset({429, 503})
_TOO_LONG = "urn:gradscape:time-is-up"


class Problem(Exception):
    """A refusal in the server's words. status: of HTTP; kind: for programs; span: of the mistake in the text."""

    def __init__(self, status: int, told: Mapping[str, Any]):
        self.status = status
        self.kind: str = told.get("type", "about:blank")
        self.detail: str = told.get("detail", f"the server answered {status} without a reason")
        self.hint: str | None = told.get("hint")
        self.span: tuple[int, int] | None = tuple(told["span"]) if told.get("span") else None
        super().__init__(f"{self.detail} ({self.hint})" if self.hint else self.detail)


@dataclass(frozen=True)
class Question(Generic[Answer]):
    """What is asked of an endpoint, and how its answer is read."""

    endpoint: str
    body: Mapping[str, Any]
    read: Callable[[Any], Answer]


def question(endpoint: str, /, **fields: Any) -> Question[dict[str, Any]]:
    """Any question of the API: its answer as it comes, lists of numbers as arrays, null as NaN inside them."""
    return Question(endpoint, fields, _with_arrays)


class Derivatives(NamedTuple):
    """At one point of n variables. gradient: (n,); hessian: (n, n); eigenvectors: rows. NaN: there is none.

    flags: why something does not exist, or what one should know of it.
    """

    point: np.ndarray
    value: float
    gradient: np.ndarray
    hessian: np.ndarray
    eigenvalues: np.ndarray
    eigenvectors: np.ndarray
    flags: list[dict[str, Any]]


def derivatives(function: Function, points: Sequence[Numbers], digits: str = "checked") -> Question[list[Derivatives]]:
    """Value, gradient and Hessian at each point."""
    body = {"function": _function(function), "points": _lists(points), "formulas": False, "digits": digits}
    return Question("derivatives", body, lambda told: [_named(Derivatives, each) for each in told["results"]])


class Surface(NamedTuple):
    """Heights over a grid: z[j, i] = f(x[i], y[j]); NaN where there is none."""

    x: np.ndarray
    y: np.ndarray
    z: np.ndarray


def surface(function: Function, x: Numbers, y: Numbers, resolution: int = 100) -> Question[Surface]:
    """A function of two variables over a rectangle."""
    body = {"function": _function(function), "x": _list(x), "y": _list(y), "resolution": resolution}
    return Question("surface", body, lambda told: _named(Surface, told))


class Curve(NamedTuple):
    """f and its derivatives: values[k] is the k-th, (orders + 1, samples); NaN where there is none."""

    variable: str
    x: np.ndarray
    values: np.ndarray
    breaks: list[dict[str, Any]]


def curve(function: Function, x: Numbers, samples: int = 512, orders: int = 1) -> Question[Curve]:
    """A function of one variable with its derivatives up to an order, at most the sixth."""
    body = {"function": _function(function), "x": _list(x), "samples": samples, "derivatives": orders}
    return Question("curve", body, lambda told: _named(Curve, told))


class CriticalPoint(NamedTuple):
    """Where the gradient is zero. kind: minimum, maximum, saddle, ...; is_proved: enclosed, with its kind."""

    point: np.ndarray
    value: float
    kind: str
    eigenvalues: np.ndarray
    is_proved: bool


class CriticalPoints(NamedTuple):
    """complete: whether these are all (proved, proved apart from what is left over, likely, unknown)."""

    points: list[CriticalPoint]
    complete: str
    left_over: list[dict[str, Any]]
    notes: list[str]


def critical_points(function: Function, box: Sequence[Numbers], *, prove: bool = False) -> Question[CriticalPoints]:
    """All critical points in a box of one to four variables; `prove` takes up to a second more."""
    body = {"function": _function(function), "box": _lists(box), "prove": prove}
    return Question("critical-points", body, _critical_points)


def _critical_points(told: dict[str, Any]) -> CriticalPoints:
    points = [_named(CriticalPoint, each) for each in told["points"]]
    return CriticalPoints(points, told["complete"], told["left_over"], told["notes"])


class Walk(NamedTuple):
    """points: (steps + 1, n), the start first; values, gradient_norms: there. reason, message: why it stopped."""

    method: str
    points: np.ndarray
    values: np.ndarray
    gradient_norms: np.ndarray
    reason: str
    message: str


def descent(function: Function, *runs: Mapping[str, Any]) -> Question[list[Walk]]:
    """Walks downhill side by side, each as `{"method": "newton", "start": [1, 2], "steps": 20}`."""
    asked = [{**run, "start": _list(run["start"])} if "start" in run else dict(run) for run in runs]
    body = {"function": _function(function), "runs": asked}
    return Question("descent", body, lambda told: [_walk(run) for run in told["runs"]])


def _walk(told: dict[str, Any]) -> Walk:
    return _named(Walk, told | {"reason": told["stop"]["reason"], "message": told["stop"]["message"]})


class Jacobian(NamedTuple):
    """Of a map of n variables with m values at one point: value (m,), jacobian (m, n); determinant None if m ≠ n."""

    point: np.ndarray
    value: np.ndarray
    jacobian: np.ndarray
    determinant: float | None
    singular_values: np.ndarray


def jacobian(function: Function, points: Sequence[Numbers]) -> Question[list[Jacobian]]:
    """Value and Jacobian of a map, `[x y, x + y]`, at each point."""
    body = {"function": _function(function), "points": _lists(points)}
    return Question("jacobian", body, lambda told: [_named(Jacobian, each) for each in told["results"]])


def _function(text: Function) -> dict[str, Any]:
    if isinstance(text, str):
        return {"source": text}
    numbers = {name: np.asarray(value, float).tolist() for name, value in text.get("parameters", {}).items()}
    return {**text, "parameters": numbers}


def _list(numbers: Numbers) -> list[float]:
    return np.asarray(numbers, float).tolist()


def _lists(rows: Sequence[Numbers]) -> list[list[float]]:
    return [_list(row) for row in rows]


def _named(kind: Callable[..., Answer], told: Mapping[str, Any]) -> Answer:
    """A tuple of the fields that an answer has, lists of numbers as arrays, a missing number as NaN."""
    types = kind.__annotations__
    return kind(**{name: _as(types[name], told.get(name)) for name in types})


def _as(kind: Any, told: Any) -> Any:
    if kind is np.ndarray:
        return np.array([] if told is None else told, float)
    if kind is float:
        return np.nan if told is None else float(told)
    return told


def _with_arrays(told: Any) -> Any:
    if isinstance(told, dict):
        return {name: _with_arrays(value) for name, value in told.items()}
    if isinstance(told, list):
        array = _array_of(told)
        return [_with_arrays(each) for each in told] if array is None else array
    return told


def _array_of(told: list[Any]) -> np.ndarray | None:
    """A list of numbers, or of lists of as many numbers each; None for anything else."""
    if not told or not all(_is_number(each) or isinstance(each, list) for each in told):
        return None
    try:
        array = np.array(told, dtype=float)
    except (TypeError, ValueError):
        return None
    return array


def _is_number(told: Any) -> bool:
    return told is None or (isinstance(told, int | float) and not isinstance(told, bool))


def _pause(response: httpx.Response, trial: int) -> float | None:
    """Seconds after which to ask again; None where the answer is final."""
    if response.status_code not in _BUSY or trial + 1 >= _TRIALS:
        return None
    if _told(response).get("type") == _TOO_LONG:
        # It would take too long once more.
        return None
    asked = response.headers.get("Retry-After", "")
    return min(float(asked) if asked.isdigit() else 0.5 * 2.0**trial, _LONGEST_WAIT)


def _told(response: httpx.Response) -> dict[str, Any]:
    try:
        told = response.json()
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _answer(response: httpx.Response, asked: Question[Answer]) -> Answer:
    if response.is_success:
        return asked.read(response.json())
    raise Problem(response.status_code, _told(response))


class Gradscape:
    """A server that is asked and waited for. Close it, or use it in a `with`."""

    def __init__(self, url: str = LOCAL, *, timeout: float = 60.0, transport: httpx.BaseTransport | None = None):
        self._http = httpx.Client(base_url=f"{url.rstrip('/')}/api/v1/", timeout=timeout, transport=transport)

    def ask(self, asked: Question[Answer]) -> Answer:
        """The answer.

        Raises:
            Problem: if the server refuses, with its words.
            httpx.TransportError: if it cannot be reached.
        """
        trial = 0
        while True:
            response = self._http.post(asked.endpoint, json=asked.body)
            pause = _pause(response, trial)
            if pause is None:
                return _answer(response, asked)
            time.sleep(pause)
            trial += 1

    def close(self) -> None:
        """Lets go of its connections."""
        self._http.close()

    def __enter__(self) -> "Gradscape":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


class AsyncGradscape:
    """The same for programs that do something else meanwhile: `await gradscape.ask(...)`."""

    def __init__(self, url: str = LOCAL, *, timeout: float = 60.0, transport: httpx.AsyncBaseTransport | None = None):
        self._http = httpx.AsyncClient(base_url=f"{url.rstrip('/')}/api/v1/", timeout=timeout, transport=transport)

    async def ask(self, asked: Question[Answer]) -> Answer:
        """The answer.

        Raises:
            Problem: if the server refuses, with its words.
            httpx.TransportError: if it cannot be reached.
        """
        trial = 0
        while True:
            response = await self._http.post(asked.endpoint, json=asked.body)
            pause = _pause(response, trial)
            if pause is None:
                return _answer(response, asked)
            await asyncio.sleep(pause)
            trial += 1

    async def close(self) -> None:
        """Lets go of its connections."""
        await self._http.aclose()

    async def __aenter__(self) -> "AsyncGradscape":
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.close()
