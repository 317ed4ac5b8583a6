"""Sending once more what did not arrive, or of which nobody knows whether it did."""

from __future__ import annotations

from bot import showing
from bot.buttons import Button, button
from bot.chat import Chat
from bot.words import _, lines
from handlers import broadcast_report
from handlers.broadcast_hours import next_allowed
from models import broadcast_list, broadcasts
from models.broadcasts import Broadcast, Progress, Status
from models.people import Role


@button("broadcast_resend.ask", role=Role.ORGANISER)
async def ask(chat: Chat, broadcast_id: int) -> None:
    """Whether to, with how many that are."""
    broadcast = await broadcast_report.sent(chat, broadcast_id)
    progress = await broadcasts.progress(chat.db, broadcast.id)
    if not _left(broadcast, progress):
        return await broadcast_report.show(chat, broadcast)
    unknown = progress.unknown
    words = lines(
        _("Kirim ulang ke <b>{n} orang</b>?", n=progress.failed + unknown),
        _("{n} di antaranya tidak pasti, jadi mungkin menerima dua kali.", n=unknown) if unknown else None,
    )
    back = Button(_("Kembali"), broadcast_report.open_, broadcast.id)
    await chat.say(words, [[Button(_("Ya, kirim ulang"), resend, broadcast.id), back]])


@button("broadcast_resend.resend", role=Role.ORGANISER)
async def resend(chat: Chat, broadcast_id: int) -> None:
    broadcast = await broadcast_report.sent(chat, broadcast_id)
    progress = await broadcasts.progress(chat.db, broadcast.id)
    morning = next_allowed(chat, chat.now)
    if not _left(broadcast, progress):
        return await broadcast_report.show(chat, broadcast)
    if morning > chat.now and not broadcast.urgent:
        clock = showing.clock(morning)
        return chat.toast(_("Sekarang jam istirahat. Kirim ulang mulai pukul {clock}, ya, Kak.", clock=clock))
    if await broadcasts.send_failed_again(chat.db, broadcast.id, chat.now):
        finished = progress.finished - progress.failed - progress.unknown
        again = broadcast_list.RESEND
        await broadcast_list.note_begun(chat.db, chat.person.id, again, broadcast, finished, chat.now)
    await chat.db.refresh(broadcast)
    await broadcast_report.show(chat, broadcast)


def _left(broadcast: Broadcast, progress: Progress) -> bool:
    """Something did not arrive, it is known to whom, and nothing is under way any more."""
    known = broadcast.status is Status.DONE and broadcast.totals is None
    return known and progress.failed + progress.unknown > 0
