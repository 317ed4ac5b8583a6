"""Presses that the bot does by itself: in due time they go into the inbox, as if the person had pressed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from bot import inbox
from bot.incoming import BY_ITSELF, Incoming, Press
from models.database import Database
from models.outbox import Departure, State

MOST = 32
"""So many are taken from the table at once."""


async def take(db: Database, channel: str, now: datetime) -> list[Incoming]:
    """Move those of one channel whose time has come, and return them."""
    ripe = (
        Departure.press.is_not(None),
        Departure.state == State.WAITING,
        Departure.send_after <= now,
        Departure.channel == channel,
    )
    async with db.read() as session:
        if await session.scalar(select(Departure.id).where(*ripe).limit(1)) is None:
            return []
    async with db.write() as session:
        due = select(Departure).where(*ripe).order_by(Departure.id).limit(MOST)
        rows = (await session.scalars(due.with_for_update(skip_locked=True))).all()
        pressed = [_pressed(row) for row in rows]
        await inbox.put(session, pressed, now)
        await session.execute(delete(Departure).where(Departure.id.in_([row.id for row in rows])))
    return pressed


def _pressed(row: Departure) -> Incoming:
    return Incoming(
        channel=row.channel,
        update=f"{BY_ITSELF}{row.id}",
        chat=row.chat,
        press=Press(data=row.press or "", ref=row.press_ref or ""),
    )
