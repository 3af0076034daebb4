"""The page: index.html at /, its modules and styles joined, its other files and the plotly.js of the Python package."""

import json
import re
from collections.abc import Iterable
from functools import cache
from importlib import resources

import anyio.to_thread
from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from gradscape.api import assets
from gradscape.api.assets import Asset, Folder
from gradscape.api.first_answers import first_answers
from gradscape.api.packs import ENTRY, PAGE, Packs
from gradscape.api.routers import catalogue, course, front_door
from gradscape.settings import Settings

_FILES = "/static/"
PLOTLY = "vendor/plotly.min.js"
STYLES = "packs/styles.css"
WORKER = "service-worker.js"
# The script by which pages of other sites show this one.
EMBED = "embed.js"
# What is made for pages of other sites says so.
FOR_OTHERS = {"Cross-Origin-Resource-Policy": "cross-origin", "Access-Control-Allow-Origin": "*"}

_STYLE = re.compile(rb'\s*<link rel="stylesheet" href="static/([^"]+)" />')
_FRAME_ANCESTORS = b'name="frame-ancestors" content="\'self\'"'
_ADDRESS = re.compile(rb'(?:href|src)="static/([^"?]+)"')
# Compressing what is larger takes longer than the event loop may wait.
_LARGE = 64 * 1024


def page_router(page: "Page") -> APIRouter:
    """The routes of the page."""
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    async def index(request: Request) -> Response:
        return page.html().response(request, assets.REVALIDATED)

    # At the top: a worker serves what lies below its own address.
    @router.get(f"/{WORKER}")
    async def worker(request: Request) -> Response:
        asset = page.worker()
        if asset is None:
            raise HTTPException(404)
        return asset.response(request, assets.REVALIDATED)

    @router.get(_FILES + "{name:path}")
    async def static(request: Request, name: str) -> Response:
        response = await page.file(request, name)
        if response is None:
            raise HTTPException(404)
        return response

    return router


