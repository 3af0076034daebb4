"""Where a computation runs: short ones at once, in the event loop; longer ones beside it, each as long as it is wanted.

The hop to a thread costs more than a kernel of a millisecond; a long computation in the loop would delay everyone.
"""

import asyncio
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import anyio.to_thread
from anyio import CapacityLimiter
from starlette.types import ASGIApp, Receive, Scope, Send

from gradscape.api import limits
from gradscape.api.desks import Desk, FullError
from gradscape.api.errors import ProblemError
from gradscape.computer import cores
from gradscape.interest import Interest, NotWantedError, held
from gradscape.language.digits import in_words
from gradscape.machine import warm_up

if TYPE_CHECKING:
    from gradscape.api.jobs import Places

Result = TypeVar("Result")

# As many as there may be places at all desks: the desks decide.
_threads = CapacityLimiter(64)
# While kernels are still being compiled a request may have to wait for its own.
_SECONDS_TO_COMPILE = 120.0
# Seconds in which running work ends when the server stops.
_FAREWELL = 1.0
# A page names itself by it, so that all who sit behind one address get their turn.
PAGE_HEADER = b"gradscape-page"
# Of a request whose answer is but a part.
_CUT = "gradscape.cut"
_CHEAPER = "ask for fewer steps, walks, points or samples, or a lower resolution"


class Desks:
    """Where work of one process waits and runs.

    quick_seconds, heavy_seconds: how long one question may take.
    """

    def __init__(self, quick_seconds: float, heavy_seconds: float):
        self.quick = Desk(max(2, cores()), limits.QUICK_WAITING, quick_seconds)
        # One core is left to short questions.
        self.heavy = Desk(max(1, cores() - 1), limits.HEAVY_WAITING, heavy_seconds)
        # Where parts of jobs are computed, if not here.
        self.places: Places | None = None
        self.closing = asyncio.Event()
        self._jobs = 0
        self._interests: set[Interest] = set()

    def close(self) -> None:
        """No new work; what runs is not wanted any longer."""
        self.closing.set()
        for interest in list(self._interests):
            interest.end("closing")

    def check_jobs(self) -> None:
        """Goes on if there is room for another job.

        Raises:
            ProblemError: 503 if there is none.
        """
        if self._jobs >= limits.JOBS:
            raise _busy(round(self.heavy.seconds))

    @contextmanager
    def job(self) -> Iterator[None]:
        """One more of them is being answered."""
        self._jobs += 1
        try:
            yield
        finally:
            self._jobs -= 1

    async def computed(self, work: Callable[[], Result], desk: Desk, client: str) -> Result:
        """The result of `work` in a thread beside the loop, when it is this client's turn."""
        if self.closing.is_set():
            raise stopping()
        try:
            async with desk.turn(client):
                return await self._in_a_thread(work, desk.seconds if warm_up.ready() else _SECONDS_TO_COMPILE)
        except FullError as full:
            raise _busy(full.seconds) from None

    async def _in_a_thread(self, work: Callable[[], Result], seconds: float) -> Result:
        interest = Interest(seconds)
        self._interests.add(interest)
        running = asyncio.ensure_future(anyio.to_thread.run_sync(_held(interest, work), limiter=_threads))
        try:
            return await asyncio.shield(running)
        except asyncio.CancelledError:
            interest.end("gone")
            # The place is free when the thread is.
            await asyncio.wait({running})
            running.exception()
            raise
        except NotWantedError as end:
            raise (_late(seconds) if end.reason == "late" else stopping()) from None
        finally:
            self._interests.discard(interest)
            if interest.was_cut and (asked_by := _asker.get(None)):
                asked_by.scope[_CUT] = True


def _held(interest: Interest, work: Callable[[], Result]) -> Callable[[], Result]:
    def done() -> Result:
        with held(interest):
            return work()

    return done


