"""Contents that nothing names any more: somebody was erased, or what was to name them never was."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from bot.media.storage import BlobStorage
from bot.observability.redaction import describe_error
from models import media
from models.db.database import Database, shielded

log = logging.getLogger(__name__)

AGE = timedelta(days=1)
"""Younger ones may be about to be named."""

DIGITS = "0123456789abcdef"


async def collect_garbage(db: Database, contents: BlobStorage, now: datetime) -> int:
    """Delete some of what is older than a day and not named; how many that were.

    To be called about once an hour: each hour has the contents that begin with one of 16 digits, so that a round stays
    short however many there are. What goes wrong is logged, and left to a later round.
    """
    swept = 0
    try:
        await contents.tidy(now - AGE)
        for start in _starts(now):
            async for digests in contents.older(start, now - AGE):
                swept += await shielded(_delete_nameless(db, contents, digests))
    except OSError as error:
        log.warning("contents that are not needed could not be deleted now: %s", describe_error(error))
    return swept


def _starts(now: datetime) -> Iterator[str]:
    hour = int(now.timestamp() // 3600)
    return (DIGITS[hour % len(DIGITS)] + second for second in DIGITS)


async def _delete_nameless(db: Database, contents: BlobStorage, digests: Collection[str]) -> int:
    """They are looked up once more when nobody can come to name one: between that and the deletion nothing happens."""
    async with db.read() as session:
        nameless = set(digests) - await media.referenced(session, digests)
    if not nameless:
        return 0
    async with db.write() as session:
        await media.lock_exclusive(session)
        nameless -= await media.referenced(session, nameless)
        await contents.delete(nameless)
    return len(nameless)
