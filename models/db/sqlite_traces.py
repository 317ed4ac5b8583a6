"""Traces of erased rows in the files of a SQLite database, and taking them away.

What is deleted is overwritten in its page (`secure_delete`). It still stands in the write-ahead log until that is
emptied, and rarely in a page: where SQLite moved rows from one page to another, it leaves copies behind in the free
room of the first. Only a file that is written anew has none of those.

`user_version` of the file is `CLEAN` where nothing was erased since it was written anew, and 0 otherwise, also in files
of versions before this.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from models.db.dialect import is_sqlite
from models.db.sqlite import BUSY_MS, Connection

CLEAN = 1

WAIT_MS = 100
"""Milliseconds to wait for others who read, so that the log can be emptied."""

AGAIN_SECONDS = 5.0
"""Pause after a time when they did not end."""

SMALL_BYTES = 64_000_000
"""A larger file is written anew at night only, since nobody can write for longer than half a second."""

WIB = timedelta(hours=7)
NIGHT = range(1, 4)
"""Hours of the day in WIB."""

_ERASED = "erased"


async def mark(session: AsyncSession) -> None:
    """Say that this transaction erases something that may not be left anywhere once it is committed."""
    if is_sqlite(session):
        await session.execute(text("PRAGMA user_version=0"))
        session.info[_ERASED] = True


class SqliteTraces:
    """Work that is still to be done about a database's file. Its methods are called while nobody else writes."""

    def __init__(self) -> None:
        self._wal_due, self._again_at = False, 0.0

    def is_due(self, committed: AsyncSession) -> bool:
        """Return whether the log is to be emptied after this transaction."""
        if _ERASED in committed.info:
            self._wal_due, self._again_at = True, 0.0
        return self._wal_due and time.monotonic() >= self._again_at

    async def truncate_wal(self, connection: Connection) -> None:
        """Empty the log, unless somebody reads for long; then it stays due."""
        self._again_at = time.monotonic() + AGAIN_SECONDS

        def work() -> None:
            self._wal_due = not _truncate(connection)

        await connection.in_thread(work)

    async def rewrite(self, connection: Connection, now: datetime) -> bool:
        """Write the file anew where something was erased since the last time. Return whether it was."""
        done = False

        def work() -> None:
            nonlocal done
            done = not _is_clean(connection) and (_is_small(connection) or (now + WIB).hour in NIGHT)
            if done:
                connection.raw.execute("VACUUM").close()
                connection.raw.execute(f"PRAGMA user_version={CLEAN}").close()
            if done or self._wal_due:
                self._wal_due = not _truncate(connection)

        await connection.in_thread(work)
        return done


def _truncate(connection: Connection) -> bool:
    """Empty the log; False where somebody reads."""
    connection.raw.execute(f"PRAGMA busy_timeout={WAIT_MS}").close()
    try:
        busy: int = connection.raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        connection.raw.execute(f"PRAGMA busy_timeout={BUSY_MS}").close()
    return not busy


def _is_clean(connection: Connection) -> bool:
    return _number(connection, "user_version") == CLEAN


def _is_small(connection: Connection) -> bool:
    return _number(connection, "page_count") * _number(connection, "page_size") <= SMALL_BYTES


def _number(connection: Connection, pragma: str) -> int:
    number: int = connection.raw.execute(f"PRAGMA {pragma}").fetchone()[0]
    return number
