"""How weights begin: drawn evenly from an interval around 0, one row each."""

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, NamedTuple


class InitialisationRow(NamedTuple):
    """reach: the end of the interval, from how many inputs a layer has and how many units. bias: of all units."""

    name: str
    label: str
    reach: Callable[[int, int], float]
    bias: float = 0.0


INITIALISATIONS: dict[str, InitialisationRow] = {
    each.name: each
    for each in [
        InitialisationRow("uniform", "uniform", lambda inputs, units: 0.5, bias=0.1),
        # Source: Glorot & Bengio (2010).
        InitialisationRow("xavier", "Xavier", lambda inputs, units: math.sqrt(6 / (inputs + units))),
        # Source: He et al. (2015).
        InitialisationRow("he", "He", lambda inputs, units: math.sqrt(6 / inputs)),
        InitialisationRow("zeros", "zeros", lambda inputs, units: 0.0),
    ]
}
# Of a network where nothing else is said: the first.
USUAL_INITIALISATION = next(iter(INITIALISATIONS))

if TYPE_CHECKING:
    Initialisation = str
else:
    Initialisation = Literal[tuple(INITIALISATIONS)]
