"""Kernels that are still to be compiled: the most needed first, but for those that somebody waits for."""

import threading
from collections.abc import Iterable

from gradscape.machine.sizes import Kernel


class Missing:
    """Which kernels are to be compiled next; all its methods may be called by any thread."""

    def __init__(self, kernels: Iterable[Kernel]):
        self._left = list(kernels)
        self._is_settled = {kernel: threading.Event() for kernel in self._left}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._left)

    def next(self) -> Kernel | None:
        """The next one, which the caller makes; None if there is none."""
        with self._lock:
            return self._left.pop(0) if self._left else None

    def settle(self, kernel: Kernel) -> None:
        """It is made, or cannot be made so."""
        self._is_settled[kernel].set()

    def wait_for(self, kernel: Kernel) -> None:
        """Has it made before all others, and waits; no longer than for one that is not missing."""
        with self._lock:
            if kernel in self._left:
                self._left.remove(kernel)
                self._left.insert(0, kernel)
        if kernel in self._is_settled:
            self._is_settled[kernel].wait()

    def close(self) -> None:
        """No more are made; whoever waits goes on."""
        with self._lock:
            self._left.clear()
        for settled in self._is_settled.values():
            settled.set()
