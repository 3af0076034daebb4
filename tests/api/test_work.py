"""Where computations run, for how long, and who waits for whom."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from gradscape import interest
from gradscape.api import limits, work
from gradscape.api.desks import Desk, FullError
from gradscape.api.errors import ProblemError
from gradscape.api.work import Askers, Desks, run
from gradscape.machine import warm_up

SHORT, QUICK, HEAVY = limits.INLINE_PRICE / 2, limits.QUICK_PRICE / 2, limits.QUICK_PRICE * 2


@pytest.fixture(autouse=True)
def _warm(monkeypatch):
    monkeypatch.setattr(warm_up, "ready", lambda: True)


def asked(story: Callable[[], Coroutine], desks: Desks | None = None, client: str = "a", leaves_after: float = 60.0):
    """The outcome of `story` as if it were the answer to a request of a client who leaves after so many seconds."""
    outcome: list[Any] = []

    async def app(scope, receive, send):
        outcome.append(await story())

    async def receive():
        await asyncio.sleep(leaves_after)
        return {"type": "http.disconnect"}

    async def send(message):
        pass

    scope = {"type": "http", "headers": [(work.PAGE_HEADER, client.encode())], "client": ("127.0.0.1", 1)}
    return Askers(app, desks or Desks(2, 30))(scope, receive, send), outcome


def answer(work_: Callable[[], Any], seconds: float, **how: Any) -> Any:
    serving, outcome = asked(lambda: run(work_, seconds=seconds), **how)
    asyncio.run(serving)
    return outcome[0]


def until_stopped() -> None:
    """A computation in small parts that never ends by itself."""
    while True:
        interest.look()
        time.sleep(0.001)


def test_a_long_computation_does_not_hold_up_a_short_one():
    release, desks = threading.Event(), Desks(2, 30)

    async def story() -> str:
        long = [asyncio.create_task(asked(lambda: run(lambda: release.wait(30), seconds=HEAVY), desks)[0])]
        await asyncio.sleep(0.01)
        for seconds in (SHORT, QUICK):
            serving, outcome = asked(lambda seconds=seconds: run(lambda: "done", seconds=seconds), desks)
            await serving
            assert outcome == ["done"]
        assert not any(task.done() for task in long)
        release.set()
        await asyncio.gather(*long)

    asyncio.run(story())


def test_short_computations_run_in_the_event_loop_and_long_ones_beside_it():
    assert answer(threading.current_thread, SHORT) is threading.main_thread()
    assert answer(threading.current_thread, QUICK) is not threading.main_thread()
    assert answer(threading.current_thread, HEAVY) is not threading.main_thread()


def test_before_the_warm_up_ends_everything_runs_beside_the_loop(monkeypatch):
    monkeypatch.setattr(warm_up, "ready", lambda: False)
    assert answer(threading.current_thread, SHORT) is not threading.main_thread()


def refused(work_: Callable[[], Any], seconds: float, **how: Any) -> ProblemError:
    with pytest.raises(ProblemError) as raised:
        answer(work_, seconds, **how)
    return raised.value


def test_what_costs_too_much_is_refused_with_its_price_before_it_begins():
    problem = refused(pytest.fail, 310.0)
    assert (problem.status_code, problem.kind) == (422, "too-costly")
    assert problem.detail == f"this would take about 300 seconds; at most {limits.PRICE} are given"
    assert "fewer steps" in (problem.hint or "")


def test_a_computation_that_takes_too_long_is_stopped_and_says_so(monkeypatch):
    monkeypatch.setattr(interest, "GRACE", 0.0)
    problem = refused(until_stopped, QUICK, desks=Desks(0.05, 30))
    assert (problem.status_code, problem.kind) == (503, "time-is-up")
    assert problem.headers is not None and "Retry-After" in problem.headers


def test_a_computation_that_can_answers_in_time_with_what_it_has():
    def counted() -> tuple[int, bool]:
        steps = 0
        while not interest.time_is_up():
            steps += 1
            time.sleep(0.001)
        return steps, interest.was_cut()

    steps, was_cut = answer(counted, HEAVY, desks=Desks(2, 0.05))
    assert steps > 0 and was_cut
    assert answer(interest.was_cut, HEAVY) is False


def test_a_computation_whose_client_has_gone_is_stopped_at_its_next_look():
    stopped = []

    def watched() -> None:
        try:
            until_stopped()
        except interest.NotWantedError as end:
            stopped.append(end.reason)
            raise

    refused(watched, HEAVY, leaves_after=0.05)
    assert stopped == ["gone"]


def test_a_client_that_leaves_the_queue_makes_room_there():
    desks, release = Desks(2, 30), threading.Event()

    async def story() -> None:
        places = [
            asyncio.create_task(asked(lambda: run(lambda: release.wait(30), seconds=HEAVY), desks)[0])
            for _ in range(desks.heavy.places)
        ]
        await asyncio.sleep(0.01)
        with pytest.raises(ProblemError):
            await asked(lambda: run(pytest.fail, seconds=HEAVY), desks, leaves_after=0.05)[0]
        assert (desks.heavy.running, desks.heavy.waiting) == (desks.heavy.places, 0)
        release.set()
        await asyncio.gather(*places)
        assert desks.heavy.running == 0

    asyncio.run(story())


def test_a_server_that_stops_ends_what_runs_and_begins_nothing():
    desks = Desks(2, 30)

    async def story() -> None:
        running = asyncio.create_task(asked(lambda: run(until_stopped, seconds=HEAVY), desks)[0])
        await asyncio.sleep(0.02)
        desks.close()
        for serving in (running, asked(lambda: run(pytest.fail, seconds=QUICK), desks)[0]):
            with pytest.raises(ProblemError) as raised:
                await serving
            assert (raised.value.status_code, raised.value.kind) == (503, "stopping")

    asyncio.run(story())


def test_a_server_that_stops_does_not_wait_for_a_part_that_goes_on(monkeypatch):
    monkeypatch.setattr(work, "_FAREWELL", 0.0)
    desks, release = Desks(2, 30), threading.Event()

    async def story() -> None:
        running = asyncio.create_task(asked(lambda: run(lambda: release.wait(30), seconds=HEAVY), desks)[0])
        while not desks.heavy.running:
            await asyncio.sleep(0)
        desks.close()
        with pytest.raises(ProblemError) as raised:
            await running
        assert (raised.value.status_code, raised.value.kind) == (503, "stopping")
        release.set()

    asyncio.run(story())


def test_beyond_a_bounded_queue_the_answer_is_to_come_back_later():
    desk = Desk(places=1, most_waiting=4, seconds=30)

    async def story() -> None:
        release = asyncio.Event()
        tasks = [asyncio.create_task(_held(desk, client, release)) for client in ("a", "b", "b", "c", "c")]
        await asyncio.sleep(0)
        assert (desk.running, desk.waiting) == (1, 4)
        with pytest.raises(FullError) as raised:
            await _held(desk, "d", release)
        assert raised.value.seconds == 15
        release.set()
        await asyncio.gather(*tasks)

    asyncio.run(story())
    assert (desk.running, desk.waiting) == (0, 0)


async def _held(desk: Desk, client: str, release: asyncio.Event) -> None:
    async with desk.turn(client):
        await release.wait()


def test_one_client_may_not_fill_the_queue_and_clients_are_served_in_turn():
    desk, order = Desk(places=1, most_waiting=8, seconds=2), []

    async def served(client: str) -> None:
        async with desk.turn(client):
            order.append(client)
            await asyncio.sleep(0)

    async def story() -> None:
        tasks = [asyncio.create_task(served(client)) for client in "aaaaabbc"]
        await asyncio.sleep(0)
        with pytest.raises(FullError):
            await served("a")
        await asyncio.gather(*tasks)

    asyncio.run(story())
    assert "".join(order) == "aabcabaa"


def test_who_leaves_the_moment_the_place_is_free_passes_it_on():
    desk = Desk(places=1, most_waiting=8, seconds=2)

    async def story() -> None:
        release = asyncio.Event()
        first = asyncio.create_task(_held(desk, "a", release))
        second = asyncio.create_task(_held(desk, "b", release))
        await asyncio.sleep(0)
        release.set()
        await first
        second.cancel()
        await asyncio.gather(second, return_exceptions=True)
        await _held(desk, "c", release)

    asyncio.run(story())
    assert (desk.running, desk.waiting) == (0, 0)
