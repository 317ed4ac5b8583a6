"""A SQLite file is for one process of the bot: a second one would answer everybody a second time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.db.file_lock import LockedError, file_lock
from models.db.url import sqlite_file

ENDING = ".lock"


class DatabaseInUseError(Exception):
    """Another process runs the bot on this file. The text is one line."""


@contextmanager
def single_process(url: str) -> Iterator[None]:
    """Keep other processes from running the bot on this database, inside the block; PostgreSQL is for many.

    Commands may use the database meanwhile. Raises `DatabaseInUseError`, and `OSError` where the folder cannot be
    written to.
    """
    file = sqlite_file(url)
    if file is None:
        yield
        return
    try:
        with file_lock(lock_of(file)):
            yield
    except LockedError as error:
        who = f"process {error.pid}" if error.pid else "another process"
        raise DatabaseInUseError(f"{who} runs the bot on {file} already; stop it first") from None


def lock_of(file: Path) -> Path:
    """Return the lock file of a SQLite database; the same by whichever link or relative path it is called."""
    file = file.resolve()
    return file.with_name(file.name + ENDING)
