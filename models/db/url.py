"""Parts of the URL of a database, as SQLAlchemy reads it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import make_url

from models.db.dialect import is_sqlite


def sqlite_file(url: str) -> Path | None:
    """Return the file of a SQLite database; None for PostgreSQL and for one in memory. Raises `AnyDatabaseError` where
    the URL is none.
    """
    name = make_url(url).database if is_sqlite(url) else None
    return Path(name) if name and name != ":memory:" else None


def libpq_variables(url: str) -> Mapping[str, str]:
    """The place of a PostgreSQL, as the environment variables by which its own programs are told."""
    where = make_url(url)
    host, ssl = (where.query.get(name) for name in ("host", "ssl"))
    found = {
        "PGHOST": where.host or host,
        "PGPORT": str(where.port) if where.port else None,
        "PGUSER": where.username,
        "PGPASSWORD": where.password,
        "PGDATABASE": where.database or where.username,
        "PGSSLMODE": ssl,
    }
    return {name: value for name, value in found.items() if isinstance(value, str) and value}


def is_unencrypted(url: str) -> str:
    """The host of a PostgreSQL to which connections need not be encrypted; empty for a socket, or where they must."""
    where = make_url(url)
    if is_sqlite(url) or where.query.get("ssl") in ("require", "verify-ca", "verify-full"):
        return ""
    return where.host or ""
