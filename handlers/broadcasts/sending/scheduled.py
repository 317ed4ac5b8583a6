"""Scheduled broadcasts: they start from their own row when their time has come, whoever is still there by then.

At that time it is looked at again: that it is unchanged, and how many people it would go to.
"""

from __future__ import annotations

from bot.dialog.base_context import Context
from bot.dialog.buttons import Button, button
from bot.dialog.context import Chat
from bot.dialog.scheduled import scheduled
from bot.i18n.messages import Translatable, _
from handlers.broadcasts import access, message, preview
from handlers.broadcasts.message import excerpt
from handlers.broadcasts.screens import REPORT
from handlers.broadcasts.sending import held, limits
from handlers.broadcasts.sending.start import note_seal, start_time
from models import audit
from models.audit import AuditAction
from models.broadcasts import lifecycle, listing
from models.broadcasts.seal import seal
from models.broadcasts.tables import Broadcast, BroadcastStatus


@scheduled("broadcasts.start", due=lifecycle.due)
async def start_due(context: Context, broadcast_id: int) -> None:
    """Start a broadcast, put it off to the end of the quiet hours, or hold it back.

    A broadcast is cancelled where its author is no organiser any more. Where the author was erased it belongs to the
    office and is sent.
    """
    broadcast = await listing.get_for_update(context.db, broadcast_id)
    if broadcast is None or not _is_due(context, broadcast):
        return
    if not await _may_go(context, broadcast):
        await _cancel(context, broadcast)
    elif await _was_changed(context, broadcast):
        why = _("Isi atau kartunya berubah sesudah dijadwalkan.")
        await held.back_to_draft(context, broadcast, why)
    elif (when := start_time(context, broadcast)) > context.now:
        broadcast.send_at = when
        await note_seal(context, broadcast)
    else:
        await _start_or_hold(context, broadcast)


async def _start_or_hold(context: Context, broadcast: Broadcast) -> None:
    """Start it, unless more people would get it by now than its author, or whoever agreed, may decide for."""
    people = await preview.count_recipients(context, broadcast)
    if why := await limits.exceeded(context, broadcast, context.now, people):
        return await held.back_to_draft(context, broadcast, why)
    covered = broadcast.approved_by is not None and not limits.has_grown(people, broadcast.counted)
    if not covered and await limits.needs_approval(context, broadcast, context.now, people):
        return await held.ask_for_approval(context, broadcast, people)
    bodies = await message.bodies(context.db, broadcast)
    await lifecycle.start(context.db, broadcast, bodies, context.now, counted=people)
    await _tell(context, broadcast, _("Siaran <b>{text}</b> mulai dikirim.", text=excerpt(broadcast.html)))


@button("broadcast_departure.go")
async def start_by_older_row(chat: Chat, broadcast_id: int) -> None:
    """Answer what versions before 0.2 wrote into the outbox for the time at which a broadcast starts."""
    if chat.incoming.is_delayed:
        await start_due(chat, broadcast_id)


def _is_due(context: Context, broadcast: Broadcast) -> bool:
    scheduled_at = broadcast.send_at if broadcast.status is BroadcastStatus.SCHEDULED else None
    return scheduled_at is not None and scheduled_at <= context.now


async def _may_go(context: Context, broadcast: Broadcast) -> bool:
    return broadcast.created_by is None or await access.author_is_organiser(context, broadcast)


async def _was_changed(context: Context, broadcast: Broadcast) -> bool:
    """Return whether it is not what its author sent off. Earlier versions did not write that down."""
    return broadcast.seal is not None and broadcast.seal != await seal(context.db, broadcast)


async def _cancel(context: Context, broadcast: Broadcast) -> None:
    await lifecycle.cancel(context.db, broadcast.id, context.now)
    await audit.record(context.db, None, AuditAction.CANCEL_BROADCAST, f"broadcast:{broadcast.id}")
    words = _(
        "Siaran <b>{text}</b> tidak jadi dikirim, karena penulisnya bukan penyelenggara lagi.",
        text=excerpt(broadcast.html),
    )
    await context.notify(await access.other_organisers(context, broadcast), words)


async def _tell(context: Context, broadcast: Broadcast, words: Translatable) -> None:
    """Tell the author, or all organisers where it has none any more."""
    author = broadcast.created_by
    people = [author] if author else await access.other_organisers(context, broadcast)
    await context.notify(people, words, [Button(_("Lihat"), REPORT, broadcast.id)])