class Files:
    """Answers with the page's files, of which a visit asks for a dozen, before the framework looks for their route
    behind those of all labs; everything else is the framework's."""

    def __init__(self, app: ASGIApp, page: "Page", routes: Iterable[BaseRoute]):
        self.app = app
        self._page = page
        [self._route] = [route for route in routes if getattr(route, "path", "").startswith(_FILES)]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on what is no file."""
        is_got = scope["type"] == "http" and scope["method"] == "GET"
        path = scope["path"].removeprefix(scope["root_path"]) if is_got else ""
        answer = await self._answer(scope, path.removeprefix(_FILES)) if path.startswith(_FILES) else None
        await (answer or self.app)(scope, receive, send)

    async def _answer(self, scope: Scope, name: str) -> Response | None:
        scope["route"] = self._route  # for the figures
        return await self._page.file(Request(scope), name)


class Page:
    """The page of a folder: every file's address carries its version, so that browsers may keep it for good."""

    def __init__(self, folder: Folder, frame_ancestors: tuple[str, ...] = Settings.frame_ancestors):
        self._folder = folder
        self._frame_ancestors = " ".join(frame_ancestors)
        self._made: tuple[object, dict[str, Asset]] = (None, {})

    def html(self) -> Asset:
        """index.html with the catalogue in it, one sheet of styles, and its modules joined."""
        return self._joined()["index.html"]

    def worker(self) -> Asset | None:
        """The service worker, told which files to keep: those that the page names, and its packs."""
        return self._joined().get(WORKER)

    def find(self, name: str, version: str | None = None) -> Asset | None:
        """The file of that name below /static; None if there is none to show.

        version: that its address names. What is kept of that version is it, whatever has become of the files: nobody
        looks at hundreds of them for each of a dozen packs.
        """
        if not name.startswith("packs/"):
            return self._plain(name)
        kept = self._made[1].get(name)
        return kept if kept is not None and kept.version == version else self._joined().get(name)

    async def file(self, request: Request, name: str) -> Response | None:
        """The answer with a file; None if there is none to show."""
        asset = self.find(name, request.query_params.get("v"))
        if asset is None:
            return None
        if len(asset.body) >= _LARGE and not asset.is_ready(request):
            return await anyio.to_thread.run_sync(asset.response, request)
        response = asset.response(request)
        if name == EMBED:
            response.headers.update(FOR_OTHERS)
        return response

    def _plain(self, name: str) -> Asset | None:
        return plotly_asset() if name == PLOTLY else self._folder.find(name)

    def _joined(self) -> dict[str, Asset]:
        """What is made of several files, made anew when one of them changes."""
        version = self._folder.version()
        if version != self._made[0]:
            self._made = (version, self._join())
        return self._made[1]

    def _join(self) -> dict[str, Asset]:
        index = self._file("index.html")
        made: dict[str, Asset] = {}
        body = index.body
        if first := _STYLE.search(body):
            sheets = [self._file(name.decode()).body for name in _STYLE.findall(body)]
            made[STYLES] = Asset(b"".join(sheets), assets.MEDIA_TYPES[".css"])
            link = f'\n    <link rel="stylesheet" href="static/{STYLES}" />'.encode()
            body = body[: first.start()] + link + _STYLE.sub(b"", body[first.end() :])
        if (entry := f'src="static/{ENTRY}"'.encode()) in body:
            packs = Packs(lambda name: self._file(name).body.decode())
            made |= {f"packs/{name}": asset for name, asset in packs.assets.items()}
            body = body.replace(entry, f'src="static/packs/{PAGE}"'.encode())
        # The page itself looks who shows it before it answers.
        body = body.replace(_FRAME_ANCESTORS, b'name="frame-ancestors" content="%b"' % self._frame_ancestors.encode())
        made["index.html"] = Asset(_with_data(self._with_versions(body, made)), index.media_type)
        if script := self._folder.find(WORKER):
            made[WORKER] = Asset(_keeping(script.body, made), script.media_type)
        return made

    def _with_versions(self, body: bytes, made: dict[str, Asset]) -> bytes:
        def versioned(found: re.Match[bytes]) -> bytes:
            name = found[1].decode()
            asset = made.get(name) or self._plain(name)
            return found[0] if asset is None else found[0][:-1] + f'?v={asset.version}"'.encode()

        return _ADDRESS.sub(versioned, body)

    def _file(self, name: str) -> Asset:
        asset = self._folder.find(name)
        if asset is None:
            raise HTTPException(404)
        return asset


def _keeping(worker: bytes, made: dict[str, Asset]) -> bytes:
    """A service worker that knows which files to keep: those that the page names, and its packs."""
    named = re.findall(rb'(?:href|src)="(static/[^"]+)"', made["index.html"].body)
    packs = {f"static/{name}?v={asset.version}" for name, asset in made.items() if name.endswith(".js")}
    files = sorted({address.decode() for address in named} | packs)
    return worker.replace(b"([])", f"({json.dumps(files)})".encode(), 1)


def _with_data(body: bytes) -> bytes:
    """With the catalogue, what the first texts mean, and the versions of the course and the front door, so that they
    are kept as files are."""
    versions = {"course": course.course_asset().version, "front-door": front_door.version()}
    for name, version in versions.items():
        body = body.replace(f'data-source="{name}"'.encode(), f'data-source="{name}?v={version}"'.encode())
    for name, data in {b"catalogue": catalogue.text(), b"answered": first_answers()}.items():
        # As data: no script runs from the page itself. Nothing in it may end the element.
        start = b'id="' + name + b'">'
        body = body.replace(start, start + data.replace(b"<", rb"\u003c"))
    return body


@cache
def plotly_asset() -> Asset:
    """The plotly.js that the installed plotly would use itself."""
    body = (resources.files("plotly") / "package_data" / "plotly.min.js").read_bytes()
    return Asset(body, assets.MEDIA_TYPES[".js"])
