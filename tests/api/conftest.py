"""One client of the real server for all tests of the API, and applications of other settings beside it."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

Ask = Callable[..., httpx.Response]


@pytest.fixture(scope="session")
def client(server: str) -> Iterator[httpx.Client]:
    """Speaks to the server as a program on the same machine."""
    with httpx.Client(base_url=server, timeout=60) as client:
        yield client


@pytest.fixture(scope="session")
def lab(client: httpx.Client) -> Ask:
    """`lab("parse", function=...)` posts to an endpoint."""
    return lambda name, /, **request: client.post(f"/api/v1/{name}", json=request)


@pytest.fixture(scope="session")
def ask() -> Ask:
    """`ask(settings, "/")` asks an application of its own, in this process."""

    def ask(settings: Any, path: str, method: str = "GET", **more: Any) -> httpx.Response:
        from gradscape.api.application import create_app

        async def answer() -> httpx.Response:
            transport = httpx.ASGITransport(create_app(settings))
            async with httpx.AsyncClient(transport=transport, base_url="http://gradscape") as client:
                return await client.request(method, path, **more)

        return asyncio.run(answer())

    return ask
