"""Claiming as the sender does, for tests that do without one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.queue.outbox import ClaimedMessage, claim_broadcast, claim_urgent
from models.broadcasts import delivery

LEASE = 7
"""The number of the lease under which tests claim."""


async def claim(session: AsyncSession, channel: str, now: datetime, limit: int) -> list[ClaimedMessage]:
    """Replies and notices, then messages of the running broadcasts in equal shares."""
    items = await claim_urgent(session, channel, now, limit, LEASE)
    running = await delivery.running(session)
    for left, broadcast_id in zip(range(len(running), 0, -1), running, strict=True):
        share = -((len(items) - limit) // left)
        items += await claim_broadcast(session, channel, broadcast_id, now, share, LEASE)
    return items
