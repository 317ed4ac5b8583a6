"""Photos and files that nothing refers to any more, such as those that were taken out of a form."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.broadcasts.tables import Broadcast
from models.db.changes import count_changed
from models.drafts import DraftRow
from models.media import Media
from models.products import ProductPhoto
from models.queue.outbox import OutboxRow
from models.webchat import PageMedia

_NAMED_BY = (ProductPhoto.media_id, Broadcast.photo_id, Broadcast.document_id, PageMedia.media_id)
"""Columns that refer to a photo or a file."""


async def find_unreferenced(session: AsyncSession, after: int, before: datetime, limit: int) -> Sequence[int]:
    """Return at most `limit` ids past `after`, in their order, of media from before `before` to which no row of a table
    refers. A form or a message that waits may still do.
    """
    found = select(Media.id).where(Media.id > after, *_unreferenced(before)).order_by(Media.id).limit(limit)
    return (await session.scalars(found)).all()


async def drop_unreferenced(session: AsyncSession, ids: Collection[int], before: datetime) -> int:
    """Delete those of `ids` to which nothing refers, neither a form nor a message that waits. Return their number.

    They are locked first, so that nobody refers to them meanwhile; whoever just does keeps theirs.
    """
    locked = select(Media.id).where(Media.id.in_(ids)).with_for_update(skip_locked=True)
    candidates = set(await session.scalars(locked))
    if not candidates:
        return 0
    candidates -= await _in_drafts(session)
    candidates -= await _in_messages(session)
    gone = delete(Media).where(Media.id.in_(candidates), *_unreferenced(before))
    return await count_changed(session, gone, synchronize_session=False)


def _unreferenced(before: datetime) -> Iterator[Any]:
    yield Media.created_at < before
    yield Media.expires_at.is_(None)
    for column in _NAMED_BY:
        yield ~select(column).where(column == Media.id).exists()


async def _in_drafts(session: AsyncSession) -> set[int]:
    """Return every number in the answers of open forms: which of them are photos, only the forms know."""
    found: set[int] = set()
    for answers in await session.scalars(select(DraftRow.answers)):
        found.update(_numbers(answers))
    return found


async def _in_messages(session: AsyncSession) -> set[int]:
    """Return what messages show that are not sent yet, or that were refused and may be sent again."""
    shows = or_(OutboxRow.body.contains('"photos"'), OutboxRow.body.contains('"file"'))
    found: set[int] = set()
    for body in await session.scalars(select(OutboxRow.body).where(shows)):
        message = json.loads(body or "{}")
        found.update(_numbers([message.get("photos"), message.get("file")]))
    return found


def _numbers(value: object) -> Iterator[int]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _numbers(item)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield value
