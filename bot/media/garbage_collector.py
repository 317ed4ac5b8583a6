"""Deletes contents that no row refers to: a person was erased, or a transaction failed after the content was stored."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from bot.media.storage import BlobStorage
from bot.observability.logging import get_logger
from models import media
from models.db.database import Database, shielded

log = get_logger(__name__)

MIN_AGE = timedelta(days=1)
"""Younger contents may get a row any moment."""

DIGITS = "0123456789abcdef"


async def collect_garbage(db: Database, contents: BlobStorage, now: datetime) -> int:
    """Delete some contents that are older than a day and that no row refers to. Return their number.

    Call it about once an hour: each hour looks at the digests that begin with one of the 16 digits, so that a round is
    short. An `OSError` is logged, and the rest is left to a later round.
    """
    deleted = 0
    try:
        await contents.delete_partial(now - MIN_AGE)
        for start in _starts(now):
            async for digests in contents.list_older(start, now - MIN_AGE):
                deleted += await shielded(_delete_unreferenced(db, contents, digests))
    except OSError as error:
        log.warning("contents that are not needed could not be deleted now", exc_info=error)
    return deleted


def _starts(now: datetime) -> Iterator[str]:
    hour = int(now.timestamp() // 3600)
    return (DIGITS[hour % len(DIGITS)] + second for second in DIGITS)


async def _delete_unreferenced(db: Database, contents: BlobStorage, digests: Collection[str]) -> int:
    """Delete those without a row. They are looked up again under a lock that no new reference can pass."""
    async with db.read() as session:
        unreferenced = set(digests) - await media.referenced(session, digests)
    if not unreferenced:
        return 0
    async with db.write() as session:
        await media.lock_exclusive(session)
        unreferenced -= await media.referenced(session, unreferenced)
        await contents.delete(unreferenced)
    return len(unreferenced)
