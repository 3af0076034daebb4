"""The rooms that are followed at this process, and the broker by which they are those of all processes."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator

from gradscape.lectures.broker import Alone, AwayError, Broker
from gradscape.lectures.hub import SCHEME, HubBroker
from gradscape.lectures.moves import BLANK, END, Move, Word, move_in, word_of
from gradscape.lectures.shelf import FullError
from gradscape.lectures.tokens import LIFE

FOLLOWERS = 1000
# Rooms that this process remembers: as many as there may be, and those that have just ended.
_REMEMBERED = 400
# Seconds between two signs of life on a quiet stream; proxies cut what is silent for longer, often from 30 s on.
_QUIET = 15
# Seconds between two counts of who follows, and after which the same number is said again.
_COUNTING, _AGAIN = 0.5, 10.0
_RETRY = 1.0
# Clients come back by themselves after so many milliseconds.
_FIRST = b"retry: 1000\n"


class UnknownRoomError(Exception):
    """There is no such room, or no longer."""


class Room:
    """What this process knows of a room, and who of its followers waits for the next word."""

    def __init__(self):
        self.word: Word = BLANK
        self.event = b""
        self.followers = 0
        # Whether the broker has said that there is such a room, or somebody who has its token.
        self.is_known = False
        self.touched = time.monotonic()
        self._changed = asyncio.Event()

    @property
    def move(self) -> Move | None:
        """What is shown."""
        return move_in(self.word)

    @property
    def has_ended(self) -> bool:
        """Nothing follows."""
        return self.word.turn == END.turn

    def hear(self, word: Word) -> None:
        """Tells all who follow here, if it is news; encoded once for all of them."""
        if word.turn <= self.word.turn:
            return
        self.word, self.touched = word, time.monotonic()
        kind = b"end" if self.has_ended else b"move"
        self.event = b"id: %d\nevent: %s\ndata: %s\n\n" % (word.turn, kind, word.text)
        self.wake()

    def wake(self) -> None:
        """Whoever waits looks again."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def news(self) -> bool:
        """Whether there may be any: False after a while without."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._changed.wait(), _QUIET)
            return True
        return False


class Rooms:
    """All rooms, as one process sees them."""

    def __init__(self, broker: Broker):
        self._broker = broker
        self._rooms: dict[str, Room] = {}
        self._loading = asyncio.Lock()
        self._counted: dict[str, int] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._is_closing = False
        # Whether what is told at other processes is heard.
        self.is_connected = isinstance(broker, Alone)

    async def start(self) -> None:
        """Begins to listen and to count; ended by `stop`."""
        self._tasks = [asyncio.create_task(each()) for each in (self._listen, self._count)]

    async def stop(self) -> None:
        """Nobody is told anything any more."""
        self.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def close(self) -> None:
        """Ends the streams, whose clients come back to another process, or to the next one."""
        self._is_closing = True
        for room in self._rooms.values():
            room.wake()

    async def open(self, code: str) -> None:
        """A new room. Raises FullError, AwayError."""
        await self._broker.open(code)

    async def room(self, code: str) -> Room:
        """The room of this code.

        Raises:
            UnknownRoomError: if there is none, or no longer.
            AwayError: if the broker must be asked and is away.
        """
        # Three hundred who join at once are one question to the broker.
        if (room := self._rooms.get(code)) is None or not room.is_known:
            async with self._loading:
                room = await self._loaded(code)
        if room.has_ended:
            raise UnknownRoomError
        return room

    async def _loaded(self, code: str) -> Room:
        if (known := self._rooms.get(code)) and known.is_known:
            return known
        self._forget()
        # There before the question, so that what is told meanwhile is heard.
        room = self._rooms[code] = Room()
        try:
            word = await self._broker.last(code)
        except AwayError:
            del self._rooms[code]
            raise
        if word is None and room.word is BLANK:
            del self._rooms[code]
            raise UnknownRoomError
        room.is_known = True
        room.hear(word or BLANK)
        return room

    def _forget(self) -> None:
        """Old rooms that nobody follows here, and the oldest of them if there are too many; the broker knows them."""
        old = time.monotonic() - LIFE
        idle = sorted((room.touched, code) for code, room in self._rooms.items() if not room.followers)
        too_many = len(self._rooms) - _REMEMBERED + 1
        for k, (touched, code) in enumerate(idle):
            if touched < old or k < too_many:
                del self._rooms[code]

    async def show(self, code: str, move: Move) -> None:
        """What is shown from now on; who has the token of a room that was lost has the room again.

        Raises:
            UnknownRoomError: after its end.
            AwayError: if only those who follow at this process have heard it.
        """
        try:
            room = await self.room(code)
        except UnknownRoomError:
            if (known := self._rooms.get(code)) and known.has_ended:
                raise
            room = self._rooms.setdefault(code, Room())
        except AwayError:
            room = self._rooms.setdefault(code, Room())
        room.is_known = True
        word = word_of(move)
        room.hear(word)
        await self._broker.tell(code, word)

    async def end(self, code: str) -> None:
        """The room is no more."""
        room = await self.room(code)
        room.hear(END)
        await self._broker.tell(code, END)

    async def answer(self, code: str, asked: int, who: str, value: str) -> None:
        """One value for each who answers. Raises FullError, AwayError."""
        await self._broker.note(code, asked, who, value)

    async def answers(self, code: str) -> list[str]:
        """All of them."""
        return await self._broker.answers(code)

    async def following(self, code: str) -> int:
        """At all processes; of this one, at this moment."""
        room = self._rooms.get(code)
        return max(await self._broker.following(code), room.followers if room else 0)

    async def follow(self, code: str, room: Room, welcome: bytes) -> AsyncIterator[bytes]:
        """What happens in a room, from its newest word on, as Server-Sent Events."""
        room.followers += 1
        seen = 0
        try:
            yield _FIRST + b"event: welcome\ndata: %s\n\n" % welcome
            while not self._is_closing:
                if room.word.turn > seen:
                    seen = room.word.turn
                    yield room.event
                if room.has_ended:
                    return
                if room.word.turn == seen and not await room.news():
                    yield b": still here\n\n"
        finally:
            room.followers -= 1

    async def _listen(self) -> None:
        """After each loss of the broker both tell each other what they have missed."""
        while True:
            with contextlib.suppress(AwayError):
                async for code, word in self._broker.heard():
                    if not code:
                        self.is_connected = True
                        self._catching_up = asyncio.create_task(self._catch_up())
                    elif room := self._rooms.get(code):
                        room.hear(word)
            if isinstance(self._broker, Alone):
                return
            self.is_connected = False
            await asyncio.sleep(_RETRY)

    async def _catch_up(self) -> None:
        with contextlib.suppress(AwayError, FullError):
            for code, room in list(self._rooms.items()):
                if room.word.turn > BLANK.turn and not await self._broker.tell(code, room.word):
                    room.hear(await self._broker.last(code) or BLANK)
        self._counted = {}

    async def _count(self) -> None:
        told = 0.0
        while True:
            await asyncio.sleep(_COUNTING)
            here = {code: room.followers for code, room in self._rooms.items() if room.followers}
            if here == self._counted and time.monotonic() - told < _AGAIN:
                continue
            with contextlib.suppress(AwayError):
                await self._broker.count(dict.fromkeys(self._counted, 0) | here)
                self._counted, told = here, time.monotonic()


def broker_at(address: str) -> Broker:
    """By its address: none is this process alone."""
    if not address:
        return Alone()
    if address.startswith(SCHEME):
        return HubBroker(address)
    from gradscape.lectures.redis_broker import RedisBroker

    return RedisBroker(address)
