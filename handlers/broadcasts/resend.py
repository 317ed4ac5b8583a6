"""Sending once more what did not arrive, or of which nobody knows whether it did."""

from __future__ import annotations

from bot.dialog.buttons import Button, button
from bot.dialog.context import Chat
from bot.i18n import formatting
from bot.i18n.messages import _, lines
from handlers.broadcasts import report
from handlers.broadcasts.quiet_hours import next_allowed
from models.broadcasts import lifecycle, listing
from models.broadcasts.progress import Progress, read_progress
from models.broadcasts.tables import Broadcast, BroadcastStatus
from models.people import Role


@button("broadcast_resend.ask", role=Role.ORGANISER)
async def ask(chat: Chat, broadcast_id: int) -> None:
    """Whether to, with how many that are."""
    broadcast = await report.sent(chat, broadcast_id)
    progress = await read_progress(chat.db, broadcast.id)
    if not _left(broadcast, progress):
        return await report.show(chat, broadcast)
    unknown = progress.unknown
    words = lines(
        _("Kirim ulang ke <b>{n} orang</b>?", n=progress.failed + unknown),
        _("{n} di antaranya tidak pasti, jadi mungkin menerima dua kali.", n=unknown) if unknown else None,
    )
    back = Button(_("Kembali"), report.open_, broadcast.id)
    await chat.reply(words, [[Button(_("Ya, kirim ulang"), resend, broadcast.id), back]])


@button("broadcast_resend.resend", role=Role.ORGANISER)
async def resend(chat: Chat, broadcast_id: int) -> None:
    broadcast = await report.sent(chat, broadcast_id)
    progress = await read_progress(chat.db, broadcast.id)
    morning = next_allowed(chat, chat.now)
    if not _left(broadcast, progress):
        return await report.show(chat, broadcast)
    if morning > chat.now and not broadcast.urgent:
        clock = formatting.clock(morning)
        return chat.toast(_("Sekarang jam istirahat. Kirim ulang mulai pukul {clock}, ya, Kak.", clock=clock))
    if await lifecycle.send_failed_again(chat.db, broadcast.id, chat.now):
        finished = progress.finished - progress.failed - progress.unknown
        again = listing.RESEND
        await listing.note_begun(chat.db, chat.person.id, again, broadcast, finished, chat.now)
    await chat.db.refresh(broadcast)
    await report.show(chat, broadcast)


def _left(broadcast: Broadcast, progress: Progress) -> bool:
    """Something did not arrive, it is known to whom, and nothing is under way any more."""
    known = broadcast.status is BroadcastStatus.DONE and broadcast.totals is None
    return known and progress.failed + progress.unknown > 0
