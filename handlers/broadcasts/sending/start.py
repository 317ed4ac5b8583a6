"""Starting a broadcast that nobody has to be asked about any more: now, or at its time outside of the quiet hours."""

from __future__ import annotations

from datetime import datetime

from bot.dialog import quiet_hours
from bot.dialog.base_context import Context
from bot.dialog.context import Chat
from handlers.broadcasts import message, preview
from models import audit
from models.audit import AuditAction
from models.broadcasts import lifecycle
from models.broadcasts.tables import Broadcast


async def start_or_schedule(chat: Chat, broadcast: Broadcast) -> None:
    """Start a draft, or schedule it. Raises `NotADraftError` where it was sent or cancelled before."""
    when, number = start_time(chat, broadcast), await preview.count_recipients(chat, broadcast)
    if when > chat.now:
        await lifecycle.schedule(chat.db, broadcast, when)
        done = AuditAction.SCHEDULE_BROADCAST
    else:
        await lifecycle.start(chat.db, broadcast, await message.bodies(chat.db, broadcast), chat.now)
        done = AuditAction.SEND_BROADCAST
    await audit.record(chat.db, chat.person.id, done, f"broadcast:{broadcast.id}", recipients=number)


def start_time(context: Context, broadcast: Broadcast) -> datetime:
    """The earliest time at which it may start; the quiet hours do not hold back what is urgent."""
    when = chosen_time(context, broadcast)
    return when if broadcast.urgent else next_allowed(context, when)


def chosen_time(context: Context, broadcast: Broadcast) -> datetime:
    """Its `send_at`, or now where it has none or where that is over."""
    return max(broadcast.send_at or context.now, context.now)


def next_allowed(context: Context, when: datetime) -> datetime:
    """`when`, or the end of the quiet hours that it is in."""
    hours = context.settings.broadcasts
    return quiet_hours.next_allowed(when, hours.quiet_from, hours.quiet_to)
