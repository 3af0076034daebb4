"""How long a client may take over a request and its answer, how long its headers may be, and how many clients may come.

The server itself waits for ever: a few hundred silent sockets would shut everybody out.
"""

import asyncio
import resource
from typing import Any, Literal

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

# Seconds for the headers of a request, for its body, and in which at least some of an answer is taken.
HEADERS, BODY, ANSWER = 10.0, 20.0, 30.0
# Bytes of an address and headers: more than any browser or proxy sends.
HEADER_BYTES = 64 * 1024
# Files of this process that are no connections.
_OTHER_FILES = 256
_WANTED_FILES = 65_536

_TOO_SLOW = b"HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
_TOO_LONG = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
_TOO_MANY = b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 10\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


def most_connections() -> int:
    """How many there may be, after as many files as the system allows are asked for."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    unlimited = resource.RLIM_INFINITY
    wanted = _WANTED_FILES if hard == unlimited else min(hard, _WANTED_FILES)
    if soft != unlimited and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return max(64, wanted - _OTHER_FILES)


class BoundedConnection(HttpToolsProtocol):
    """One connection, which is closed where the client takes too long, or where there are too many."""

    most: int = most_connections()

    def __init__(self, *arguments: Any, **named: Any):
        super().__init__(*arguments, **named)
        self._part: Literal["headers", "body"] | None = "headers"
        self._timer: asyncio.TimerHandle | None = None
        self._begun = 0
        self._said = self._unread = 0
        self._timed: tuple[int, str] | None = None
        self._taking: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody has come."""
        super().connection_made(transport)
        if len(self.connections) > self.most:
            transport.write(_TOO_MANY)
            transport.close()
        self._keep_time()

    def connection_lost(self, exc: Exception | None) -> None:
        """They have gone."""
        for timer in (self._timer, self._taking):
            if timer is not None:
                timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Whatever they say; most requests come in one piece, for which no timer is set."""
        super().data_received(data)
        self._unread = self._unread + len(data) if self._part == "headers" else 0
        if self._unread > HEADER_BYTES:
            self._refuse(_TOO_LONG)
        self._keep_time()

    def send_400_response(self, msg: str) -> None:
        """What cannot be read is refused, and so is what is too long."""
        if self._said > HEADER_BYTES:
            self._refuse(_TOO_LONG)
        else:
            super().send_400_response(msg)

    def on_message_begin(self) -> None:
        """A request begins."""
        self._begun += 1
        self._said = 0
        self._part = "headers"
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        """Its address, or a part of it."""
        self._said += len(url)
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """One of its headers."""
        self._said += len(name) + len(value)
        if self._said > HEADER_BYTES:
            raise ValueError("the headers are too long")  # which the parser tells as a request that cannot be read
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Its headers are there."""
        self._part = "body"
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """All of it is there."""
        self._part = None
        super().on_message_complete()

    def _keep_time(self) -> None:
        """One timer for each part: bytes that trickle in do not prolong it."""
        timed = None if self._part is None else (self._begun, self._part)
        if timed == self._timed:
            return
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._timed = timed
        if self._part is not None:
            self._timer = self.loop.call_later(HEADERS if self._part == "headers" else BODY, self._refuse, _TOO_SLOW)

    def _refuse(self, answer: bytes) -> None:
        if not self.transport.is_closing():
            self.transport.write(answer)
            self.transport.close()

    def pause_writing(self) -> None:
        """They take an answer more slowly than it is given."""
        super().pause_writing()
        self._watch(self.transport.get_write_buffer_size())

    def resume_writing(self) -> None:
        """They have taken most of it."""
        super().resume_writing()
        if self._taking is not None:
            self._taking.cancel()
            self._taking = None

    def _watch(self, left: int) -> None:
        self._taking = self.loop.call_later(ANSWER, self._look, left)

    def _look(self, before: int) -> None:
        """Goes on as long as some of the answer is taken."""
        left = self.transport.get_write_buffer_size()
        if left >= before:
            self.transport.abort()
        else:
            self._watch(left)
