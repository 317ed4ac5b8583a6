"""A broadcast that is scheduled or waits for approval. Until it starts it can be taken back."""

from __future__ import annotations

from bot.dialog.buttons import Button, button
from bot.dialog.context import Chat
from bot.i18n import formatting
from bot.i18n.messages import Translatable, _, lines, paragraphs
from handlers.broadcasts import access
from handlers.broadcasts.audience import filters
from handlers.broadcasts.message import excerpt
from handlers.broadcasts.screens import ALL_BROADCASTS, CHECK, PREVIEW, REPORT
from models import audit
from models.audit import AuditAction
from models.broadcasts import audience, lifecycle
from models.broadcasts.tables import Broadcast, BroadcastStatus
from models.people import Role


async def show(chat: Chat, broadcast: Broadcast) -> None:
    """Show it: its author may change it, any organiser may cancel it, any but the author may approve it, and take it
    over where its author cannot answer for it any more.
    """
    people = await audience.count(chat.db, broadcast.meant_for, broadcast.topic)
    words = paragraphs(
        _("<b>{text}</b>", text=excerpt(broadcast.html)),
        lines(
            await filters.describe(chat, broadcast.meant_for),
            _("Yang akan menerima: <b>{n} orang</b>", n=people),
        ),
        lines(_state(broadcast), await _authorless(chat, broadcast)),
    )
    everything = Button(_("Semua siaran"), ALL_BROADCASTS)
    first = await _first_button(chat, broadcast)
    await chat.reply(
        words, [[*first, Button(_("Batalkan"), cancel_broadcast, broadcast.id)], [everything, *chat.home()]]
    )


async def _first_button(chat: Chat, broadcast: Broadcast) -> list[Button]:
    """The button for this organiser in particular."""
    if broadcast.created_by == chat.person.id:
        return [Button(_("Ubah lagi"), take_back, broadcast.id)]
    if await access.may_be_taken_over(chat, broadcast):
        return [Button(_("Ambil alih"), take_over, broadcast.id)]
    waits = broadcast.status is BroadcastStatus.APPROVAL
    return [Button(_("Periksa"), CHECK, broadcast.id)] if waits else []


async def _authorless(chat: Chat, broadcast: Broadcast) -> Translatable | None:
    """Tell that it has no author who answers for it; None where it has one."""
    if not await access.may_be_taken_over(chat, broadcast):
        return None
    gone = _("Penulisnya sudah menghapus akunnya.")
    if await access.author_of(chat, broadcast):
        gone = _("Penulisnya bukan penyelenggara lagi.")
    return lines(
        gone, _("Penyelenggara lain bisa mengambil alih siaran ini, memeriksanya, lalu mengirimnya.")
    )


@button("broadcast_waiting.take_over", role=Role.ORGANISER, row=access.PENDING_BROADCAST)
async def take_over(chat: Chat, broadcast: Broadcast) -> None:
    """Make it this organiser's own draft, where its author was erased or is no organiser any more.

    Whoever agreed did so to somebody else's broadcast, so that is asked again.
    """
    if not await access.may_be_taken_over(chat, broadcast):
        return await chat.open(REPORT, broadcast.id)
    before = broadcast.created_by
    if await lifecycle.take_over(chat.db, broadcast.id, chat.person.id):
        await chat.db.refresh(broadcast)
        action = AuditAction.TAKE_OVER_BROADCAST
        await audit.record(chat.db, chat.person.id, action, f"broadcast:{broadcast.id}", before=before)
        chat.toast(_("Siaran ini sekarang siaran Kakak. Periksa dulu, ya."))
    return await chat.open(PREVIEW, broadcast.id)


@button("broadcast_waiting.take_back", role=Role.ORGANISER, row=access.OWN_PENDING_BROADCAST)
async def take_back(chat: Chat, broadcast: Broadcast) -> None:
    """Make it a draft again, to be changed and sent later."""
    if await lifecycle.back_to_draft(chat.db, broadcast.id):
        await chat.db.refresh(broadcast)
        await audit.record(
            chat.db, chat.person.id, AuditAction.TAKE_BACK_BROADCAST, f"broadcast:{broadcast.id}"
        )
    await chat.open(PREVIEW, broadcast.id)


@button("broadcast_waiting.call_off", role=Role.ORGANISER, row=access.PENDING_BROADCAST)
async def cancel_broadcast(chat: Chat, broadcast: Broadcast) -> None:
    """Cancel it; its author is told where another organiser does this."""
    if await lifecycle.cancel(chat.db, broadcast.id, chat.now):
        await audit.record(chat.db, chat.person.id, AuditAction.CANCEL_BROADCAST, f"broadcast:{broadcast.id}")
        if broadcast.created_by and broadcast.created_by != chat.person.id:
            text, name = excerpt(broadcast.html), chat.person.name
            words = _("Siaran <b>{text}</b> dibatalkan oleh {name}.", text=text, name=name)
            await chat.notify([broadcast.created_by], words)
    everything = Button(_("Semua siaran"), ALL_BROADCASTS)
    await chat.reply(_("Baik, siarannya tidak jadi dikirim."), [[everything, *chat.home()]])


def _state(broadcast: Broadcast) -> Translatable:
    when = formatting.moment(broadcast.send_at) if broadcast.send_at else None
    if broadcast.status is BroadcastStatus.SCHEDULED and when:
        return _("Dijadwalkan <b>{when}</b>.", when=when)
    if when:
        return _("Menunggu persetujuan penyelenggara lain, lalu dikirim <b>{when}</b>.", when=when)
    return _("Menunggu persetujuan penyelenggara lain, lalu langsung dikirim.")