def page_of(scope: Scope) -> str:
    """Whom a request comes from: an address, and the name of a page there."""
    page = next((value for name, value in scope["headers"] if name == PAGE_HEADER), b"")
    host, _ = scope.get("client") or ("", 0)
    return f"{host} {page[:64].decode('latin-1')}"


class Asker(NamedTuple):
    """Who has asked the question at hand, how one hears that they have gone, and where long work is done."""

    scope: Scope
    receive: Receive
    desks: Desks

    def client(self) -> str:
        """Its address and its page's name."""
        return page_of(self.scope)


class Askers:
    """Lets work know who asks."""

    def __init__(self, app: ASGIApp, desks: Desks):
        self.app = app
        self.desks = desks

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on."""
        if scope["type"] == "http":
            _asker.set(Asker(scope, receive, self.desks))
        await self.app(scope, receive, send)


_asker: ContextVar[Asker] = ContextVar("asker")


def was_cut(scope: Scope) -> bool:
    """Whether the answer to a request is what was done until its time was up."""
    return scope.get(_CUT, False)


def asker() -> Asker:
    """Who has asked the question at hand."""
    return _asker.get()


async def run(work: Callable[[], Result], *, seconds: float) -> Result:
    """The result of `work`, which should take about so many `seconds`: what is short is done at once.

    Raises:
        ProblemError: 422 if it costs more than is given to anybody; 503 if there is no room for it, its time is up, or
            the server stops.
    """
    # Before the warm-up ends a request may have to compile its kernel, which takes seconds.
    if seconds <= limits.INLINE_PRICE and warm_up.ready():
        return work()
    if seconds > limits.PRICE:
        raise too_costly(seconds)
    asked_by = asker()
    desk = asked_by.desks.quick if seconds <= limits.QUICK_PRICE else asked_by.desks.heavy
    task = asyncio.ensure_future(asked_by.desks.computed(work, desk, asked_by.client()))
    leaving = asyncio.ensure_future(_gone(asked_by.receive))
    closing = asyncio.ensure_future(asked_by.desks.closing.wait())
    try:
        await asyncio.wait({task, leaving, closing}, return_when=asyncio.FIRST_COMPLETED)
        if closing.done():
            # A part that is too long to end in time is left behind: whoever waits hears that the server stops.
            await asyncio.wait({task}, timeout=_FAREWELL)
            if not task.done():
                raise stopping()
        if not task.done():
            task.cancel()
            await asyncio.wait({task})
            raise NobodyError
        return await task
    finally:
        for each in (task, leaving, closing):
            each.cancel()


async def _gone(receive: Receive) -> None:
    """Returns when nobody waits for the answer any longer."""
    while (await receive())["type"] != "http.disconnect":
        pass


def too_costly(seconds: float, most: float = limits.PRICE, what: str = "this") -> ProblemError:
    """The refusal of what would take so long, where less is given."""
    detail = f"{what} would take about {in_words(_roughly(seconds))} seconds; at most {in_words(most)} are given"
    return ProblemError(422, "too-costly", detail, _CHEAPER)


def _roughly(seconds: float) -> float:
    """To one digit: a price is no more than that."""
    unit = 10.0 ** math.floor(math.log10(seconds))
    return round(seconds / unit) * unit


def _busy(seconds: int) -> ProblemError:
    detail = "too many long computations are waiting; ask again a little later"
    return ProblemError(503, "busy", detail, headers={"Retry-After": str(seconds)})


def _late(seconds: float) -> ProblemError:
    detail = f"the computation was stopped after {in_words(seconds)} seconds, which is all that one question may take"
    return ProblemError(503, "time-is-up", detail, _CHEAPER, headers={"Retry-After": str(round(seconds))})


def stopping() -> ProblemError:
    """The refusal of what cannot be done here any longer."""
    return ProblemError(503, "stopping", "the server is being stopped", headers={"Retry-After": "5"})


class NobodyError(ProblemError):
    """For a connection at whose end nobody is."""

    def __init__(self):
        super().__init__(503, "stopping", "nobody waits for this answer any longer")
