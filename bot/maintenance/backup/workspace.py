"""The hidden folder in which a backup is made or unpacked, and what is left of those that were killed."""

from __future__ import annotations

import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from models.db.file_lock import file_lock, is_locked

PREFIX = ".santribot-work-"
LOCK = "lock"
STALE_SECONDS = 3600.0
"""Age from which a folder without a lock is left behind: a younger one is just being made."""

BEFORE = re.compile(r"\.santribot-\d{4}-\d\d-\d\d(-\d{6})?\.tar\.[a-z0-9_]{8}")
"""Names of what versions up to 0.2 left behind."""
BEFORE_STALE_SECONDS = 24 * 3600.0


@contextmanager
def workspace(parent: Path) -> Iterator[Path]:
    """Yield a new folder in `parent` that only the owner can open, and delete it at the end. The folders of others
    that were killed are deleted before. Raises `OSError`.
    """
    remove_stale(parent)
    with tempfile.TemporaryDirectory(dir=parent, prefix=PREFIX) as name:
        folder = Path(name)
        with file_lock(folder / LOCK):
            yield folder


def remove_stale(parent: Path) -> None:
    """Delete what is left in `parent` of backups whose process is gone. Those that are being made stay."""
    for path in parent.glob(".santribot-*"):
        with suppress(OSError):
            if _is_stale(path):
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path)
                else:
                    path.unlink()


def _is_stale(path: Path) -> bool:
    age = time.time() - path.lstat().st_mtime
    if BEFORE.fullmatch(path.name):
        return age > BEFORE_STALE_SECONDS
    if not path.name.startswith(PREFIX) or path.is_symlink() or not path.is_dir():
        return False
    if not (path / LOCK).exists():
        return age > STALE_SECONDS
    return not is_locked(path / LOCK)
