"""Clients that take too long, and too many of them: on a real socket, with the bounds set low."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
import uvicorn

pytest.importorskip("uvloop", reason="the bounds are those of systems with uvloop and httptools")

from gradscape.api import connections
from gradscape.api.connections import BoundedConnection

LARGE = 64 * 1024 * 1024


async def app(scope, receive, send):
    """Reads the body and answers with one word, or with more than any buffer holds."""
    while (await receive()).get("more_body"):
        pass
    body = bytes(LARGE) if scope["path"] == "/large" else b"yes"
    headers = [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    bounds = {"HEADERS": 0.2, "BODY": 0.3, "ANSWER": 0.3}
    kept = {name: getattr(connections, name) for name in bounds}
    for name, seconds in bounds.items():
        setattr(connections, name, seconds)
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, http=BoundedConnection, log_level="error", lifespan="off", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve([listener])), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield listener.getsockname()[1]
    server.should_exit = True
    thread.join(10)
    for name, seconds in kept.items():
        setattr(connections, name, seconds)


def connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=10)


def heard(client: socket.socket) -> bytes:
    """Everything until the server closes the connection."""
    parts = []
    while part := client.recv(65536):
        parts.append(part)
    return b"".join(parts)


@pytest.mark.parametrize(
    "said",
    [b"", b"GET / HTTP/1.1\r\nHost: a\r\nX-Long: ", b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhal"],
    ids=["silence", "half the headers", "half the body"],
)
def test_who_does_not_finish_a_request_is_sent_away(port, said):
    with connected(port) as client:
        client.sendall(said)
        assert heard(client).startswith(b"HTTP/1.1 408 ")


@pytest.mark.parametrize(
    "said",
    [
        b"GET / HTTP/1.1\r\nHost: a\r\nX-Long: " + b"y" * 70_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: yyyyyyyy\r\n" * 9000 + b"\r\n",
        b"GET /" + b"y" * 70_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX-Long: " + b"y" * 70_000,
    ],
    ids=["one", "many", "the address", "no end"],
)
def test_headers_of_any_length_are_not_read(port, said):
    with connected(port) as client:
        # What is sent after the refusal is not read, which the client may hear as a reset.
        with suppress(ConnectionError):
            client.sendall(said)
        assert client.recv(64).startswith(b"HTTP/1.1 431 ")


def test_headers_as_long_as_a_page_sends_them_are_read_and_then_a_long_body(port):
    with connected(port) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nX-Long: " + b"y" * 30_000 + b"\r\n\r\n")
        assert client.recv(64).startswith(b"HTTP/1.1 200 ")
    with connected(port) as client:
        client.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\n" + b"y" * 200_000)
        assert client.recv(64).startswith(b"HTTP/1.1 200 ")


def test_bytes_that_trickle_in_do_not_prolong_the_time(port):
    with connected(port) as client:
        began = time.monotonic()
        client.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n")
        with suppress(ConnectionError):
            while time.monotonic() - began < 5:
                client.sendall(b"X: y\r\n")
                time.sleep(0.02)
        assert time.monotonic() - began < 2


def test_a_request_in_pieces_that_come_in_time_is_answered(port):
    with connected(port) as client:
        for piece in ("POST / HT", "TP/1.1\r\nHost: a\r\nConnection: close\r\n", "Content-Length: 3\r\n\r\n", "abc"):
            client.sendall(piece.encode())
            time.sleep(0.03)
        assert heard(client).endswith(b"yes")


def test_a_connection_that_is_used_on_and_on_is_kept_longer_than_one_request_may_take(port):
    with connected(port) as client:
        for _ in range(8):
            client.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            answer = b""
            while not answer.endswith(b"yes"):
                answer += client.recv(4096)
            time.sleep(0.05)


def test_who_does_not_take_the_answer_is_cut_off(port):
    with connected(port) as client:
        client.sendall(b"GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
        time.sleep(1.2)
        # What was in the buffers on the way, and no more.
        with suppress(ConnectionResetError):
            assert len(heard(client)) < LARGE / 2


def test_who_takes_it_slowly_gets_all_of_it(port):
    with connected(port) as client:
        client.sendall(b"GET /large HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        count = 0
        while part := client.recv(1024 * 1024):
            count += len(part)
            time.sleep(0.01)
        assert count > LARGE


def test_beyond_the_most_connections_newcomers_are_told_to_come_back(port, monkeypatch):
    time.sleep(0.3)
    monkeypatch.setattr(BoundedConnection, "most", 1)
    with connected(port) as first, connected(port) as second:
        assert heard(second).startswith(b"HTTP/1.1 503 ")
        first.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        assert heard(first).endswith(b"yes")
