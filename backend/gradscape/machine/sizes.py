"""Every compiled kernel there will ever be, in the order of how soon one is needed.

A lane is one evaluation: one point, for jets one pair of variables of one point, for walks one walk. Requests are
padded up to the next size, and larger ones are cut into tiles. Measured: beyond two variables their number hardly
changes a kernel's time, so that one kernel serves 3 to 16 of them and finer classes of variables would only cost
compilations.
"""

from functools import lru_cache
from typing import Literal, NamedTuple

Kind = Literal["value", "jet", "plane-jet", "jacobian", "series", "convention", "walk", "descent", "settle", "fit"]
# Of neural networks: how many layers there are takes the place of variables, how many samples that of lanes.
NetworkKind = Literal["lesson", "network-gradient", "network-curvature"]


class Kernel(NamedTuple):
    """One compiled shape: a kind of question, of up to so many variables, in so many lanes."""

    kind: Kind | NetworkKind
    variables: int
    lanes: int


KERNELS = (
    Kernel("value", 2, 10240),  # a surface of 100 x 100
    Kernel("jet", 16, 1024),  # and whether rounding has left it digits
    Kernel("plane-jet", 2, 1),  # one point of a line or a plane
    Kernel("jet", 16, 64),
    Kernel("value", 16, 1024),
    Kernel("jet", 16, 256),  # one point of up to 16 variables
    Kernel("value", 16, 64),
    Kernel("plane-jet", 2, 2048),
    Kernel("series", 1, 512),  # a curve with its derivatives
    Kernel("walk", 1, 16),
    Kernel("convention", 1, 4),
    Kernel("walk", 1, 512),  # a walk for each learning rate, or each start
    Kernel("descent", 2, 8),  # a race
    Kernel("settle", 2, 1024),  # where each start of a plane, or each learning rate, leads
    Kernel("jacobian", 8, 4),  # one point of a map
    Kernel("jacobian", 8, 256),
    Kernel("fit", 4, 64),  # a line, or a curve of up to three parameters, and some points
    Kernel("fit", 16, 256),  # any model and points: x and up to 15 parameters
    Kernel("descent", 16, 8),
    Kernel("settle", 16, 64),
    Kernel("lesson", 3, 1024),  # training, with up to two hidden layers
    Kernel("network-gradient", 7, 128),  # a check of one batch
    Kernel("network-curvature", 3, 256),  # how the gradient of a whole training set changes along a direction
    Kernel("network-curvature", 3, 1024),
    Kernel("network-curvature", 7, 1024),
    Kernel("lesson", 5, 1024),
    Kernel("lesson", 7, 1024),
)

# Their executables take a third of the memory of all, and are loaded in a tenth of a second when first asked for.
RARE = frozenset(
    kernel
    for kernel in KERNELS
    if kernel.kind in ("lesson", "network-gradient", "network-curvature")
    or kernel in (Kernel("fit", 16, 256), Kernel("descent", 16, 8), Kernel("settle", 16, 64))
)


@lru_cache(maxsize=4096)
def kernel_for(kind: Kind | NetworkKind, variables: int, lanes: int) -> Kernel:
    """The smallest kernel that holds the request, or the largest one, to be used in tiles."""
    fitting = [kernel for kernel in KERNELS if kernel.kind == kind and kernel.variables >= variables]
    roomy = [kernel for kernel in fitting if kernel.lanes >= lanes]
    return min(roomy or fitting, key=lambda kernel: kernel.lanes if roomy else -kernel.lanes)
