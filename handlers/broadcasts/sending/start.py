"""Starting a broadcast that nobody has to be asked about any more: now, or at its time outside of the quiet hours."""

from __future__ import annotations

from datetime import datetime

from bot.dialog.base_context import Context
from bot.dialog.context import Chat
from handlers.broadcasts import message
from handlers.shared.quiet_hours import next_allowed
from models import audit
from models.audit import AuditAction
from models.broadcasts import lifecycle
from models.broadcasts.seal import seal
from models.broadcasts.tables import Broadcast


async def start_or_schedule(chat: Chat, broadcast: Broadcast, people: int) -> None:
    """Start a draft, or schedule it, for so many people.

    Raises `NotADraftError` where it was sent or cancelled before.
    """
    when = start_time(chat, broadcast)
    if when > chat.now:
        await lifecycle.schedule(chat.db, broadcast, when)
        done = AuditAction.SCHEDULE_BROADCAST
    else:
        await lifecycle.start(
            chat.db, broadcast, await message.bodies(chat.db, broadcast), chat.now, counted=people
        )
        done = AuditAction.SEND_BROADCAST
    await note_seal(chat, broadcast, people)
    await audit.record(chat.db, chat.person.id, done, f"broadcast:{broadcast.id}", recipients=people)


async def note_seal(context: Context, broadcast: Broadcast, people: int | None = None) -> None:
    """Write down the seal of what leaves its author's hands, and for how many people."""
    broadcast.seal = await seal(context.db, broadcast)
    broadcast.counted = broadcast.counted if people is None else people


def start_time(context: Context, broadcast: Broadcast) -> datetime:
    """The earliest time at which it may start; the quiet hours do not hold back what is urgent."""
    when = chosen_time(context, broadcast)
    return when if broadcast.urgent else next_allowed(context, when)


def chosen_time(context: Context, broadcast: Broadcast) -> datetime:
    """Its `send_at`, or now where it has none or where that is over."""
    return max(broadcast.send_at or context.now, context.now)
