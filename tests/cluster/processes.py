"""The processes of a session: a cluster has dozens, in several groups, and some outlive whoever began them."""

import os
from collections.abc import Iterator
from pathlib import Path


def of_session(leader: int) -> Iterator[tuple[int, bytes]]:
    """Each with its title."""
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        pid = int(file.parent.name)
        try:
            if os.getsid(pid) == leader:
                yield pid, file.read_bytes()
        except (OSError, ProcessLookupError):
            continue  # It has ended in between.
