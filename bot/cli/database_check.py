"""Work that a command does in the database, and one line for each thing that can be wrong with it."""

from __future__ import annotations

import asyncio
import math
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from bot.cli.console import fail

if TYPE_CHECKING:
    from models.db.database import Database

T = TypeVar("T")
Work = Callable[["Database"], Awaitable[T]]


SETTING = "database.url"
"""The beginning of a line about the database of the settings."""

AGAIN_SECONDS, LOG_AGAIN_SECONDS = 1.0, 30.0
"""Pauses between two tries to reach a PostgreSQL, and between two lines in the log about it."""


class NoDatabaseError(Exception):
    """The database cannot be used; the text says why, without its password."""


class DatabaseAwayError(NoDatabaseError):
    """Error of a database that cannot be used just now; later it may be there."""


def ask(url: str, work: Work[T]) -> T:
    """Do the work in the database, and return its result. Raises `NoDatabaseError`."""
    with _explained(SETTING):
        return asyncio.run(_in_database(url, work))


def work_in(url: str, work: Work[T]) -> T:
    """Do the work in the database; where that cannot be used, the program ends."""
    try:
        return ask(url, work)
    except NoDatabaseError as error:
        fail(str(error))


@asynccontextmanager
async def open_existing(url: str, name: str, *wanted: str) -> AsyncIterator[Database]:
    """A database that exists, and whose tables are in one of the `wanted` states. Nothing is made.

    Raises `NoDatabaseError`, in whose text the database is called `name`.
    """
    if (file := _file(url)) and not file.exists():
        raise NoDatabaseError(f"{name}: {file} does not exist")
    async with open_or_create(url, name) as (db, state):
        if state not in wanted:
            raise NoDatabaseError(f"{name}: {_reason(state)}")
        yield db


@asynccontextmanager
async def open_or_create(url: str, name: str) -> AsyncIterator[tuple[Database, str]]:
    """A database that answers, and the state of its tables. A file is made where there is none. Raises as
    `open_existing` does.
    """
    async with _opened(url) as db:
        with _explained(name):
            state = await read_state(db)
        yield db, state


@contextmanager
def used_alone(url: str, name: str) -> Iterator[None]:
    """Keep the bot from being run on a SQLite file inside the block, by anybody else. Raises `NoDatabaseError` where it
    runs already; the database is called `name`.
    """
    from models.db.single_process import DatabaseInUseError, single_process

    try:
        with single_process(url):
            yield
    except DatabaseInUseError as error:
        raise NoDatabaseError(f"{name}: {error}") from None


def problem_of(url: str) -> str | None:
    """The reason why `santribot run` could not use the database; None where it can. Nothing is made or changed."""
    try:
        return asyncio.run(_problem(url))
    except NoDatabaseError as error:
        return str(error)


async def problem_when_there(url: str) -> str | None:
    """The same as `problem_of`, but waits for a PostgreSQL: after a power cut it may be there later than the bot."""
    from bot.observability.logging import get_logger

    logged_at = -math.inf
    while True:
        try:
            return await _problem(url)
        except DatabaseAwayError as error:
            if _file(url):
                return str(error)
            if time.monotonic() - logged_at >= LOG_AGAIN_SECONDS:
                logged_at = time.monotonic()
                get_logger(__name__).warning("waiting for the database", why=str(error))
        except NoDatabaseError as error:
            return str(error)
        await asyncio.sleep(AGAIN_SECONDS)


async def _problem(url: str) -> str | None:
    """Raises `NoDatabaseError`."""
    file = _file(url)
    if file and not file.exists():
        return None if os.access(file.parent, os.W_OK) else f"{SETTING}: no file can be made in {file.parent}"
    with _explained(SETTING):
        return _problem_of_version(await _in_database(url, read_state), upgraded_by_run=bool(file))


async def read_state(db: Database) -> str:
    """The state of the tables towards this version of the program, as a word."""
    from models.migrations import migrate

    return (await migrate.state(db)).value


def _problem_of_version(state: str, *, upgraded_by_run: bool) -> str | None:
    newer = state.startswith("newer")
    if state == "current" or (upgraded_by_run and not newer):
        return None
    return f"{SETTING}: {_reason(state)}"


def _reason(state: str) -> str:
    """The reason why a database in this state cannot be used, and what helps."""
    if state.startswith("newer"):
        return "a newer version of santribot has used this database; install that one"
    return f"the database is {state}; bring it to this version with `santribot db upgrade`"


def _file(url: str) -> Path | None:
    """The file of a SQLite database; None for PostgreSQL."""
    from models.db.url import sqlite_file

    return sqlite_file(url)


async def _in_database(url: str, work: Work[T]) -> T:
    async with _opened(url) as db:
        return await work(db)


@asynccontextmanager
async def _opened(url: str) -> AsyncIterator[Database]:
    from models.db.database import Database
    from models.registry import all_tables

    all_tables()

    db = Database(url)
    try:
        yield db
    finally:
        await db.close()


@contextmanager
def _explained(name: str) -> Iterator[None]:
    """Whatever is wrong with the database that is called `name` raises `NoDatabaseError`."""
    from models.db.database import is_transient, reason
    from models.db.errors import AnyDatabaseError, DatabaseError
    from models.migrations.migrate import UnknownVersionError

    try:
        yield
    except Exception as error:
        if is_transient(error) or isinstance(error, OSError):
            raise DatabaseAwayError(f"{name}: {reason(error)}") from None
        if isinstance(error, DatabaseError):
            raise NoDatabaseError(f"{name}: {error.orig}") from None
        if isinstance(error, AnyDatabaseError | UnknownVersionError | ModuleNotFoundError):
            raise NoDatabaseError(f"{name}: {error}") from None
        raise
