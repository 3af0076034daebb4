"""Compiles every kernel in the background, most needed first."""

import atexit
import threading
from pathlib import Path
from typing import NamedTuple

import jax

from gradscape.machine import compilations, compiled
from gradscape.machine.sizes import KERNELS


class Progress(NamedTuple):
    """How many kernels are warm, of how many."""

    warmed: int
    total: int


_warmed = 0
_thread: threading.Thread | None = None
_stopping = threading.Event()
_lock = threading.Lock()


def start(cache_directory: Path | None = None) -> None:
    """Begins warming, once a process; `cache_directory` keeps compiled kernels between processes."""
    global _thread
    with _lock:
        if _thread is None:
            _use_cache(cache_directory)
            _thread = threading.Thread(target=_warm_all, name="warm-up", daemon=True)
            # XLA must not be in the middle of a compilation when the interpreter goes away.
            atexit.register(_stop)
            _thread.start()


def wait(timeout: float | None = None) -> bool:
    """Blocks until all kernels are warm, or for `timeout` seconds; says whether they are."""
    if _thread is not None:
        _thread.join(timeout)
    return ready()


def progress() -> Progress:
    """How far the warm-up is."""
    return Progress(_warmed, len(KERNELS))


def ready() -> bool:
    """Whether every kernel is compiled."""
    return _warmed == len(KERNELS)


def _stop() -> None:
    _stopping.set()
    if _thread is not None:
        _thread.join()


def _use_cache(directory: Path | None) -> None:
    if directory is None:
        return
    jax.config.update("jax_compilation_cache_dir", str(directory))
    # By default JAX keeps only what took over a second to compile.
    jax.config.update("jax_persistent_cache_min_compile_time_secs", 0)
    jax.config.update("jax_persistent_cache_min_entry_size_bytes", -1)


def _warm_all() -> None:
    global _warmed
    for kernel in KERNELS:
        if _stopping.is_set():
            return
        compiled.warm(kernel)
        _warmed += 1
    compilations.mark_ready()
