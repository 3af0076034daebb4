"""Compiling in a process of its own, which keeps what it has made as files and is gone when all is made.

XLA leaves half a gigabyte behind, which no process gives back that goes on; and whoever traces a kernel holds the
interpreter that others wait for.
"""

import contextlib
import gc
import os
import subprocess
import sys
from pathlib import Path

from gradscape.machine import executables, modesty
from gradscape.machine.compiled import keep
from gradscape.machine.sizes import KERNELS, Kernel


class Compiler:
    """A process that compiles for the calling one, which alone talks to it."""

    def __init__(self, directory: Path):
        command = [sys.executable, "-m", "gradscape.machine.compiling", str(directory)]
        # Ctrl+C is for whoever started it, who then stops it.
        self._process = subprocess.Popen(  # noqa: S603 - ourselves
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
            env=_environment(),
        )

    def make(self, kernel: Kernel) -> bool:
        """Waits until the kernel is kept; False where that has failed, for whatever reason."""
        assert self._process.stdin and self._process.stdout
        with contextlib.suppress(OSError):
            print(KERNELS.index(kernel), file=self._process.stdin, flush=True)
            return self._process.stdout.readline() == "kept\n"
        return False

    def stop(self) -> None:
        """Ends it at once, in the middle of its work too; whoever waits for a kernel hears that there is none."""
        self._process.terminate()

    def close(self) -> None:
        """The same from the thread that has talked to it, when nothing more is wanted."""
        # What was still to be said to it is of no use to who is gone.
        with contextlib.suppress(BrokenPipeError), self._process:
            self._process.terminate()


def _environment() -> dict[str, str]:
    """Ours, without threads for linear algebra: nothing is computed there."""
    return os.environ | {"OPENBLAS_NUM_THREADS": "1"}


def main() -> None:
    """Compiles the kernels whose numbers come in, line by line, until whoever wants them is gone."""
    # A trace is all new objects, none of them rubbish before it ends: looking for some costs a tenth of the time.
    gc.disable()
    gc.freeze()
    executables.keep_in(Path(sys.argv[1]))
    for line in sys.stdin:
        keep(KERNELS[int(line)])
        modesty.forget_traces()
        sys.stdout.write("kept\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
