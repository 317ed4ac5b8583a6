"""The old database for every test: as it was left, or when all that waited in it is done; on both kinds."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from models.db.database import Database
from models.migrations import migrate
from models.transfer import copy
from tests.support import databases
from tests.upgrades.old import SQL, settle, town_of
from tests.upgrades.town import OldTown

_templates: dict[str, str] = {}
"""As it was left ("left-sqlite", "left-postgresql") and settled ("settled-sqlite"): names of databases to be copied."""


@pytest.fixture
async def town() -> AsyncIterator[OldTown]:
    """What waited still waits."""
    async with copied("left", "sqlite") as town:
        yield town


@pytest.fixture(params=databases.KINDS)
async def either(request: pytest.FixtureRequest) -> AsyncIterator[OldTown]:
    """As `town`, also after it was copied to PostgreSQL."""
    async with copied("left", request.param) as town:
        yield town


@asynccontextmanager
async def copied(standing: str, kind: str) -> AsyncIterator[OldTown]:
    """A copy for one test alone. `standing`: "left", or "settled"."""
    name = f"{standing}-{kind}"
    if name not in _templates:
        _templates[name] = await (_left(kind) if standing == "left" else _settled(kind))
    async with databases.opened(kind, await databases.create(kind, _templates[name])) as db:
        yield town_of(db)


async def _left(kind: str) -> str:
    """The old database, brought to this version."""
    name = await databases.create(kind)
    db = Database(databases.url(kind, name))
    if kind == "sqlite":
        await load(db)
        await migrate.upgrade(db)
    else:
        async with loaded() as source:
            await copy.copy(source, db, upgrade=True)
    await db.close()
    return name


async def _settled(kind: str) -> str:
    name = await databases.create(kind, await _left(kind))
    db = Database(databases.url(kind, name))
    await settle(town_of(db))
    await db.close()
    return name


@asynccontextmanager
async def loaded() -> AsyncIterator[Database]:
    """The old database, of its own version."""
    async with databases.opened("sqlite", await databases.create("sqlite")) as db:
        await load(db)
        yield db


async def load(db: Database) -> None:
    connection = sqlite3.connect(str(db.engine.url.database))
    connection.executescript(SQL.read_text(encoding="utf-8"))
    connection.close()
