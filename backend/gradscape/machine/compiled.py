"""Which compiled kernel answers what, and how requests are padded to its shape."""

import threading
from collections.abc import Callable
from functools import cache

import jax
import numpy as np

from gradscape import interest
from gradscape.machine import descents, executables, fits, kernels, networks, plane_jets
from gradscape.machine.descents import SETTLE_STEPS, TRAIL_STEPS
from gradscape.machine.first_order import Hyper, Memory
from gradscape.machine.program import EMPTY, MAXIMUM_OUTPUTS
from gradscape.machine.sizes import KERNELS, RARE, Kernel

jax.config.update("jax_enable_x64", True)
# Handing a small kernel to another thread, and waiting for it, costs more than the kernel.
jax.config.update("jax_cpu_enable_async_dispatch", False)
# A graphics card takes ten times as long for one point, and for all that is as small.
jax.config.update("jax_default_device", "cpu")

_RUNNERS = {
    "value": kernels.run_values,
    "jet": kernels.run_jets,
    "plane-jet": plane_jets.run_plane_jets,
    "jacobian": kernels.run_jacobians,
    "series": kernels.run_series,
    "convention": kernels.run_conventions,
    "walk": kernels.run_walk,
    "descent": descents.run_descent,
    "settle": descents.run_settle,
    "fit": fits.run_fit,
    "lesson": networks.run_lesson,
    "network-gradient": networks.run_autodiff,
    "network-curvature": networks.run_curvature,
}


_ready: dict[Kernel, Callable] = {}
_making = {kernel: threading.Lock() for kernel in KERNELS}
_wait: Callable[[Kernel], object] = id


def wait_by(wait: Callable[[Kernel], object]) -> None:
    """What is called before a kernel is made for whoever asks for it: it returns when no other has it in the making."""
    global _wait
    _wait = wait


def compiled(kernel: Kernel) -> Callable:
    """The kernel, which is made when it is first asked for; whoever else asks for it meanwhile waits.

    Raises:
        NotWantedError: if the answer to the question at hand is not wanted any longer.
    """
    interest.look()
    return _ready.get(kernel) or _made(kernel)


def _made(kernel: Kernel) -> Callable:
    _wait(kernel)
    interest.look()
    with _making[kernel]:
        if kernel not in _ready:
            _ready[kernel] = executables.loaded(_recipe(kernel)) or executables.made(_recipe(kernel))
        return _ready[kernel]


def load(kernel: Kernel) -> bool:
    """Loads the kernel if it is kept, a rare one only when it is asked for; says whether nothing is left to compile."""
    with _making[kernel]:
        if kernel in RARE and executables.is_kept(_recipe(kernel)):
            return True
        if kernel not in _ready and (found := executables.loaded(_recipe(kernel))):
            _ready[kernel] = found
        return kernel in _ready


def compile_once(kernel: Kernel) -> None:
    """Compiles the kernel; a rare one only in order to keep it, where that is possible."""
    with _making[kernel]:
        if kernel not in _ready:
            found = executables.made(_recipe(kernel))
            if kernel not in RARE or not executables.is_kept(_recipe(kernel)):
                _ready[kernel] = found


def keep(kernel: Kernel) -> None:
    """Compiles the kernel for other processes, which load it."""
    executables.made(_recipe(kernel))


def _recipe(kernel: Kernel) -> executables.Recipe:
    name = f"{kernel.kind}-{kernel.variables}-{kernel.lanes}"
    return executables.Recipe(name, _RUNNERS[kernel.kind], nothing(kernel))


def nothing(kernel: Kernel) -> tuple:
    """Inputs of a kernel's shape that ask for nothing."""
    if kernel.kind in ("lesson", "network-gradient", "network-curvature"):
        return networks.nothing(kernel)
    return EMPTY, *_without_program(kernel)


def _without_program(kernel: Kernel) -> tuple:
    lanes, whole = np.zeros((kernel.variables, kernel.lanes)), np.zeros(kernel.lanes, np.int32)
    match kernel.kind:
        case "jet":
            return lanes, lanes, lanes, np.zeros(kernel.lanes)
        case "plane-jet":
            return lanes, np.int32(0)
        case "series":
            return lanes, np.zeros(kernel.lanes)
        case "jacobian":
            return np.zeros(MAXIMUM_OUTPUTS, np.int32), lanes
        case "walk":
            return lanes[0], lanes[0], whole, np.int32(0)
        case "descent":
            steered = lanes, no_memory(kernel), Hyper(whole, *[lanes[0]] * 7)
            return (
                *steered,
                np.zeros((TRAIL_STEPS, kernel.lanes)),
                np.zeros((TRAIL_STEPS, kernel.variables, kernel.lanes)),
                np.int32(0),
            )
        case "settle":
            steered = lanes, no_memory(kernel), Hyper(whole, *[lanes[0]] * 7)
            return *steered, lanes[0], np.ones(SETTLE_STEPS), lanes[0], np.int32(0)
        case "fit":
            one = np.zeros(1)
            theta = np.zeros((kernel.variables - 1, 1))
            points = fits.Points(lanes[0], lanes[0], lanes[0], np.int32(0), np.float64(0))
            memory, hyper = Memory(theta, theta, np.full(1, -np.inf), np.int32(0)), Hyper(whole[:1], *[one] * 7)
            return theta, memory, hyper, np.zeros(fits.FIT_STEPS), points, np.int32(0)
    return (lanes,)


def by_variable(points: np.ndarray, kernel: Kernel) -> np.ndarray:
    """Points as columns, padded to the kernel's size by the last one: zeros might be a slow place of the function."""
    count, n = points.shape
    columns = np.zeros((kernel.variables, kernel.lanes))
    columns[:n, :count] = points.T
    columns[:n, count:] = points[-1:].T
    return columns


@cache
def at_rest(kernel: Kernel) -> jax.Array:
    """No lane is shaken; kept where the kernel reads it, as all is that many calls have in common."""
    return jax.device_put(np.zeros(kernel.lanes))


def padded(entries: np.ndarray, kernel: Kernel) -> np.ndarray:
    return np.resize(entries, kernel.lanes)


def tiles(count: int, size: int) -> list[slice]:
    return [slice(start, min(start + size, count)) for start in range(0, count, size)]


def no_memory(kernel: Kernel) -> Memory:
    nothing = np.zeros((kernel.variables, kernel.lanes))
    return Memory(nothing, nothing, np.full(kernel.lanes, -np.inf), np.int32(0))
