"""How benchmarks measure: by time of the processor, the least of several, which does not depend on who else works."""

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from questions import moved

PORT = 8766
_TICKS = os.sysconf("SC_CLK_TCK")


def spent(work: Callable[[], object], repeats: int = 7) -> float:
    """Milliseconds of the processor, of all threads together: the least of so many calls after a first one."""
    work()
    return min(_once(work) for _ in range(repeats))


def spent_on_new(work: Callable[[str], object], texts: list[str]) -> float:
    """The same of texts of which each is new: the median, for no call can be repeated."""
    times = sorted(_once(lambda text=text: work(text)) for text in texts)
    return times[len(times) // 2]


def _once(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return 1000 * (time.process_time() - begun)


def spent_by_a_process(code: str, repeats: int = 3) -> float:
    """Milliseconds of the processor that a program takes from its start to its end."""

    def once() -> float:
        before = os.times()
        subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
        after = os.times()
        return 1000 * (after.children_user + after.children_system - before.children_user - before.children_system)

    return min(once() for _ in range(repeats))


class Served:
    """A server in a process of its own, with one worker; on one core alone, if that is asked for."""

    def __init__(self, cache: Path, on_one_core: bool = False):
        environment = os.environ | {
            "PORT": str(PORT),
            "GRADSCAPE_COMPILATION_CACHE": str(cache),
            "GRADSCAPE_WORKERS": "1",
            "GRADSCAPE_HEAVY_SECONDS": "300",
        }
        # As it is installed: with modules compiled.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        core = ["taskset", "-c", str(min(os.sched_getaffinity(0)))] if on_one_core else []
        self.process = subprocess.Popen(
            [*core, sys.executable, "-m", "gradscape", "serve"], env=environment, stdout=subprocess.DEVNULL
        )

    def wait_for(self, path: str, body: dict | None = None) -> float:
        """Until it answers there; seconds of the processor so far, of the server and of what compiles for it."""
        pause = 0.02
        while self.ask(path, body) != 200:
            time.sleep(pause)
            # Questions cost the server something, too.
            pause = min(0.5, 1.1 * pause)
        return sum(map(_seconds, _family(self.process.pid)))

    def ask(self, path: str, body: dict | None = None) -> int:
        """The answer's status; 0 where nobody listens yet."""
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=600)
        try:
            connection.request("GET" if body is None else "POST", path, json.dumps(body), _JSON)
            answer = connection.getresponse()
            answer.read()
            return answer.status
        except OSError:
            return 0
        finally:
            connection.close()

    def spent(self, path: str, body: dict, batch: int, repeats: int = 5) -> float:
        """Milliseconds of the server's processor for each of `batch` such questions over one connection: the least."""
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=600)
        each = []
        for _ in range(repeats + 1):
            contents = [json.dumps(moved(body)) for _ in range(batch)]
            begun = _seconds(self.process.pid)
            for content in contents:
                connection.request("POST", path, content, _JSON)
                answer = connection.getresponse()
                answer.read()
                assert answer.status == 200, answer.status
            each.append(1000 * (_seconds(self.process.pid) - begun) / batch)
        connection.close()
        return min(each[1:])

    def spent_once(self, path: str, body: dict) -> float:
        """Milliseconds of the server's processor for one question, and for what it makes the server do beside it."""
        begun = _seconds(self.process.pid)
        assert self.ask(path, body) == 200
        return 1000 * (_seconds(self.process.pid) - begun)

    def seconds(self) -> float:
        """Of the processor, so far."""
        return _seconds(self.process.pid)

    def megabytes(self) -> float:
        """Resident memory of the process that answers."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


_JSON = {"Content-Type": "application/json"}


@contextmanager
def served(cache: Path, on_one_core: bool = False) -> Iterator[Served]:
    """A server, until it is no longer needed."""
    server = Served(cache, on_one_core)
    try:
        yield server
    finally:
        server.process.terminate()
        server.process.wait()


def _family(pid: int) -> list[int]:
    try:
        tasks = Path(f"/proc/{pid}/task").glob("*/children")
        children = [int(child) for task in tasks for child in task.read_text().split()]
    except OSError:
        return []
    return [pid, *(each for child in children for each in _family(child))]


def _seconds(pid: int) -> float:
    """Of the processor, of a process and of its children that have ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / _TICKS
