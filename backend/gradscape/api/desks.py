"""Who is served next: a few places for work, a bounded queue before them, and a turn for each client in rotation.

A hall of people sits behind one address, so that a client is its address and the page that it has open: nobody who
asks for much can keep the others waiting, and nobody waits where there is no hope.
"""

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

# Of all who may wait, one client's share.
_SHARE = 0.5


class FullError(Exception):
    """More wait than can be served in time; `seconds` from now there may be room."""

    def __init__(self, seconds: int):
        super().__init__(f"no room for {seconds} s")
        self.seconds = seconds


class Desk:
    """Work of one class.

    places: how much of it runs at once. most_waiting: how many may wait besides. seconds: how long each may take.
    """

    def __init__(self, places: int, most_waiting: int, seconds: float):
        self.places, self.most_waiting, self.seconds = places, most_waiting, seconds
        self.running = 0
        # Those who wait, by client; the client whose turn it is comes first.
        self._waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    @property
    def waiting(self) -> int:
        """How many wait for a place."""
        return sum(map(len, self._waiting.values()))

    @asynccontextmanager
    async def turn(self, client: str) -> AsyncIterator[None]:
        """A place, as soon as it is this client's turn.

        Raises:
            FullError: if too many wait already, of all clients or of this one.
        """
        await self._enter(client)
        try:
            yield
        finally:
            self._leave()

    async def _enter(self, client: str) -> None:
        if self.running < self.places:
            self.running += 1
            return
        own = len(self._waiting.get(client, ()))
        if self.waiting >= self.most_waiting or own >= max(1, _SHARE * self.most_waiting):
            raise FullError(max(1, round(self.seconds / 2)))
        ready = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(ready)
        try:
            await ready
        except asyncio.CancelledError:
            if ready.done() and not ready.cancelled():
                # The place was given away in the same moment.
                self._leave()
            else:
                self._forget(client, ready)
            raise

    def _forget(self, client: str, ready: asyncio.Future[None]) -> None:
        queue = self._waiting[client]
        queue.remove(ready)
        if not queue:
            del self._waiting[client]

    def _leave(self) -> None:
        """Gives the place to the next client in rotation, or back."""
        while self._waiting:
            client, queue = self._waiting.popitem(last=False)
            ready = queue.popleft()
            if queue:
                self._waiting[client] = queue
            if not ready.cancelled():
                ready.set_result(None)
                return
        self.running -= 1
