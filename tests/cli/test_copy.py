"""`santribot db copy` and `db fingerprint`: a database in another place, and the proof that nothing is missing."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Mapping
from pathlib import Path

import pytest

from models.db.database import Database
from models.migrations import migrate
from models.transfer import copy as transfer_copy
from models.transfer.copy import CopyDiffersError, Progress, TableComparison
from models.transfer.fingerprint import TableChecksum
from tests.cli.terminal import configure, in_database, santribot
from tests.support.filled import fill

HERE, THERE = "sqlite+aiosqlite:///santribot.db", "sqlite+aiosqlite:///there.db"
TO_THERE = f"db copy --to {THERE}"


async def filled(db: Database) -> None:
    await migrate.upgrade(db)
    await fill(db)


@pytest.fixture
def office() -> None:
    """An office whose database has something in every table."""
    configure()
    in_database(filled)


@pytest.mark.usefixtures("office")
def test_a_copy_is_compared_table_by_table_and_has_the_same_fingerprint() -> None:
    result = santribot(TO_THERE)
    assert result.exit_code == 0
    assert "people: 3\n" in result.stderr
    head, *lines, last = result.stdout.splitlines()
    assert head.split() == ["table", "rows", "checksum", "in", "the", "copy"]
    assert all(line.split()[1] == "3" and line.endswith("the same") for line in lines)
    assert last == "Every table has arrived as it was."
    before = santribot("db fingerprint").stdout
    Path("there.db").replace("santribot.db")
    assert santribot("db fingerprint").stdout == before
    assert "people" in before


@pytest.mark.usefixtures("office")
def test_the_source_may_be_named_too() -> None:
    Path("config.toml").unlink()
    assert santribot(f"{TO_THERE} --from {HERE}").exit_code == 0
    result = santribot(f"{TO_THERE} --from {HERE}")
    assert result.exit_code == 1
    assert result.stderr.startswith("santribot: nothing was copied: the target has rows already")


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    ("line", "said"),
    [
        (f"{TO_THERE} --from sqlite+aiosqlite:///nowhere.db", "--from: nowhere.db does not exist"),
        ("db copy --to sqlite+aiosqlite:///no/where.db", "--to: unable to open database file"),
        ("db copy --to postgresql+asyncpg://bot:hunter2@127.0.0.1:9/bot", "--to: "),
    ],
)
def test_a_database_that_cannot_be_reached_is_one_line(line: str, said: str) -> None:
    result = santribot(line)
    assert result.exit_code == 1
    [only] = result.stderr.splitlines()
    assert only.startswith(f"santribot: nothing was copied: {said}")
    assert "hunter2" not in result.output
    assert not Path("nowhere.db").exists()


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    "line",
    [f"db copy --to {HERE}", "db copy --to postgres://bot:hunter2@db/bot", f"{TO_THERE} --from there.db"],
)
def test_a_wrong_command_line_copies_nothing(line: str) -> None:
    result = santribot(line)
    assert result.exit_code == 2
    assert "hunter2" not in result.output
    assert not Path("there.db").exists()


def test_an_older_database_has_to_be_upgraded_first() -> None:
    configure()

    async def older(db: Database) -> None:
        async with migrate.alone(db) as connection:
            await migrate.migrate_connection(connection, migrate.VERSIONS[-2])

    in_database(older)
    result = santribot(TO_THERE)
    assert result.exit_code == 1
    assert "the database is older; bring it to this version with `santribot db upgrade`" in result.stderr
    assert not Path("there.db").exists()


@pytest.mark.usefixtures("office")
def test_what_differs_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    async def copy(
        _source: Database, _target: Database, _progress: Progress
    ) -> Mapping[str, TableComparison]:
        raise CopyDiffersError(
            {
                "people": TableComparison(TableChecksum(3, 1), TableChecksum(2, 15)),
                "events": TableComparison(TableChecksum(), TableChecksum()),
            }
        )

    monkeypatch.setattr(transfer_copy, "copy", copy)
    result = santribot(TO_THERE)
    assert result.exit_code == 1
    assert [line.split("  ")[-1].strip() for line in result.stdout.splitlines()[1:]] == [
        f"2 rows, {15:032x}",
        "the same",
    ]
    assert result.stderr == "santribot: nothing was copied: what arrived differs in people\n"


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_copy_that_is_stopped_is_no_success(
    monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    async def copy(
        _source: Database, _target: Database, _progress: Progress
    ) -> Mapping[str, TableComparison]:
        os.kill(os.getpid(), number)
        await asyncio.Event().wait()
        return {}

    monkeypatch.setattr(transfer_copy, "copy", copy)
    result = santribot(TO_THERE)
    assert (result.exit_code, result.stderr) == (1, "santribot: stopped before the end\n")


def test_the_fingerprint_of_a_database_that_is_not_there() -> None:
    configure()
    result = santribot("db fingerprint")
    assert (result.exit_code, result.stderr) == (1, "santribot: database.url: santribot.db does not exist\n")
    assert not Path("santribot.db").exists()
