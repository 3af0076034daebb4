"""Rooms of one process and of several: everyone comes to see the newest, and nobody anything older after it."""

import asyncio

import pytest
from tests.lectures.brokers import (
    NEEDS_REDIS,
    SEVERAL,
    Follower,
    address_of,
    among_processes,
    move,
    running_redis,
    until,
)

from gradscape.lectures import rooms as module
from gradscape.lectures.broker import AwayError
from gradscape.lectures.hub import Hub
from gradscape.lectures.moves import END
from gradscape.lectures.rooms import UnknownRoomError

KINDS = ["alone", *SEVERAL]


@pytest.mark.parametrize("kind", KINDS)
def test_who_follows_sees_the_newest_at_once_and_what_comes_then(kind, tmp_path):
    async def story(rooms):
        await rooms.open("A")
        await rooms.show("A", move(1))
        follower = Follower(rooms, "A", await rooms.room("A"))
        await until(lambda: follower.turns == [1])
        await rooms.show("A", move(2))
        await until(lambda: follower.turns == [1, 2])
        # What is older than the last is passed over.
        await rooms.show("A", move(1))
        await rooms.end("A")
        await follower.task
        assert follower.turns == [1, 2, END.turn]
        assert follower.events[0].startswith("retry: ") and "event: welcome" in follower.events[0]

    with address_of(kind, tmp_path) as address:
        among_processes(address, 1, story)


@pytest.mark.parametrize("kind", KINDS)
def test_a_room_that_there_is_not_or_no_longer_is_unknown(kind, tmp_path):
    async def story(rooms):
        with pytest.raises(UnknownRoomError):
            await rooms.room("B")
        await rooms.open("A")
        assert (await rooms.room("A")).move is None
        await rooms.show("A", move(1))
        await rooms.end("A")
        for asked in (rooms.room("A"), rooms.show("A", move(2))):
            with pytest.raises(UnknownRoomError):
                await asked

    with address_of(kind, tmp_path) as address:
        among_processes(address, 1, story)


@pytest.mark.parametrize("kind", SEVERAL)
def test_what_is_shown_at_one_process_is_seen_at_all_and_answers_and_followers_are_those_of_all(kind, tmp_path):
    async def story(one, two):
        await one.open("A")
        await one.show("A", move(1, asked=9))
        followers = [Follower(rooms, "A", await rooms.room("A")) for rooms in (one, two, two)]
        await one.show("A", move(2, asked=9))
        await two.show("A", move(3, asked=9))
        await until(lambda: all(follower.turns[-1:] == [3] for follower in followers))
        assert all(follower.turns == sorted(follower.turns) for follower in followers)
        await one.answer("A", 9, "ann", "[1.0]")
        await two.answer("A", 9, "bob", "[2.0]")
        assert sorted(await two.answers("A")) == sorted(await one.answers("A")) == ["[1.0]", "[2.0]"]
        while await one.following("A") != 3:
            await asyncio.sleep(0.05)
        await two.end("A")
        await asyncio.gather(*(follower.task for follower in followers))
        with pytest.raises(UnknownRoomError):
            await one.room("A")

    with address_of(kind, tmp_path) as address:
        among_processes(address, 2, story)


@pytest.mark.parametrize("kind", SEVERAL)
def test_two_processes_that_tell_in_another_order_agree_on_the_newest(kind, tmp_path):
    async def story(one, two, late):
        await one.open("A")
        await asyncio.gather(one.show("A", move(5)), two.show("A", move(4)), one.show("A", move(3)))
        assert (await late.room("A")).word.turn == 5

    with address_of(kind, tmp_path) as address:
        among_processes(address, 3, story)


@pytest.mark.parametrize("kind", SEVERAL)
def test_three_hundred_who_join_at_once_are_one_question_to_the_broker(kind, tmp_path):
    async def story(one, two):
        await one.open("A")
        await one.show("A", move(1))
        asked, broker = 0, two._broker
        last = broker.last

        async def counting(code):
            nonlocal asked
            asked += 1
            return await last(code)

        broker.last = counting
        found = await asyncio.gather(*(two.room("A") for _ in range(300)))
        assert asked == 1 and {room.word.turn for room in found} == {1}

    with address_of(kind, tmp_path) as address:
        among_processes(address, 2, story)


@NEEDS_REDIS
def test_while_the_broker_is_away_nobody_is_cut_and_then_the_rooms_go_on_by_themselves(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_RETRY", 0.02)

    async def story(one, two):
        await one.open("A")
        await one.show("A", move(1))
        here, there = [Follower(rooms, "A", await rooms.room("A")) for rooms in (one, two)]
        redis.kill()
        await until(lambda: not (one.is_connected or two.is_connected))
        # Who follows at the presenter's own process sees it all the same; the presenter hears that not all do.
        with pytest.raises(AwayError):
            await one.show("A", move(2))
        await until(lambda: here.turns == [1, 2])
        assert (await two.room("A")).word.turn == 1
        with pytest.raises(AwayError):
            await two.room("B")
        redis.start()
        # Nothing was saved: what is shown comes from who knows it.
        await until(lambda: there.turns == [1, 2])
        late = module.Rooms(module.broker_at(redis.address))
        assert (await late.room("A")).word.turn == 2
        await two.show("A", move(3))
        await until(lambda: here.turns == there.turns == [1, 2, 3])

    with running_redis(tmp_path) as redis:
        among_processes(redis.address, 2, story)


def test_nobody_without_the_secret_hears_anything_of_the_hub():
    async def story():
        place = hub.address.rpartition("@")[2].split(":")
        reader, writer = await asyncio.open_connection(*place)
        writer.write(b"0" * 32 + b'\n[1,"last","A"]\n')
        assert await reader.read() == b""
        writer.close()

    hub = Hub()
    asyncio.run(story())


def test_old_rooms_that_nobody_follows_here_are_forgotten(monkeypatch):
    monkeypatch.setattr(module, "_REMEMBERED", 3)

    async def story(rooms):
        for number, code in enumerate("ABCDE"):
            await rooms.open(code)
            await rooms.show(code, move(number + 1))
        await rooms.room("A")
        assert len(rooms._rooms) == 3
        # The broker knows them still.
        assert (await rooms.room("B")).word.turn == 2

    among_processes("", 1, story)
