"""The databases of one run, and where its bots are installed.

A database of each kind and size is made when it is first asked for; all are thrown away at the end.
"""

from __future__ import annotations

import tempfile
from contextlib import AsyncExitStack
from functools import cache
from itertools import count
from pathlib import Path

import psutil
from sqlalchemy import URL

from bench.environment import HERE
from bench.province import settle
from bot.app import prepare
from models.db.database import Database
from models.migrations import migrate
from tests.support import databases

KINDS = databases.KINDS

_numbers = count(1)


class Places:
    """`async with Places() as places`."""

    def __init__(self) -> None:
        self._urls: dict[tuple[str, int], str] = {}
        self._stack = AsyncExitStack()
        self.environment = HERE

    async def __aenter__(self) -> Places:
        self.folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        return self

    async def __aexit__(self, *_raised: object) -> None:
        await self._stack.aclose()

    async def url(self, kind: str, people: int) -> str:
        """A province of so many people, or a database with nobody in it."""
        if (kind, people) not in self._urls:
            self._urls[kind, people] = await self._make(kind, people)
        return self._urls[kind, people]

    async def _make(self, kind: str, people: int) -> str:
        name = f"bench{next(_numbers)}"
        url = await _create_postgresql(name) if kind == "postgresql" else self._file(name)
        db = Database(url)
        try:
            await migrate.upgrade(db)
            await prepare(db)
            if people:
                await settle(db, people)
        finally:
            await db.close()
        return url

    def _file(self, name: str) -> str:
        return f"sqlite+aiosqlite:///{self.folder / name}.db"


def server_seconds(kind: str) -> float:
    """The processor time of the database's own processes so far."""
    if kind != "postgresql":
        return 0.0
    postmaster = psutil.Process(databases.server().get_postmaster_info().pid)
    own = postmaster.cpu_times()
    ended = own.children_user + own.children_system
    alive = [child.cpu_times() for child in postmaster.children(recursive=True)]
    return float(own.user + own.system + ended + sum(times.user + times.system for times in alive))


@cache
def _socket_folder() -> str:
    """A server with the settings that PostgreSQL comes with: it waits for the disk at every commit."""
    return str(databases.server().get_postmaster_info().socket_dir)


def _postgresql(name: str) -> str:
    socket = {"host": _socket_folder()}
    return str(URL.create("postgresql+asyncpg", username="postgres", database=name, query=socket))


async def _create_postgresql(name: str) -> str:
    db = Database(_postgresql("postgres"))
    async with db.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        await connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE template0")
    await db.close()
    return _postgresql(name)
