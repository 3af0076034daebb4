"""Which answers travel compressed: those that cross a network.

A browser on the same machine reads plain bytes faster than anyone can compress them; a drag there takes 1 to 3 ms a
frame. A request that came through a proxy counts as one from afar.
"""

import ipaddress
from functools import lru_cache

from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

# Below it, the packets saved are none.
SMALLEST = 2048
# Level 1: three times as fast as 6, and within a tenth of its size on our answers.
LEVEL = 1
_PROXY_HEADERS = (b"x-forwarded-for", b"forwarded", b"via")


class Compression:
    """Starlette's gzip for clients that ask for it from afar."""

    def __init__(self, app: ASGIApp):
        self.app = app
        self._gzip = GZipMiddleware(app, minimum_size=SMALLEST, compresslevel=LEVEL, thread_minimum_size=32 * 1024)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, compressing the answer or not."""
        chosen = self._gzip if scope["type"] == "http" and is_from_afar(scope) else self.app
        await chosen(scope, receive, send)


def wants_gzip(scope: Scope) -> bool:
    """Whether this client is better served with gzip."""
    return is_from_afar(scope) and "gzip" in Headers(scope=scope).get("accept-encoding", "")


def is_from_afar(scope: Scope) -> bool:
    """Whether the answer will cross a network."""
    client = scope.get("client")
    if client is None or not _is_this_machine(client[0]):
        return True
    return any(name in _PROXY_HEADERS for name, _ in scope["headers"])


@lru_cache(maxsize=64)
def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
