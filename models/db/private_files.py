"""Files that nobody but their owner may read: a SQLite database and the files that SQLite puts beside it."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

MODE = 0o600
OTHERS = stat.S_IRWXG | stat.S_IRWXO
BESIDE = ("-wal", "-shm", "-journal")
"""Endings of the files that SQLite makes itself, with the mode of the database."""


def keep_private(file: Path) -> None:
    """Let only the owner read and write `file` and what SQLite has beside it; make an empty file where none is.

    Nothing is raised: where the folder cannot be written to or the file is somebody else's, opening it says so, or
    `is_open_to_others` does.
    """
    with suppress(OSError):
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, MODE))
        return
    for name in (file, *(file.with_name(file.name + ending) for ending in BESIDE)):
        with suppress(OSError):
            if mode_of_others(name):
                name.chmod(MODE)


def is_open_to_others(path: Path) -> bool:
    """Return whether somebody else on this machine may use the file or folder; False where it is not there."""
    try:
        return bool(mode_of_others(path))
    except OSError:
        return False


def mode_of_others(path: Path) -> int:
    """Return the bits that give something to others. Raises `OSError`."""
    return path.stat().st_mode & OTHERS
