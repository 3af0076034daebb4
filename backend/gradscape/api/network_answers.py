"""What several answers about networks are made of."""

from typing import Any

from pydantic import BaseModel

from gradscape.api.network_texts import ActivationName, CostName
from gradscape.learning.health import Kind
from gradscape.learning.networks import Network


class LayerAnswer(BaseModel):
    """A layer as requests take it."""

    weights: list[list[float | None]]
    biases: list[float | None]
    activation: ActivationName


class NetworkAnswer(BaseModel):
    """A network as requests take it."""

    layers: list[LayerAnswer]
    cost: CostName


class FindingAnswer(BaseModel):
    """What goes wrong inside; layer 0 is the first hidden one, and unit null where it is about a whole layer."""

    kind: Kind
    layer: int
    unit: int | None
    message: str


def shown(network: Network) -> dict[str, Any]:
    """A network as requests take it."""
    return {"layers": [layer._asdict() for layer in network.layers], "cost": network.cost}
