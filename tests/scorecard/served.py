"""A server of its own for a row, and what it costs: processor time, memory, how long it takes to end."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType

_TICKS = os.sysconf("SC_CLK_TCK")
_SECONDS_TO_WARM = 300
KERNELS = Path(__file__).parents[2] / ".pytest_cache" / "d" / "kernels"


class Served:
    """A server with so many workers, warm when it is entered, ended when it is left."""

    def __init__(self, workers: int = 1, **settings: str):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.environment = os.environ | {"GRADSCAPE_COMPILATION_CACHE": str(KERNELS)} | settings
        self.command = [sys.executable, "-m", "gradscape", "serve", "--port", str(self.port), "--workers", str(workers)]

    def __enter__(self) -> "Served":
        began = time.monotonic()
        self.process = subprocess.Popen(self.command, env=self.environment, stdout=subprocess.DEVNULL)
        while not self._is_ready():
            if self.process.poll() is not None or time.monotonic() - began > _SECONDS_TO_WARM:
                raise RuntimeError("the server did not become ready")
            time.sleep(0.05)
        self.seconds_to_warm = time.monotonic() - began
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.ended()

    def ended(self) -> float:
        """Tells it to stop; seconds until it has."""
        began = time.monotonic()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=30)
        return time.monotonic() - began

    def _is_ready(self) -> bool:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=5).close()
        except (urllib.error.URLError, OSError):
            return False
        return True

    def processes(self) -> list[int]:
        """It and its workers."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [self.process.pid, *map(int, children)]

    def workers(self) -> list[int]:
        """Those that serve beside the one that keeps them."""
        return [pid for pid in self.processes()[1:] if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]

    def processor_seconds(self) -> float:
        """Spent by all of them."""
        fields = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in self.processes()]
        return sum(int(each[11]) + int(each[12]) for each in fields) / _TICKS

    def megabytes(self) -> float:
        """Resident in all of them."""
        pages = [int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in self.processes()]
        return sum(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6
