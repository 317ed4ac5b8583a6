"""A backup brings back everything, or changes nothing and says why."""

from __future__ import annotations

import asyncio
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.maintenance.backup.manifest import DUMP, SQLITE, BackupError
from models.migrations import migrate
from models.transfer.target_check import TargetNotEmptyError
from tests.support import databases
from tests.support.filled import NUMBER, add_person, fill, names
from tests.support.offices import PHOTOS, TOOLS, Office, empty, program, settled, tools

WAYS = [
    ("sqlite", None, SQLITE, "sqlite"),
    ("sqlite", None, SQLITE, "postgresql"),
    ("postgresql", TOOLS, DUMP, "postgresql"),
    ("postgresql", None, SQLITE, "postgresql"),
    ("postgresql", None, SQLITE, "sqlite"),
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a backup is to be."""
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups" / "office.tar"


@pytest.mark.parametrize(("kind", "found", "inside", "target"), WAYS)
async def test_a_restored_backup_has_the_same_fingerprint(
    kind: str,
    found: Path | None,
    inside: str,
    target: str,
    tmp_path: Path,
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tools(found, monkeypatch)
    async with settled(kind, tmp_path / "here") as office, empty(target, tmp_path / "there") as another:
        await remove_person(office, await add_person(office.db))
        made = await office.save(file)
        tables, contents = await office.fingerprint()
        assert (made.kind, made.dump.name) == (kind, inside)
        assert (made.contents.number, made.contents.missing) == (2, 0)
        await another.restore(file)
        there, kept = await another.fingerprint()
        assert there == tables
        assert kept < contents
        assert len(kept) == 2
        assert await add_person(another.db) == NUMBER + 2


@pytest.mark.parametrize("kind", databases.KINDS)
async def test_the_bot_goes_on_meanwhile(
    kind: str, tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tools(TOOLS, monkeypatch)
    async with settled(kind, tmp_path / "here") as office, empty(kind, tmp_path / "there") as another:
        saving = asyncio.create_task(office.save(file))
        written = 0
        while not saving.done():
            await add_person(office.db)
            written += 1
        made = await saving
        assert written > 3
        await another.restore(file)
        assert NUMBER <= made.tables["people"].rows <= NUMBER + written
        assert len(await names(another.db)) == made.tables["people"].rows


async def test_only_the_owner_can_read_it_and_nothing_else_is_left(tmp_path: Path, file: Path) -> None:
    async with settled("sqlite", tmp_path / "here") as office:
        await office.save(file)
    assert left_of(file) == [(file.name, 0o600)]


@pytest.mark.parametrize("kind", databases.KINDS)
async def test_what_was_deleted_is_not_in_it(
    kind: str, tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tools(None, monkeypatch)
    secret = "rahasia-" * 10
    async with settled(kind, tmp_path / "here") as office:
        await remove_person(office, await add_person(office.db, secret))
        await office.save(file)
    assert parts_in(file, secret.encode(), *PHOTOS) == [False, True, True, False]


async def test_photos_that_are_nowhere_are_counted(tmp_path: Path, file: Path) -> None:
    async with settled("sqlite", tmp_path / "here") as office, empty("sqlite", tmp_path / "there") as another:
        for kept in (tmp_path / "here").glob("*/*"):
            if kept.read_bytes() == PHOTOS[0]:
                kept.write_bytes(b"damaged")
        made = await office.save(file)
        assert (made.contents.number, made.contents.missing) == (1, 1)
        await another.restore(file)


async def test_an_older_backup_is_restored_and_upgraded(tmp_path: Path, file: Path) -> None:
    async with empty("sqlite", tmp_path / "here") as older:
        for version in ("0002", migrate.VERSIONS[-2]):
            async with migrate.alone(older.db) as connection:
                await migrate.migrate_connection(connection, version)
            if version == "0002":
                await fill(older.db)
        async with older.db.write() as session:
            await session.execute(text("UPDATE media SET digest = NULL"))
        await older.save(file)
        for kind in databases.KINDS:
            async with empty(kind, tmp_path / kind) as another:
                await another.restore(file)
                assert await migrate.state(another.db) is migrate.MigrationState.CURRENT
                assert await names(another.db) == await names(older.db)


async def test_a_database_before_there_were_contents_can_be_kept_too(tmp_path: Path, file: Path) -> None:
    async with empty("sqlite", tmp_path / "here") as older:
        async with migrate.alone(older.db) as connection:
            await migrate.migrate_connection(connection, "0001")
        await fill(older.db)
        assert (await older.save(file)).version == "0001"


async def test_a_database_that_has_rows_is_left_alone(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tools(TOOLS, monkeypatch)
    for kind in databases.KINDS:
        async with settled(kind, tmp_path / kind) as office:
            before = await office.fingerprint()
            await office.save(file.with_suffix(f".{kind}"))
            with pytest.raises(TargetNotEmptyError, match="has rows already"):
                await office.restore(file.with_suffix(f".{kind}"))
            assert await office.fingerprint() == before


async def test_photos_of_others_are_left_alone(tmp_path: Path, file: Path) -> None:
    async with settled("sqlite", tmp_path / "here") as office, empty("sqlite", tmp_path / "there") as another:
        await office.save(file)
        await another.contents.put(b"somebody else's")
        with pytest.raises(BackupError, match="other photos and files"):
            await another.restore(file)
        assert await migrate.state(another.db) is migrate.MigrationState.NEW
        assert len((await another.fingerprint())[1]) == 1


@pytest.mark.parametrize(
    ("kind", "found"), [("sqlite", None), ("postgresql", TOOLS)], ids=["sqlite", "postgresql"]
)
async def test_after_a_try_that_failed_the_next_one_may_succeed(
    kind: str, found: Path | None, tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tools(found, monkeypatch)
    async with settled(kind, tmp_path / "here") as office, empty(kind, tmp_path / "there") as another:
        await office.save(file)
        await migrate.upgrade(another.db)
        with monkeypatch.context() as broken:
            broken.setattr(migrate, "alone", failing(migrate.alone, 2))
            with pytest.raises((OSError, TargetNotEmptyError), match="the disk is full"):
                await another.restore(file)
        assert len((await another.fingerprint())[1]) == 2
        await another.restore(file)
        assert (await another.fingerprint())[0] == (await office.fingerprint())[0]


def failing(work: Callable[..., object], time: int) -> Callable[..., object]:
    """It cannot be done the second time."""
    times = iter(range(1, time + 1))

    def call(*arguments: object) -> object:
        if next(times) == time:
            raise OSError("the disk is full")
        return work(*arguments)

    return call


async def test_a_backup_that_is_broken_off_leaves_nothing(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def get(_digest: str) -> bytes:
        saving.cancel()
        await asyncio.sleep(0)
        return b""

    async with settled("sqlite", tmp_path / "here") as office:
        monkeypatch.setattr(office.contents, "get", get)
        saving = asyncio.create_task(office.save(file))
        with pytest.raises(asyncio.CancelledError):
            await saving
    assert left_of(file) == []


async def test_a_backup_that_cannot_be_written_leaves_nothing(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def get(_digest: str) -> bytes:
        raise OSError(28, "No space left on device")

    async with settled("sqlite", tmp_path / "here") as office:
        monkeypatch.setattr(office.contents, "get", get)
        with pytest.raises(OSError, match="No space left"):
            await office.save(file)
    assert left_of(file) == []


# PostgreSQL's own programs


async def test_what_pg_dump_made_goes_into_a_postgresql_only(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tools(TOOLS, monkeypatch)
    async with settled("postgresql", tmp_path / "here") as office:
        await office.save(file)
        async with empty("sqlite", tmp_path / "there") as another:
            with pytest.raises(BackupError, match="must name a PostgreSQL"):
                await another.restore(file)
        async with empty("postgresql", tmp_path / "elsewhere") as another:
            tools(None, monkeypatch)
            with pytest.raises(BackupError, match="pg_restore is not on the PATH"):
                await another.restore(file)


async def test_without_a_fitting_pg_dump_the_tables_are_copied_and_that_is_said(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with settled("postgresql", tmp_path / "here") as office:
        tools(None, monkeypatch)
        await office.save(file)
        assert office.notes.pop().startswith("pg_dump is not on the PATH: the tables are copied in its place")
        program(tmp_path / "pg_dump", "echo 'pg_dump (PostgreSQL) 9.6.24'")
        tools(tmp_path, monkeypatch)
        assert (await office.save(tmp_path / "second.tar")).dump.name == SQLITE
        assert "pg_dump is of version 9, and the server of" in office.notes.pop()


async def test_what_pg_dump_says_is_told_without_the_rows_that_it_quotes(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = 'if [ "$1" = --version ]; then echo pg_dump 99; exit; fi; echo "$*" > seen; /usr/bin/env >> seen'
    program(tmp_path / "pg_dump", f'{wrong}\nprintf "pg_dump: error: too bad\\nCONTEXT: rahasia" >&2; exit 1')
    tools(tmp_path, monkeypatch)
    monkeypatch.chdir(tmp_path)
    async with settled("postgresql", tmp_path / "here") as office:
        office.db.url = office.db.url.replace("postgres@", "postgres:hunter2@")
        with pytest.raises(BackupError, match=r"^pg_dump: error: too bad$"):
            await office.save(file)
    command, *variables = (tmp_path / "seen").read_text().splitlines()
    assert "hunter2" not in command
    assert "PGPASSWORD=hunter2" in variables
    assert left_of(file) == []


def left_of(file: Path) -> list[tuple[str, int]]:
    """What is in the folder of a backup, and who may read it."""
    return [(found.name, stat.S_IMODE(found.stat().st_mode)) for found in file.parent.iterdir()]


def parts_in(file: Path, *parts: bytes) -> list[bool]:
    whole = file.read_bytes()
    return [part in whole for part in parts]


async def remove_person(office: Office, number: int) -> None:
    async with office.db.write() as session:
        await session.execute(text(f"DELETE FROM people WHERE id = {number}"))
