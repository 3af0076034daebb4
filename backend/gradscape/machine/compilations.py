"""Counts what XLA compiles, so that it can be shown that requests make it compile nothing."""

import jax

_count = 0
_count_when_ready: int | None = None


def _listen(event: str, duration_secs: float, **kwargs: str | int) -> None:
    global _count
    if event == "/jax/core/compile/backend_compile_duration":
        _count += 1


jax.monitoring.register_event_duration_secs_listener(_listen)


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
