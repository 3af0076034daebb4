"""The state of the surface lab."""

from typing import Literal

from gradscape.labs.fields import Camera, Show, camera, field, place, toggles
from gradscape.labs.subject import OnPlane


class SurfaceState(OnPlane):
    """A function of two variables, a point on its surface, and a direction from there."""

    lab: Literal["surface"] = "surface"
    source: str = field("x^2 - y^2", "f")
    point: list[float] = place([1.0, -0.5], of="coordinates", inside=True)
    # Of the direction u, in degrees.
    angle: float = field(120.0, "u", turn=360)
    show: Show = toggles(
        ["tangent", "gradient", "field", "direction", "slices", "quadratic", "eigenvectors", "critical"],
        shown=["tangent", "gradient", "critical"],
    )
    view: Camera = camera("view")
