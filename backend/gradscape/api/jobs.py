"""Large questions, answered in parts: a line of JSON for each part as it is there, in any order.

A part knows nothing of the others, so that this process can compute it, or another machine, and whoever lost the
connection asks again for what is missing. Who closes the connection ends the job.
"""

import asyncio
import zlib
from abc import abstractmethod
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Sequence
from contextlib import aclosing
from typing import Any, NamedTuple, Protocol

import numpy as np
import orjson
from pydantic import BaseModel, Field
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from gradscape.api import limits
from gradscape.api.compression import accepted_encodings, is_from_afar
from gradscape.api.errors import Problem, ProblemError, content_of, invalid
from gradscape.api.models import Strict
from gradscape.api.work import Asker, asker, too_costly

LINES = "application/x-ndjson"


class JobRequest(Strict):
    """What every job can be asked."""

    have: list[int] = Field(
        default_factory=list,
        max_length=limits.JOB_PARTS,
        description="numbers of parts that are there already, of an answer to the same job that broke off",
    )


class PartAnswer(BaseModel):
    """One line of the answer."""

    part: int = Field(description="its number, from 0")
    done: int = Field(description="how many parts there are by now, with those that were there before")
    of: int = Field(description="how many there are in all")
    partial: bool = Field(description="whether this part's time was up: it is what was done until then")


class BrokenOff(BaseModel):
    """The last line, where the others cannot be had now."""

    problem: Problem


class Job(Protocol):
    """A question in parts. It can be pickled."""

    @abstractmethod
    def parts(self) -> int:
        """How many there are: by the question alone, so that their numbers mean the same at every attempt."""

    @abstractmethod
    def seconds(self) -> float:
        """About how long one of them takes."""

    @abstractmethod
    def part(self, number: int) -> Any:
        """One of them, wherever that is computed."""

    @abstractmethod
    def is_led(self) -> bool:
        """Whether the first part must be known before the others."""

    @abstractmethod
    def after(self, first: Any) -> "Job":
        """The same job knowing what its first part has found."""

    @abstractmethod
    def line(self, number: int, found: Any) -> dict[str, Any]:
        """What is told of a part, in the order in which they come."""


class Places(Protocol):
    """Where parts are computed."""

    @abstractmethod
    def count(self) -> int:
        """How many at once."""

    @abstractmethod
    async def computed(self, job: Job, number: int, asked_by: Asker) -> Any:
        """One part, when it is this client's turn; cancelled where nobody wants it any longer.

        Raises:
            ProblemError: 503 where there is no room, its time is up, or the server stops.
        """


class Here(Places):
    """In this process, beside its event loop: each part waits for its turn as any long question does."""

    def count(self) -> int:
        """As many as one core fewer than there are."""
        return asker().desks.heavy.places

    async def computed(self, job: Job, number: int, asked_by: Asker) -> Any:
        """In a thread."""
        desks = asked_by.desks
        return await desks.computed(lambda: job.part(number), desks.heavy, asked_by.client())


def answered(job: Job, have: Sequence[int]) -> "Lines":
    """The lines of a job.

    Raises:
        ProblemError: 422 where it costs too much, or `have` is of another job; 503 where too many jobs run already.
    """
    places = asker().desks.places or Here()
    wrong = next((each for each in have if not 0 <= each < job.parts()), None)
    if wrong is not None:
        raise invalid("have", f"names part {wrong}, but there are parts 0 to {job.parts() - 1} only")
    todo = [number for number in range(job.parts()) if number not in set(have)]
    if job.seconds() > limits.PRICE:
        raise too_costly(job.seconds(), limits.PRICE, "one part of this")
    seconds, most = len(todo) * job.seconds(), limits.JOB_PRICE * places.count()
    if seconds > most:
        raise too_costly(seconds, most)
    asker().desks.check_jobs()
    return Lines(_Run(job, todo, places, asker()))


class _Run(NamedTuple):
    """A job that is being answered."""

    job: Job
    todo: list[int]
    places: Places
    asked_by: Asker

    async def lines(self) -> AsyncGenerator[bytes, None]:
        """All its parts; where one cannot be had, why, as the last line."""
        try:
            async for number, found, done in self._found():
                counted = {"part": number, "done": done, "of": self.job.parts()}
                yield _line(counted | self.job.line(number, found))
        except ProblemError as problem:
            yield _line({"problem": content_of(problem)})

    async def _found(self) -> AsyncIterator[tuple[int, Any, int]]:
        job, todo = self.job, iter(self.todo)
        done = job.parts() - len(self.todo)
        if not self.todo:
            return
        if job.is_led():
            first = await self._computed(job, 0)
            job = job.after(first)
            if self.todo[0] == 0:
                done += 1
                yield next(todo), first, done
        under_way: set[asyncio.Task[tuple[int, Any]]] = set()
        try:
            while under_way := under_way | self._begun(job, todo, len(under_way)):
                finished, under_way = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
                for task in finished:
                    done += 1
                    yield *task.result(), done
        finally:
            for task in under_way:
                task.cancel()

    def _begun(self, job: Job, todo: Iterator[int], running: int) -> set[asyncio.Task[tuple[int, Any]]]:
        """As many more as are computed at once, and as many again, that no place waits."""
        room = range(2 * self.places.count() - running)
        return {asyncio.create_task(self._numbered(job, number)) for _, number in zip(room, todo, strict=False)}

    async def _numbered(self, job: Job, number: int) -> tuple[int, Any]:
        return number, await self._computed(job, number)

    async def _computed(self, job: Job, number: int) -> Any:
        while True:
            try:
                return await self.places.computed(job, number, self.asked_by)
            except ProblemError as problem:
                if problem.kind != "busy":
                    raise
                # Those who ask for less go first.
                await asyncio.sleep(float((problem.headers or {})["Retry-After"]))


class Lines(StreamingResponse):
    """Lines as they come, each sent at once; compressed where they cross a network."""

    media_type = LINES

    def __init__(self, run: _Run):
        # Proxies pass lines on as they come.
        self.lines = run.lines()
        super().__init__(self.lines, headers={"X-Accel-Buffering": "no", "Cache-Control": "no-store"})
        self.run = run

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends them while somebody listens."""
        if is_from_afar(scope) and "gzip" in accepted_encodings(scope):
            self.headers["Content-Encoding"] = "gzip"
            self.body_iterator = _compressed(self.lines)
        # Whoever stops listening ends what is under way for them.
        with self.run.asked_by.desks.job():
            async with aclosing(self.lines):
                await super().__call__(scope, receive, send)


async def _compressed(lines: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Every line can be read as soon as it is there."""
    gzip = zlib.compressobj(1, wbits=31)
    async for line in lines:
        yield gzip.compress(line) + gzip.flush(zlib.Z_SYNC_FLUSH)
    yield gzip.flush()


def _line(content: dict[str, Any]) -> bytes:
    return orjson.dumps(content, np.ascontiguousarray, orjson.OPT_SERIALIZE_NUMPY) + b"\n"
