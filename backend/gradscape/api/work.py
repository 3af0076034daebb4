"""Where a computation runs: short ones at once, in the event loop; longer ones in a few worker threads beside it.

The hop to a thread costs more than a kernel of a millisecond; a long computation in the loop would delay everyone.
"""

from collections.abc import Callable
from typing import TypeVar

import anyio.to_thread
from anyio import CapacityLimiter

from gradscape.api import limits
from gradscape.machine import warm_up

Result = TypeVar("Result")

# Of the process, as its cores are; further long requests wait for their turn.
_workers = CapacityLimiter(limits.WORKERS)


async def run(work: Callable[[], Result], *, is_short: bool = False) -> Result:
    """The result of `work`."""
    # Before the warm-up ends a request may have to compile its kernel, which takes seconds.
    if is_short and warm_up.ready():
        return work()
    return await anyio.to_thread.run_sync(work, limiter=_workers)
