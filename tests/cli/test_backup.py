"""`santribot backup` and `santribot restore`: an office in one file."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import sqlite3
from pathlib import Path

import pytest

from bot.maintenance.backup import saving
from bot.maintenance.backup.manifest import Manifest
from bot.media.storage import FolderStorage
from models.db.database import Database
from tests.cli.terminal import TOKEN, configure, in_database, santribot
from tests.support.offices import PHOTOS, Office

MEDIA = Path("santribot-media")


@pytest.fixture
def office() -> None:
    """An office with something in every table, and photos."""
    configure()
    santribot("db upgrade")

    async def settle(db: Database) -> None:
        await Office(db, FolderStorage(MEDIA)).settle()

    in_database(settle)


def made() -> Path:
    """The only backup in the folder."""
    [file] = Path().glob("*.tar")
    return file


@pytest.mark.usefixtures("office")
def test_a_backup_brings_everything_back_but_the_settings() -> None:
    before = santribot("db fingerprint --contents").stdout
    assert before.splitlines()[-1].split()[:4] == ["photos", "and", "files", "2"]
    result = santribot("backup .")
    assert result.exit_code == 0
    assert re.fullmatch(r"santribot-\d{4}-\d\d-\d\d\.tar", made().name)
    first, second, third = result.stdout.splitlines()
    assert first.startswith(f"{made()}: 87 rows in 29 tables, 2 photos and files, ")
    assert second.startswith("config.toml is not in it")
    assert third == "Keep backup.key there too: only with it can the backup be restored."
    assert TOKEN.encode() not in made().read_bytes()
    lose_everything()
    result = santribot(f"restore {made()}")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{made()} is restored: 87 rows in 29 tables, 2 photos and files, ")
    assert santribot("db fingerprint --contents").stdout == before
    assert sorted(file.read_bytes() for file in MEDIA.glob("??/*")) == sorted(PHOTOS[:2])


@pytest.mark.usefixtures("office")
def test_a_second_backup_of_the_day_takes_nothing_from_the_first() -> None:
    santribot("backup .")
    santribot("backup .")
    assert len(list(Path().glob("santribot-*.tar"))) == 2
    santribot("backup office.tar")
    result = santribot("backup office.tar")
    assert (result.exit_code, result.stderr) == (1, "santribot: office.tar exists already\n")


@pytest.mark.usefixtures("office")
def test_photos_that_are_missing_are_told_of() -> None:
    shutil.rmtree(MEDIA)
    result = santribot("backup .")
    assert result.exit_code == 0
    assert "2 photos and files that the database names are nowhere to be found" in result.stderr
    result = santribot("db fingerprint --contents")
    assert result.exit_code == 1
    assert "2 photos and files that the database names are nowhere to be found" in result.stderr


@pytest.mark.usefixtures("office")
def test_what_cannot_be_kept_is_one_line() -> None:
    result = santribot("backup nowhere/office.tar")
    assert (result.exit_code, result.stderr) == (
        1,
        "santribot: no backup was made: No such file or directory\n",
    )
    Path("santribot.db").write_bytes(b"not a database" * 100)
    result = santribot("backup .")
    assert result.exit_code == 1
    assert "no backup was made: database.url: file is not a database" in result.stderr
    assert list(Path().glob("*.tar")) == []


def test_without_a_database_there_is_nothing_to_keep() -> None:
    configure()
    result = santribot("backup .")
    assert result.exit_code == 1
    assert result.stderr == "santribot: no backup was made: database.url: santribot.db does not exist\n"
    assert not Path("santribot.db").exists()


@pytest.mark.usefixtures("office")
def test_nothing_is_restored_over_what_is_there() -> None:
    santribot("backup office.tar")
    before = santribot("db fingerprint").stdout
    result = santribot("restore office.tar")
    assert result.exit_code == 1
    assert "nothing was restored: the target has rows already, in addresses; name a new" in result.stderr
    assert santribot("db fingerprint").stdout == before


@pytest.mark.usefixtures("office")
def test_what_is_no_backup_is_one_line() -> None:
    result = santribot("restore santribot.db")
    assert result.exit_code == 1
    assert "backup.key cannot be read: without the key" in result.stderr
    result = santribot("restore santribot.db --unsealed")
    assert result.exit_code == 1
    [line] = result.stderr.splitlines()
    assert line == "santribot: nothing was restored: santribot.db is no backup of santribot, or it is cut off"


@pytest.mark.usefixtures("office")
def test_a_damaged_database_is_one_line() -> None:
    with sqlite3.connect("santribot.db") as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()
    file = Path("santribot.db")
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    result = santribot("backup .")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1].startswith("santribot: no backup was made: ")
    assert "Traceback" not in result.output
    assert list(Path().glob("*.tar")) == []


@pytest.mark.usefixtures("office")
def test_a_backup_that_is_stopped_is_no_success(monkeypatch: pytest.MonkeyPatch) -> None:
    async def dump(*_arguments: object) -> Manifest:
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.Event().wait()
        raise AssertionError

    monkeypatch.setattr(saving, "dump", dump)
    before = set(Path().iterdir())
    result = santribot("backup .")
    assert (result.exit_code, result.stderr) == (1, "santribot: stopped before the end\n")
    assert set(Path().iterdir()) - before <= {
        Path("santribot.db-wal"),
        Path("santribot.db-shm"),
        Path("backup.key"),
    }


@pytest.mark.usefixtures("office")
def test_a_backup_that_somebody_changed_is_one_line_and_changes_nothing() -> None:
    santribot("backup office.tar")
    lose_everything()
    whole = Path("office.tar").read_bytes()
    Path("office.tar").write_bytes(whole[:3000] + b"\1" + whole[3001:])
    result = santribot("restore office.tar")
    assert (result.exit_code, result.stderr) == (
        1,
        "santribot: nothing was restored: office.tar was changed after it was made, or made with another backup.key\n",
    )
    assert not MEDIA.exists()
    Path("office.tar").write_bytes(whole)
    assert santribot("restore office.tar").exit_code == 0


@pytest.mark.usefixtures("office")
def test_the_key_may_be_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANTRIBOT_BACKUP__KEY", "x" * 32)
    assert len(santribot("backup office.tar").stdout.splitlines()) == 2
    assert not Path("backup.key").exists()
    lose_everything()
    monkeypatch.setenv("SANTRIBOT_BACKUP__KEY", "y" * 32)
    assert "made with another backup.key" in santribot("restore office.tar").stderr
    monkeypatch.setenv("SANTRIBOT_BACKUP__KEY", "x" * 32)
    assert santribot("restore office.tar").exit_code == 0


def lose_everything() -> None:
    for file in Path().glob("santribot.db*"):
        file.unlink()
    shutil.rmtree(MEDIA)
