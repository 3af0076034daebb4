"""The page: index.html at /, its files and the plotly.js of the Python package below /static."""

from functools import cache, lru_cache
from importlib import resources
from importlib.metadata import version
from pathlib import Path

import anyio.to_thread
from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from gradscape.api import assets
from gradscape.api.assets import Asset, Folder
from gradscape.api.routers import catalogue

PLOTLY = "static/vendor/plotly.min.js"


def frontend_folder() -> Path:
    """Beside the package's modules if installed, at the top of the repository if run from its source."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "frontend"
    return installed if installed.is_dir() else package.parents[1] / "frontend"


def page_router(frontend: Path) -> APIRouter:
    """The routes of the page, whose files are in `frontend`."""
    router = APIRouter(include_in_schema=False)
    folder = Folder(frontend)

    @router.get("/")
    async def index(request: Request) -> Response:
        return _complete(_found(folder, "index.html")).response(request, assets.REVALIDATED)

    @router.get(f"/{PLOTLY}")
    async def plotly(request: Request) -> Response:
        is_versioned = request.query_params.get("v") == version("plotly")
        return await _large(plotly_asset(), request, assets.FOREVER if is_versioned else assets.REVALIDATED)

    @router.get("/static/{name:path}")
    async def static(request: Request, name: str) -> Response:
        return _found(folder, name).response(request, assets.REVALIDATED)

    return router


def _found(folder: Folder, name: str) -> Asset:
    asset = folder.find(name)
    if asset is None:
        raise HTTPException(404)
    return asset


@lru_cache(maxsize=4)
def _complete(page: Asset) -> Asset:
    """The page with the catalogue in it, and plotly.js by its version, so that browsers may keep it for good."""
    named = f"{PLOTLY}?v={version('plotly')}"
    # As data: no script runs from the page itself. Nothing in it may end the element.
    data = catalogue.text().replace(b"<", rb"\u003c")
    body = page.body.replace(f'{PLOTLY}"'.encode(), f'{named}"'.encode())
    return Asset(body.replace(b'id="catalogue">', b'id="catalogue">' + data), page.media_type)


async def _large(asset: Asset, request: Request, cache_control: str) -> Response:
    # Compressing it the first time takes a third of a second.
    return await anyio.to_thread.run_sync(asset.response, request, cache_control)


@cache
def plotly_asset() -> Asset:
    """The plotly.js that the installed plotly would use itself."""
    body = (resources.files("plotly") / "package_data" / "plotly.min.js").read_bytes()
    return Asset(body, assets.MEDIA_TYPES[".js"])
