"""Large pictures and ensembles, answered as lines while they are made: POST jobs/basins, jobs/sweep, jobs/ensemble."""

from typing import Any

from pydantic import BaseModel

from gradscape.api.basins_job import BasinsJob, BasinsJobRequest, BasinsPart
from gradscape.api.ensemble_job import EnsembleJobRequest, EnsemblePart, ensemble_job
from gradscape.api.jobs import LINES, Lines, answered
from gradscape.api.routers import lab_router
from gradscape.api.sweep_job import SweepJob, SweepJobRequest, SweepPart

router = lab_router("jobs")


def _lines_of(part: type[BaseModel]) -> dict[int | str, dict[str, Any]]:
    """The description of an answer in lines; `documentation.py` adds the schemas."""
    choices = [{"$ref": f"#/components/schemas/{name}"} for name in (part.__name__, "BrokenOff")]
    description = "One line of JSON for each part, in any order; the connection may be closed at any time"
    return {200: {"description": description, "content": {LINES: {"schema": {"anyOf": choices}}}}}


@router.post("/jobs/basins", status_code=200, response_class=Lines, responses=_lines_of(BasinsPart))
async def basins_at_print_size(request: BasinsJobRequest) -> Lines:
    """Which start leads where, for up to 4,096 x 4,096 starts: the tiles of POST basins as they are there."""
    return answered(BasinsJob(request), request.have)


@router.post("/jobs/sweep", status_code=200, response_class=Lines, responses=_lines_of(SweepPart))
async def sweep_at_print_size(request: SweepJobRequest) -> Lines:
    """What a walk comes to, against the learning rate and the momentum, for up to 4,096 of each."""
    return answered(SweepJob(request), request.have)


@router.post("/jobs/ensemble", status_code=200, response_class=Lines, responses=_lines_of(EnsemblePart))
async def ensemble(request: EnsembleJobRequest) -> Lines:
    """A network trained from many seeds, or a walk from many starts: quantiles of the loss, the share that arrives."""
    return answered(ensemble_job(request), request.have)
