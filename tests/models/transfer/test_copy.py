"""A database is copied whole into another, of either kind, or nothing is changed."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import product

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from models.db.database import Database
from models.migrations import migrate
from models.migrations.migrate import HEAD, VERSIONS, MigrationState, alone, state, upgrade
from models.transfer import copy as transfer_copy
from models.transfer import table_reader
from models.transfer.copy import CopyDiffersError, copy
from models.transfer.fingerprint import fingerprint
from models.transfer.target_check import TargetNotEmptyError
from tests.support import databases
from tests.support.filled import NUMBER, add_person, fill, names

Way = tuple[str, str]
"""From which kind of database to which."""

ALL = pytest.mark.parametrize("way", list(product(databases.KINDS, repeat=2)), indirect=True, ids="-to-".join)


@pytest.fixture(params=[databases.KINDS, databases.KINDS[::-1]], ids="-to-".join)
def way(request: pytest.FixtureRequest) -> Way:
    return tuple(request.param)


@pytest.fixture
async def source(way: Way) -> AsyncIterator[Database]:
    async with databases.migrated(way[0]) as db:
        await fill(db)
        yield db


@pytest.fixture
async def target(way: Way) -> AsyncIterator[Database]:
    """A database without any table."""
    async with new(way[1]) as db:
        yield db


@asynccontextmanager
async def new(kind: str) -> AsyncIterator[Database]:
    async with databases.opened(kind, await databases.create(kind)) as db:
        yield db


@ALL
async def test_everything_arrives_as_it_was(source: Database, target: Database) -> None:
    before = await fingerprint(source)
    compared = await copy(source, target)
    assert all(one.same for one in compared.values())
    assert await fingerprint(target) == {name: one.source for name, one in compared.items()} == before
    assert {tally.rows for tally in before.values()} == {NUMBER}
    assert await state(target) is MigrationState.CURRENT


async def test_the_copy_goes_on_where_the_source_was(source: Database, target: Database) -> None:
    """No number is given again, not even where its row is gone, since buttons in old messages may carry it; and what
    refers to a row goes with it.
    """
    await remove(source, "people", await add_person(source))
    await copy(source, target)
    assert await add_person(target) == await add_person(source) == NUMBER + 2
    await remove(target, "people", 1)
    async with target.read() as session:
        kept = await session.scalars(text("SELECT person_id FROM addresses ORDER BY id"))
        assert list(kept) == [2, 3]


async def test_what_is_told_adds_up(sqlite: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_reader, "PAGE", 2)
    told: list[tuple[str, int, int]] = []
    await fill(sqlite)
    async with new("sqlite") as target:
        await copy(sqlite, target, lambda *what: told.append(what))
    assert [what for what in told if what[0] == "people"] == [("people", n, 3) for n in (0, 2, 3)]


async def test_what_is_written_meanwhile_is_not_half_copied(source: Database, target: Database) -> None:
    before = await fingerprint(source)
    await copy(source, target, once(lambda: in_another_program(source)))
    assert await fingerprint(target) == before
    assert len(await names(source)) == NUMBER + 1


async def test_a_database_of_this_version_without_rows_may_be_filled(
    source: Database, target: Database
) -> None:
    await upgrade(target)
    await copy(source, target)
    assert await fingerprint(target) == await fingerprint(source)


async def test_a_database_with_a_row_is_left_alone(source: Database, target: Database) -> None:
    await upgrade(target)
    await add_person(target)
    with pytest.raises(TargetNotEmptyError, match="has rows already, in people"):
        await copy(source, target)
    assert await names(target) == ["Ahmad"]


async def test_a_database_of_something_else_is_left_alone(source: Database, target: Database) -> None:
    async with alone(target) as connection:
        await connection.execute(text("CREATE TABLE songs (id INTEGER PRIMARY KEY)"))
    with pytest.raises(TargetNotEmptyError, match="has tables already"):
        await copy(source, target)
    async with alone(target) as connection:
        assert list(await table_reader.tables(connection)) == ["songs"]


async def test_an_older_database_is_copied_as_it_is_or_upgraded(way: Way) -> None:
    async with new(way[0]) as older, new(way[1]) as target, new("sqlite") as upgraded:
        await made(older, VERSIONS[-2])
        await copy(older, target)
        assert await state(target) is MigrationState.OLDER
        assert await fingerprint(target) == await fingerprint(older)
        await copy(target, upgraded, upgrade=True)
        assert await state(upgraded) is MigrationState.CURRENT
        assert await names(upgraded) == await names(older)


async def test_a_newer_database_is_not_copied(source: Database, target: Database) -> None:
    async with alone(source) as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(TargetNotEmptyError, match=f"version 9999.*up to {HEAD}"):
        await copy(source, target)
    assert await state(target) is MigrationState.NEW


async def test_a_database_without_tables_is_not_copied(blank: Database) -> None:
    async with new("sqlite") as target:
        with pytest.raises(TargetNotEmptyError, match="no tables of santribot's"):
            await copy(blank, target)


async def test_what_is_broken_off_leaves_the_target_as_it_was(source: Database, target: Database) -> None:
    task = asyncio.create_task(copy(source, target, once(lambda: task.cancel())))
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await state(target) is MigrationState.NEW
    await copy(source, target)


async def test_a_row_that_the_target_cannot_hold_is_named_by_its_table_only(
    sqlite: Database, postgresql: Database
) -> None:
    await fill(sqlite)
    async with sqlite.write() as session:
        await session.execute(text("UPDATE people SET phone = 'rahasia rahasia rahasia' WHERE id = 1"))
    with pytest.raises(
        TargetNotEmptyError, match=r"^a row of people cannot be written: value too long"
    ) as refused:
        await copy(sqlite, postgresql)
    assert "rahasia" not in str(refused.value)
    async with sqlite.write() as session:
        await session.execute(text("UPDATE people SET phone = NULL"))
        await session.execute(text("UPDATE outbox SET priority = 70000"))
    with pytest.raises(TargetNotEmptyError, match=r"^a row of outbox cannot be written: DataError$"):
        await copy(sqlite, postgresql)
    assert await names(postgresql) == []


async def test_a_row_that_refers_to_nothing_is_not_copied(sqlite: Database, blank: Database) -> None:
    await fill(sqlite)
    async with sqlite.engine.connect() as connection:
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver is not None
        for statement in ("PRAGMA foreign_keys=OFF", "DELETE FROM events WHERE id = 1"):
            await driver.execute(statement)
    with pytest.raises(TargetNotEmptyError, match=r"refer to what is not there|violates foreign key"):
        await copy(sqlite, blank)
    assert await state(blank) is MigrationState.NEW


async def test_what_the_target_makes_something_else_of_is_found(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def bring(connection: AsyncConnection, to: str) -> None:
        await brought(connection, to)
        await connection.execute(
            text("CREATE TRIGGER t AFTER INSERT ON people BEGIN UPDATE people SET name = ''; END")
        )

    brought = migrate.migrate_connection
    monkeypatch.setattr(migrate, "migrate_connection", bring)
    await fill(sqlite)
    async with new("sqlite") as target:
        with pytest.raises(CopyDiffersError, match=r"^what arrived differs in people$") as refused:
            await copy(sqlite, target)
        assert [name for name, one in refused.value.tables.items() if not one.same] == ["people"]
        assert await state(target) is MigrationState.NEW


async def test_rows_that_were_not_expected_are_refused(sqlite: Database) -> None:
    await fill(sqlite)
    expected = await fingerprint(sqlite)
    async with new("sqlite") as target:
        await copy(sqlite, target, expected=expected)
        await remove(target, "people", 1)
        async with new("sqlite") as another:
            with pytest.raises(TargetNotEmptyError, match="not those that were counted"):
                await copy(target, another, expected=expected)


def once(act: Callable[[], object]) -> transfer_copy.Progress:
    """Does something when the first thing is told."""
    acts = iter([act])

    def tell(_table: str, _done: int, _of: int) -> None:
        for first in acts:
            first()

    return tell


def in_another_program(db: Database) -> None:
    """Somebody is added, and that is done when this returns."""

    async def add() -> None:
        another = Database(db.engine.url.render_as_string(hide_password=False))
        await add_person(another)
        await another.close()

    program = threading.Thread(target=asyncio.run, args=[add()])
    program.start()
    program.join()


async def made(db: Database, version: str) -> None:
    """The tables of an earlier version, with rows."""
    async with alone(db) as connection:
        await migrate.migrate_connection(connection, version)
    await fill(db)


async def remove(db: Database, table: str, number: int) -> None:
    async with db.write() as session:
        await session.execute(text(f"DELETE FROM {table} WHERE id = {number}"))
