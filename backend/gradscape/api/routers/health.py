"""Whether the server lives, whether it is warm, and its figures: GET healthz, readyz, warm-up, metrics."""

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from gradscape.api.answers import Answer
from gradscape.machine import warm_up

router = APIRouter(tags=["operation"])
_UNCACHED = {"Cache-Control": "no-store"}


class Health(BaseModel):
    """The process answers."""

    healthy: bool


class Readiness(BaseModel):
    """Whether every kernel is compiled; until then a request may have to wait for its own."""

    ready: bool
    warmed: int | None = Field(None, description="how many kernels are compiled; only while not ready")
    total: int | None = Field(None, description="how many there are; only while not ready")


@router.get("/healthz", response_model=Health)
async def healthz() -> Answer:
    """200 as long as the process answers."""
    return Answer({"healthy": True}, headers=_UNCACHED)


@router.get("/readyz", response_model=Readiness, responses={503: {"model": Readiness, "description": "Not warm yet"}})
async def readyz() -> Answer:
    """200 once all kernels are warm, 503 before."""
    return Answer(_readiness(), 200 if warm_up.ready() else 503, headers=_UNCACHED)


@router.get("/warm-up", response_model=Readiness)
async def warmth() -> Answer:
    """As readyz, but always 200: for pages, whose console counts each 503 as an error."""
    return Answer(_readiness(), headers=_UNCACHED)


def _readiness() -> dict[str, bool | int]:
    if warm_up.ready():
        return {"ready": True}
    progress = warm_up.progress()
    return {"ready": False, "warmed": progress.warmed, "total": progress.total}


metrics_router = APIRouter(tags=["operation"])


@metrics_router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
async def metrics(request: Request) -> Response:
    """Counts and times in the text format of Prometheus."""
    body, media_type = request.app.state.metrics.exposition()
    return Response(body, headers={**_UNCACHED, "Content-Type": media_type})
