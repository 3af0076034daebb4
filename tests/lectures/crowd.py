"""Many who follow one room over real connections, and one who shows: what arrives, when, and what is lost."""

import asyncio
import contextlib
import json
import random
import time
from collections.abc import Callable
from urllib.parse import urlsplit

import httpx

# Seconds after which one who was cut comes back, at random so that not all do at once.
BACK = 0.3, 1.3


class Follower:
    """Listens to a stream, and comes back whenever it is cut."""

    def __init__(self, address: str, code: str):
        self._host = urlsplit(address).hostname or ""
        self._port = urlsplit(address).port or 80
        self._request = f"GET /api/v1/rooms/{code}/stream HTTP/1.1\r\nHost: {self._host}\r\n\r\n".encode()
        # When each move came, by its turn, in the order they came; how often it was cut; answers that were no stream.
        self.arrived: dict[int, float] = {}
        self.order: list[int] = []
        self.cuts = 0
        self.refusals: list[bytes] = []

    async def follow(self) -> None:
        """Until it is cancelled."""
        while True:
            with contextlib.suppress(OSError):
                await self._listen()
            self.cuts += 1
            await asyncio.sleep(random.uniform(*BACK))

    async def _listen(self) -> None:
        reader, writer = await asyncio.open_connection(self._host, self._port)
        try:
            writer.write(self._request)
            status = await reader.readline()
            if status and b" 200 " not in status:
                self.refusals.append(status)
                return
            while line := await reader.readline():
                if line.startswith(b"id: "):
                    turn = int(line[4:])
                    self.arrived.setdefault(turn, time.perf_counter())
                    self.order.append(turn)
        finally:
            writer.close()


class Lecture:
    """A room with a crowd in it."""

    def __init__(self, address: str, count: int):
        self.address = address
        self.count = count
        self.turn = 0
        self.sent: dict[int, float] = {}
        self.statuses: list[int] = []

    async def __aenter__(self) -> "Lecture":
        self._http = httpx.AsyncClient(base_url=self.address, timeout=60)
        opened = (await self._http.post("/api/v1/rooms", headers={"Gradscape-Page": str(time.time())})).json()
        self.code, self._token = opened["code"], opened["token"]
        await self.show()
        self.followers = [Follower(self.address, self.code) for _ in range(self.count)]
        self._tasks = [asyncio.create_task(each.follow()) for each in self.followers]
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._http.aclose()

    async def show(self) -> None:
        """The next move, about as long as a scene's link; sent again if the connection is lost under it."""
        self.turn += 1
        self.sent[self.turn] = time.perf_counter()
        move = {"turn": self.turn, "scene": f"v=1&lab=surface&turn={self.turn}&f=" + "x" * 420}
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        while True:
            try:
                answer = await self._http.put(f"/api/v1/rooms/{self.code}", content=json.dumps(move), headers=headers)
            except httpx.TransportError:
                continue
            self.statuses.append(answer.status_code)
            return

    async def present(self, seconds: float, each: float = 0.1) -> None:
        """Ten moves a second."""
        began = time.perf_counter()
        while time.perf_counter() - began < seconds:
            last = time.perf_counter()
            await self.show()
            await asyncio.sleep(max(0.0, each - (time.perf_counter() - last)))

    async def until_all_have_the_newest(self, patience: float = 120) -> float:
        """Seconds until everyone is where the lecture is."""
        began = time.perf_counter()
        await self.until(lambda: all(each.order and each.order[-1] == self.turn for each in self.followers), patience)
        return time.perf_counter() - began

    async def until(self, is_so: Callable[[], bool], patience: float = 120) -> None:
        """As soon as something is so."""
        end = time.perf_counter() + patience
        while not is_so():
            assert time.perf_counter() < end, (
                f"newest {self.turn}: {sorted({f.order[-1:][0] for f in self.followers if f.order})}"
            )
            await asyncio.sleep(0.01)

    def delays(self) -> list[float]:
        """Seconds from showing a move to its arrival, of all moves at all followers."""
        return [when - self.sent[turn] for each in self.followers for turn, when in each.arrived.items()]

    @property
    def overtaken(self) -> int:
        """Moves that a newer one took the place of, since each follower came: nobody waits for them."""
        return sum(
            len(range(each.order[0], self.turn + 1)) - len(each.arrived) for each in self.followers if each.order
        )

    @property
    def lost(self) -> int:
        """Followers who have not seen the newest move."""
        return sum(self.turn not in each.arrived for each in self.followers)

    @property
    def out_of_order(self) -> int:
        """Moves that came after a newer one."""
        return sum(a > b for each in self.followers for a, b in zip(each.order, each.order[1:], strict=False))
