"""Presses that the bot does by itself: in due time they go into the inbox, as if the person had pressed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from bot.messages.incoming import DELAYED, ButtonPress, IncomingMessage
from bot.queue import inbox
from models.db.database import Database
from models.queue.outbox import OutboxRow, OutboxState

MAX_AT_ONCE = 32
"""So many are taken from the table at once."""


async def move_due(db: Database, channel: str, now: datetime) -> list[IncomingMessage]:
    """Move those of one channel whose time has come, and return them."""
    ripe = (
        OutboxRow.press.is_not(None),
        OutboxRow.state == OutboxState.WAITING,
        OutboxRow.send_after <= now,
        OutboxRow.channel == channel,
    )
    async with db.read() as session:
        if await session.scalar(select(OutboxRow.id).where(*ripe).limit(1)) is None:
            return []
    async with db.write() as session:
        due = select(OutboxRow).where(*ripe).order_by(OutboxRow.id).limit(MAX_AT_ONCE)
        rows = (await session.scalars(due.with_for_update(skip_locked=True))).all()
        pressed = [_pressed(row) for row in rows]
        await inbox.add(session, pressed, now)
        await session.execute(delete(OutboxRow).where(OutboxRow.id.in_([row.id for row in rows])))
    return pressed


def _pressed(row: OutboxRow) -> IncomingMessage:
    return IncomingMessage(
        channel=row.channel,
        update=f"{DELAYED}{row.id}",
        chat=row.chat,
        press=ButtonPress(data=row.press or "", ref=row.press_ref or ""),
    )
