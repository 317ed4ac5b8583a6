"""Scheduled broadcasts: they start from their own row when their time has come, whoever is still there by then."""

from __future__ import annotations

from bot.dialog.base_context import Context
from bot.dialog.buttons import Button, button
from bot.dialog.context import Chat
from bot.dialog.erasure import before_erasure
from bot.dialog.scheduled import scheduled
from bot.i18n import formatting
from bot.i18n.messages import Translatable, _
from handlers.broadcasts import access, message
from handlers.broadcasts.message import excerpt
from handlers.broadcasts.screens import REPORT
from handlers.broadcasts.sending.start import start_time
from models import audit
from models.audit import AuditAction
from models.broadcasts import lifecycle, listing
from models.broadcasts.tables import Broadcast, BroadcastStatus


@scheduled("broadcasts.start", due=lifecycle.due)
async def start_due(context: Context, broadcast_id: int) -> None:
    """Start a broadcast, or put it off to the end of the quiet hours.

    A broadcast is cancelled where its author is no organiser any more. Where the author was erased it belongs to the
    office and is sent.
    """
    broadcast = await listing.get_for_update(context.db, broadcast_id)
    if broadcast is None or not _is_due(context, broadcast):
        return
    if (when := start_time(context, broadcast)) > context.now:
        broadcast.send_at = when
    elif await _may_go(context, broadcast):
        bodies = await message.bodies(context.db, broadcast)
        await lifecycle.start(context.db, broadcast, bodies, context.now)
        await _tell(
            context, broadcast, _("Siaran <b>{text}</b> mulai dikirim.", text=excerpt(broadcast.html))
        )
    else:
        await _cancel(context, broadcast)


@button("broadcast_departure.go")
async def start_by_older_row(chat: Chat, broadcast_id: int) -> None:
    """Answer what versions before 0.2 wrote into the outbox for the time at which a broadcast starts."""
    if chat.incoming.is_delayed:
        await start_due(chat, broadcast_id)


@before_erasure
async def leave_to_office(context: Context, author_id: int) -> None:
    """Tell the other organisers of the scheduled broadcasts of somebody who is about to be erased."""
    for broadcast in await lifecycle.scheduled_by(context.db, author_id):
        words = _(
            "Penulis siaran <b>{text}</b> sudah menghapus akunnya. Siarannya tetap dikirim {when}, "
            "kecuali ada penyelenggara yang membatalkannya.",
            text=excerpt(broadcast.html),
            when=formatting.moment(broadcast.send_at or context.now),
        )
        others = await access.other_organisers(context, broadcast)
        await context.notify(others, words, [_report_button(broadcast)])


def _is_due(context: Context, broadcast: Broadcast) -> bool:
    scheduled_at = broadcast.send_at if broadcast.status is BroadcastStatus.SCHEDULED else None
    return scheduled_at is not None and scheduled_at <= context.now


async def _may_go(context: Context, broadcast: Broadcast) -> bool:
    return broadcast.created_by is None or await access.author_is_organiser(context, broadcast)


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
    await context.notify(people, words, [_report_button(broadcast)])


def _report_button(broadcast: Broadcast) -> Button:
    return Button(_("Lihat"), REPORT, broadcast.id)
