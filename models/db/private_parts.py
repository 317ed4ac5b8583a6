"""Private parts of libraries that `models` needs, each behind one function.

`tests/models/db/test_private_parts.py` has a test for each, which fails when a new version of the library changes it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

import aiosqlite
from sqlalchemy.sql.elements import BindParameter
from sqlalchemy.types import TypeEngine


def raw_connection(connection: aiosqlite.Connection) -> sqlite3.Connection:
    """The connection of the standard library below aiosqlite's, to be used in its thread.

    aiosqlite has no public way to it, and crosses to the thread for each call; we do several in one crossing.
    """
    return connection._conn


async def run_in_thread(connection: aiosqlite.Connection, work: Callable[[], object]) -> None:
    """Run `work` in the connection's thread, after everything that was asked of it before.

    aiosqlite's public methods cross to the thread once for each statement, cursor and fetch.
    """
    await connection._execute(work)  # type: ignore[no-untyped-call]  # aiosqlite's own has no types


def end_with_the_program(connection: aiosqlite.Connection) -> None:
    """Let the thread of a connection that was not opened yet not keep the program alive.

    aiosqlite makes the thread itself and takes no option for it; a connection that nobody closed would block the exit.
    """
    connection._thread.daemon = True


def parameters(compiled: Any) -> Sequence[tuple[str, BindParameter[Any]]]:
    """The parameters of a compiled statement, in the order of its question marks.

    SQLAlchemy shows the names only together with the values of one execution.
    """
    return [(name, compiled.binds[name]) for name in compiled.positiontup]


def result_types(compiled: Any) -> Sequence[TypeEngine[Any]]:
    """The types of the columns that a compiled statement returns, in their order.

    SQLAlchemy shows them only in a result that it made itself, and here the driver is asked without it.
    """
    return [column.type for column in compiled._result_columns]
