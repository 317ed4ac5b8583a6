"""Broadcasts that do not go out as they stand: held back at their time, asked about again, or left by their author."""

from __future__ import annotations

from bot.dialog.base_context import Context
from bot.dialog.buttons import Button
from bot.dialog.erasure import before_erasure
from bot.dialog.scheduled import scheduled
from bot.i18n import formatting
from bot.i18n.messages import Translatable, _, lines
from handlers.broadcasts import access, preview
from handlers.broadcasts.message import excerpt
from handlers.broadcasts.screens import PREVIEW, REPORT
from handlers.broadcasts.sending import approval
from handlers.broadcasts.sending.start import note_seal
from models import audit
from models.audit import AuditAction
from models.broadcasts import lifecycle, listing
from models.broadcasts.tables import Broadcast, BroadcastStatus


async def back_to_draft(context: Context, broadcast: Broadcast, why: Translatable) -> None:
    """Give a scheduled broadcast back to its author, and tell everybody who answers for broadcasts why."""
    text, others = excerpt(broadcast.html), await access.other_organisers(context, broadcast)
    await lifecycle.back_to_draft(context.db, broadcast.id)
    await _audit(context, broadcast)
    words = lines(_("Siaran <b>{text}</b> tidak jadi dikirim.", text=text), why)
    if broadcast.created_by is not None:
        saved = lines(words, _("Siarannya saya simpan sebagai draf, Kak."))
        await context.notify([broadcast.created_by], saved, [Button(_("Ubah siaran"), PREVIEW, broadcast.id)])
    await context.notify(others, words)


async def ask_for_approval(context: Context, broadcast: Broadcast, people: int) -> None:
    """Let a scheduled broadcast wait for an approval that its number of recipients needs by now; all are told."""
    await lifecycle.ask_again(context.db, broadcast.id)
    await note_seal(context, broadcast, people)
    await _audit(context, broadcast)
    words = _(
        "Siaran <b>{text}</b> belum dikirim: penerimanya sekarang {n} orang, jadi perlu persetujuan "
        "penyelenggara lain.",
        text=excerpt(broadcast.html),
        n=people,
    )
    await _ask(context, broadcast, words)


@scheduled("broadcasts.ask_again", due=lifecycle.agreed_without_seal)
async def ask_again(context: Context, broadcast_id: int) -> None:
    """Ask once more where an earlier version asked for an approval: the approver did not see everything."""
    broadcast = await listing.get_for_update(context.db, broadcast_id)
    if (
        broadcast is None
        or broadcast.seal is not None
        or not await lifecycle.ask_again(context.db, broadcast.id)
    ):
        return
    await note_seal(context, broadcast, await preview.count_recipients(context, broadcast))
    words = _(
        "Mohon siaran <b>{text}</b> diperiksa sekali lagi, Kak. Sekarang semua bahasa dan pilihannya ikut ditampilkan, "
        "jadi persetujuan yang lama tidak berlaku.",
        text=excerpt(broadcast.html),
    )
    await _ask(context, broadcast, words)


@before_erasure
async def leave_to_office(context: Context, author_id: int) -> None:
    """Tell the other organisers of what waits of somebody who is about to be erased."""
    for broadcast in await lifecycle.waiting_of(context.db, author_id):
        others = await access.other_organisers(context, broadcast)
        await context.notify(others, _left(context, broadcast), [_report_button(broadcast)])


def _left(context: Context, broadcast: Broadcast) -> Translatable:
    text = excerpt(broadcast.html)
    if broadcast.status is BroadcastStatus.APPROVAL:
        return _(
            "Penulis siaran <b>{text}</b> sudah menghapus akunnya sebelum siarannya disetujui. "
            "Siarannya tidak dikirim, kecuali ada penyelenggara yang mengambil alih.",
            text=text,
        )
    return _(
        "Penulis siaran <b>{text}</b> sudah menghapus akunnya. Siarannya tetap dikirim {when}, "
        "kecuali ada penyelenggara yang membatalkannya.",
        text=text,
        when=formatting.moment(broadcast.send_at or context.now),
    )


async def _ask(context: Context, broadcast: Broadcast, words: Translatable) -> None:
    """Ask the other organisers to check it, and tell the author that they are asked."""
    others = await access.other_organisers(context, broadcast)
    await approval.notify_approvers(context, broadcast, others, words)
    if broadcast.created_by is not None:
        waits = _("Sekarang siarannya menunggu persetujuan penyelenggara lain.")
        if not others:
            waits = _("Belum ada penyelenggara lain yang bisa menyetujuinya.")
        await context.notify([broadcast.created_by], lines(words, waits), [_report_button(broadcast)])


async def _audit(context: Context, broadcast: Broadcast) -> None:
    await audit.record(context.db, None, AuditAction.HOLD_BROADCAST, f"broadcast:{broadcast.id}")


def _report_button(broadcast: Broadcast) -> Button:
    return Button(_("Lihat"), REPORT, broadcast.id)
