"""A sweep of learning rates and momenta at the size of a print, tile by tile."""

from typing import Any, NamedTuple, get_args

import numpy as np
from pydantic import ConfigDict, Field

from gradscape import interest
from gradscape.api import limits, prices
from gradscape.api.answers import Base64Array, encoded, encoded_integers
from gradscape.api.grids import Grid
from gradscape.api.jobs import JobRequest, PartAnswer
from gradscape.api.sweep_texts import SweepQuestion, rates_and_momenta, read_sweep
from gradscape.walks.sweeps import Sweep, SweepOutcome, sweep

OUTCOMES: tuple[str, ...] = get_args(SweepOutcome)


class SweepJobRequest(SweepQuestion, JobRequest):
    """A walk, and the learning rates and momenta to try it with."""

    resolution: int = Field(
        1024, ge=limits.FEWEST_RESOLUTION, le=limits.JOB_RESOLUTION, description="along each axis, ends included"
    )

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "function": {"source": "x^2 + 10 y^2"},
                    "run": {"method": "momentum", "start": [1, 1], "steps": 50},
                    "learning_rate": [0.001, 1],
                    "momentum": [0, 0.99],
                    "resolution": 80,
                }
            ]
        }
    )


class SweepPart(PartAnswer):
    """A tile: every so-manieth momentum (one row if none were asked for) and learning rate."""

    first: list[int] = Field(description="its first row and column")
    strides: list[int] = Field(description="from row to row, and from column to column")
    values: Base64Array = Field(description="the last value of f; NaN where the walk has gone")
    iterations: Base64Array
    outcomes: Base64Array = Field(description=f"what became of each walk: the place in {', '.join(OUTCOMES)}")


class _Found(NamedTuple):
    sweep: Sweep
    is_partial: bool


class SweepJob:
    """Tiles of settings."""

    def __init__(self, request: SweepJobRequest):
        self.request = request
        _, self.walk = read_sweep(request)
        rows = 1 if request.momentum is None else request.resolution
        self.grid = Grid(rows, request.resolution, limits.JOB_SWEEP_TILE)

    def parts(self) -> int:
        """Tiles."""
        return self.grid.count()

    def seconds(self) -> float:
        """About how long one takes."""
        cells = min(self.grid.side, self.grid.rows) * min(self.grid.side, self.grid.columns)
        return prices.ends(read_sweep(self.request)[0], self.walk, cells)

    def part(self, number: int) -> _Found:
        """One tile."""
        rates, momenta = rates_and_momenta(self.request, self.request.resolution)
        (row, column), (down, across) = self.grid.first(number), self.grid.strides()
        tile = None if momenta is None else momenta[row::down]
        found = sweep(read_sweep(self.request)[0], self.walk, rates[column::across], tile)
        return _Found(found, interest.was_cut())

    def is_led(self) -> bool:
        """No tile needs another one."""
        return False

    def after(self, first: _Found) -> "SweepJob":
        """The same."""
        return self

    def line(self, number: int, found: _Found) -> dict[str, Any]:
        """The tile."""
        values, iterations, outcomes = found.sweep
        places = np.select([outcomes == name for name in OUTCOMES], range(len(OUTCOMES)))
        return {
            "first": self.grid.first(number),
            "strides": self.grid.strides(),
            "values": encoded(values),
            "iterations": encoded_integers(iterations, "i2"),
            "outcomes": encoded_integers(places, "i1"),
            "partial": found.is_partial,
        }
