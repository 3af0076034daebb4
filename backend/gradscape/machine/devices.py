"""Where compiled functions run: heavy work on a graphics card, where there is one; all else on the processor.

A card takes ten times as long for one point: kernels are the processor's whatever JAX's own choice is (`compiled.py`).
"""

from functools import cache
from typing import Any

import jax

# JAX's own is no type that a checker reads.
Device = Any


@cache
def card() -> Device | None:
    """The first graphics card that JAX can use."""
    try:
        return next((device for device in jax.devices() if device.platform == "gpu"), None)
    except RuntimeError:
        # A driver that does not answer.
        return None
