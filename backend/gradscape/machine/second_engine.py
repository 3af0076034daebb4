"""The second engine: functions that are asked for heavy work are compiled for themselves, beside the requests.

The interpreter answers until that is done; no request waits for a compiler. One rule decides: a function is compiled
once the interpreter has worked on it, or is about to work on it, for as long as compiling it is expected to take; so
never more than twice the best is spent. What both take is measured as it goes.
"""

import atexit
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from functools import lru_cache, wraps
from typing import NamedTuple, ParamSpec, TypeVar

import jax
import numpy as np

from gradscape.computer import cores
from gradscape.machine import compilations, heavy, modesty
from gradscape.machine.heavy import Task
from gradscape.machine.plain import Instructions, function_of, instructions_of
from gradscape.machine.program import Program

# Of instructions times variables; beyond, compiling takes seconds and gains little.
MOST_INSTRUCTIONS = 128
# Of compiled functions that are held; one takes about this many bytes, and more for each instruction: so much a process
# grew by 32 of them, of 10 to 17 instructions in two variables, and gave back without them.
MOST_HELD = 32
MOST_BYTES = 64 * 2**20
_BYTES, _BYTES_EACH = 1_500_000, 85_000
# Functions that wait to be compiled: of a text that is being typed only the last ones matter.
_MOST_WAITING = 4
_MOST_KNOWN = 512
# Seconds to compile, and more for each instruction, before anything was measured.
_SECONDS, _SECONDS_EACH = 0.12, 0.006
# Of the processor: as many lanes at once as it has room for; LLVM takes half as many by itself.
_WIDEST: dict[str, str | bool] = {"xla_cpu_prefer_vector_width": "512"}
# Compilations after which JAX is made to forget their traces.
_BETWEEN_CLEANINGS = 16

Result = TypeVar("Result")
Given = ParamSpec("Given")


class LostError(RuntimeError):
    """What was compiled for a piece of work has failed, as on a card that fails: the interpreter has to do it."""


class Key(NamedTuple):
    """What is compiled: a task for one list of instructions; all numbers in them are inputs."""

    task: Task
    instructions: Instructions


class Figures(NamedTuple):
    """What the engine has done. seconds: of work, by the interpreter and by what was compiled.

    failures: functions that were left to the interpreter, as on a card that fails.
    """

    calls: int
    failures: int
    compilations: int
    held: int
    held_bytes: int
    interpreted_seconds: float
    seconds: float


_log = logging.getLogger(__name__)
_lock = threading.Lock()
_held: OrderedDict[Key, Callable] = OrderedDict()
_owed: OrderedDict[Key, float] = OrderedDict()
_waiting: OrderedDict[Key, None] = OrderedDict()
_hopeless: set[Key] = set()
_called = threading.Event()
_stopping = threading.Event()
_idle = threading.Event()
_thread: threading.Thread | None = None
_calls = _compilations = _failures = 0
_interpreted_seconds = _seconds = 0.0
# Measured over expected seconds of compilations.
_slowness = 1.0


class Work:
    """One heavy piece of work on one function: which engine does its next part, and what that takes."""

    def __init__(self, task: Task, program: Program):
        count = int(program.length) * task.variables
        is_small = count <= MOST_INSTRUCTIONS
        self.key = Key(task, _instructions(program)) if is_small else None
        self.immediates = program.immediates

    def compiled(self) -> Callable | None:
        """The kernel of this work, its numbers filled in; None while there is none."""
        if self.key is None:
            return None
        with _lock:
            found = _held.get(self.key)
            if found is not None:
                _held.move_to_end(self.key)
        return None if found is None else self._counted(found)

    def _counted(self, kernel: Callable) -> Callable:
        def call(*inputs):
            global _calls, _seconds
            began = time.perf_counter()
            try:
                # A card says that it fails only to those who wait for it.
                answer = jax.block_until_ready(kernel(self.immediates, *inputs))
            except jax.errors.JaxRuntimeError as error:
                assert self.key is not None
                _give_up(self.key, error)
                raise LostError from error
            with _lock:
                _calls += 1
                _seconds += time.perf_counter() - began
            return answer

        return call

    @contextmanager
    def interpreted(self, share: float) -> Iterator[None]:
        """Around a part of the work that the interpreter does: `share` of what is left of it."""
        global _interpreted_seconds
        began = time.perf_counter()
        yield
        spent = time.perf_counter() - began
        with _lock:
            _interpreted_seconds += spent
            if self.key is not None:
                _owe(self.key, spent, spent * (1 - share) / share)


def outliving(work: Callable[Given, Result]) -> Callable[Given, Result]:
    """`work`, done once more where what was compiled for it fails: the interpreter does all of it then."""

    @wraps(work)
    def done(*given: Given.args, **named: Given.kwargs) -> Result:
        try:
            return work(*given, **named)
        except LostError:
            return work(*given, **named)

    return done


