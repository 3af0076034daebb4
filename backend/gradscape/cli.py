"""The command `gradscape`: starts the server and says how it is doing.

What takes long to import is imported once there is a socket to listen at: a word to the command is answered at once.
"""

import argparse
import errno
import ipaddress
import json
import os
import socket
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TextIO

from gradscape.computer import usual_workers
from gradscape.settings import Settings, SettingsError, from_environment, read_port, read_workers
from gradscape.version import gradscape_version

_BETWEEN_LOOKS = 0.1
# Where no line can be rewritten, a line now and then is enough.
_BETWEEN_LINES = 5.0


class StartError(Exception):
    """The server cannot start, in words for the person who started it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; returns the exit status."""
    options = _parser().parse_args(arguments)
    if options.command == "version":
        print(f"Gradscape {gradscape_version()}")
        return 0
    try:
        settings = _settings(options, os.environ)
        if options.command == "serve":
            serve(settings)
        elif options.command == "notebooks":
            print(_written(options))
        else:
            print(_answered(settings, options))
    except (SettingsError, StartError) as error:
        print(f"gradscape: {error}", file=sys.stderr)
        return 1
    return 0


def _answered(settings: Settings, options: argparse.Namespace) -> str:
    from gradscape.terminal import AnswerError, evaluated, walked

    try:
        if options.command == "eval":
            return evaluated(settings, options.function, options.at, options.set)
        return walked(settings, options.function, options.start, options.method, options.steps, options.set)
    except AnswerError as error:
        raise StartError(str(error)) from None


def _written(options: argparse.Namespace) -> str:
    from gradscape.programs.folder import notebooks_into

    try:
        count = notebooks_into(options.folder, options.format)
    except OSError as error:
        raise StartError(f"{options.folder} cannot be written: {error.strerror or error}") from None
    return f"{count} notebooks are in {options.folder}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("gradscape", description="See the calculus behind machine learning.")
    commands = parser.add_subparsers(dest="command", required=True)
    server = commands.add_parser("serve", help="start the server", description="Start the server.")
    server.add_argument("--host", help="address to listen on (default: $HOST or 127.0.0.1)")
    server.add_argument("--workers", help="processes (default: $GRADSCAPE_WORKERS or the cores, at most 4)")
    server.add_argument("--port", help="port to listen on (default: $PORT or 8000; 0 takes a free one)")
    once = commands.add_parser("eval", help="derivatives of a function at a point", description="Derivatives.")
    once.add_argument("function", help="as in 'x^2 y'")
    once.add_argument("--at", required=True, help="the point, as in 1,2 (--at=-1,2 if it begins with a minus)")
    walk = commands.add_parser("descent", help="a walk downhill", description="A walk downhill.")
    walk.add_argument("function", help="as in '(1-x)^2 + 100(y-x^2)^2'")
    walk.add_argument("--start", required=True, help="where it begins, as in 1,2")
    walk.add_argument("--method", help="as GET catalogue lists them (plain gradient descent)")
    walk.add_argument("--steps", type=int, default=100, help="at most (%(default)s)")
    for each in (once, walk):
        each.add_argument("--set", action="append", default=[], metavar="NAME=NUMBER", help="a parameter or setting")
    books = commands.add_parser("notebooks", help="the course as notebooks", description="All scenes as notebooks.")
    books.add_argument("folder", help="where they go; it is made if there is none")
    books.add_argument("--format", choices=("ipynb", "marimo", "py"), default="ipynb", help="of the files (ipynb)")
    commands.add_parser("version", help="print the version")
    return parser


def _settings(options: argparse.Namespace, environment: Mapping[str, str]) -> Settings:
    settings = from_environment(environment)
    if options.command != "serve":
        return settings
    if options.host:
        settings = replace(settings, host=options.host)
    if options.port:
        settings = replace(settings, port=read_port("--port", options.port))
    if options.workers:
        settings = replace(settings, workers=read_workers("--workers", options.workers))
    return settings


