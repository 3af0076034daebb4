"""Rooms of processes on several machines, by Redis or Valkey: one hash a room, its answers, and who follows where."""

import time
import uuid
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from gradscape.lectures.broker import AwayError
from gradscape.lectures.moves import BLANK, Word, read_word
from gradscape.lectures.shelf import ANSWERS, PATIENCE, ROOMS, FullError
from gradscape.lectures.tokens import LIFE

_ALL = "gradscape:rooms"
_OPEN = """
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', ARGV[1])
if redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[2]) then return 0 end
redis.call('ZADD', KEYS[2], ARGV[1] + ARGV[3], ARGV[4])
redis.call('HSET', KEYS[1], 'turn', 0, 'asked', 0, 'text', ARGV[5])
redis.call('EXPIRE', KEYS[1], ARGV[3])
return 1"""
# Two processes may hear two moves in another order than they were made in: which one is newer is decided here. Another
# question begins without answers.
_TELL = """
if tonumber(redis.call('HGET', KEYS[1], 'turn') or -1) >= tonumber(ARGV[1]) then return 0 end
if redis.call('HGET', KEYS[1], 'asked') ~= ARGV[2] then redis.call('DEL', KEYS[2]) end
redis.call('HSET', KEYS[1], 'turn', ARGV[1], 'asked', ARGV[2], 'text', ARGV[3])
redis.call('ZADD', KEYS[3], ARGV[5] + ARGV[4], ARGV[6])
for k = 1, 2 do redis.call('EXPIRE', KEYS[k], ARGV[4]) end
redis.call('PUBLISH', KEYS[1], ARGV[3])
return 1"""
_NOTE = """
if redis.call('HGET', KEYS[1], 'asked') ~= ARGV[1] then return 1 end
if redis.call('HEXISTS', KEYS[2], ARGV[2]) == 0 and redis.call('HLEN', KEYS[2]) >= tonumber(ARGV[4]) then return 0 end
redis.call('HSET', KEYS[2], ARGV[2], ARGV[3])
redis.call('EXPIRE', KEYS[2], ARGV[5])
return 1"""
# Seconds within which a process says again how many follow at it, or they are no longer counted.
_FRESH = 30
_PATIENCE = 3.0


def _room(code: str) -> str:
    return f"gradscape:room:{code}"


def _answers(code: str) -> str:
    return f"gradscape:answers:{code}"


def _here(code: str) -> str:
    return f"gradscape:here:{code}"


@asynccontextmanager
async def _told():
    try:
        yield
    except (RedisError, OSError) as error:
        raise AwayError from error


class RedisBroker:
    """A process's way to Redis."""

    def __init__(self, address: str):
        self._process = uuid.uuid4().hex
        # What is asked once more is asked by who wants it: a late move would be in the way of a newer one.
        self._redis = Redis.from_url(
            address,
            socket_timeout=_PATIENCE,
            socket_connect_timeout=_PATIENCE,
            retry=Retry(NoBackoff(), 1),
            max_connections=64,
        )

    async def open(self, code: str) -> None:
        """A new room."""
        now = int(time.time())
        async with _told():
            is_there = await self._redis.eval(_OPEN, 2, _room(code), _ALL, now, ROOMS, PATIENCE, code, BLANK.text)
        if not is_there:
            raise FullError

    async def last(self, code: str) -> Word | None:
        """The newest word of a room."""
        async with _told():
            text: Any = await self._redis.hget(_room(code), "text")
        return None if text is None else read_word(text)

    async def tell(self, code: str, word: Word) -> bool:
        """Whether it is the newest."""
        keys = _room(code), _answers(code), _ALL
        more = word.turn, word.asked, word.text, LIFE, int(time.time()), code
        async with _told():
            return bool(await self._redis.eval(_TELL, 3, *keys, *more))

    async def note(self, code: str, asked: int, who: str, value: str) -> None:
        """An answer."""
        async with _told():
            is_kept = await self._redis.eval(_NOTE, 2, _room(code), _answers(code), asked, who, value, ANSWERS, LIFE)
        if not is_kept:
            raise FullError

    async def answers(self, code: str) -> list[str]:
        """All that are there."""
        async with _told():
            values: list[Any] = await self._redis.hvals(_answers(code))
        return [value.decode() for value in values]

    async def count(self, here: Mapping[str, int]) -> None:
        """How many follow at this process, and when that was so."""
        async with _told(), self._redis.pipeline(transaction=False) as line:
            for code, number in here.items():
                line.hset(_here(code), self._process, f"{number} {time.time():.0f}")
                line.expire(_here(code), 2 * _FRESH)
            await line.execute()

    async def following(self, code: str) -> int:
        """At all processes that have said so lately: one that was killed says nothing any more."""
        async with _told():
            told = [each.split() for each in await self._redis.hvals(_here(code))]
        return sum(int(number) for number, when in told if float(when) > time.time() - _FRESH)

    async def heard(self) -> AsyncIterator[tuple[str, Word]]:
        """What is told, for as long as the connection lasts."""
        async with _told(), self._redis.pubsub(ignore_subscribe_messages=True) as line:
            await line.psubscribe(_room("*"))
            yield "", BLANK
            while True:
                # A connection that died silently is noticed by what is asked now and then.
                said = await line.get_message(timeout=_PATIENCE)
                if said is not None:
                    yield said["channel"].decode().rpartition(":")[2], read_word(said["data"])
