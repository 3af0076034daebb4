"""Background work that leaves processor and memory to those who wait for an answer."""

import contextlib
import ctypes
import gc
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import jax

_NICE = 10
_tracing = 0
_change = threading.Condition()


def give_way() -> None:
    """Lets all other threads of the machine go before the calling one, where the system knows threads' priorities."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)


@contextmanager
def tracing() -> Iterator[None]:
    """While a function is traced and compiled: JAX must not forget half of it meanwhile."""
    global _tracing
    with _change:
        _tracing += 1
    try:
        yield
    finally:
        with _change:
            _tracing -= 1
            _change.notify_all()


def forget_traces() -> None:
    """Lets go of what JAX remembers of functions that will not be traced again, once none is being traced."""
    with _change:
        _change.wait_for(lambda: not _tracing)
        jax.clear_caches()
    gc.collect()
    give_back_memory()


def give_back_memory() -> None:
    """Returns to the system what compiling and loading took: some hundred megabytes that nobody uses again."""
    if sys.platform == "linux":
        # Other C libraries than GNU's have no such function, nor the need for it.
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
