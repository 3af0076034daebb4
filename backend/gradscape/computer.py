"""What this computer has for us: cores, memory, and how many processes that is good for."""

import os
from pathlib import Path

_OF_CONTAINER = Path("/sys/fs/cgroup/memory.max")


def cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def usual_workers() -> int:
    """How many processes serve well: as many as there are cores, at most four, and no more than have room in memory."""
    return max(1, min(cores(), 4, _free_gigabytes() // 2))


def _free_gigabytes() -> int:
    """What the system says is to be had, or the limit of this container; where it says nothing, little."""
    try:
        lines = Path("/proc/meminfo").read_text().splitlines()
        free = next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable"))
        limit = _OF_CONTAINER.read_text().strip() if _OF_CONTAINER.exists() else ""
    except (OSError, ValueError, StopIteration):
        return 1
    return min(free, int(limit)) // 2**30 if limit.isdigit() else free // 2**30
