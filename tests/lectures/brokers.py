"""Brokers to test with: a shelf of one process, a supervisor's hub, and a Redis where there is one."""

import asyncio
import os
import shutil
import subprocess
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gradscape.lectures.hub import Hub
from gradscape.lectures.moves import Move
from gradscape.lectures.rooms import Room, Rooms, broker_at

REDIS = os.environ.get("REDIS_SERVER") or shutil.which("redis-server") or shutil.which("valkey-server")
NEEDS_REDIS = pytest.mark.skipif(REDIS is None, reason="neither redis-server nor valkey-server is installed")
SEVERAL = [pytest.param("hub"), pytest.param("redis", marks=NEEDS_REDIS)]
# However slow the computer is; nothing here waits for so long unless it fails.
PATIENCE = 60


class RunningRedis:
    """A Redis that keeps nothing, at a socket of its own."""

    def __init__(self, folder: Path):
        self.socket = folder / "redis.sock"
        self.address = f"unix://{self.socket}"
        self.start()

    def start(self) -> None:
        assert REDIS is not None
        command = [REDIS, "--port", "0", "--unixsocket", self.socket, "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=self.socket.parent)
        until = time.monotonic() + PATIENCE
        while not self.socket.exists() and time.monotonic() < until:
            time.sleep(0.01)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self.socket.unlink(missing_ok=True)


@contextmanager
def running_redis(folder: Path) -> Iterator[RunningRedis]:
    """One that ends with the test."""
    redis = RunningRedis(folder)
    try:
        yield redis
    finally:
        redis.kill()


@contextmanager
def address_of(kind: str, folder: Path) -> Iterator[str]:
    """Where a broker of this kind is reached."""
    if kind == "redis":
        with running_redis(folder) as redis:
            yield redis.address
    else:
        yield Hub().address if kind == "hub" else ""


def among_processes(address: str, count: int, story: Callable[..., Awaitable[None]]) -> None:
    """Tells a story of so many processes, each with its rooms, all connected."""

    async def told() -> None:
        processes = [Rooms(broker_at(address)) for _ in range(count)]
        for rooms in processes:
            await rooms.start()
            await until(lambda rooms=rooms: rooms.is_connected)
        try:
            await asyncio.wait_for(story(*processes), PATIENCE)
        finally:
            for rooms in processes:
                await rooms.stop()

    asyncio.run(told())


async def until(is_so: Callable[[], bool]) -> None:
    """Returns as soon as something has become true."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, "it never became true"
        await asyncio.sleep(0.005)


def move(turn: int, **more: object) -> Move:
    """What is shown at a time."""
    return Move.model_validate({"turn": turn, "scene": f"scene {turn}"} | more)


class Follower:
    """Reads a room's stream in the background."""

    def __init__(self, rooms: Rooms, code: str, room: Room):
        self.events: list[str] = []
        self.task = asyncio.create_task(self._read(rooms.follow(code, room, b"{}")))

    async def _read(self, stream) -> None:
        async for event in stream:
            self.events.append(event.decode())

    @property
    def turns(self) -> list[int]:
        """Of the moves that came, in the order they came."""
        return [int(event.split()[1]) for event in self.events if event.startswith("id:")]
