"""How often something may be done: beyond it, 429 says when again.

Nothing is counted by an address alone, for a hall sits behind one. Each process counts for itself.
"""

import math
import time

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from gradscape.api.errors import ProblemError

# Moves of a room, answers of a participant, rooms of a page and of all, and questions after rooms that are not there.
RATES = {
    "moves": "20/second",
    "answers": "2/second",
    "rooms": "10/minute",
    "all rooms": "30/minute",
    "guesses": "10/second",
}


class Rates:
    """What has been done lately at this process."""

    def __init__(self, rates: dict[str, str] | None = None):
        self._items: dict[str, RateLimitItem] = {name: parse(rate) for name, rate in (rates or RATES).items()}
        self._limiter = FixedWindowRateLimiter(MemoryStorage())

    def count(self, what: str, whose: str = "") -> None:
        """Once more.

        Raises:
            ProblemError: 429, if that is too often.
        """
        item = self._items[what]
        if not self._limiter.hit(item, what, whose):
            again = max(1, math.ceil(self._limiter.get_window_stats(item, what, whose).reset_time - time.time()))
            raise ProblemError(
                429,
                "too-often",
                f"this may be done {item.amount} times in {item.GRANULARITY.seconds} s",
                headers={"Retry-After": str(again)},
            )
