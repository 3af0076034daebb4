"""The rooms there are, each with its last word, the answers to its question and how many follow: in memory alone."""

import time
from collections.abc import Callable, Mapping

from gradscape.lectures.moves import BLANK, Word
from gradscape.lectures.tokens import LIFE

ROOMS = 200
# Answers to one question: as many as may follow.
ANSWERS = 1000
# Seconds in which something must be shown, or the room makes place for another.
PATIENCE = 60


class FullError(Exception):
    """There are as many rooms, or answers, as there may be."""


class Kept:
    """What is kept of one room."""

    def __init__(self, word: Word, until: float):
        self.word = word
        self.until = until
        self.answers: dict[str, str] = {}
        # By process.
        self.here: dict[str, int] = {}


class Shelf:
    """All rooms, by their codes."""

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self._clock = clock
        self._kept: dict[str, Kept] = {}

    def open(self, code: str) -> None:
        """A room in which nothing is shown yet.

        Raises:
            FullError: if there are as many as may be.
        """
        now = self._clock()
        self._kept = {each: kept for each, kept in self._kept.items() if kept.until > now}
        if len(self._kept) >= ROOMS:
            raise FullError
        self._kept[code] = Kept(BLANK, now + PATIENCE)

    def last(self, code: str) -> Word | None:
        """The newest word; None if there is no such room."""
        kept = self._kept.get(code)
        return kept.word if kept and kept.until > self._clock() else None

    def tell(self, code: str, word: Word) -> bool:
        """Whether this is the newest word; another question forgets the answers. A room that is not there is opened."""
        before = self.last(code)
        if before is None:
            self.open(code)
        elif word.turn <= before.turn:
            return False
        kept = self._kept[code]
        if word.asked != kept.word.asked:
            kept.answers = {}
        kept.word, kept.until = word, self._clock() + LIFE
        return True

    def note(self, code: str, asked: int, who: str, value: str) -> None:
        """One value for each who answers: the last counts.

        Raises:
            FullError: if as many have answered as may.
        """
        kept = self._kept.get(code)
        if kept is None or kept.word.asked != asked:
            return
        if who not in kept.answers and len(kept.answers) >= ANSWERS:
            raise FullError
        kept.answers[who] = value

    def answers(self, code: str) -> list[str]:
        """To the question of the last word."""
        return list(self._kept[code].answers.values()) if code in self._kept else []

    def count(self, process: str, here: Mapping[str, int]) -> None:
        """How many follow at a process; nobody in rooms that are not named."""
        for code, kept in self._kept.items():
            kept.here[process] = here.get(code, 0)

    def leave(self, process: str) -> None:
        """A process is gone, and all who followed there."""
        for kept in self._kept.values():
            kept.here.pop(process, None)

    def following(self, code: str) -> int:
        """At all processes."""
        return sum(self._kept[code].here.values()) if code in self._kept else 0
