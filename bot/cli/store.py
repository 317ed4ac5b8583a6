"""Work that a command does in the database, and one line for each thing that can be wrong with it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
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


def problem_of(url: str) -> str | None:
    """Why `santribot run` could not use the database; None where it can. Nothing is made or changed."""
    from sqlalchemy import make_url

    where = make_url(url)
    sqlite = where.get_backend_name() == "sqlite"
    file = Path(str(where.database))
    if sqlite and not file.exists():
        return (
            None if os.access(file.parent, os.W_OK) else f"database.url: no file can be made in {file.parent}"
        )
    try:
        return _problem_of_version(ask(url, read_state), upgraded_by_run=sqlite)
    except NoDatabaseError as error:
        return str(error)


async def read_state(db: Database) -> str:
    """How the tables stand to this version of the program, as a word."""
    from models import migrate

    return (await migrate.state(db)).value


def _problem_of_version(state: str, *, upgraded_by_run: bool) -> str | None:
    if state.startswith("newer"):
        return "database.url: a newer version of santribot has used this database; install that one"
    if state == "current" or upgraded_by_run:
        return None
    return f"database.url: the database is {state}; bring it to this version with `santribot db upgrade`"


async def _in_database(url: str, work: Work[T]) -> T:
    import models.all  # noqa: F401 - tables refer to each other by name
    from models.database import Database

    db = Database(url)
    try:
        return await work(db)
    finally:
        await db.close()
