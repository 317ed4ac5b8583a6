"""The question which of the two databases it is, asked in one way everywhere."""

from __future__ import annotations

from typing import Protocol

from sqlalchemy import Dialect, make_url
from sqlalchemy.ext.asyncio import AsyncSession

DRIVER = "driver"
"""Key of the driver's connection in the info of a session on SQLite, once its transaction has begun."""


class HasDialect(Protocol):
    """A `Database`, an engine or a connection."""

    @property
    def dialect(self) -> Dialect: ...


def is_sqlite(where: AsyncSession | HasDialect | Dialect | str) -> bool:
    """Return whether it is SQLite, and not PostgreSQL. A text is the URL of a database; a session is one of a
    `Database`.
    """
    if isinstance(where, AsyncSession):  # asked for every message: its bind would have to be looked for
        return DRIVER in where.info
    if isinstance(where, str):
        return make_url(where).get_backend_name() == "sqlite"
    dialect = where if isinstance(where, Dialect) else where.dialect
    return dialect.name == "sqlite"
