"""The content of a broadcast: its texts in other languages, and the answers of people."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.broadcasts.tables import Broadcast, BroadcastAnswer, BroadcastText
from models.queue.outbox import OutboxRow, OutboxState

REACHED = (OutboxState.SENDING, OutboxState.SENT, OutboxState.UNKNOWN)
"""States of a message that its recipient may have seen."""


async def texts(session: AsyncSession, broadcast_id: int) -> dict[str, str]:
    """The texts for other languages: language → safe HTML."""
    theirs = select(BroadcastText).where(BroadcastText.broadcast_id == broadcast_id)
    rows = await session.scalars(theirs.order_by(BroadcastText.language))
    return {row.language: row.html for row in rows}


async def write(session: AsyncSession, broadcast_id: int, language: str, html: str) -> None:
    """Keep the text for those who read `language`, in place of an earlier one."""
    await session.merge(BroadcastText(broadcast_id=broadcast_id, language=language, html=html))
    await _raise_revision(session, broadcast_id)


async def unwrite(session: AsyncSession, broadcast_id: int, language: str) -> None:
    """Drop the text for those who read `language`: they get the broadcast's own."""
    theirs = BroadcastText.broadcast_id == broadcast_id, BroadcastText.language == language
    await session.execute(delete(BroadcastText).where(*theirs))
    await _raise_revision(session, broadcast_id)


async def received(session: AsyncSession, broadcast_id: int, person_id: int) -> bool:
    """Return whether the broadcast may have reached this person."""
    theirs = (
        OutboxRow.broadcast_id == broadcast_id,
        OutboxRow.person_id == person_id,
        OutboxRow.state.in_(REACHED),
    )
    return await session.scalar(select(OutboxRow.id).where(*theirs).limit(1)) is not None


async def answer(
    session: AsyncSession, broadcast_id: int, person_id: int, choice: int, now: datetime
) -> None:
    """Keep what a person answered; the answer before it no longer counts."""
    given = BroadcastAnswer(broadcast_id=broadcast_id, person_id=person_id, choice=choice, answered_at=now)
    await session.merge(given)
    await session.flush()


async def answers(session: AsyncSession, broadcast_id: int) -> Counter[int]:
    """Count the people who gave each answer, by its position."""
    given = select(BroadcastAnswer.choice, func.count()).where(BroadcastAnswer.broadcast_id == broadcast_id)
    rows = await session.execute(given.group_by(BroadcastAnswer.choice))
    return Counter(dict(rows.all()))


async def _raise_revision(session: AsyncSession, broadcast_id: int) -> None:
    """Count a change of the texts."""
    (await session.get_one(Broadcast, broadcast_id)).revision += 1
    await session.flush()
