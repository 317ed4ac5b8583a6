"""Files of tests are kept in memory, where the system keeps files there: no test needs them after a power cut."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")

MIN_FREE = 4_000_000_000
"""Bytes. Two servers of PostgreSQL, the folders of browsers, and databases of tests that run side by side need less."""


def keep_in_memory() -> None:
    """Let temporary files of this process and of those that it starts be in memory until it ends.

    Where TMPDIR is set they are there, as those of the workers of a run are where the run has them.
    """
    if "TMPDIR" in os.environ or not _has_room():
        return
    folder = tempfile.mkdtemp(prefix="tests-", dir=MEMORY)
    Path(folder).chmod(0o755)  # PostgreSQL, which is another user, has its folder in this one
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["TMPDIR"] = tempfile.tempdir = folder


def _has_room() -> bool:
    return os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > MIN_FREE
