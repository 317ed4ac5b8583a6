"""Equal rows have equal checksums on both databases; different rows have not."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import (
    JSON,
    Column,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    delete,
    insert,
    update,
)
from sqlalchemy.types import Boolean

from models.db.database import BigId, Database, UtcTime
from models.transfer import table_reader
from models.transfer.fingerprint import canonical, fingerprint
from tests.support import databases
from tests.support.filled import fill

SAMPLE = Table(
    "sample",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("word", String, primary_key=True),
    Column("number", BigId),
    Column("ratio", Float),
    Column("flag", Boolean),
    Column("at", UtcTime),
    Column("body", JSON, nullable=False),
    Column("content", LargeBinary),
)
"""A column of every kind that tables have."""

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
NUMBER = st.integers(-(2**63), 2**63 - 1)
PART = st.recursive(
    st.none() | st.booleans() | NUMBER | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
BODY = st.lists(PART, max_size=3) | st.dictionaries(TEXT, PART, max_size=3)
"""Never a number alone, which SQLite would keep as a number."""
ROW = st.fixed_dictionaries(
    {
        "id": st.integers(1, 10),
        "word": TEXT,
        "number": st.none() | NUMBER,
        "ratio": st.none() | st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False),
        "flag": st.none() | st.booleans(),
        "at": st.none() | st.datetimes(datetime(1970, 1, 1), datetime(9000, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
        "body": BODY,
        "content": st.none() | st.binary(max_size=40),
    }
)
ROWS = st.lists(ROW, max_size=6, unique_by=lambda row: (row["id"], row["word"]))


def test_the_same_rows_have_the_same_checksum_on_both_databases() -> None:
    with asyncio.Runner() as runner:
        both = runner.run(begin())

        @settings(max_examples=30, deadline=None)
        @given(ROWS)
        def holds(made: list[dict[str, Any]]) -> None:
            sqlite, postgresql = (runner.run(kept(db, made)) for db in both.databases)
            assert sqlite == postgresql
            assert sqlite["sample"].rows == len(made)

        try:
            holds()
        finally:
            runner.run(both.aclose())


class Both(AsyncExitStack):
    """A database of each kind, with the sample table alone."""

    databases: tuple[Database, ...] = ()


async def begin() -> Both:
    both = Both()
    for kind in databases.KINDS:
        db = await both.enter_async_context(databases.opened(kind, await databases.create(kind)))
        both.databases += (db,)
        async with db.engine.begin() as connection:
            await connection.run_sync(SAMPLE.create)
    return both


async def kept(db: Database, made: list[dict[str, Any]]) -> Any:
    """The checksums when these rows and no others are there."""
    async with db.write() as session:
        await session.execute(delete(SAMPLE))
        for row in made:
            await session.execute(insert(SAMPLE).values(row))
    return await fingerprint(db)


async def test_every_change_of_a_row_is_seen(db: Database) -> None:
    await fill(db)
    before = await fingerprint(db)
    async with db.engine.connect() as connection:
        people = (await table_reader.tables(connection))["people"]
    async with db.write() as session:
        await session.execute(update(people).where(people.c.id == 2).values(name="Fatimah"))
    after = await fingerprint(db)
    assert {name for name, tally in after.items() if tally != before[name]} == {"people"}
    assert after["people"].rows == before["people"].rows


async def test_rows_are_read_page_by_page_each_once(db: Database, monkeypatch: Any) -> None:
    await fill(db, 7)
    whole = await fingerprint(db)
    monkeypatch.setattr(table_reader, "PAGE", 2)
    assert await fingerprint(db) == whole
    assert {tally.rows for tally in whole.values()} == {7}


async def test_contents_of_photos_are_read_one_at_a_time(db: Database) -> None:
    await fill(db, 6)
    async with table_reader.snapshot(db) as connection:
        media = (await table_reader.tables(connection))["media"]
        pages = [
            [row.content is not None for row in page] async for page in table_reader.pages(connection, media)
        ]
    assert pages == [[False] * 3, [True], [True], [True]]


def test_a_row_has_one_form_however_it_is_said() -> None:
    noon = datetime(2026, 11, 24, 12, tzinfo=timezone(timedelta(hours=7)))
    assert canonical([{"a": 1, "b": [True, None]}]) == canonical([{"b": [True, None], "a": 1}])
    assert canonical([noon.astimezone(UTC)]) == b'["2026-11-24T05:00:00+00:00"]'
    assert canonical(["a", "bc"]) != canonical(["ab", "c"])
    different: list[object] = [None, 0, False, 0.0, "", "0", "null", [], {}]
    assert len({canonical([value]) for value in different}) == len(different)
