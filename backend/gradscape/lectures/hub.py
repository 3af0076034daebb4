"""The shelf of several processes on one machine, kept by their supervisor and asked over a socket.

Connections come to whichever process takes them first, before anybody knows which room they are about; so rooms are not
pinned to processes, but what little there is of them is kept where no process dies. A line is one JSON value:
[number, method, arguments...] -> [number, result, error], and [code, word] for what is told.
"""

import asyncio
import hmac
import itertools
import secrets
import threading
from collections.abc import AsyncIterator, Mapping
from typing import Any

import orjson

from gradscape.lectures.broker import AwayError
from gradscape.lectures.moves import Word, read_word
from gradscape.lectures.shelf import FullError, Shelf

SCHEME = "hub://"
_LONGEST = 256 * 1024  # bytes of a line: all answers to a question
_METHODS = ("open", "last", "tell", "note", "answers", "count", "following")
# Seconds that a question may take: it is never a long way.
_PATIENCE = 5.0


class Hub:
    """Serves a shelf in a thread of its own; its address holds the secret that lets processes in."""

    def __init__(self):
        self._shelf = Shelf()
        self._secret = secrets.token_hex(16)
        self._lines: set[asyncio.StreamWriter] = set()
        self._started = threading.Event()
        self._port = 0
        threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True).start()
        self._started.wait()

    @property
    def address(self) -> str:
        """For HubBroker."""
        return f"{SCHEME}{self._secret}@127.0.0.1:{self._port}"

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._welcome, "127.0.0.1", 0, limit=_LONGEST)
        self._port = server.sockets[0].getsockname()[1]
        self._started.set()
        await server.serve_forever()

    async def _welcome(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        process = secrets.token_hex(8)
        try:
            if not hmac.compare_digest((await reader.readline()).strip(), self._secret.encode()):
                return
            self._lines.add(writer)
            while line := await reader.readline():
                writer.write(self._answered(process, orjson.loads(line)))
                await writer.drain()
        except (OSError, ValueError):
            pass
        finally:
            self._lines.discard(writer)
            self._shelf.leave(process)
            writer.close()

    def _answered(self, process: str, asked: list[Any]) -> bytes:
        number, method, *arguments = asked
        assert method in _METHODS, method
        try:
            return _line([number, getattr(self, f"_{method}")(process, *arguments), None])
        except FullError:
            return _line([number, None, "full"])

    def _open(self, process: str, code: str) -> None:
        self._shelf.open(code)

    def _last(self, process: str, code: str) -> str | None:
        word = self._shelf.last(code)
        return word and word.text.decode()

    def _tell(self, process: str, code: str, text: str) -> bool:
        word = read_word(text.encode())
        is_newest = self._shelf.tell(code, word)
        if is_newest:
            for line in self._lines:
                line.write(_line([code, text]))
        return is_newest

    def _note(self, process: str, code: str, asked: int, who: str, value: str) -> None:
        self._shelf.note(code, asked, who, value)

    def _answers(self, process: str, code: str) -> list[str]:
        return self._shelf.answers(code)

    def _count(self, process: str, here: dict[str, int]) -> None:
        self._shelf.count(process, here)

    def _following(self, process: str, code: str) -> int:
        return self._shelf.following(code)


def _line(value: Any) -> bytes:
    return orjson.dumps(value) + b"\n"


class HubBroker:
    """A process's way to the hub."""

    def __init__(self, address: str):
        self._secret, _, place = address.removeprefix(SCHEME).partition("@")
        host, _, port = place.rpartition(":")
        self._place = host, int(port)
        self._numbers = itertools.count()
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._writer: asyncio.StreamWriter | None = None

    async def open(self, code: str) -> None:
        """A new room."""
        await self._ask("open", code)

    async def last(self, code: str) -> Word | None:
        """The newest word of a room."""
        text = await self._ask("last", code)
        return text and read_word(text.encode())

    async def tell(self, code: str, word: Word) -> bool:
        """Whether it is the newest."""
        return await self._ask("tell", code, word.text.decode())

    async def note(self, code: str, asked: int, who: str, value: str) -> None:
        """An answer."""
        await self._ask("note", code, asked, who, value)

    async def answers(self, code: str) -> list[str]:
        """All that are there."""
        return await self._ask("answers", code)

    async def count(self, here: Mapping[str, int]) -> None:
        """How many follow at this process."""
        await self._ask("count", here)

    async def following(self, code: str) -> int:
        """At all processes."""
        return await self._ask("following", code)

    async def heard(self) -> AsyncIterator[tuple[str, Word]]:
        """What is told, for as long as the connection lasts; answers to what this process asks come by it, too."""
        try:
            reader, self._writer = await asyncio.open_connection(*self._place, limit=_LONGEST)
            self._writer.write(self._secret.encode() + b"\n")
            yield "", read_word(b'{"turn":0,"asked":0}')
            while line := await reader.readline():
                said = orjson.loads(line)
                if len(said) == 2:
                    yield said[0], read_word(said[1].encode())
                else:
                    self._settle(*said)
        except OSError as error:
            raise AwayError from error
        finally:
            self._lose()

    def _settle(self, number: int, result: Any, error: str | None) -> None:
        waiting = self._waiting.pop(number, None)
        if waiting is None or waiting.done():
            return
        if error:
            waiting.set_exception(FullError())
        else:
            waiting.set_result(result)

    def _lose(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_exception(AwayError())
        self._waiting.clear()

    async def _ask(self, method: str, *arguments: Any) -> Any:
        if self._writer is None:
            raise AwayError
        number = next(self._numbers)
        waiting = self._waiting[number] = asyncio.get_running_loop().create_future()
        self._writer.write(_line([number, method, *arguments]))
        try:
            return await asyncio.wait_for(waiting, _PATIENCE)
        except TimeoutError:
            raise AwayError from None
        finally:
            self._waiting.pop(number, None)
