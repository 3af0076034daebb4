"""The application: everything in its place, and the warm-up begun."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio.to_thread
from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from gradscape.api import errors, sharing
from gradscape.api.assets import Folder
from gradscape.api.compression import Compression
from gradscape.api.documentation import described, documentation_router
from gradscape.api.metrics import Metrics, MetricsMiddleware
from gradscape.api.middleware import Failures, HeadAsGet, Prefix, RelativeRedirects, SecurityHeaders, security_headers
from gradscape.api.page import Files, Page, page_router
from gradscape.api.questions import Questions
from gradscape.api.rates import Rates
from gradscape.api.routers import (
    TAGS,
    basins,
    catalogue,
    chain,
    constrained,
    course,
    critical_points,
    curves,
    derivatives,
    descent,
    differentiate,
    flow,
    front_door,
    health,
    implicit,
    jacobian,
    jobs,
    landscape,
    manifold_descent,
    natural_gradient,
    networks,
    notebook,
    parse,
    regression,
    rooms,
    root,
    surface,
    sweeps,
    training,
)
from gradscape.api.work import PAGE_HEADER, Askers, Desks
from gradscape.lectures.rooms import Rooms, broker_at
from gradscape.machine import warm_up
from gradscape.places import frontend_folder
from gradscape.settings import Settings
from gradscape.version import gradscape_version

_DESCRIPTION = """
The calculus behind machine learning over HTTP. Every endpoint is a pure function: the same request has the same answer.
The one exception is a lecture's room, which keeps what is shown there now, and what is answered to a question.

A number that does not exist is `null`. Every refusal is an `application/problem+json` that says what is wrong and
where. Bodies are strict JSON in UTF-8; where a key is repeated, the last one counts. Pages of the same origin may show
Gradscape in a frame, those of other sites if the operator lists them in `GRADSCAPE_FRAME_ANCESTORS`; they may call the
API if they are listed in `GRADSCAPE_CORS_ORIGINS`.
"""
# Looked through in this order: what a drag asks for comes first.
_LABS = (
    derivatives,
    curves,
    jacobian,
    flow,
    chain,
    constrained,
    implicit,
    manifold_descent,
    natural_gradient,
    descent,
    root,
    basins,
    sweeps,
    jobs,
    networks,
    training,
    notebook,
    regression,
    landscape,
    surface,
    parse,
    differentiate,
    critical_points,
    catalogue,
    course,
    front_door,
    health,
)


def create_app(settings: Settings) -> FastAPI:
    """A server's application; it keeps no state between requests but caches and figures."""
    metrics, desks = Metrics(), Desks(settings.quick_seconds, settings.heavy_seconds)
    page = Page(Folder(settings.frontend or frontend_folder()), settings.frame_ancestors)
    files = page_router(page)
    app = FastAPI(
        title="Gradscape",
        version=gradscape_version(),
        description=_DESCRIPTION,
        openapi_tags=[{"name": name, "description": description} for name, description in TAGS.items()],
        generate_unique_id_function=lambda route: route.name,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
        middleware=[
            *_middleware(settings, metrics, desks),
            Middleware(Files, page=page, routes=files.routes),
        ],
        exception_handlers={**errors.HANDLERS},
    )
    app.state.settings, app.state.metrics, app.state.desks = settings, metrics, desks
    app.state.rooms = Rooms(broker_at(settings.room_broker))
    app.state.room_key, app.state.rates = settings.room_key or secrets.token_bytes(32), Rates()
    for lab in _LABS:
        app.include_router(lab.router)
    app.include_router(rooms.router)
    if settings.metrics:
        app.include_router(health.metrics_router)
    if settings.docs:
        app.include_router(documentation_router())
    app.include_router(sharing.router)
    app.include_router(files)
    app.openapi = described(app)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    settings: Settings = app.state.settings
    if settings.warm_up:
        warm_up.start(settings.compilation_cache)
    if settings.waits_for_kernels:
        await anyio.to_thread.run_sync(warm_up.wait)
    await app.state.rooms.start()
    yield
    await app.state.rooms.stop()


def _middleware(settings: Settings, metrics: Metrics, desks: Desks) -> list[Middleware]:
    """From the outside in."""
    hosts = settings.allowed_hosts
    cors = [
        Middleware(
            CORSMiddleware,
            allow_origins=list(settings.cors_origins),
            allow_methods=["GET", "POST"],
            allow_headers=["Content-Type", PAGE_HEADER.decode()],
            max_age=86400,
        )
    ]
    return [
        *([Middleware(Prefix, path=settings.root_path)] if settings.root_path else []),
        Middleware(HeadAsGet),
        Middleware(RelativeRedirects),
        Middleware(SecurityHeaders, headers=security_headers(settings.frame_ancestors)),
        *([Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False)] if hosts else []),
        Middleware(MetricsMiddleware, metrics=metrics),
        *(cors if settings.cors_origins else []),
        Middleware(Compression),
        Middleware(Failures),
        Middleware(Askers, desks=desks),
        Middleware(Questions, routes=[route for lab in _LABS for route in lab.router.routes]),
    ]
