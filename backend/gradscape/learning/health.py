"""What goes wrong inside a network: units that cannot learn, and derivatives that vanish or explode on the way back."""

from typing import Literal, NamedTuple

import numpy as np

from gradscape.language.digits import in_words as number
from gradscape.learning.activations import ACTIVATIONS
from gradscape.learning.backpropagation import Pass
from gradscape.learning.networks import Network

Kind = Literal["dead", "saturated", "vanishing", "exploding"]
# The slope of a saturated unit, and how much of the derivatives is left in the first layer.
_FLAT, _LITTLE, _MUCH = 0.02, 1e-3, 1e3


class Finding(NamedTuple):
    """layer: 0 is the first hidden one; unit: None where it is about the whole layer."""

    kind: Kind
    layer: int
    unit: int | None
    message: str


def findings(network: Network, passed: Pass) -> list[Finding]:
    """Over the samples of one pass."""
    found = [finding for place in range(len(network.layers) - 1) for finding in _of_units(network, passed, place)]
    sizes = [float(np.abs(slopes.z).mean()) for slopes in passed.slopes]
    if len(sizes) > 1 and sizes[-1] > 0 and sizes[0] < _LITTLE * sizes[-1]:
        found.append(Finding("vanishing", 0, None, _told("vanish", sizes[0] / sizes[-1])))
    if len(sizes) > 1 and sizes[0] > _MUCH * sizes[-1] > 0:
        found.append(Finding("exploding", 0, None, _told("explode", sizes[0] / sizes[-1])))
    return found


def _told(what: str, ratio: float) -> str:
    left = f"they are {number(ratio, 2)} times those of the last" if ratio else "nothing is left of them"
    return f"The derivatives {what} on the way back: in the first layer {left}."


def _of_units(network: Network, passed: Pass, place: int) -> list[Finding]:
    here, name = passed.signals[place], network.layers[place].activation
    slopes = np.abs(ACTIVATIONS[name].slope(here.z, here.a)).max(axis=1)
    found = []
    for unit, slope in enumerate(slopes):
        label = f"Unit {unit + 1} of layer {place + 1}"
        if slope == 0:
            # The slope of a sigmoid is never 0: far out it is too small to tell from it.
            zero = "0" if ACTIVATIONS[name].is_flat else "0 to rounding"
            text = f"{label} is dead: f' is {zero} for every sample, so it cannot learn."
            found.append(Finding("dead", place, unit, text))
        elif slope < _FLAT:
            text = (
                f"{label} is saturated: f' is at most {number(float(slope), 2)} for every sample, so it hardly learns."
            )
            found.append(Finding("saturated", place, unit, text))
    return found
