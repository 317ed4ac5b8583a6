"""Work in the database that a command does, with one line for what goes wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from bot.cli.console import fail

if TYPE_CHECKING:
    from models.database import Database

T = TypeVar("T")
Work = Callable[["Database"], Awaitable[T]]


class NoDatabaseError(Exception):
    """The database cannot be used; the text says why, without its password."""


def ask(url: str, work: Work[T]) -> T:
    """What `work` finds in the database. Raises `NoDatabaseError`."""
    from sqlalchemy.exc import DBAPIError, SQLAlchemyError

    from models.migrate import UnknownVersion

    try:
        return asyncio.run(_in_database(url, work))
    except DBAPIError as error:
        raise NoDatabaseError(f"database.url: {error.orig}") from None
    except (SQLAlchemyError, UnknownVersion, OSError, ModuleNotFoundError) as error:
        raise NoDatabaseError(f"database.url: {error}") from None


def work_in(url: str, work: Work[T]) -> T:
    """As `ask`, but a database that cannot be used ends the program."""
    try:
        return ask(url, work)
    except NoDatabaseError as error:
        fail(str(error))


async def _in_database(url: str, work: Work[T]) -> T:
    import models.all  # noqa: F401 - tables refer to each other by name
    from models.database import Database

    db = Database(url)
    try:
        return await work(db)
    finally:
        await db.close()
