"""The command `gradscape`: starts the server and says how it is doing.

What takes long to import is imported once there is a socket to listen at: a word to the command is answered at once.
"""

import argparse
import errno
import ipaddress
import os
import socket
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TextIO

from gradscape.settings import Settings, SettingsError, from_environment, read_port
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
        serve(_settings(options, os.environ))
    except (SettingsError, StartError) as error:
        print(f"gradscape: {error}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("gradscape", description="See the calculus behind machine learning.")
    commands = parser.add_subparsers(dest="command", required=True)
    server = commands.add_parser("serve", help="start the server", description="Start the server.")
    server.add_argument("--host", help="address to listen on (default: $HOST or 127.0.0.1)")
    server.add_argument("--port", help="port to listen on (default: $PORT or 8000; 0 takes a free one)")
    commands.add_parser("version", help="print the version")
    return parser


def _settings(options: argparse.Namespace, environment: Mapping[str, str]) -> Settings:
    settings = from_environment(environment)
    if options.host:
        settings = replace(settings, host=options.host)
    if options.port:
        settings = replace(settings, port=read_port("--port", options.port))
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
    threading.Thread(target=announce, args=(address, began, sys.stdout), daemon=True).start()
    try:
        from gradscape.serving import serve_alone

        serve_alone(settings, listener)
    except KeyboardInterrupt:
        print("\nGradscape has stopped.")
    finally:
        listener.close()


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


def announce(address: str, began: float, terminal: TextIO) -> None:
    """Shows the warm-up and says when it is over: one line that changes, or plain lines where there is no terminal."""
    from gradscape.machine import warm_up

    rewrites = terminal.isatty()
    said = time.perf_counter()
    while not warm_up.ready():
        time.sleep(_BETWEEN_LOOKS)
        now = _in_numbers(*warm_up.progress())
        if rewrites:
            terminal.write(f"\r{now}\x1b[K")
        elif time.perf_counter() - said > _BETWEEN_LINES:
            said = time.perf_counter()
            terminal.write(f"{now}\n")
        terminal.flush()
    clear = "\r\x1b[K" if rewrites else ""
    terminal.write(f"{clear}Gradscape is ready at {address} ({time.perf_counter() - began:.1f} s)\n")
    terminal.flush()


def _in_numbers(warmed: int, total: int) -> str:
    return f"Warming up: {warmed} of {total} kernels"


if __name__ == "__main__":
    sys.exit(main())
