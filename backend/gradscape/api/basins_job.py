"""A picture of basins at the size of a print, tile by tile."""

from typing import Any, NamedTuple

import numpy as np
from pydantic import ConfigDict, Field

from gradscape import interest
from gradscape.api import limits, prices
from gradscape.api.answers import Base64Array, encoded_integers
from gradscape.api.basins_texts import AttractorAnswer, BasinsQuestion, Tile, axes_of, basins_of, walk_in_a_plane
from gradscape.api.errors import invalid
from gradscape.api.functions import at_least_one_variable, check_size, read_field
from gradscape.api.grids import Grid
from gradscape.api.jobs import JobRequest, PartAnswer
from gradscape.walks.basins import MOST_ATTRACTORS, Attractor, Basins, same_place
from gradscape.walks.ends import is_quick


class BasinsJobRequest(BasinsQuestion, JobRequest):
    """A function of two variables and a rectangle of starts; `attractors`: of the lines that are there already."""

    resolution: int = Field(
        1024, ge=limits.FEWEST_RESOLUTION, le=limits.JOB_RESOLUTION, description="starts along each side"
    )

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "function": {"source": "(x^2 + y - 11)^2 + (x + y^2 - 7)^2"},
                    "box": [[-5, 5], [-5, 5]],
                    "resolution": 200,
                    "learning_rate": 0.01,
                }
            ]
        }
    )


class BasinsPart(PartAnswer):
    """A tile: every stride-th row and column of the grid, rows of y from below."""

    first: list[int] = Field(description="its first row and column")
    stride: int
    labels: Base64Array = Field(description="of each start its attractor; -1: not at rest, -2: gone")
    iterations: Base64Array = Field(description="how many steps that took")
    attractors: list[AttractorAnswer] = Field(description="all that are known by now; their numbers stay")


class _Found(NamedTuple):
    basins: Basins
    is_partial: bool


class BasinsJob:
    """Tiles that number attractors alike: those of the first tile, which sees the whole picture, come first."""

    def __init__(self, request: BasinsJobRequest):
        check_size(at_least_one_variable(read_field(request.function)), "box", len(request.box))
        if len(request.box) != 2:
            raise invalid("box", "has one interval; a job draws basins over two variables")
        self.request, self.walk = request, walk_in_a_plane(request)
        side = limits.JOB_TILE if is_quick(self.walk) else limits.JOB_SLOW_TILE
        self.grid = Grid(request.resolution, request.resolution, side)
        self.attractors: list[Attractor] = []

    def parts(self) -> int:
        """Tiles."""
        return self.grid.count()

    def seconds(self) -> float:
        """About how long one takes."""
        return prices.ends(read_field(self.request.function), self.walk, min(self.grid.side, self.grid.rows) ** 2)

    def part(self, number: int) -> _Found:
        """One tile."""
        axes = axes_of(self.request.box, self.request.resolution, self._tile(number), self.walk)
        found = basins_of(read_field(self.request.function), self.request, self.walk, axes)
        return _Found(found, interest.was_cut())

    def is_led(self) -> bool:
        """Whether nobody knows any attractor yet."""
        return not self.request.attractors

    def after(self, first: _Found) -> "BasinsJob":
        """The same with the attractors of the first tile."""
        known = [each.point.tolist() for each in first.basins.attractors]
        return BasinsJob(self.request.model_copy(update={"attractors": known}))

    def line(self, number: int, found: _Found) -> dict[str, Any]:
        """The tile, its attractors numbered as in the lines before."""
        tile, (labels, iterations, attractors) = self._tile(number), found.basins
        numbers = np.array([self._numbered(each) for each in attractors] + [0], np.int8)
        return {
            "first": tile.first,
            "stride": tile.stride,
            "labels": encoded_integers(np.where(labels < 0, labels, numbers[labels]), "i1"),
            "iterations": encoded_integers(iterations, "i2"),
            "attractors": [each._asdict() for each in self.attractors],
            "partial": found.is_partial,
        }

    def _tile(self, number: int) -> Tile:
        return Tile(first=list(self.grid.first(number)), stride=self.grid.strides()[0])

    def _numbered(self, attractor: Attractor) -> int:
        """Its number for all tiles; -1 where there are too many."""
        is_same = [same_place(each, attractor, self.request.box) for each in self.attractors]
        if True not in is_same and len(is_same) < MOST_ATTRACTORS:
            self.attractors.append(attractor)
            return len(is_same)
        return is_same.index(True) if True in is_same else -1
