"""The state of each lab as a model: what can be chosen there, told once, for chapters, links and the page."""

from gradscape.labs.constraints import ConstraintsState
from gradscape.labs.derivative import DerivativeState
from gradscape.labs.descent import DescentState
from gradscape.labs.fields import State
from gradscape.labs.implicit import ImplicitState
from gradscape.labs.jacobian import JacobianState
from gradscape.labs.network import NetworkState
from gradscape.labs.paths import PathsState
from gradscape.labs.regression import RegressionState
from gradscape.labs.surface import SurfaceState

# In the order of the header.
LABS: dict[str, type[State]] = {
    "derivative": DerivativeState,
    "descent": DescentState,
    "surface": SurfaceState,
    "implicit": ImplicitState,
    "paths": PathsState,
    "constraints": ConstraintsState,
    "jacobian": JacobianState,
    "regression": RegressionState,
    "network": NetworkState,
}
