"""Three machines of a cluster, simulated on this one, with a server on them: begun, told what to do, and ended."""

import os
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import httpx
from tests.cluster.processes import of_session
from tests.conftest import SECONDS_TO_WARM, free_port

TOP = Path(__file__).parents[2]


class Nodes(NamedTuple):
    """Three machines in a process that is told what to do, and a client of their server."""

    process: subprocess.Popen
    client: httpx.Client

    def told(self, word: str) -> str:
        """What it answers."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{word}\n")
        self.process.stdin.flush()
        return self.said()

    def said(self) -> str:
        """Its next line that is for us; fails where the cluster ends, or is silent for too long and is ended."""
        assert self.process.stdout is not None
        patience = threading.Timer(SECONDS_TO_WARM, ended, [self.process])
        patience.start()
        try:
            for line in self.process.stdout:
                if line.startswith("> "):
                    return line[2:].strip()
            return ""
        finally:
            patience.cancel()

    def until_free(self, count: float) -> None:
        """Returns when so many processors have nothing to do, and go on having nothing."""
        seen, until = [0.0], time.monotonic() + SECONDS_TO_WARM
        while seen[-5:] != [count] * 5:
            assert time.monotonic() < until, seen
            time.sleep(0.1)
            seen.append(float(self.told("free")))


def ended(process: subprocess.Popen) -> None:
    """All processes of all its machines."""
    for pid, _ in list(of_session(process.pid)):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def surroundings(kernels: Path, folder: str) -> dict[str, str]:
    """Of a cluster on the loopback interface alone, for whoever knows its token: to reach one is to run code on it."""
    return os.environ | {
        # As on systems that would ask their user otherwise, Ray takes 127.0.0.1 for its address, not the network's.
        "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",
        "RAY_AUTH_MODE": "token",
        "RAY_AUTH_TOKEN": secrets.token_hex(32),
        "RAY_USAGE_STATS_ENABLED": "0",
        "RAY_TMPDIR": folder,
        "PYTHONPATH": f"{TOP / 'backend'}:{TOP}",
        "GRADSCAPE_COMPILATION_CACHE": str(kernels),
        # However busy the computer is that runs the tests.
        "GRADSCAPE_QUICK_SECONDS": "60",
        "GRADSCAPE_HEAVY_SECONDS": "300",
    }


@contextmanager
def three_machines(kernels: Path) -> Iterator[Nodes]:
    """Ready to be asked; ended, with all that they wrote, when they are left."""
    # A short path: those of its sockets may have 107 characters.
    with tempfile.TemporaryDirectory(prefix="ray-", dir="/tmp", ignore_cleanup_errors=True) as folder:
        port, log = free_port(), Path(folder) / "log.txt"
        with log.open("wb") as errors:
            process = subprocess.Popen(
                [sys.executable, str(Path(__file__).with_name("nodes.py")), str(port)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                env=surroundings(kernels, folder),
                start_new_session=True,
            )
        client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=SECONDS_TO_WARM)
        try:
            running = Nodes(process, client)
            assert running.said() == "ready", log.read_text()
            yield running
        finally:
            client.close()
            ended(process)
            process.communicate()
