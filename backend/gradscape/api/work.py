"""Where a computation runs: short ones at once, in the event loop; longer ones in a few worker threads beside it.

The hop to a thread costs more than a kernel of a millisecond; a long computation in the loop would delay everyone.
"""

from collections.abc import Callable
from typing import TypeVar

import anyio.to_thread
from anyio import CapacityLimiter

from gradscape.machine import warm_up

Result = TypeVar("Result")

WORKERS = 2
# Up to which size a request is answered at once.
INLINE_SOURCE = 256
INLINE_RESOLUTION = 128
INLINE_SAMPLES = 1024
# Steps of a walk times variables, each step counted as that of its family.
INLINE_STEPS = 2048
STEP_COST = {"first-order": 1, "second-order": 40, "quasi-newton": 40, "conjugate": 40}
# One lane is a point and a pair of variables.
INLINE_JET_LANES = 64
# Epochs times samples.
INLINE_TRAINING = 8000
# Steps times parameters, and a fiftieth of the evaluations of its surface.
INLINE_FIT = 1500

# Of the process, as its cores are; further long requests wait for their turn.
_workers = CapacityLimiter(WORKERS)


async def run(work: Callable[[], Result], *, is_short: bool = False) -> Result:
    """The result of `work`."""
    # Before the warm-up ends a request may have to compile its kernel, which takes seconds.
    if is_short and warm_up.ready():
        return work()
    return await anyio.to_thread.run_sync(work, limiter=_workers)
