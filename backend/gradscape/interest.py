"""Whether a computation is still wanted: whoever has it done says so, and long ones look between their parts.

A computation that can answer with what it has done so far asks `time_is_up`; every other one is stopped by `look`,
which the machine does before each call of a kernel.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal

# gone: nobody waits any longer. late: its time was up. closing: the server stops.
Reason = Literal["gone", "late", "closing"]

# Seconds beyond its time in which a computation may put together what it has, or come to its end on a busy computer.
GRACE = 5.0


class NotWantedError(Exception):
    """A computation was stopped between two of its parts."""

    def __init__(self, reason: Reason):
        super().__init__(reason)
        self.reason: Reason = reason


class Interest:
    """In one computation, which may take so many seconds; ended from any thread."""

    def __init__(self, seconds: float):
        self.seconds = seconds
        self.reason: Reason | None = None
        self.was_cut = False
        self._end = time.monotonic() + seconds

    def end(self, reason: Reason) -> None:
        """The computation is not wanted any longer; what was said first stays."""
        self.reason = self.reason or reason

    def time_is_up(self) -> bool:
        """Whether it is time to answer with what there is, which is then part of the whole."""
        self.was_cut = self.was_cut or time.monotonic() > self._end
        return self.was_cut

    def look(self) -> None:
        """Goes on if it is still wanted.

        Raises:
            NotWantedError: if it is not.
        """
        if self.reason is None and time.monotonic() > self._end + GRACE:
            self.reason = "late"
        if self.reason is not None:
            raise NotWantedError(self.reason)


_interest: ContextVar[Interest | None] = ContextVar("interest", default=None)


@contextmanager
def held(interest: Interest) -> Iterator[None]:
    """What is computed inside, in this thread, is of that interest."""
    token = _interest.set(interest)
    try:
        yield
    finally:
        _interest.reset(token)


def look() -> None:
    """Goes on if what is computed here is still wanted, or nobody has said that it might not be.

    Raises:
        NotWantedError: if it is not.
    """
    interest = _interest.get()
    if interest is not None:
        interest.look()


def was_cut() -> bool:
    """Whether what was computed here is but a part, because its time was up."""
    interest = _interest.get()
    return interest is not None and interest.was_cut


def time_is_up() -> bool:
    """Whether it is time to answer with what there is, which is then part of the whole."""
    interest = _interest.get()
    if interest is None:
        return False
    interest.look()
    return interest.time_is_up()
