"""A target of speed as a line of a table: what we take, what was set, and what a peer takes."""

from typing import NamedTuple


class Row(NamedTuple):
    """A target, and what we and a peer take; in `unit`, times in milliseconds of the processor.

    is_rate: whether more is better.
    """

    what: str
    ours: float
    target: float
    unit: str = "ms"
    peer: str = ""
    theirs: float | None = None
    is_rate: bool = False

    @property
    def is_met(self) -> bool:
        """As far as this run goes."""
        return self.ours >= self.target if self.is_rate else self.ours <= self.target

    def cells(self) -> tuple[str, ...]:
        """What, ours, target, the peer's, and how many times ours that is."""
        sign = "at least" if self.is_rate else "at most"
        verdict = "" if self.is_met else ", **missed**"
        beside = "" if self.theirs is None else f"{self.peer}: {_short(self.theirs)} {self.unit}"
        ratio = "" if self.theirs is None else f"{_short(self._peers_time_over_ours(self.theirs))} ×"
        return self.what, f"{_short(self.ours)} {self.unit}", f"{sign} {_short(self.target)}{verdict}", beside, ratio

    def _peers_time_over_ours(self, theirs: float) -> float:
        return self.ours / theirs if self.is_rate else theirs / self.ours


def _short(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 else f"{number:.2g}"
