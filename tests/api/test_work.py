"""Where computations run."""

import asyncio
import threading

from gradscape.api.work import WORKERS, run
from gradscape.machine import warm_up


def test_a_long_computation_does_not_hold_up_a_short_one(monkeypatch):
    monkeypatch.setattr(warm_up, "ready", lambda: True)
    release = threading.Event()

    async def story() -> str:
        long = [asyncio.create_task(run(lambda: release.wait(30))) for _ in range(2 * WORKERS)]
        await asyncio.sleep(0.01)
        short = await run(lambda: "done", is_short=True)
        assert not any(task.done() for task in long)
        release.set()
        assert all(await asyncio.gather(*long))
        return short

    assert asyncio.run(story()) == "done"


def where(*, is_short: bool) -> threading.Thread:
    return asyncio.run(run(threading.current_thread, is_short=is_short))


def test_short_computations_run_in_the_event_loop_and_long_ones_beside_it(monkeypatch):
    monkeypatch.setattr(warm_up, "ready", lambda: True)
    assert where(is_short=True) is threading.main_thread()
    assert where(is_short=False) is not threading.main_thread()


def test_before_the_warm_up_ends_everything_runs_beside_the_loop(monkeypatch):
    monkeypatch.setattr(warm_up, "ready", lambda: False)
    assert where(is_short=True) is not threading.main_thread()
