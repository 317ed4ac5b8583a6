"""Statements that skip SQLAlchemy's session on SQLite: the same results, in the same transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import bindparam, delete, event, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from models.db.compiled_statement import CompiledStatement
from models.db.database import Database, table_of
from models.people import Address, Person

PEOPLE, ADDRESSES = table_of(Person), table_of(Address)
NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)

REGISTER = CompiledStatement(insert(PEOPLE), columns=("name", "role", "language", "created_at"))
RENAME = CompiledStatement(
    update(PEOPLE).where(PEOPLE.c.name == bindparam("old")).values(name=bindparam("new"))
)
FORGET = CompiledStatement(delete(PEOPLE).where(PEOPLE.c.name == bindparam("old")))
KNOWN = CompiledStatement(select(PEOPLE.c.name, PEOPLE.c.created_at).order_by(PEOPLE.c.name))
HOW_MANY = CompiledStatement(select(func.count()).select_from(PEOPLE))


def row(name: str) -> dict[str, object]:
    return {"name": name, "role": "member", "language": "id", "created_at": NOW}


async def names(db: Database) -> list[str]:
    async with db.read() as session:
        return [row[0] for row in await KNOWN.fetch_all(session, {})]


async def test_what_is_written_is_read_in_the_same_transaction_and_after_it(db: Database) -> None:
    async with db.write() as session:
        await REGISTER.execute_many(session, [row("Ahmad"), row("Siti")])
        await RENAME.execute_many(session, [{"old": "Siti", "new": "Zahra"}])
        assert list(await KNOWN.fetch_all(session, {})) == [("Ahmad", NOW), ("Zahra", NOW)]
    assert await names(db) == ["Ahmad", "Zahra"]


async def test_the_order_of_writes_is_kept_among_those_of_the_session(db: Database) -> None:
    async with db.write() as session:
        session.add(Person(name="Ahmad"))
        [[before]] = await HOW_MANY.fetch_all(session, {})
        await FORGET.execute_many(session, [{"old": "Ahmad"}])
        [[after]] = await HOW_MANY.fetch_all(session, {})
    assert (before, after) == (1, 0)


async def test_nothing_stays_of_a_transaction_that_fails(db: Database) -> None:
    async def fail() -> None:
        async with db.write() as session:
            await REGISTER.execute_many(session, [row("Ahmad")])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    assert await names(db) == []
    async with db.write() as session:
        await REGISTER.execute_many(session, [row("Siti")])
    assert await names(db) == ["Siti"]


async def test_a_write_that_fails_is_raised_at_the_latest_by_the_commit(sqlite: Database) -> None:
    nobody = CompiledStatement(insert(ADDRESSES), columns=("person_id", "channel", "chat", "created_at"))

    async def write() -> None:
        async with sqlite.write() as session:
            await REGISTER.execute_many(session, [row("Ahmad")])
            await nobody.execute_many(
                session, [{"person_id": 7, "channel": "test", "chat": "1", "created_at": NOW}]
            )

    with pytest.raises(IntegrityError):
        await write()
    assert await names(sqlite) == []


async def test_writing_nothing_is_nothing(db: Database) -> None:
    async with db.write() as session:
        await REGISTER.execute_many(session, [])
    assert await names(db) == []


async def test_rows_of_one_insert_tell_their_ids(sqlite: Database) -> None:
    told = CompiledStatement(
        insert(PEOPLE).returning(PEOPLE.c.id), columns=("name", "role", "language", "created_at")
    )
    async with sqlite.write() as session:
        ids = [row[0] for row in await told.insert_all(session, [row("Ahmad"), row("Siti"), row("Budi")])]
    assert ids == [1, 2, 3]
    assert await names(sqlite) == ["Ahmad", "Budi", "Siti"]


@pytest.fixture
def crossings(sqlite: Database, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One entry each time that the connection's thread is asked for something."""
    from models.db.sqlite import Connection

    found: list[str] = []
    execute = Connection._execute

    async def counted(
        self: Connection, work: Callable[..., object], *given: object, **more: object
    ) -> object:
        found.append(getattr(work, "__qualname__", "?"))
        return await execute(self, work, *given, **more)  # type: ignore[no-untyped-call]

    monkeypatch.setattr(Connection, "_execute", counted)
    return found


async def test_writes_without_results_cross_to_the_thread_once(
    sqlite: Database, crossings: list[str]
) -> None:
    await names(sqlite)
    crossings.clear()
    async with sqlite.write() as session:
        await REGISTER.execute_many(session, [row("Ahmad")])
        await RENAME.execute_many(session, [{"old": "Ahmad", "new": "Siti"}])
    assert len(crossings) == 1
    assert await names(sqlite) == ["Siti"]


async def test_a_transaction_in_which_nothing_is_done_asks_for_nothing(
    sqlite: Database, crossings: list[str]
) -> None:
    await names(sqlite)
    crossings.clear()
    async with sqlite.write():
        pass
    assert crossings == []


async def test_other_databases_are_asked_through_sqlalchemy(postgresql: Database) -> None:
    asked: list[str] = []
    event.listen(
        postgresql.engine.sync_engine, "before_cursor_execute", lambda *given: asked.append(given[2])
    )
    async with postgresql.write() as session:
        await REGISTER.execute_many(session, [row("Ahmad")])
    assert len(asked) == 1
