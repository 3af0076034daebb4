"""Clients that cost little themselves: requests as bytes over kept connections, many at once."""

import asyncio
import json
import re
import time
from contextlib import suppress
from typing import NamedTuple


class Reply(NamedTuple):
    """What came back, and after how many seconds."""

    status: int
    body: bytes
    seconds: float


class Connection:
    """One client, whose requests go one after the other."""

    def __init__(self, port: int, page: str = ""):
        self.port, self.page = port, page
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def post(self, name: str, **question: object) -> Reply:
        """A question to a lab."""
        return await self._asked("POST", f"/api/v1/{name}", json.dumps(question).encode())

    async def get(self, path: str) -> Reply:
        """A file, or how the server is."""
        return await self._asked("GET", path, b"")

    async def _asked(self, method: str, path: str, body: bytes) -> Reply:
        began = time.perf_counter()
        self.streams = self.streams or await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.streams
        head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\nVia: 1.1 hall\r\n"
        typed = f"Content-Type: application/json\r\nGradscape-Page: {self.page}\r\nContent-Length: {len(body)}\r\n"
        writer.write((head + (typed if body else "") + "\r\n").encode() + body)
        try:
            status, answer = await _read(reader)
        except (OSError, EOFError, asyncio.IncompleteReadError):
            self.close()
            return Reply(0, b"", time.perf_counter() - began)
        return Reply(status, answer, time.perf_counter() - began)

    def close(self) -> None:
        """Goes away, whatever is on its way."""
        if self.streams is not None:
            with suppress(OSError):
                self.streams[1].close()
        self.streams = None


async def _read(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    status = int(head.split()[1])
    length = re.search(r"content-length: (\d+)", head, re.IGNORECASE)
    if length:
        return status, await reader.readexactly(int(length[1]))
    parts = []
    while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
        parts.append(await reader.readexactly(size))
        await reader.readexactly(2)
    await reader.readexactly(2)
    return status, b"".join(parts)


def quantile(seconds: list[float], share: float) -> float:
    """The least time that at least this share of requests took at most, in ms."""
    ordered = sorted(seconds)
    return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("inf")
