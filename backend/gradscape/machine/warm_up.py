"""Makes every kernel ready in the background, most needed first: loaded where it is kept, compiled where it is not."""

import atexit
import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from gradscape.computer import cores
from gradscape.machine import compilations, executables, modesty, prices
from gradscape.machine.compiled import compile_once, load, wait_by
from gradscape.machine.compiling import Compiler
from gradscape.machine.missing import Missing
from gradscape.machine.sizes import KERNELS, Kernel

# XLA compiles one kernel on one core; each takes a hundred megabytes while it is under way.
_MOST_AT_ONCE = 4


class Progress(NamedTuple):
    """How many kernels are warm, of how many."""

    warmed: int
    total: int


_warmed = 0
_thread: threading.Thread | None = None
_stopping = threading.Event()
_compilers: list[Compiler] = []
_lock = threading.Lock()
_may_go_on = threading.Event()
_may_go_on.set()


def start(
    cache_directory: Path | None = None, *, waits: bool = False, at_last: Callable[[], None] | None = None
) -> None:
    """Begins warming, once a process.

    Args:
        cache_directory: keeps compiled kernels between processes, if given.
        waits: all but the first kernel wait for `go_on`.
        at_last: what else is done beside the answers, once all kernels that are kept are loaded.
    """
    global _thread
    with _lock:
        if _thread is None:
            if cache_directory is not None:
                executables.keep_in(cache_directory)
            if waits:
                _may_go_on.clear()
            _thread = threading.Thread(target=_warm_all, args=(at_last,), name="warm-up", daemon=True)
            # XLA must not be in the middle of a compilation when the interpreter goes away.
            atexit.register(_stop)
            _thread.start()


def go_on() -> None:
    """Nothing more urgent is to be done."""
    _may_go_on.set()


def wait(timeout: float | None = None) -> bool:
    """Blocks until all kernels are warm, or for `timeout` seconds; says whether they are."""
    if _thread is not None:
        _thread.join(timeout)
    return ready()


def progress() -> Progress:
    """How far the warm-up is."""
    return Progress(_warmed, len(KERNELS))


def ready() -> bool:
    """Whether no kernel is left to compile."""
    return _warmed == len(KERNELS)


def _stop() -> None:
    _stopping.set()
    _may_go_on.set()
    with _lock:
        for compiler in _compilers:
            compiler.stop()
    if _thread is not None:
        _thread.join()


def _warm_all(at_last: Callable[[], None] | None = None) -> None:
    missing = Missing(_not_kept())
    if _stopping.is_set():
        return
    # Whoever needs one of them waits for it, instead of compiling it in this process.
    wait_by(missing.wait_for)
    workers = [
        threading.Thread(target=_compile_all, args=(missing,)) for _ in range(min(cores(), _MOST_AT_ONCE, len(missing)))
    ]
    for worker in workers:
        worker.start()
    if at_last is not None:
        at_last()
    for worker in workers:
        worker.join()
    missing.close()
    if not _stopping.is_set():
        prices.calibrate()
        modesty.forget_traces()


def _not_kept() -> Iterator[Kernel]:
    """Those that cannot be loaded; all others are."""
    for kernel in KERNELS:
        if _stopping.is_set():
            return
        if load(kernel):
            _count_one()
        else:
            yield kernel
        _may_go_on.wait()


def _compile_all(missing: Missing) -> None:
    """By a process of its own, if what it makes can be kept; by this one otherwise."""
    compiler = _compiler()
    while not _stopping.is_set() and (kernel := missing.next()):
        is_made = compiler is not None and compiler.make(kernel) and load(kernel)
        if not is_made and not _stopping.is_set():
            compile_once(kernel)
            modesty.give_back_memory()
        _count_one()
        missing.settle(kernel)
    if compiler is not None:
        compiler.close()


def _compiler() -> Compiler | None:
    directory = executables.directory()
    if directory is None:
        return None
    with _lock:
        if _stopping.is_set():
            return None
        with contextlib.suppress(OSError):
            _compilers.append(Compiler(directory))
            return _compilers[-1]
    return None


def _count_one() -> None:
    global _warmed
    with _lock:
        _warmed += 1
        if ready():
            compilations.mark_ready()
