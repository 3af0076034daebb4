"""Compiled kernels as files: kept by whoever compiled them first, trusted only where nobody else can have written them.

A file is a cache and no more. One that is missing, damaged or of doubtful origin is passed over without a word.
"""

import contextlib
import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows, where two processes may compile the same kernel side by side
    fcntl = None

# Of one kernel, as of a few versions of Gradscape that are used in turn.
MOST_VERSIONS = 4
_DIGEST = hashlib.sha256().digest_size


def read(directory: Path, kernel: str, version: str) -> bytes | None:
    """What was kept of this version of a kernel; None where there is nothing to be trusted."""
    try:
        # No link is followed: it might lead to a file that was trusted for something else. At a pipe nobody waits.
        flags = os.O_RDONLY | _flag("O_NOFOLLOW") | _flag("O_NONBLOCK") | _flag("O_BINARY")
        descriptor = os.open(_path(directory, kernel, version), flags)
        with open(descriptor, "rb") as file:
            content = file.read() if is_trusted(os.fstat(descriptor)) else b""
    except OSError:
        return None
    digest, body = content[:_DIGEST], content[_DIGEST:]
    # A damaged executable might end the process.
    return body if digest == _digest(kernel, version, body) else None


def write(directory: Path, kernel: str, version: str, body: bytes) -> None:
    """Keeps a kernel, all of it or nothing; where that is not possible, or not safe, nothing is said."""
    with contextlib.suppress(OSError):
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, unfinished = tempfile.mkstemp(dir=directory, prefix=".", suffix=".part")
        try:
            with open(handle, "wb") as file:
                file.write(_digest(kernel, version, body) + body)
            os.replace(unfinished, _path(directory, kernel, version))
        except BaseException:
            os.unlink(unfinished)
            raise
        _forget_oldest(directory, kernel)


@contextlib.contextmanager
def alone(directory: Path, kernel: str) -> Iterator[None]:
    """While one process makes a kernel, others wait for it; with its death the wait ends, too."""
    with contextlib.ExitStack() as held:
        with contextlib.suppress(OSError):
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            flags = os.O_RDWR | os.O_CREAT | _flag("O_NOFOLLOW") | _flag("O_CLOEXEC")
            lock = held.enter_context(open(os.open(directory / f".{kernel}.lock", flags, 0o600), "rb"))
            if fcntl is not None:
                fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def is_trusted(status: os.stat_result) -> bool:
    """Whether a file is one that only this user, or the administrator, can have written.

    What is kept is pickled: whoever writes it decides what this process does.
    """
    if not hasattr(os, "geteuid"):
        return True  # Windows: a user's own folders are closed to others
    is_ours = status.st_uid in (os.geteuid(), 0)
    return is_ours and stat.S_ISREG(status.st_mode) and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _digest(kernel: str, version: str, body: bytes) -> bytes:
    """With its name, so that it is good for nothing under another one."""
    return hashlib.sha256(f"{kernel} {version} ".encode() + body).digest()


def _path(directory: Path, kernel: str, version: str) -> Path:
    return directory / f"{kernel}.{version}.kernel"


def _forget_oldest(directory: Path, kernel: str) -> None:
    files = sorted(directory.glob(f"{kernel}.*.kernel"), key=lambda file: file.stat().st_mtime)
    for file in files[:-MOST_VERSIONS]:
        file.unlink(missing_ok=True)


def _flag(name: str) -> int:
    """A flag of `os.open`, where the system has it."""
    return getattr(os, name, 0)
