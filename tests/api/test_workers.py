"""Several processes behind one socket: one that is killed is not missed, and all end when they are told to."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
from tests.conftest import SECONDS_TO_WARM, free_port, wait_until_ready
from tests.lectures.crowd import Lecture

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for the workers in /proc")


class Running(NamedTuple):
    """A supervisor, and where its workers are asked."""

    address: str
    process: subprocess.Popen


@pytest.fixture(scope="module")
def running(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    port, log = free_port(), tmp_path_factory.mktemp("workers") / "log.txt"
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {"GRADSCAPE_COMPILATION_CACHE": str(request.config.cache.mkdir("kernels"))}
    command = [sys.executable, "-m", "gradscape", "serve", "--workers", "2", "--port", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT)
    try:
        wait_until_ready(address, process, log)
        yield Running(address, process)
    finally:
        process.terminate()
        process.wait(timeout=20)


def workers(running: Running) -> set[int]:
    """Processes that the supervisor has spawned and that live."""
    children = Path(f"/proc/{running.process.pid}/task/{running.process.pid}/children").read_text().split()
    return {int(child) for child in children if is_worker(child)}


def is_worker(child: str) -> bool:
    try:
        return b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()
    except FileNotFoundError:
        return False


def awaited(running: Running, count: int, besides: int = 0) -> set[int]:
    """The workers, once there are so many with an event loop, `besides` one that has been there before."""
    until = time.monotonic() + SECONDS_TO_WARM
    while time.monotonic() < until:
        found = workers(running) - {besides}
        if len(found) == count and all(has_a_loop(each) for each in found):
            return found
        time.sleep(0.1)
    pytest.fail(f"there are not {count} workers: {workers(running)}")


def has_a_loop(pid: int) -> bool:
    return any(target(file) == "anon_inode:[eventpoll]" for file in Path(f"/proc/{pid}/fd").iterdir())


def target(file: Path) -> str:
    try:
        return os.readlink(file)
    except FileNotFoundError:
        return ""  # It was closed in between: a worker that starts opens and closes many.


def test_a_worker_that_is_killed_is_replaced_no_request_fails_and_who_followed_a_lecture_there_is_soon_back(running):
    before = awaited(running, 2)
    victim = asyncio.run(killed_in_a_lecture(running, before))
    for _ in range(100):
        # A new connection each: those of the dead one are gone with it.
        assert httpx.get(f"{running.address}/healthz").status_code == 200
    after = awaited(running, 2, besides=victim)
    assert len(after - before) == 1


async def killed_in_a_lecture(running: Running, workers: set[int]) -> int:
    """The worker that was killed, once all who followed a lecture are where it is."""
    # Forty connections are taken by both workers: all by one would happen once in 10 to the 12.
    async with Lecture(running.address, 40) as lecture:
        await lecture.until_all_have_the_newest()
        victim = max(workers, key=lambda pid: len(os.listdir(f"/proc/{pid}/fd")))
        os.kill(victim, signal.SIGKILL)
        await lecture.until(lambda: any(each.cuts for each in lecture.followers))
        for _ in range(5):
            await lecture.show()
        await lecture.until_all_have_the_newest()
        assert lecture.out_of_order == lecture.lost == 0
        assert set(lecture.statuses) == {204}
        assert not [each.refusals for each in lecture.followers if each.refusals]
    return victim


def test_requests_of_all_workers_are_summed(running):
    def count() -> float:
        lines = httpx.get(f"{running.address}/metrics").text.splitlines()
        name = 'gradscape_http_requests_total{method="GET",route="/api/v1/catalogue",status="200"}'
        return next((float(line.split()[-1]) for line in lines if line.startswith(name)), 0.0)

    before = count()
    for _ in range(40):
        httpx.get(f"{running.address}/api/v1/catalogue")
    assert count() == before + 40


LONG = {
    "function": {
        "source": " + ".join(f"sin(x_{k % 16 + 1} x_{(k + 1) % 16 + 1})" for k in range(120)),
        "variables": [f"x_{k}" for k in range(1, 17)],
    },
    "runs": [{"method": "lbfgs", "start": [0.3 + 0.01 * k] * 16, "steps": 600, "tolerance": 0} for k in range(4)],
}


def asking(running: Running, number: int) -> socket.socket:
    """A client of a long question that nobody else asks, once a worker has begun to read it."""
    body = json.dumps(LONG | {"runs": [run | {"tolerance": number * 1e-300} for run in LONG["runs"]]}).encode()
    client = socket.create_connection(("127.0.0.1", int(running.address.rpartition(":")[2])), timeout=60)
    typed = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nExpect: 100-continue"
    client.sendall(f"POST /api/v1/descent HTTP/1.1\r\nHost: localhost\r\n{typed}\r\n\r\n".encode())
    assert client.recv(4096).startswith(b"HTTP/1.1 100 ")
    client.sendall(body)
    return client


def test_all_end_with_the_supervisor_and_who_waits_for_long_work_is_told(running):
    own = awaited(running, 2)
    clients = [asking(running, number) for number in range(6)]
    running.process.send_signal(signal.SIGTERM)
    assert running.process.wait(timeout=20) == 0
    assert not [pid for pid in own if Path(f"/proc/{pid}").exists()]
    assert {client.recv(65_536).split(b" ", 2)[1] for client in clients} <= {b"200", b"503"}
    for client in clients:
        client.close()
