"""Several processes behind one socket: each takes connections once it is warm, and one that dies is replaced.

Processes are uvicorn's own (spawned, asked now and then whether they live); who starts, replaces and ends them is told
here, because a worker must not take connections before its kernels are ready, and must end its work when told to.
"""

import os
import secrets
import signal
import socket
import tempfile
import threading
import time
from dataclasses import replace

import uvicorn
from prometheus_client import multiprocess
from uvicorn.supervisors.multiprocess import Process

from gradscape.lectures.hub import Hub
from gradscape.serving import Server, configured, imported
from gradscape.settings import Settings

# Seconds between two looks at the workers, in which a dead one is noticed.
_BETWEEN_LOOKS = 0.25
# Seconds in which a worker answers that it lives: its threads share one interpreter with its work.
_PATIENCE = 10.0
# Seconds for all to end their work and go.
_FAREWELL = 6.0
# Where each worker writes its figures, so that whichever is asked can sum them.
_FIGURES = "PROMETHEUS_MULTIPROC_DIR"


class Worker(Process):
    """One process: the application is made in it."""

    def __init__(self, settings: Settings, listener: socket.socket):
        self.settings = settings
        super().__init__(configured(settings, None), [listener])

    @property
    def server(self) -> uvicorn.Server:
        """Made when first asked for, in the worker."""
        if self._server is None:
            application = imported(self.settings)
            self._server = Server(configured(self.settings, application), application.state)
        return self._server

    def pong(self) -> None:
        """Answers one question whether it lives with whether it serves and is warm; before there is a server, too."""
        self.child_conn.recv()
        self.child_conn.send(self._server is not None and self._server.started and _is_warm())


def _is_warm() -> bool:
    from gradscape.machine import warm_up

    return warm_up.ready()


class Supervisor:
    """Keeps as many workers as the settings say, until it is told to stop."""

    def __init__(self, settings: Settings, listener: socket.socket):
        # What rooms of lectures keep outlives each worker, and so does what their tokens are sealed with.
        self.settings = replace(
            settings,
            room_broker=settings.room_broker or Hub().address,
            room_key=settings.room_key or secrets.token_bytes(32),
        )
        self.listener = listener
        self.should_stop = threading.Event()

    def run(self) -> None:
        """Serves until SIGINT or SIGTERM."""
        for sign in (signal.SIGINT, signal.SIGTERM):
            signal.signal(sign, lambda *_: self.should_stop.set())
        with tempfile.TemporaryDirectory(prefix="gradscape-figures-") as figures:
            os.environ[_FIGURES] = figures
            # The first shows its page while it warms up, and keeps what it compiles for the others.
            workers = [self._started(waits=False)]
            while not self.should_stop.wait(_BETWEEN_LOOKS):
                workers = [each if each.is_alive(_PATIENCE) else self._in_place_of(each) for each in workers]
                if len(workers) < self.settings.workers and workers[0].is_ready(_PATIENCE):
                    missing = self.settings.workers - len(workers)
                    workers += [self._started(waits=True) for _ in range(missing)]
            _end(workers)

    def _started(self, *, waits: bool) -> Worker:
        worker = Worker(replace(self.settings, waits_for_kernels=waits), self.listener)
        worker.start()
        return worker

    def _in_place_of(self, dead: Worker) -> Worker:
        pid = dead.pid
        dead.kill()
        dead.join()
        if pid is not None:
            multiprocess.mark_process_dead(pid)
        return self._started(waits=True)


def _end(workers: list[Worker]) -> None:
    for worker in workers:
        worker.terminate()
    until = time.monotonic() + _FAREWELL
    for worker in workers:
        worker.process.join(max(0.0, until - time.monotonic()))
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()
