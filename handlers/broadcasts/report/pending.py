"""A broadcast that is scheduled or waits for approval. Until it starts it can be taken back."""

from __future__ import annotations

from bot.dialog.buttons import Button, button
from bot.dialog.context import Chat
from bot.i18n import formatting
from bot.i18n.messages import Translatable, _, lines, paragraphs
from handlers.broadcasts import access
from handlers.broadcasts.audience import filters
from handlers.broadcasts.message import excerpt
from handlers.broadcasts.screens import ALL_BROADCASTS, CHECK, PREVIEW
from models import audit
from models.audit import AuditAction
from models.broadcasts import audience, lifecycle
from models.broadcasts.tables import Broadcast, BroadcastStatus
from models.people import Role


async def show(chat: Chat, broadcast: Broadcast) -> None:
    """Show it: its author may change it, any organiser may cancel it, any but the author may approve it."""
    people = await audience.count(chat.db, broadcast.meant_for, broadcast.topic)
    words = paragraphs(
        _("<b>{text}</b>", text=excerpt(broadcast.html)),
        lines(
            await filters.describe(chat, broadcast.meant_for),
            _("Yang akan menerima: <b>{n} orang</b>", n=people),
        ),
        _state(broadcast),
    )
    own = broadcast.created_by == chat.person.id
    check = Button(_("Periksa"), CHECK, broadcast.id)
    change = Button(_("Ubah lagi"), take_back, broadcast.id)
    mine = [change] if own else [check] if broadcast.status is BroadcastStatus.APPROVAL else []
    everything = Button(_("Semua siaran"), ALL_BROADCASTS)
    await chat.reply(
        words, [[*mine, Button(_("Batalkan"), cancel_broadcast, broadcast.id)], [everything, *chat.home()]]
    )


@button("broadcast_waiting.take_back", role=Role.ORGANISER, row=access.OWN_PENDING_BROADCAST)
async def take_back(chat: Chat, broadcast: Broadcast) -> None:
    """Make it a draft again, to be changed and sent later."""
    if await lifecycle.back_to_draft(chat.db, broadcast.id):
        await chat.db.refresh(broadcast)
        broadcast.send_at, broadcast.urgent, broadcast.approved_by = None, False, None
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
