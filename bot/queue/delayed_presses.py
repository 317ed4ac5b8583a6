"""Delayed presses: when they are due they go into the inbox, as if the person had pressed the button."""

from __future__ import annotations

from datetime import datetime

from bot.messages.incoming import DELAYED_PREFIX, ButtonPress, IncomingMessage
from bot.queue import inbox
from models.db.database import Database
from models.queue import outbox
from models.queue.outbox import OutboxRow

MAX_AT_ONCE = 32
"""Presses in one transaction."""


async def move_due(db: Database, channel: str, now: datetime) -> list[IncomingMessage]:
    """Move the presses of one channel that are due into the inbox, and return them."""
    async with db.read() as session:
        if not await outbox.any_press_due(session, channel, now):
            return []
    async with db.write() as session:
        rows = await outbox.claim_presses(session, channel, now, MAX_AT_ONCE)
        pressed = [_pressed(row) for row in rows]
        await inbox.add(session, pressed, now)
        await outbox.delete_presses(session, [row.id for row in rows])
    return pressed


def _pressed(row: OutboxRow) -> IncomingMessage:
    return IncomingMessage(
        channel=row.channel,
        update=f"{DELAYED_PREFIX}{row.id}",
        chat=row.chat,
        press=ButtonPress(data=row.press or "", ref=row.press_ref or ""),
    )
