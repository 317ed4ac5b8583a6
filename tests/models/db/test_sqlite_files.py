"""The files of a SQLite database are their owner's alone, and keep nothing of who was erased."""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from models.db import sqlite_traces
from models.db.database import Database, utcnow
from models.erasure import erase
from models.migrations.migrate import upgrade
from models.people import Person
from tests.support.client import Town

NOON = datetime.fromisoformat("2026-11-24T05:00:00+00:00")
NAME, PHONE = "Siti Rahasiawati", "+628123454321"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
async def db(folder: Path) -> AsyncIterator[Database]:
    made = Database(f"sqlite+aiosqlite:///{folder / 'santribot.db'}")
    await upgrade(made)
    yield made
    await made.close()


def modes(folder: Path) -> dict[str, int]:
    return {file.name: file.stat().st_mode & 0o777 for file in folder.iterdir()}


def found_in(folder: Path, *texts: str) -> list[str]:
    """Which files have any of these."""
    return [
        file.name for file in folder.iterdir() if any(text.encode() in file.read_bytes() for text in texts)
    ]


async def add(db: Database, name: str = NAME, phone: str = PHONE) -> int:
    async with db.write() as session:
        person = Person(name=name, phone=phone)
        session.add(person)
        await session.flush()
        return person.id


async def forget(db: Database, person_id: int) -> None:
    async with db.write() as session:
        await erase(session, person_id, utcnow())


async def test_nobody_else_can_read_a_new_database(db: Database, folder: Path) -> None:
    await add(db)
    assert modes(folder) == dict.fromkeys(("santribot.db", "santribot.db-wal", "santribot.db-shm"), 0o600)


async def test_a_database_that_others_could_read_is_closed_to_them(db: Database, folder: Path) -> None:
    """As versions before this left it."""
    await add(db)
    for name in modes(folder):
        os.chmod(folder / name, 0o644)
    again = Database(db.url)
    async with again.read() as session:
        assert await session.scalar(select(Person.name)) == NAME
    assert set(modes(folder).values()) == {0o600}
    await again.close()


async def test_name_and_phone_of_who_was_erased_are_in_no_file(db: Database, folder: Path) -> None:
    person = await add(db)
    async with db.write() as session:
        await session.execute(update(Person).values(name=NAME + " binti Fulan"))
    assert found_in(folder, NAME, PHONE) != []
    await forget(db, person)
    assert found_in(folder, NAME, PHONE) == []


async def test_what_a_reader_holds_up_is_done_after_a_later_transaction(
    db: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup reads while somebody is erased."""
    monkeypatch.setattr(sqlite_traces, "WAIT_MS", 1)
    monkeypatch.setattr(sqlite_traces, "AGAIN_SECONDS", 0.0)
    person = await add(db)
    with closing(sqlite3.connect(folder / "santribot.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM people").fetchall()
        await forget(db, person)
        assert found_in(folder, PHONE) != []
    await add(db, "Ahmad", "+628999")
    assert found_in(folder, NAME, PHONE) == []


async def test_copies_that_sqlite_leaves_in_pages_go_when_the_file_is_written_anew(
    db: Database, folder: Path
) -> None:
    """It moves rows between pages while others come and go, and does not overwrite the room that they leave."""
    chance = random.Random(7)
    for number in range(40):
        async with db.write() as session:
            session.add_all(
                Person(
                    name=f"Nama{chance.randrange(10**6)}{'x' * chance.randrange(60)}",
                    phone=f"+62{chance.randrange(10**10):010d}",
                )
                for _ in range(30)
            )
        async with db.write() as session:
            for person in await session.scalars(select(Person).where(Person.id % 7 == number % 7)):
                person.name = f"Baru{chance.randrange(10**6)}{'y' * chance.randrange(60)}"
    async with db.read() as session:
        gone = (await session.execute(select(Person.id, Person.name).where(Person.id % 5 == 0))).all()
    async with db.write() as session:
        for person_id, _name in gone:
            await erase(session, person_id, utcnow())
    assert await db.rewrite(NOON)
    assert found_in(folder, *(name for _id, name in gone)) == []
    assert not await db.rewrite(NOON)


async def test_a_large_file_is_written_anew_at_night(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_traces, "SMALL_BYTES", 1)
    await forget(db, await add(db))
    assert not await db.rewrite(NOON)
    assert await db.rewrite(NOON + timedelta(hours=14))


async def test_after_a_kill_the_next_round_removes_the_traces(db: Database, folder: Path) -> None:
    """Nothing but the file remembers that something was erased."""
    await forget(db, await add(db))
    another = Database(db.url)
    assert await another.rewrite(NOON)
    assert found_in(folder, NAME, PHONE) == []
    await another.close()


async def test_a_person_who_erases_their_account_is_in_no_file(db: Database, folder: Path) -> None:
    """By /hapusakun, with all that the conversation wrote down."""
    town = Town(db)
    santri = await town.santri(name="Siti", phone=PHONE)
    await santri.says("/profil")
    await santri.taps("Ubah …")
    await santri.taps("Nama")
    await santri.says(NAME)
    await santri.taps("Simpan")
    assert found_in(folder, NAME) != []
    await santri.says("/hapusakun")
    await santri.taps("Ya, hapus semuanya")
    assert santri.last.text.startswith("Sudah dihapus semuanya, Kak.")
    assert found_in(folder, NAME, PHONE) == []
