"""Contracts with parts of libraries that are not public: a new version that changes one fails here, and says which."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from pathlib import Path

import aiosqlite
import pytest
from sqlalchemy import DateTime, Integer, bindparam, column, insert, select, table
from sqlalchemy.dialects import sqlite

from models.db import private_parts
from models.db.sqlite import Connection

THINGS = table("things", column("id", Integer), column("at", DateTime))


async def test_the_connection_below_aiosqlites_is_that_of_the_standard_library(tmp_path: Path) -> None:
    async with aiosqlite.connect(tmp_path / "a.db", check_same_thread=False) as connection:
        raw = private_parts.raw_connection(connection)
        assert isinstance(raw, sqlite3.Connection)
        assert raw.execute("SELECT 1").fetchone() == (1,)


async def test_work_is_done_in_the_connections_thread_and_its_errors_are_raised(tmp_path: Path) -> None:
    threads: list[threading.Thread] = []
    async with aiosqlite.connect(tmp_path / "a.db") as connection:
        await private_parts.run_in_thread(connection, lambda: threads.append(threading.current_thread()))
        await private_parts.run_in_thread(connection, lambda: threads.append(threading.current_thread()))
        with pytest.raises(ZeroDivisionError):
            await private_parts.run_in_thread(connection, lambda: 1 // 0)
    assert len(threads) == 2
    assert threads[0] is threads[1] is not threading.current_thread()


async def test_the_thread_of_a_connection_ends_with_the_program(tmp_path: Path) -> None:
    threads: list[threading.Thread] = []
    opening = aiosqlite.connect(tmp_path / "a.db")
    private_parts.end_with_the_program(opening)
    async with opening as connection:
        await private_parts.run_in_thread(connection, lambda: threads.append(threading.current_thread()))
    assert threads[0].daemon


async def test_opening_is_what_aiosqlite_calls_connect(tmp_path: Path) -> None:
    opened: list[str] = []

    class Told(Connection):
        async def _connect(self) -> aiosqlite.Connection:
            opened.append("connect")
            return await super()._connect()

    async with Told(lambda: sqlite3.connect(tmp_path / "a.db"), iter_chunk_size=64):
        pass
    assert opened == ["connect"]


async def test_a_file_whose_opening_is_cancelled_is_closed(tmp_path: Path) -> None:
    opened: list[sqlite3.Connection] = []
    begun, go_on = threading.Event(), threading.Event()

    def connect() -> sqlite3.Connection:
        begun.set()
        go_on.wait()
        opened.append(sqlite3.connect(tmp_path / "a.db", check_same_thread=False))
        return opened[0]

    async def open_file() -> None:
        await Connection(connect, iter_chunk_size=64)

    opening = asyncio.create_task(open_file())
    await asyncio.to_thread(begun.wait)
    opening.cancel()
    await asyncio.sleep(0)
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await opening
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        opened[0].execute("SELECT 1")


def test_the_parameters_of_a_statement_come_in_their_order() -> None:
    statement = select(THINGS.c.id).where(THINGS.c.at < bindparam("now"), THINGS.c.id == 7)
    compiled = statement.compile(dialect=sqlite.dialect())
    now, seven = private_parts.parameters(compiled)
    assert (now[0], now[1].required, seven[1].required, seven[1].value) == ("now", True, False, 7)
    assert isinstance(now[1].type, DateTime)
    assert str(compiled).count("?") == 2


def test_the_columns_of_an_insert_are_parameters_too() -> None:
    compiled = insert(THINGS).compile(dialect=sqlite.dialect(), column_keys=["at", "id"])
    names = [name for name, _bind in private_parts.parameters(compiled)]
    assert compiled.construct_params({"id": 1, "at": None}).keys() == set(names)
    assert sorted(names) == ["at", "id"]


def test_the_types_of_the_columns_that_come_back_are_known() -> None:
    returned = insert(THINGS).returning(THINGS.c.id, THINGS.c.at).compile(dialect=sqlite.dialect())
    chosen = select(THINGS.c.at, THINGS.c.id).compile(dialect=sqlite.dialect())
    assert [type(kind) for kind in private_parts.result_types(returned)] == [Integer, DateTime]
    assert [type(kind) for kind in private_parts.result_types(chosen)] == [DateTime, Integer]
