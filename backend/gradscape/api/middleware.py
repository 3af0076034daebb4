"""What happens to every request and answer, as plain ASGI: security headers, prefixes, HEAD, failures."""

import logging
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gradscape.api.errors import crashed
from gradscape.settings import NOBODY, SELF

log = logging.getLogger("gradscape")

# No script but our own files, none inline, no eval. Plotly sets styles inline and makes pictures as blobs.
_CONTENT_SECURITY_POLICY = (
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
)
# For browsers that do not know frame-ancestors; of single other origins this header has no word.
_FRAME_OPTIONS: dict[tuple[str, ...], str] = {(SELF,): "SAMEORIGIN", (NOBODY,): "DENY"}


def security_headers(frame_ancestors: tuple[str, ...]) -> dict[str, str]:
    """What every answer says to browsers. frame_ancestors: see `Settings`."""
    policy = (*_CONTENT_SECURITY_POLICY, f"frame-ancestors {' '.join(frame_ancestors)}")
    options = _FRAME_OPTIONS.get(frame_ancestors)
    return {
        "Content-Security-Policy": "; ".join(policy),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        **({"X-Frame-Options": options} if options else {}),
    }


class SecurityHeaders:
    """Adds the security headers to every answer, refusals and failures included, unless it has its own."""

    def __init__(self, app: ASGIApp, headers: dict[str, str]):
        self.app = app
        self._raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on and adds to the answer's start."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def adding(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = list(message.get("headers", ()))
                has = {name for name, _ in own}
                message["headers"] = own + [header for header in self._raw if header[0] not in has]
            await send(message)

        await self.app(scope, receive, adding)


class Prefix:
    """Serves everything under a path of a proxy, whether the proxy takes it off or leaves it on."""

    def __init__(self, app: ASGIApp, path: str):
        self.app = app
        self.path = path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Tells the application its place, so that redirects lead back to it."""
        if scope["type"] == "http":
            bare = scope["path"].removeprefix(self.path) if scope["path"].startswith(f"{self.path}/") else scope["path"]
            scope = dict(scope, path=self.path + bare, root_path=self.path)
        await self.app(scope, receive, send)


class RelativeRedirects:
    """Leads to places of this server by their path alone: the Host of a request may be anybody's invention."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on and takes scheme and host off where it is led elsewhere."""

        async def leading(message: Message) -> None:
            if message["type"] == "http.response.start" and 300 <= message["status"] < 400:
                message["headers"] = [_by_path(*header) for header in message["headers"]]
            await send(message)

        await self.app(scope, receive, leading)


def _by_path(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    if name != b"location":
        return name, value
    place = urlsplit(value)
    return name, place.path + (b"?" + place.query if place.query else b"")


class HeadAsGet:
    """Answers HEAD as GET without the body."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Asks the application for GET."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def bodiless(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        # A copy: the server still has to know that it answers HEAD.
        await self.app(dict(scope, method="GET"), receive, bodiless)


class Failures:
    """Turns what nobody foresaw into a problem of status 500, and writes the traceback to the log."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, and answers in its stead if it fails."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        has_started = False

        async def watching(message: Message) -> None:
            nonlocal has_started
            has_started = has_started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, watching)
        except Exception:
            # %r: a path is input, and must not write lines of its own into the log.
            log.exception("%s %r failed", scope["method"], scope["path"])
            if has_started:
                raise
            await crashed()(scope, receive, send)
