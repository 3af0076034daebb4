"""Counts what XLA compiles, so that it can be shown that requests make it compile nothing."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import jax

_count = 0
_background = threading.local()
_count_when_ready: int | None = None


def _listen(event: str, duration_secs: float, **kwargs: str | int) -> None:
    global _count
    if event == "/jax/core/compile/backend_compile_duration" and not getattr(_background, "is_on", False):
        _count += 1


jax.monitoring.register_event_duration_secs_listener(_listen)


@contextmanager
def in_background() -> Iterator[None]:
    """What the calling thread compiles meanwhile is not counted: no request waits for it."""
    _background.is_on = True
    try:
        yield
    finally:
        _background.is_on = False


def count() -> int:
    """XLA compilations in this process so far (a read from the persistent cache counts as one)."""
    return _count


def mark_ready() -> None:
    """From here on `since_ready` counts."""
    global _count_when_ready
    _count_when_ready = _count


def since_ready() -> int:
    """Compilations since the warm-up ended; it should stay 0."""
    return 0 if _count_when_ready is None else _count - _count_when_ready
