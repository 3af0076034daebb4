"""About how long the machine takes, known before it begins: instructions times lanes times steps.

The numbers were measured on one processor; `calibrate` measures how much slower or quicker this one is.
"""

import time
from collections.abc import Callable
from typing import NamedTuple

import jax

from gradscape.language.parser import parse_map, the_number
from gradscape.machine import compiled
from gradscape.machine.plane_jets import BLOCK, VARIABLES
from gradscape.machine.program import program
from gradscape.machine.sizes import Kernel, Kind, kernel_for

# Seconds of a call that does nothing, and of one instruction in the fewest lanes there are.
_CALL, _INSTRUCTION = 60e-6, 0.2e-6
# What a kernel that walks does at each step beside the function, in instructions.
_OF_A_STEP = 8


class _Rate(NamedTuple):
    """Seconds of one instruction in one lane: of the function alone, and for each derivative carried along."""

    value: float
    derivative: float


# What a lane carries beside the value: the derivatives by its variables, or as many as a jet or a series has.
_RATES: dict[Kind, _Rate] = {
    "value": _Rate(3e-9, 0.0),
    "jet": _Rate(19e-9, 0.0),
    "plane-jet": _Rate(12e-9, 0.0),
    "jacobian": _Rate(3e-9, 3.2e-9),
    "series": _Rate(32e-9, 0.0),
    "convention": _Rate(10e-9, 0.0),
    "walk": _Rate(16e-9, 0.0),
    "descent": _Rate(4e-9, 2.2e-9),
    "settle": _Rate(6e-9, 1.4e-9),
    "fit": _Rate(1e-9, 4.2e-9),
}
# One instruction of the kernel that is measured again on each machine, where these numbers are from.
_MEASURED, _TRIAL = Kernel("jet", 16, 256), "sin(x y) + y cos(x) - x^2 exp(-y) / (1 + y^2)"
_THERE = 0.092e-3
_TRIALS = 9

_slowness = 1.0


def calibrate() -> None:
    """Measures this machine, once its kernels are warm: a few milliseconds."""
    global _slowness
    trial = program(the_number(parse_map(_TRIAL)), {})
    kernel = compiled.compiled(_MEASURED)
    arguments = compiled.nothing(_MEASURED)[1:]
    took = min(_seconds(lambda: jax.block_until_ready(kernel(trial, *arguments))) for _ in range(_TRIALS))
    _slowness = min(max(took / _THERE, 0.2), 20.0)


def slowness() -> float:
    """How many times as long as there this machine takes."""
    return _slowness


def seconds(kind: Kind, variables: int, lanes: int, instructions: int, steps: int = 1) -> float:
    """About how long a question of `lanes` lanes takes, in seconds.

    Args:
        steps: evaluations one after the other, of kernels that walk; 1 of all others.
    """
    kernel = kernel_for(kind, variables, lanes)
    calls = -(-lanes // kernel.lanes)
    rate = _RATES[kind]
    # Of the plane's jets, blocks without a point are left out.
    worked = min(kernel.lanes, -(-lanes // BLOCK) * BLOCK) if kind == "plane-jet" else kernel.lanes
    each = _INSTRUCTION + worked * (rate.value + rate.derivative * kernel.variables)
    length = instructions + (_OF_A_STEP if steps > 1 else 0)
    return _slowness * calls * (_CALL + steps * length * each)


def jets(variables: int, points: int, instructions: int) -> float:
    """About how long `machine.jets` takes, in seconds."""
    if variables <= VARIABLES:
        return seconds("plane-jet", variables, points, instructions)
    return seconds("jet", variables, points * variables * (variables + 1) // 2, instructions)


def _seconds(work: Callable[[], object]) -> float:
    """By the clock or by what the process has used, whichever is less: others may be busy, here or on this machine."""
    began, used = time.perf_counter(), time.process_time()
    work()
    return min(time.perf_counter() - began, time.process_time() - used)