def serve(settings: Settings) -> None:
    """Serves until interrupted.

    Raises:
        StartError: where the address cannot be had.
    """
    began = time.perf_counter()
    listener = listen(settings.host, settings.port)
    address = address_of(listener, settings)
    print(f"Gradscape is starting at {address}", flush=True)
    settings = replace(settings, workers=settings.workers or usual_workers())
    progress = _progress if settings.workers == 1 else partial(_progress_at, address)
    threading.Thread(target=announce, args=(address, began, sys.stdout, progress), daemon=True).start()
    try:
        _run(settings, listener)
    except KeyboardInterrupt:
        print("\nGradscape has stopped.")
    finally:
        listener.close()


def _run(settings: Settings, listener: socket.socket) -> None:
    if settings.workers == 1:
        from gradscape.serving import serve_alone

        serve_alone(settings, listener)
    else:
        from gradscape.workers import Supervisor

        Supervisor(settings, listener).run()


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to the address, before anything slow begins."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (socket.gaierror, UnicodeError):
        raise StartError(f"there is no address {host!r} on this computer; HOST=127.0.0.1 always works") from None
    listener = socket.socket(family, kind, protocol)
    if os.name != "nt":
        # On Windows this option would let two servers share a port.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen(2048)
    except OSError as error:
        listener.close()
        raise StartError(_in_words(error, host, port)) from None
    return listener


def _in_words(error: OSError, host: str, port: int) -> str:
    if error.errno in (errno.EADDRINUSE, errno.EACCES) and port >= 1024:
        free = port + 1 if port < 65535 else 8000
        return f"port {port} is in use by another program; choose another, as in: PORT={free}"
    if error.errno == errno.EACCES:
        return f"port {port} is reserved for administrators; choose one above 1023"
    if error.errno == errno.EADDRNOTAVAIL:
        return f"there is no address {host!r} on this computer; HOST=127.0.0.1 always works"
    return f"cannot listen at {host}:{port}: {error.strerror}"


def address_of(listener: socket.socket, settings: Settings) -> str:
    """What to type into a browser on this computer."""
    host, port = listener.getsockname()[:2]
    ip = ipaddress.ip_address(host)
    if ip.is_unspecified:
        host = "127.0.0.1"
    elif ip.version == 6:
        host = f"[{host}]"
    return f"http://{host}:{port}{settings.root_path}"


# How many kernels are ready, of how many.
Progress = tuple[int, int]


def _progress() -> Progress:
    """Of this process."""
    from gradscape.machine import warm_up

    return warm_up.progress()


def _progress_at(address: str) -> Progress:
    """Of the worker that answers at an address: the first, until another one is ready."""
    try:
        with urllib.request.urlopen(f"{address}/warm-up", timeout=5) as answer:  # noqa: S310  our own address
            told = json.load(answer)
    except (OSError, ValueError):
        return 0, 1
    return (1, 1) if told["ready"] else (told["warmed"], told["total"])


def announce(address: str, began: float, terminal: TextIO, progress: Callable[[], Progress] = _progress) -> None:
    """Shows the warm-up and says when it is over: one line that changes, or plain lines where there is no terminal."""
    rewrites = terminal.isatty()
    said = time.perf_counter()
    while (now := progress())[0] < now[1]:
        time.sleep(_BETWEEN_LOOKS)
        text = f"Warming up: {now[0]} of {now[1]} kernels"
        if rewrites:
            terminal.write(f"\r{text}\x1b[K")
        elif time.perf_counter() - said > _BETWEEN_LINES:
            said = time.perf_counter()
            terminal.write(f"{text}\n")
        terminal.flush()
    clear = "\r\x1b[K" if rewrites else ""
    terminal.write(f"{clear}Gradscape is ready at {address} ({time.perf_counter() - began:.1f} s)\n")
    terminal.flush()


if __name__ == "__main__":
    sys.exit(main())
