"""Equal questions are answered once: a hall asks for one picture at one moment, and every endpoint is a pure function.

Whoever asks what somebody has just asked waits for that answer, and has it in the same bytes, compressed once. The last
answers are kept, up to a bounded number of bytes; those that were cut short by their time are not.
"""

import asyncio
import gzip
from collections import OrderedDict
from collections.abc import Awaitable, Callable

import anyio.to_thread
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from gradscape.api.compression import LEVEL, SMALLEST, accepted_encodings, is_from_afar
from gradscape.api.work import was_cut

# Of one process, for the questions, answers and what is compressed of them.
KEPT_BYTES = 8 * 1024 * 1024
# What is larger is not kept: it would take the place of too many others.
_LARGEST = KEPT_BYTES // 4
# What an entry takes beside its bytes.
_BESIDE = 1024
# Above it, compressing takes longer than the way to a thread.
_INLINE = 32 * 1024

# The path, and the body as it was sent.
Key = tuple[str, bytes]


class Told:
    """An answer that may be sent many times."""

    def __init__(self, answer: Response):
        self.status = answer.status_code
        self.body = bytes(answer.body)
        self._headers = list(answer.raw_headers)
        self._packed = b""

    @property
    def size(self) -> int:
        """In bytes, with what is compressed of it."""
        return len(self.body) + len(self._packed)

    async def pack(self) -> None:
        """Compresses it, where that is worth it."""
        if len(self.body) > _INLINE:
            self._packed = await anyio.to_thread.run_sync(gzip.compress, self.body, LEVEL)
        elif len(self.body) >= SMALLEST:
            self._packed = gzip.compress(self.body, LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends it, compressed to who wants it so."""
        # A list of its own: whoever passes it on adds to it.
        headers, body = list(self._headers), self.body
        if self._packed and wants_gzip(scope):
            body = self._packed
            own = {b"content-length": b"%d" % len(body), b"content-encoding": b"gzip", b"vary": b"Accept-Encoding"}
            headers = [header for header in headers if header[0] not in own] + list(own.items())
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def wants_gzip(scope: Scope) -> bool:
    """Whether the answer goes over a network, to one who can read it compressed."""
    return is_from_afar(scope) and "gzip" in accepted_encodings(scope)


class EqualQuestions:
    """The last answers, and those that are on their way."""

    def __init__(self, most_bytes: int = KEPT_BYTES):
        self._most = most_bytes
        self._bytes = 0
        self._kept: OrderedDict[Key, Told] = OrderedDict()
        self._coming: dict[Key, asyncio.Future[Told | None]] = {}

    async def answer(self, key: Key, made: Callable[[], Awaitable[Response]], scope: Scope) -> Told | Response:
        """What is known, or comes, or is made now; what `made` raises concerns who asked first alone."""
        while True:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            if key not in self._coming:
                return await self._made(key, made, scope)
            # None if whoever asked first has gone before it came: then one of the others is the first.
            if told := await asyncio.shield(self._coming[key]):
                return told

    async def _made(self, key: Key, made: Callable[[], Awaitable[Response]], scope: Scope) -> Told | Response:
        coming = self._coming[key] = asyncio.get_running_loop().create_future()
        told = None
        try:
            answer = await made()
            # A stream is its listener's alone.
            if not hasattr(answer, "body"):
                return answer
            told = Told(answer)
            if wants_gzip(scope):
                await told.pack()
            if told.status == 200 and not was_cut(scope):
                self._keep(key, told)
            return told
        finally:
            del self._coming[key]
            coming.set_result(told)

    def _keep(self, key: Key, told: Told) -> None:
        if told.size > _LARGEST:
            return
        self._kept[key] = told
        self._bytes += _size(key, told)
        while self._bytes > self._most:
            self._bytes -= _size(*self._kept.popitem(last=False))


def _size(key: Key, told: Told) -> int:
    return len(key[1]) + told.size + _BESIDE
