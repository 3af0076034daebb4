"""Sets of the NIST Statistical Reference Datasets (https://www.itl.nist.gov/div898/strd), certified to 11 digits.

A file in `nist` has one set: the model as we write it, NIST's two starts, the certified parameters and residual sum of
squares, and the data. The residual sums of linear sets are worked out from the data in rational numbers.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np

from gradscape.language.parser import parse
from gradscape.learning.models import Model
from gradscape.learning.regression import Objective, Points
from gradscape.learning.residual_losses import Loss

FOLDER = Path(__file__).parent / "nist"


class ReferenceSet(NamedTuple):
    """One set, its rows by their names."""

    name: str
    text: str
    rows: dict[str, np.ndarray]

    def objective(self) -> Objective:
        """Squared residuals, added up."""
        model = Model(parse(self.text, ("x",), frozenset(self.parameters())))
        return Objective(model, Points(self.rows["x"], self.rows["y"]), Loss("squared"), "sum")

    def parameters(self) -> list[str]:
        """Their names in NIST's order; linear sets count from 0 where there is a constant."""
        first = 0 if "b0" in self.text else 1
        return [f"b_{first + k}" for k in range(len(self.rows["certified"]))]

    def in_order(self, which: str) -> np.ndarray:
        """A row of parameters in the model's order."""
        named = dict(zip(self.parameters(), self.rows[which], strict=True))
        return np.array([named[name] for name in self.objective().model.names])

    @property
    def residual_sum(self) -> float:
        """The certified one."""
        return float(self.rows["residual_sum"][0])


def read(name: str) -> ReferenceSet:
    """The set of this name."""
    text, numbers = "", dict[str, list[float]]()
    for line in (FOLDER / f"{name}.txt").read_text().splitlines():
        key, _, rest = line.partition(" ")
        if key == "model":
            text = rest
        elif key != "#":
            numbers.setdefault(key, []).extend(map(float, rest.split()))
    return ReferenceSet(name, text, {key: np.array(row) for key, row in numbers.items()})
