"""What is asked of a walk."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float64

from gradscape.walks.methods import ANY_METHOD, AnyMethodName, Method, Value


class Run(NamedTuple):
    """What is asked of one walk. settings: all of its method's; with tolerance 0 it makes all its steps."""

    method: AnyMethodName
    start: np.ndarray
    settings: dict[str, Value]
    steps: int
    tolerance: float
    seed: int = 0

    def row(self) -> Method:
        """What is known of its method."""
        return ANY_METHOD[self.method]

    def is_plain(self) -> bool:
        """Whether steps are made without a search."""
        return self.settings.get("line_search", "none") == "none"

    def is_steady(self) -> bool:
        """Whether every step is made with the same learning rate."""
        return self.settings.get("schedule", "constant") == "constant" and self.is_plain()

    def is_by_rule(self) -> bool:
        """Whether its steps follow a first-order rule, without a search."""
        return self.row().family == "first-order" and self.is_plain()

    def is_on_a_line(self) -> bool:
        """Whether the machine makes its steps by f' and f'' alone: plain descent or Newton's method in one variable."""
        return self.row().on_a_line is not None and len(self.start) == 1 and self.is_steady()

    def number(self, name: str, otherwise: float = 0.0) -> float:
        """A setting that is a number."""
        return float(self.settings.get(name, otherwise))

    def with_setting(self, name: str, value: Value) -> "Run":
        """The same run with one setting changed."""
        return self._replace(settings={**self.settings, name: value})

    def rates(self) -> Float64[np.ndarray, " steps"]:
        """The learning rate of each step, by its schedule."""
        rate, left = self.number("learning_rate"), self.number("decay_rate", 1.0)
        part = np.arange(self.steps) / self.steps
        match self.settings.get("schedule"):
            case "exponential":
                return rate * left**part
            case "cosine":
                return rate * (left + (1 - left) * (1 + np.cos(np.pi * part)) / 2)
        return np.full(self.steps, rate)
