"""Telling where something failed without repeating what people wrote."""

from __future__ import annotations

import errno
import traceback
from pathlib import Path

MAX_FRAMES = 12


def describe_error(error: BaseException) -> str:
    """ "ValueError at worker.py:69 step > routes.py:72 handle > ...": the kind of error and the way to it.

    The error's own text is left out: it may quote the message that was being handled. A code says as much of a
    database or a file: "OperationalError (SQLITE_FULL) at ...".
    """
    frames = traceback.extract_tb(error.__traceback__)[-MAX_FRAMES:]
    way = " > ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
    code = _code(error)
    return type(error).__name__ + (f" ({code})" if code else "") + (f" at {way}" if way else "")


def _code(error: BaseException) -> str:
    """The name of the error in SQLite, in PostgreSQL or in the system; empty where it is none of theirs."""
    if isinstance(error, OSError) and error.errno is not None:
        return errno.errorcode.get(error.errno, "")
    drivers = getattr(error, "orig", error)
    return getattr(drivers, "sqlite_errorname", None) or getattr(drivers, "sqlstate", None) or ""
