"""Off it goes: now or at its time, not in the quiet hours unless it is urgent, and above a number only when another
organiser agrees. Everything that sends a broadcast comes through here.
"""

from __future__ import annotations

from datetime import datetime

from bot.dialog import quiet_hours
from bot.dialog.buttons import Button, button
from bot.dialog.context import Chat, Context
from bot.i18n import formatting
from bot.i18n.messages import Translatable, _, paragraphs
from handlers.broadcasts import approval_request, message, preview, report
from handlers.broadcasts.quiet_hours import next_allowed
from models import audit
from models.audit import AuditAction
from models.broadcasts import lifecycle
from models.broadcasts.lifecycle import NotADraftError
from models.broadcasts.tables import Broadcast
from models.people import Role

PREVIEW = "broadcasts.preview"


async def request_start(chat: Chat, broadcast: Broadcast) -> None:
    """Send a draft at its `send_at`, or now where it has none; ask first where that is in the quiet hours."""
    when = max(broadcast.send_at or chat.now, chat.now)
    if not broadcast.urgent and next_allowed(chat, when) > when:
        return await _ask_about_quiet(chat, broadcast, when)
    try:
        if await approval_request.needed(chat, broadcast):
            return await approval_request.submit(chat, broadcast)
        await submit(chat, broadcast)
    except NotADraftError:
        await chat.db.refresh(broadcast)
    await report.show(chat, broadcast)


async def submit(chat: Chat, broadcast: Broadcast) -> None:
    """What nobody has to be asked about any more. Raises `NotADraftError` where it went, or was called off, before."""
    when, number = due(chat, broadcast), await preview.people(chat, broadcast)
    if when > chat.now:
        await lifecycle.schedule(chat.db, broadcast, when)
        done = AuditAction.SCHEDULE_BROADCAST
    else:
        await lifecycle.start(chat.db, broadcast, await message.bodies(chat.db, broadcast), chat.now)
        done = AuditAction.SEND_BROADCAST
    await audit.record(chat.db, chat.person.id, done, f"broadcast:{broadcast.id}", recipients=number)


def due(context: Context, broadcast: Broadcast) -> datetime:
    """When it may begin."""
    when = max(broadcast.send_at or context.now, context.now)
    return when if broadcast.urgent else next_allowed(context, when)


# Quiet hours


async def _ask_about_quiet(chat: Chat, broadcast: Broadcast, when: datetime) -> None:
    morning, seal = next_allowed(chat, when), await preview.content_hash(chat, broadcast)
    hours = chat.settings.broadcasts
    words = paragraphs(
        _at(broadcast, when),
        _(
            "Siaran tidak dikirim pukul {start}–{end} WIB, supaya tidak ada yang terbangun.",
            start=formatting.hour(quiet_hours.hour_of(hours.quiet_from)),
            end=formatting.hour(quiet_hours.hour_of(hours.quiet_to)),
        ),
    )
    wait_ = Button(_("Kirim pukul {clock}", clock=formatting.clock(morning)), wait, broadcast.id, seal)
    later = _("Mendesak, tetap pada jam itu") if broadcast.send_at else _("Mendesak, kirim sekarang")
    back = Button(_("Kembali"), chat.router.buttons[PREVIEW], broadcast.id)
    await chat.reply(words, [wait_, Button(later, urgent, broadcast.id, seal), back])


def _at(broadcast: Broadcast, when: datetime) -> Translatable:
    if broadcast.send_at:
        return _("{when} adalah jam istirahat, Kak.", when=formatting.moment(when))
    return _("Sekarang {clock}, jam istirahat, Kak.", clock=formatting.clock(when))


@button("broadcast_departure.wait", role=Role.ORGANISER)
async def wait(chat: Chat, broadcast_id: int, seal: str) -> None:
    """At the end of the quiet hours."""
    broadcast = await as_shown(chat, broadcast_id, seal)
    if broadcast is not None:
        broadcast.send_at = next_allowed(chat, max(broadcast.send_at or chat.now, chat.now))
        await request_start(chat, broadcast)


@button("broadcast_departure.urgent", role=Role.ORGANISER)
async def urgent(chat: Chat, broadcast_id: int, seal: str) -> None:
    """In the quiet hours all the same."""
    broadcast = await as_shown(chat, broadcast_id, seal)
    if broadcast is not None:
        broadcast.urgent = True
        await audit.record(
            chat.db, chat.person.id, AuditAction.CALL_BROADCAST_URGENT, f"broadcast:{broadcast.id}"
        )
        await request_start(chat, broadcast)


async def as_shown(chat: Chat, broadcast_id: int, seal: str) -> Broadcast | None:
    """The draft, where it still is what the button stood under; else it is shown anew."""
    broadcast = await report.unsent(chat, broadcast_id)
    if broadcast is None or seal == await preview.content_hash(chat, broadcast):
        return broadcast
    chat.toast(_("Siaran ini sudah diubah. Periksa lagi, ya."))
    await chat.router.buttons[PREVIEW](chat, broadcast_id)
    return None
