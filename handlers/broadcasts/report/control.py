"""Control over a broadcast that was sent: pause, resume, stop, and sending again to those whom it did not reach."""

from __future__ import annotations

from bot.dialog.buttons import Button, button
from bot.dialog.context import Chat
from bot.i18n import formatting
from bot.i18n.messages import TextLike, _, lines
from handlers.broadcasts import access, preview
from handlers.broadcasts.screens import REPORT
from handlers.broadcasts.sending import limits
from handlers.shared.quiet_hours import next_allowed
from models import audit
from models.audit import AuditAction
from models.broadcasts import lifecycle, listing
from models.broadcasts.progress import Progress, read_progress
from models.broadcasts.tables import Broadcast, BroadcastStatus
from models.people import Role


@button("broadcast_report.pause", role=Role.ORGANISER, row=access.SENT_BROADCAST)
async def pause_broadcast(chat: Chat, broadcast: Broadcast) -> None:
    """Begin to send no more messages until somebody resumes it."""
    if await lifecycle.pause(chat.db, broadcast.id):
        await audit.record(chat.db, chat.person.id, AuditAction.PAUSE_BROADCAST, f"broadcast:{broadcast.id}")
    await _show_now(chat, broadcast)


@button("broadcast_report.go_on", role=Role.ORGANISER, row=access.SENT_BROADCAST)
async def resume_broadcast(chat: Chat, broadcast: Broadcast) -> None:
    """Go on with a broadcast that was paused."""
    finished = (await read_progress(chat.db, broadcast.id)).finished
    if broadcast.status is BroadcastStatus.PAUSED and (why := await _why_not_now(chat, broadcast)):
        return chat.toast(why)
    if await lifecycle.resume(chat.db, broadcast.id):
        again = listing.CONTINUE
        await listing.note_begun(chat.db, chat.person.id, again, broadcast, finished, chat.now)
    await _show_now(chat, broadcast)


async def _why_not_now(chat: Chat, broadcast: Broadcast) -> TextLike:
    """Return the reason why a pause cannot end just now; empty where it can.

    Recipients who are still to be taken were counted when it began.
    """
    morning = next_allowed(chat, chat.now)
    if morning > chat.now and not broadcast.urgent:
        return _(
            "Sekarang jam istirahat. Lanjutkan mulai pukul {clock}, ya, Kak.", clock=formatting.clock(morning)
        )
    people = await preview.count_recipients(chat, broadcast) if broadcast.to_take else 0
    limit = chat.settings.broadcasts.approval_above
    if 0 < limit < people and broadcast.counted is not None and limits.has_grown(people, broadcast.counted):
        return _(
            "Penerimanya bertambah menjadi {n} orang. Batalkan, lalu buat siaran baru, ya, Kak.", n=people
        )
    return ""


@button("broadcast_report.stop", role=Role.ORGANISER, row=access.SENT_BROADCAST)
async def stop_broadcast(chat: Chat, broadcast: Broadcast) -> None:
    """Cancel what waits; messages that are under way arrive. The next refresh shows the result."""
    if await lifecycle.cancel(chat.db, broadcast.id, chat.now):
        await audit.record(chat.db, chat.person.id, AuditAction.CANCEL_BROADCAST, f"broadcast:{broadcast.id}")
    elif broadcast.status is not BroadcastStatus.CANCELLED:
        chat.toast(_("Siaran ini sudah selesai."))
    await _show_now(chat, broadcast)


async def _show_now(chat: Chat, broadcast: Broadcast) -> None:
    await chat.db.refresh(broadcast)
    await chat.open(REPORT, broadcast.id)


# Sending again


@button("broadcast_resend.ask", role=Role.ORGANISER, row=access.SENT_BROADCAST)
async def ask_to_resend(chat: Chat, broadcast: Broadcast) -> None:
    """Ask whether to send again, with the number of people."""
    progress = await read_progress(chat.db, broadcast.id)
    if not _can_resend(broadcast, progress):
        return await chat.open(REPORT, broadcast.id)
    unknown = progress.unknown
    words = lines(
        _("Kirim ulang ke <b>{n} orang</b>?", n=progress.failed + unknown),
        _("{n} di antaranya tidak pasti, jadi mungkin menerima dua kali.", n=unknown) if unknown else None,
    )
    back = Button(_("Kembali"), REPORT, broadcast.id)
    await chat.reply(words, [[Button(_("Ya, kirim ulang"), send_again, broadcast.id), back]])


@button("broadcast_resend.resend", role=Role.ORGANISER, row=access.SENT_BROADCAST)
async def send_again(chat: Chat, broadcast: Broadcast) -> None:
    """Send to those again whose message failed, or of whom nobody knows; outside of the quiet hours."""
    progress = await read_progress(chat.db, broadcast.id)
    morning = next_allowed(chat, chat.now)
    if not _can_resend(broadcast, progress):
        return await chat.open(REPORT, broadcast.id)
    if morning > chat.now and not broadcast.urgent:
        clock = formatting.clock(morning)
        return chat.toast(_("Sekarang jam istirahat. Kirim ulang mulai pukul {clock}, ya, Kak.", clock=clock))
    if await lifecycle.send_failed_again(chat.db, broadcast.id, chat.now):
        finished = progress.finished - progress.failed - progress.unknown
        again = listing.RESEND
        await listing.note_begun(chat.db, chat.person.id, again, broadcast, finished, chat.now)
    await _show_now(chat, broadcast)


def _can_resend(broadcast: Broadcast, progress: Progress) -> bool:
    """Return whether something did not arrive, it is known to whom, and nothing is under way any more."""
    known = broadcast.status is BroadcastStatus.DONE and broadcast.totals is None
    return known and progress.failed + progress.unknown > 0
