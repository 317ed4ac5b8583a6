"""Contents of photos and files that rows refer to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from itertools import islice
from typing import TypeVar

from bot.media.storage import BlobStorage
from models.db.database import Database
from models.transfer import table_reader
from models.transfer.blob_digests import digests
from models.transfer.copy import Progress
from models.transfer.fingerprint import TableChecksum

CONTENTS = "photos and files"
"""Their name in the progress."""
BATCH_SIZE = 8
"""Contents in memory at a time."""

T = TypeVar("T")


async def read_blobs(contents: BlobStorage, wanted: Iterable[str]) -> AsyncIterator[tuple[str, bytes | None]]:
    """Yield each wanted digest with its content; None where that is missing or damaged."""

    async def get(digest: str) -> bytes | None:
        try:
            return await contents.get(digest)
        except FileNotFoundError:
            return None

    for few in batched(wanted):
        for digest, content in zip(few, await asyncio.gather(*map(get, few)), strict=True):
            yield digest, content


async def count_blobs(db: Database, contents: BlobStorage, progress: Progress) -> tuple[TableChecksum, int]:
    """Return a checksum of the digests whose contents are there and whole, and the number of the others."""
    found, missing = TableChecksum(), 0
    async with table_reader.snapshot(db) as connection:
        wanted = [digest async for digest in digests(connection)]
    async for digest, content in read_blobs(contents, wanted):
        if content is None:
            missing += 1
        else:
            found.add([[digest]])
        progress(CONTENTS, found.rows + missing, len(wanted))
    return found, missing


def batched(items: Iterable[T]) -> Iterator[list[T]]:
    """Split `items` into lists of `BATCH_SIZE`."""
    left = iter(items)
    while few := list(islice(left, BATCH_SIZE)):
        yield few
