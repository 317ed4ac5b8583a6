"""A lock that one process of the machine has, and that ends with it, however it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

MODE = 0o600
MAX_PID_BYTES = 20


class LockedError(Exception):
    """Another process has the lock; `pid` is its number, or None where that is not known."""

    def __init__(self, path: Path, pid: int | None) -> None:
        super().__init__(f"{path} is locked")
        self.pid = pid


@contextmanager
def file_lock(path: Path) -> Iterator[None]:
    """Hold the lock of the file `path` inside the block. Raises `LockedError` where another process has it, `OSError`
    where there can be no such file.

    The system frees it when the process is gone, so a file that is left behind locks nothing; it is not deleted, since
    two processes could then lock two files of one name. Programs that are started meanwhile do not inherit it.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, MODE)
    try:
        _lock(handle, path)
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        try:
            yield
        finally:
            _unlock(handle)
    finally:
        os.close(handle)


def is_locked(path: Path) -> bool:
    """Return whether a process has the lock; False where there is no such file."""
    with suppress(FileNotFoundError):
        handle = os.open(path, os.O_RDWR)
        try:
            _lock(handle, path)
        except LockedError:
            return True
        finally:
            os.close(handle)
    return False


def _lock(handle: int, path: Path) -> None:
    try:
        _take(handle)
    except BlockingIOError:
        raise LockedError(path, _pid(handle)) from None


def _pid(handle: int) -> int | None:
    found = os.pread(handle, MAX_PID_BYTES, 0)
    return int(found) if found.isdigit() else None


if sys.platform == "win32":

    def _take(handle: int) -> None:
        """Do nothing: Windows has no such lock, and two processes are not kept apart there."""

    def _unlock(handle: int) -> None:
        """Do nothing, as `_take`."""

else:
    import fcntl

    def _take(handle: int) -> None:
        """Take the lock, or raise `BlockingIOError`."""
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(handle: int) -> None:
        """Free the lock: a program that is just being started may have the file open for a moment, so to close it is
        not enough.
        """
        fcntl.flock(handle, fcntl.LOCK_UN)
