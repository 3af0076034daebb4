"""Gradscape on a Ray cluster: as many servers as are needed, and jobs that all machines work on.

    RAY_SERVE_ENABLE_HA_PROXY=1 serve run gradscape.cluster:app      on this machine, or the cluster of RAY_ADDRESS
    serve deploy docker/cluster.yaml                                 on many

A server is as `gradscape serve` makes it, in one process; parts of jobs are Ray tasks, which a lost machine leaves to
the others.
"""

# Ray is an extra, gradscape[cluster], which no other module knows.

import asyncio
import os
import time
from typing import Any

import ray
import ray.exceptions
from fastapi import FastAPI
from ray import serve

from gradscape.api.application import create_app
from gradscape.api.errors import ProblemError
from gradscape.api.jobs import Job, Places
from gradscape.api.work import Asker, stopping
from gradscape.interest import Interest, held
from gradscape.machine import executables, warm_up
from gradscape.settings import Settings, from_environment

# Seconds for which the number of processors is taken for unchanged.
_UNCHANGED = 2.0


@ray.remote(num_cpus=1, max_retries=3, scheduling_strategy="SPREAD")
def part_of(job: Job, number: int, seconds: float) -> Any:
    """One part. What a lost machine had is simply made again: it depends on nothing else."""
    executables.keep_in(from_environment(os.environ).compilation_cache)
    with held(Interest(seconds)):
        return job.part(number)


class OnAllMachines(Places):
    """Parts as tasks, as many at once as the cluster has processors."""

    def __init__(self) -> None:
        self._count, self._counted = 1, -_UNCHANGED

    def count(self) -> int:
        """Of processors, those of the servers included: they are idle while they wait."""
        if time.monotonic() - self._counted > _UNCHANGED:
            self._count, self._counted = max(1, int(ray.cluster_resources().get("CPU", 1))), time.monotonic()
        return self._count

    async def computed(self, job: Job, number: int, asked_by: Asker) -> Any:
        """By whichever machine is free; cancelled there where nobody wants it any longer."""
        task = part_of.remote(job, number, asked_by.desks.heavy.seconds)
        try:
            return await task
        except asyncio.CancelledError:
            ray.cancel(task)
            raise
        except ray.exceptions.RayTaskError as error:
            if isinstance(error.cause, ProblemError):
                raise error.cause from None
            raise
        except ray.exceptions.RayError:
            # Too many machines were lost: the client asks again for what is missing.
            raise stopping() from None


def server() -> FastAPI:
    """In each replica, which gets its first request when every kernel is warm."""
    settings: Settings = from_environment(os.environ)
    warm_up.start(settings.compilation_cache)
    warm_up.wait()
    application = create_app(settings)
    application.state.desks.places = OnAllMachines()
    return application


# How many replicas there are, and what each may hold: docker/cluster.yaml.
app = serve.deployment(serve.ingress(server)(), name="Gradscape").bind()
