"""The API's description, at /openapi.json for programs, at /docs for people by Swagger UI from a Python package."""

from collections.abc import Callable
from functools import lru_cache
from importlib import resources
from typing import Any

import anyio.to_thread
from fastapi import APIRouter, FastAPI, Request
from starlette.responses import Response

from gradscape.api import assets
from gradscape.api.answers import Answer
from gradscape.api.assets import Asset
from gradscape.api.basins_job import BasinsPart
from gradscape.api.ensemble_job import EnsemblePart
from gradscape.api.errors import Problem
from gradscape.api.jobs import BrokenOff
from gradscape.api.routers.critical_points import CriticalPointsAnswer
from gradscape.api.routers.derivatives import DerivativesAnswer
from gradscape.api.routers.surface import SurfaceAnswer
from gradscape.api.sweep_job import SweepPart

# Swagger UI 5, which knows OpenAPI 3.1, unchanged from its makers.
_PACKAGE = "fastapi_offline"
_SWAGGER = ("swagger-ui-bundle.js", "swagger-ui.css")
_OURS = ("docs.html", "docs.js")
# What stands in lines, and in refusals, which the framework does not find by itself.
_ADDED = (Problem, BrokenOff, BasinsPart, SweepPart, EnsemblePart)
_WITH_NULLS = (DerivativesAnswer, CriticalPointsAnswer, SurfaceAnswer)


def documentation_router() -> APIRouter:
    """/docs and its files, and the description that they show."""
    router = APIRouter(include_in_schema=False)
    files = {name: _read(_PACKAGE, "static", name) for name in _SWAGGER}
    files |= {name: _read("gradscape.api", "docs", name) for name in _OURS}

    @router.get("/docs")
    async def docs(request: Request) -> Response:
        return files["docs.html"].response(request, assets.REVALIDATED)

    @router.get("/openapi.json")
    async def description(request: Request) -> Response:
        asset = await anyio.to_thread.run_sync(_description, request.app, request.scope.get("root_path", ""))
        return asset.response(request, assets.REVALIDATED)

    def serve(name: str) -> None:
        @router.get(f"/docs/{name}")
        async def file(request: Request) -> Response:
            # In a thread: a large file is compressed when first asked for.
            return await anyio.to_thread.run_sync(files[name].response, request, assets.REVALIDATED)

    for name in (*_SWAGGER, "docs.js"):
        serve(name)
    return router


@lru_cache(maxsize=4)
def _description(app: FastAPI, root_path: str) -> Asset:
    servers = {"servers": [{"url": root_path}]} if root_path else {}
    return Asset(bytes(Answer(app.openapi() | servers).body), assets.MEDIA_TYPES[".json"])


def _read(package: str, folder: str, name: str) -> Asset:
    body = (resources.files(package) / folder / name).read_bytes()
    return Asset(body, assets.MEDIA_TYPES[f".{name.rpartition('.')[2]}"])


def described(app: FastAPI) -> Callable[[], dict[str, Any]]:
    """The framework's description of the API, with the shapes of problems and lines, which it cannot find by itself.

    And with the nulls of examples, which it leaves out.
    """
    generate = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            schemas = generate()["components"]["schemas"]
            for model in _ADDED:
                added = model.model_json_schema(mode="serialization", ref_template="#/components/schemas/{model}")
                schemas |= {**added.pop("$defs", {}), model.__name__: added}
            for model in _WITH_NULLS:
                schemas[model.__name__]["examples"] = model.model_json_schema()["examples"]
        return generate()

    return openapi
