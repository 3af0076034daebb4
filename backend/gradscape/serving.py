"""One process that serves: the application on a socket, ended as soon as it is told to stop."""

import gc
import importlib
import logging
import os
import socket
from typing import TYPE_CHECKING, Any

import uvicorn

from gradscape.computer import cores
from gradscape.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.datastructures import State


def serve_alone(settings: Settings, listener: socket.socket) -> None:
    """Serves in this process until interrupted."""
    application = imported(settings)
    Server(configured(settings, application), application.state).run(sockets=[listener])


def imported(settings: Settings) -> "FastAPI":
    """The application; kernels are loaded while the rest is imported."""
    # What is imported stays: looking for rubbish in it costs a fifth of a start, and later some of each answer.
    gc.disable()
    from gradscape.machine import warm_up

    # On one core, whatever else is done now delays the first answer.
    warm_up.start(settings.compilation_cache, waits=cores() == 1, at_last=_import_the_rest)
    from gradscape.api.application import create_app

    application = create_app(settings)
    gc.freeze()
    gc.enable()
    warm_up.go_on()
    return application


def _import_the_rest() -> None:
    """What SciPy would import itself when it is first needed: a quarter of a start, which no first answer needs."""
    for part in ("integrate", "ndimage", "optimize", "sparse.csgraph", "sparse.linalg", "spatial", "special"):
        importlib.import_module(f"scipy.{part}")


def configured(settings: Settings, application: Any) -> uvicorn.Config:
    """How connections are taken, and what is written about them."""
    # The page needs no WebSockets; the access log is one line for each frame of a drag.
    config = uvicorn.Config(
        application,
        http=_connections(),
        log_level="warning",
        access_log=settings.access_log,
        forwarded_allow_ips=settings.trusted_proxies,
        ws="none",
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    if settings.access_log:
        logging.getLogger("uvicorn.access").setLevel(logging.INFO)
    return config


def _connections() -> Any:
    """Those with bounds, where the system has them."""
    if os.name == "nt":
        return "auto"
    from gradscape.api.connections import BoundedConnection

    return BoundedConnection


class Server(uvicorn.Server):
    """Ends running work as soon as it is told to stop, so that those who wait hear so."""

    def __init__(self, config: uvicorn.Config, state: "State"):
        super().__init__(config)
        self.state = state

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """No new work and no more news, then no new connections, then the end."""
        self.state.desks.close()
        self.state.rooms.close()
        await super().shutdown(sockets)
