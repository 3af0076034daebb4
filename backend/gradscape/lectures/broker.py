"""What the rooms of several processes have in common: their last words, answers, and how many follow.

One process needs none of the two brokers: a shelf in its memory does (`Alone`). Several processes of one machine share
their supervisor's shelf (`hub`), those of several machines a Redis or Valkey (`redis_broker`).
"""

from collections.abc import AsyncIterator, Mapping
from typing import Protocol

from gradscape.lectures.moves import Word
from gradscape.lectures.shelf import Shelf


class AwayError(Exception):
    """The broker cannot be reached at the moment."""


class Broker(Protocol):
    """The rooms of all processes. All but `heard` raise AwayError where the broker is away."""

    async def open(self, code: str) -> None:
        """As Shelf.open."""
        ...

    async def last(self, code: str) -> Word | None:
        """The newest word; None if there is no such room."""
        ...

    async def tell(self, code: str, word: Word) -> bool:
        """Whether this is the newest word of a room; all processes hear it."""
        ...

    async def note(self, code: str, asked: int, who: str, value: str) -> None:
        """As Shelf.note."""
        ...

    async def answers(self, code: str) -> list[str]:
        """To the question of the last word."""
        ...

    async def count(self, here: Mapping[str, int]) -> None:
        """How many follow at this process, in each room where anybody does or did."""
        ...

    async def following(self, code: str) -> int:
        """At all processes."""
        ...

    def heard(self) -> AsyncIterator[tuple[str, Word]]:
        """What is told anywhere, for as long as the connection lasts; at first an empty code says that it is there."""
        ...


class Alone:
    """For one process: nobody else tells it anything."""

    def __init__(self):
        self._shelf = Shelf()

    async def open(self, code: str) -> None:
        """A new room."""
        self._shelf.open(code)

    async def last(self, code: str) -> Word | None:
        """The newest word of a room."""
        return self._shelf.last(code)

    async def tell(self, code: str, word: Word) -> bool:
        """Whether it is the newest."""
        return self._shelf.tell(code, word)

    async def note(self, code: str, asked: int, who: str, value: str) -> None:
        """An answer."""
        self._shelf.note(code, asked, who, value)

    async def answers(self, code: str) -> list[str]:
        """All that are there."""
        return self._shelf.answers(code)

    async def count(self, here: Mapping[str, int]) -> None:
        """How many follow."""
        self._shelf.count("", here)

    async def following(self, code: str) -> int:
        """As counted last."""
        return self._shelf.following(code)

    async def heard(self) -> AsyncIterator[tuple[str, Word]]:
        """Nothing."""
        return
        yield
