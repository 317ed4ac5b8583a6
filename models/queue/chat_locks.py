"""Chats that one process works on while others work on others.

On SQLite a writer is alone anyway. On PostgreSQL a chat is claimed by an advisory lock of the transaction: unlike a
lock of a row it also holds back who comes with a message that arrived meanwhile.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, false, or_, text
from sqlalchemy.ext.asyncio import AsyncSession

from models.db.dialect import is_sqlite

Key = tuple[str, str]
"""Channel and chat."""

MAX_LOOKED_AT = 1024
"""Number of the oldest messages among whose chats some are free, however many processes work, and mostly as many as
are claimed at once.
"""

# OFFSET 0 keeps PostgreSQL from trying the locks before it has sorted, and so of more chats than are wanted. The last
# row, without a chat, tells that behind the oldest messages there may be others.
_CLAIM = text(
    f"""
    WITH oldest AS MATERIALIZED (
        SELECT id, channel, chat FROM inbox WHERE handled_at IS NULL ORDER BY id LIMIT {MAX_LOOKED_AT}
    ), claimed AS MATERIALIZED (
        SELECT channel, chat FROM (
            SELECT channel, chat FROM oldest GROUP BY channel, chat ORDER BY min(id) OFFSET 0
        ) AS waiting
        WHERE pg_try_advisory_xact_lock(hashtext(channel), hashtext(chat)) LIMIT :most
    )
    SELECT channel, chat FROM claimed
    UNION ALL SELECT NULL, NULL WHERE (SELECT count(*) FROM oldest) = {MAX_LOOKED_AT}
    """  # noqa: S608 - a constant
)
_CLAIM_AMONG_ALL = text(
    """
    SELECT channel, chat FROM (
        SELECT channel, chat FROM inbox WHERE handled_at IS NULL
        GROUP BY channel, chat ORDER BY min(id) OFFSET 0
    ) AS waiting
    WHERE pg_try_advisory_xact_lock(hashtext(channel), hashtext(chat)) LIMIT :most
    """
)
_CLAIM_ONE = text("SELECT pg_advisory_xact_lock(hashtext(:channel), hashtext(:chat))")


async def claim(session: AsyncSession, most: int) -> list[Key]:
    """Lock chats, on PostgreSQL: those with messages that wait, those that wait longest first, which nobody else
    works on. Where the oldest messages are of fewer chats than that, all that wait are looked at.
    """
    found = [(row.channel, row.chat) for row in await session.execute(_CLAIM, {"most": most})]
    claimed = [key for key in found if key != (None, None)]
    if len(found) > len(claimed) and len(claimed) < most:
        rows = await session.execute(_CLAIM_AMONG_ALL, {"most": most})
        return [(row.channel, row.chat) for row in rows]
    return claimed


async def claim_one(session: AsyncSession, channel: str, chat: str) -> None:
    """Wait until nobody else works on this chat."""
    if not is_sqlite(session):
        await session.execute(_CLAIM_ONE, {"channel": channel, "chat": chat})


def among(
    channel: SQLColumnExpression[Any], chat: SQLColumnExpression[Any], keys: Collection[Key]
) -> ColumnElement[bool]:
    """The condition that a chat is one of `keys`. Not by pairs: for more than one of them SQLite would go through
    the whole table.
    """
    named: defaultdict[str, list[str]] = defaultdict(list)
    for name, number in keys:
        named[name].append(number)
    return or_(false(), *(and_(channel == name, chat.in_(numbers)) for name, numbers in named.items()))
