"""Errors of a database that pass by themselves: it is stopped, full, locked or not to be written to just now."""

from __future__ import annotations

import sqlite3

SQLITE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
    }
)

SPOILING = frozenset(
    {
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
    }
)
"""Errors of the disk. A connection that was opened, or met one, while the disk was so may never write again, though the
disk has long been mended.
"""

POSTGRESQL = ("08", "40", "53", "57", "58", "25006", "55000", "55P03")
"""Beginnings of codes: connection, deadlock, resources, operator, system, a server that only reads, a closed
database, a lock that others keep.
"""

CONTENTION = ("40001", "40P01", "55P03", "57014")
"""Codes: not serializable, deadlock, a lock that others keep (`lock_timeout`), cancelled (`statement_timeout`)."""


def is_transient_code(error: BaseException | None) -> bool:
    """Return whether the error passes by itself; `error` is the driver's own."""
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", None)
        return code is not None and code & 0xFF in SQLITE
    code = getattr(error, "sqlstate", None)
    return isinstance(code, str) and code.startswith(POSTGRESQL)


def spoils_connections(error: BaseException | None) -> bool:
    """Return whether connections to a SQLite file are to be thrown away after this error of the driver."""
    code = getattr(error, "sqlite_errorcode", None)
    return isinstance(error, sqlite3.Error) and code is not None and code & 0xFF in SPOILING


def is_contention_code(error: BaseException | None) -> bool:
    """Return whether a statement gave way to others, on PostgreSQL; `error` is the driver's own."""
    return getattr(error, "sqlstate", None) in CONTENTION