def in_parts(parts: list[slice], work: Callable[[slice], Result]) -> Iterable[Result]:
    """`work` on each part, on all cores: kernels let other threads run. It ends where it is not wanted any longer."""
    if len(parts) < 2:
        return map(work, parts)
    # A context is entered by one thread at a time.
    contexts = [copy_context() for _ in parts]
    return _pool().map(lambda context, part: context.run(work, part), contexts, parts)


def figures() -> Figures:
    """What the engine has done in this process so far."""
    with _lock:
        return Figures(
            _calls, _failures, _compilations, len(_held), sum(map(_size, _held)), _interpreted_seconds, _seconds
        )


def wait(timeout: float) -> bool:
    """Blocks until nothing waits to be compiled, or so many seconds; says which."""
    return _thread is None or _idle.wait(timeout)


def forget() -> None:
    """Lets go of all that was compiled, and of what was measured."""
    global _slowness
    with _lock:
        _slowness = 1.0
        for each in (_held, _owed, _waiting, _hopeless):
            each.clear()


@lru_cache(maxsize=1)
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(cores(), thread_name_prefix="heavy")


def _instructions(program: Program) -> Instructions:
    return _read(np.asarray(program.rows)[: int(program.length)].tobytes(), int(program.length))


@lru_cache(maxsize=256)
def _read(rows: bytes, length: int) -> Instructions:
    """The same object for the same instructions."""
    return instructions_of(Program(np.frombuffer(rows, np.int32).reshape(length, -1), np.zeros(0), np.int32(length)))


def _owe(key: Key, spent: float, ahead: float) -> None:
    """Counts what the interpreter took, and orders a compilation where that is cheaper; the lock is held."""
    _owed[key] = _owed.get(key, 0.0) + spent
    _owed.move_to_end(key)
    if len(_owed) > _MOST_KNOWN:
        _owed.popitem(last=False)
    if _owed[key] + ahead < _slowness * _expected(key) or key in _held or key in _hopeless:
        return
    _waiting[key] = None
    _waiting.move_to_end(key)
    if len(_waiting) > _MOST_WAITING:
        _waiting.popitem(last=False)
    _start()
    _idle.clear()
    _called.set()


def _start() -> None:
    global _thread
    if _thread is None:
        _thread = threading.Thread(target=_compile_on_demand, name="second-engine", daemon=True)
        atexit.register(_stop)
        _thread.start()


def _stop() -> None:
    _stopping.set()
    _called.set()
    if _thread is not None:
        _thread.join()


def _compile_on_demand() -> None:
    modesty.give_way()
    while not _stopping.is_set():
        with _lock:
            key = next(reversed(_waiting), None)
            if key is None:
                _called.clear()
                _idle.set()
        if key is None:
            _called.wait()
        else:
            _compile(key)


def _compile(key: Key) -> None:
    began = time.perf_counter()
    try:
        kernel = _compiled(key)
    except Exception as error:
        _give_up(key, error)
        kernel = None
    took = time.perf_counter() - began
    with _lock:
        _waiting.pop(key, None)
        if kernel is not None:
            _hold(key, kernel, took)
        is_time = _compilations % _BETWEEN_CLEANINGS == 0
    if is_time:
        modesty.forget_traces()


def _give_up(key: Key, error: Exception) -> None:
    """As where a graphics card fails: the interpreter answers from now on, which is told once."""
    global _failures
    with _lock:
        if key in _hopeless:
            return
        _failures += 1
        _hopeless.add(key)
        _held.pop(key, None)
    reason = str(error).partition("\n")[0]
    _log.warning("A %s kernel is left to the interpreter: %s: %s", key.task.kind, type(error).__name__, reason)


def _compiled(key: Key) -> Callable:
    runner = heavy.runner(key.task, function_of(key.instructions))
    inputs = heavy.inputs(key.task)
    device = heavy.device_of(key.task)
    options = _WIDEST if device.platform == "cpu" else None
    with modesty.tracing(), compilations.in_background(), jax.default_device(device):
        kernel = jax.jit(runner).lower(*inputs).compile(compiler_options=options)
    jax.block_until_ready(kernel(*inputs))
    return kernel


def _hold(key: Key, kernel: Callable, took: float) -> None:
    """Keeps a kernel, and as many of the others as there is room for; the lock is held."""
    global _compilations, _slowness
    _compilations += 1
    _slowness += 0.3 * (min(max(took / _expected(key), 0.1), 100.0) - _slowness)
    _held[key] = kernel
    while len(_held) > MOST_HELD or sum(map(_size, _held)) > MOST_BYTES:
        _held.popitem(last=False)


def _expected(key: Key) -> float:
    return _SECONDS + _SECONDS_EACH * len(key.instructions) * key.task.variables


def _size(key: Key) -> int:
    return _BYTES + _BYTES_EACH * len(key.instructions) * key.task.variables
