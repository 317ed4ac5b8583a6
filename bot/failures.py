"""Telling where something failed without repeating what people wrote."""

from __future__ import annotations

import traceback
from pathlib import Path

MOST_FRAMES = 12


def trace(error: BaseException) -> str:
    """ "ValueError at worker.py:69 step > routes.py:72 handle > ...": the kind of error and the way to it.

    The error's own text is left out: it may quote the message that was being handled.
    """
    frames = traceback.extract_tb(error.__traceback__)[-MOST_FRAMES:]
    way = " > ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
    return f"{type(error).__name__} at {way}"
