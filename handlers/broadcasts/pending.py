"""A broadcast that is to go out: at its time, or when somebody has agreed. Until then it can be taken back."""

from __future__ import annotations

from bot.dialog.buttons import Button, InvalidPressError, button
from bot.dialog.context import Chat
from bot.i18n import formatting
from bot.i18n.messages import Translatable, _, lines, paragraphs
from handlers.broadcasts import audience_filters
from handlers.broadcasts.content_field import excerpt
from models import audit
from models.audit import AuditAction
from models.broadcasts import audience as broadcast_audience
from models.broadcasts import lifecycle, listing
from models.broadcasts.tables import Broadcast, BroadcastStatus
from models.people import Role

PREVIEW, CHECK, OPEN = "broadcasts.preview", "broadcast_decision.check", "broadcast_report.open_"


async def show(chat: Chat, broadcast: Broadcast) -> None:
    """Its author may change it; any organiser may call it off; any but the author may approve it."""
    people = await broadcast_audience.count(chat.db, broadcast.meant_for, broadcast.topic)
    words = paragraphs(
        _("<b>{text}</b>", text=excerpt(broadcast.html)),
        lines(
            await audience_filters.describe(chat, broadcast.meant_for),
            _("Yang akan menerima: <b>{n} orang</b>", n=people),
        ),
        _standing(broadcast),
    )
    own = broadcast.created_by == chat.person.id
    check = Button(_("Periksa"), chat.router.buttons[CHECK], broadcast.id)
    change = Button(_("Ubah lagi"), take_back, broadcast.id)
    mine = [change] if own else [check] if broadcast.status is BroadcastStatus.APPROVAL else []
    everything = Button(_("Semua siaran"), chat.router.buttons["broadcast_list.all_"])
    await chat.reply(
        words, [[*mine, Button(_("Batalkan"), call_off, broadcast.id)], [everything, *chat.home()]]
    )


@button("broadcast_waiting.take_back", role=Role.ORGANISER)
async def take_back(chat: Chat, broadcast_id: int) -> None:
    """A draft again, to be changed and sent anew."""
    broadcast = await _waiting(chat, broadcast_id)
    if broadcast is None:
        return
    if broadcast.created_by != chat.person.id:
        raise InvalidPressError("no broadcast of this person")
    if await lifecycle.back_to_draft(chat.db, broadcast.id):
        await chat.db.refresh(broadcast)
        broadcast.send_at, broadcast.urgent, broadcast.approved_by = None, False, None
        await audit.record(
            chat.db, chat.person.id, AuditAction.TAKE_BACK_BROADCAST, f"broadcast:{broadcast.id}"
        )
    await chat.router.buttons[PREVIEW](chat, broadcast.id)


@button("broadcast_waiting.call_off", role=Role.ORGANISER)
async def call_off(chat: Chat, broadcast_id: int) -> None:
    """It will not go out; its author hears of it where another organiser did this."""
    broadcast = await _waiting(chat, broadcast_id)
    if broadcast is None:
        return
    if await lifecycle.cancel(chat.db, broadcast.id, chat.now):
        await audit.record(chat.db, chat.person.id, AuditAction.CANCEL_BROADCAST, f"broadcast:{broadcast.id}")
        if broadcast.created_by and broadcast.created_by != chat.person.id:
            text, name = excerpt(broadcast.html), chat.person.name
            words = _("Siaran <b>{text}</b> dibatalkan oleh {name}.", text=text, name=name)
            await chat.notify([broadcast.created_by], words)
    everything = Button(_("Semua siaran"), chat.router.buttons["broadcast_list.all_"])
    await chat.reply(_("Baik, siarannya tidak jadi dikirim."), [[everything, *chat.home()]])


async def _waiting(chat: Chat, broadcast_id: int) -> Broadcast | None:
    """The broadcast while it waits; where it does no longer, what became of it is shown."""
    broadcast = await listing.get_for_update(chat.db, broadcast_id)
    if broadcast is not None and broadcast.status in {BroadcastStatus.APPROVAL, BroadcastStatus.SCHEDULED}:
        return broadcast
    await chat.router.buttons[OPEN](chat, broadcast_id)
    return None


def _standing(broadcast: Broadcast) -> Translatable:
    when = formatting.moment(broadcast.send_at) if broadcast.send_at else None
    if broadcast.status is BroadcastStatus.SCHEDULED and when:
        return _("Dijadwalkan <b>{when}</b>.", when=when)
    if when:
        return _("Menunggu persetujuan penyelenggara lain, lalu dikirim <b>{when}</b>.", when=when)
    return _("Menunggu persetujuan penyelenggara lain, lalu langsung dikirim.")
