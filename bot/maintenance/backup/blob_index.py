"""Contents of photos and files, as far as rows name them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from itertools import islice
from typing import TypeVar

from bot.media.storage import BlobStorage
from models.db.database import Database
from models.transfer import table_reader
from models.transfer.blob_digests import digests
from models.transfer.copy import Told
from models.transfer.fingerprint import TableChecksum

CONTENTS = "photos and files"
AT_ONCE = 8

T = TypeVar("T")


async def read(contents: BlobStorage, wanted: Iterable[str]) -> AsyncIterator[tuple[str, bytes | None]]:
    """Each with its digest; None for those that are not there, or damaged."""

    async def get(digest: str) -> bytes | None:
        try:
            return await contents.get(digest)
        except FileNotFoundError:
            return None

    for few in batched(wanted):
        for digest, content in zip(few, await asyncio.gather(*map(get, few)), strict=True):
            yield digest, content


async def count(db: Database, contents: BlobStorage, told: Told) -> tuple[TableChecksum, int]:
    """Those that are there and whole, each by its digest; and how many are not."""
    found, missing = TableChecksum(), 0
    async with table_reader.snapshot(db) as connection:
        wanted = [digest async for digest in digests(connection)]
    async for digest, content in read(contents, wanted):
        if content is None:
            missing += 1
        else:
            found.add([[digest]])
        told(CONTENTS, found.rows + missing, len(wanted))
    return found, missing


def batched(items: Iterable[T]) -> Iterator[list[T]]:
    """A few at a time: to wait for each alone would take long, to hold many would need much memory."""
    left = iter(items)
    while few := list(islice(left, AT_ONCE)):
        yield few
