"""Contents of photos and files, as far as rows name them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from itertools import islice
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.contents import Contents
from models import rows
from models.copying import Told
from models.database import Database
from models.fingerprint import Tally

CONTENTS = "photos and files"
AT_ONCE = 8

T = TypeVar("T")


async def digests(connection: AsyncConnection) -> AsyncIterator[str]:
    """Under which contents are named, each once; before version 0003 they were not."""
    media = (await rows.tables(connection))["media"]
    if "digest" not in media.c:
        return
    digest, last = media.c.digest, ""
    statement = select(digest).distinct().order_by(digest).limit(rows.PAGE)
    while found := (await connection.scalars(statement.where(digest > last))).all():
        for last in found:
            yield last


async def read(contents: Contents, wanted: Iterable[str]) -> AsyncIterator[tuple[str, bytes | None]]:
    """Each with its digest; None for those that are not there, or damaged."""

    async def get(digest: str) -> bytes | None:
        try:
            return await contents.get(digest)
        except FileNotFoundError:
            return None

    for few in some(wanted):
        for digest, content in zip(few, await asyncio.gather(*map(get, few)), strict=True):
            yield digest, content


async def count(db: Database, contents: Contents, told: Told) -> tuple[Tally, int]:
    """Those that are there and whole, each by its digest; and how many are not."""
    found, missing = Tally(), 0
    async with rows.snapshot(db) as connection:
        wanted = [digest async for digest in digests(connection)]
    async for digest, content in read(contents, wanted):
        if content is None:
            missing += 1
        else:
            found.add([[digest]])
        told(CONTENTS, found.rows + missing, len(wanted))
    return found, missing


def some(items: Iterable[T]) -> Iterator[list[T]]:
    """A few at a time: to wait for each alone would take long, to hold many would need much memory."""
    left = iter(items)
    while few := list(islice(left, AT_ONCE)):
        yield few
