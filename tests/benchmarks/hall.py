"""A hall: 300 who follow one lecturer at ten moves a second, joining at once; one of two workers killed; and the
pictures that all of them ask for, equal ones and those that differ in their last digit.

    python tests/benchmarks/hall.py [seconds]

Against a server of its own with one worker, and with two. Prints delays, what was lost, and the server's time as a part
of one core; nothing here passes or fails.
"""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from statistics import quantiles

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.lectures.crowd import Lecture
from tests.scorecard.load import Connection

COUNT = 300
TICKS = os.sysconf("SC_CLK_TCK")


def main(seconds: float) -> None:
    """All of it."""
    for workers in (1, 2):
        with tempfile.TemporaryDirectory() as folder:
            process, address = started(workers, Path(folder))
            try:
                print(
                    f"\n{workers} worker{'s' * (workers > 1)}, {COUNT} followers, {seconds:.0f} s at 10 moves a second"
                )
                asyncio.run(measured(address, process.pid, seconds))
                if workers > 1:
                    asyncio.run(one_killed(address, process.pid))
                else:
                    asyncio.run(pictures(address, process.pid))
            finally:
                process.terminate()
                process.wait(timeout=20)


def started(workers: int, folder: Path) -> tuple[subprocess.Popen, str]:
    """A server that is warm, and where."""
    log = folder / "log.txt"
    command = [sys.executable, "-m", "gradscape", "serve", "--port", "0", "--workers", str(workers)]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, stdout=log.open("wb"), stderr=subprocess.STDOUT, env=environment)
    while "ready at" not in log.read_text():
        time.sleep(0.2)
    address = log.read_text().split("ready at ")[1].split()[0]
    while len(family(process.pid)) < 1 + (workers + 1 if workers > 1 else 0):
        time.sleep(0.2)
    time.sleep(5 if workers > 1 else 0)
    urllib.request.urlopen(f"{address}/readyz").close()
    return process, address


def family(pid: int) -> list[int]:
    """A process and its children."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *map(int, children)]


def spent(pid: int) -> float:
    """Seconds of processor time of a server's processes."""
    stats = [Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split() for each in family(pid)]
    return sum(int(user) + int(system) for user, system in (stat[11:13] for stat in stats)) / TICKS


async def measured(address: str, pid: int, seconds: float) -> None:
    """Joining, and following."""
    began = time.perf_counter()
    async with Lecture(address, COUNT) as lecture:
        await lecture.until_all_have_the_newest()
        refused = sum(len(each.refusals) for each in lecture.followers)
        print(f"  all joined after {time.perf_counter() - began:.2f} s, {refused} refused")
        for each in lecture.followers:
            each.arrived.clear()
            each.order.clear()
        before, began = spent(pid), time.perf_counter()
        await lecture.present(seconds)
        await lecture.until_all_have_the_newest()
        share = (spent(pid) - before) / (time.perf_counter() - began)
        report(lecture, share)


async def pictures(address: str, pid: int, moves: int = 10) -> None:
    """What the server spends on a surface that 300 ask for after each move: all the same one, and each its own."""
    connections = [Connection(int(address.rpartition(":")[2]), str(k)) for k in range(COUNT)]
    each = {}
    for what, share in (("equal", 0.0), ("different", 1e-9)):
        before = spent(pid)
        for move in range(moves):
            function = {"source": "x^2 - y^2 + sin(a x)", "parameters": {"a": 1 + 0.01 * move + share / 3}}
            grid = {"y": [-2, 2], "resolution": 100, "arrays": "base64"}
            asked = [
                asker.post("surface", function=function, x=[-2, 2 + share * k], **grid)
                for k, asker in enumerate(connections)
            ]
            assert {reply.status for reply in await asyncio.gather(*asked)} == {200}
        each[what] = (spent(pid) - before) / (moves * COUNT)
        print(f"  {what} pictures: {1000 * each[what]:.2f} ms of the processor each")
    print(f"  ratio {each['different'] / each['equal']:.1f}")
    for connection in connections:
        connection.close()


def report(lecture: Lecture, share: float) -> None:
    """One line."""
    delays = sorted(lecture.delays())
    percentiles = quantiles(delays, n=100)
    p50, p99, longest = (round(1000 * each) for each in (percentiles[49], percentiles[98], delays[-1]))
    print(f"  p50 {p50} ms, p99 {p99} ms, longest {longest} ms; server {100 * share:.1f} % of a core")
    print(f"  {len(delays)} arrived, {lecture.overtaken} overtaken, {ends(lecture)}")


def ends(lecture: Lecture) -> str:
    """What must be 0 whatever happens."""
    return f"{lecture.lost} lost, {lecture.out_of_order} out of order"


async def one_killed(address: str, pid: int) -> None:
    """One of two workers ends without a word."""
    async with Lecture(address, COUNT) as lecture:
        await lecture.until_all_have_the_newest()
        presenting = asyncio.create_task(lecture.present(10))
        await asyncio.sleep(2)
        victim = max(family(pid)[1:], key=lambda each: len(os.listdir(f"/proc/{each}/fd")))
        began = time.perf_counter()
        os.kill(victim, signal.SIGKILL)
        await lecture.until(lambda: any(each.cuts for each in lecture.followers))
        turn = lecture.turn
        await lecture.until(lambda: all(max(each.order) > turn for each in lecture.followers))
        back = time.perf_counter() - began
        await presenting
        await lecture.until_all_have_the_newest()
        cut = sum(each.cuts > 0 for each in lecture.followers)
        refused = sum(status != 204 for status in lecture.statuses)
        print(f"  one worker killed: {cut} cut, all back after {back:.1f} s, {refused} moves refused; {ends(lecture)}")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 60.0)
