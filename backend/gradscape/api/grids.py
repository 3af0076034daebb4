"""A grid that comes in tiles, each of every stride-th row and column: all of them show the whole picture, coarsely."""

from functools import lru_cache
from itertools import product
from typing import NamedTuple


class Grid(NamedTuple):
    """rows, columns: of the whole. side: the most that a tile has of each."""

    rows: int
    columns: int
    side: int

    def strides(self) -> tuple[int, int]:
        """How many rows, and columns, are between two of a tile."""
        return -(-self.rows // self.side), -(-self.columns // self.side)

    def count(self) -> int:
        """How many tiles there are."""
        rows, columns = self.strides()
        return rows * columns

    def first(self, number: int) -> tuple[int, int]:
        """The first row and column of a tile; those that fill the largest gaps have the first numbers."""
        return _in_order(*self.strides())[number]


@lru_cache(maxsize=16)
def _in_order(rows: int, columns: int) -> list[tuple[int, int]]:
    def lateness(first: tuple[int, int]) -> tuple[int, int]:
        late = _halvings(rows, first[0]), _halvings(columns, first[1])
        return max(late), sum(late)

    return sorted(product(range(rows), range(columns)), key=lateness)


def _halvings(stride: int, offset: int) -> int:
    """How often a stride must be halved until its multiples meet an offset."""
    halved = 0
    while offset % stride:
        stride, halved = max(1, stride // 2), halved + 1
    return halved
