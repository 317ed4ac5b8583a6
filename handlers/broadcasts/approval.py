"""Agreeing to another organiser's broadcast, or not."""

from __future__ import annotations

from bot.dialog.buttons import Button, Rows, button
from bot.dialog.context import Chat
from bot.i18n import formatting
from bot.i18n.messages import TextLike, Translatable, _, lines, paragraphs
from handlers.broadcasts import message, preview, report, send
from handlers.broadcasts.content_field import excerpt
from handlers.shared.labels import TOPICS
from models import audit
from models.audit import AuditAction
from models.broadcasts import lifecycle, listing
from models.broadcasts.lifecycle import NotADraftError
from models.broadcasts.tables import Broadcast, BroadcastStatus
from models.people import Person, Role

PREVIEW = "broadcasts.preview"


@button("broadcast_decision.check", role=Role.ORGANISER)
async def check(chat: Chat, broadcast_id: int) -> None:
    """All of it, as its author saw it."""
    broadcast = await _foreign(chat, broadcast_id)
    if broadcast is not None:
        await _show(chat, broadcast)


async def _show(chat: Chat, broadcast: Broadcast) -> None:
    author = await chat.db.get(Person, broadcast.created_by) if broadcast.created_by else None
    seal = await preview.content_hash(chat, broadcast)
    words = paragraphs(
        _("<b>{name}</b> minta persetujuan untuk siaran ini.", name=author.name if author else "–"),
        await preview.words(chat, broadcast),
        lines(_("Topik: {topic}", topic=TOPICS[broadcast.topic]), _when(chat, broadcast)),
    )
    buttons: Rows = [
        [Button(_("Setujui"), approve, broadcast.id, seal), Button(_("Tolak"), reject, broadcast.id)],
        [Button(_("Coba ke saya dulu"), try_out, broadcast.id), *chat.home()],
    ]
    await chat.reply(words, buttons)
    await preview.attachment(chat, broadcast)


@button("broadcast_decision.try_out", role=Role.ORGANISER)
async def try_out(chat: Chat, broadcast_id: int) -> None:
    broadcast = await _foreign(chat, broadcast_id)
    if broadcast is not None:
        chat.toast(_("Ini yang akan diterima."))
        await message.show(chat, broadcast)


@button("broadcast_decision.approve", role=Role.ORGANISER)
async def approve(chat: Chat, broadcast_id: int, seal: str) -> None:
    """Off it goes, once, and only as it was shown; its author hears of it."""
    broadcast = await _foreign(chat, broadcast_id)
    if broadcast is None:
        return None
    if seal != await preview.content_hash(chat, broadcast):
        chat.toast(_("Siaran ini sudah diubah. Periksa lagi, ya."))
        return await _show(chat, broadcast)
    if not await _author_serves(chat, broadcast):
        return chat.toast(_("Penulisnya bukan penyelenggara lagi, jadi siaran ini tidak bisa dikirim."))
    try:
        await send.submit(chat, broadcast)
    except NotADraftError:
        await chat.db.refresh(broadcast)
        return await report.show(chat, broadcast)
    broadcast.approved_by = chat.person.id
    await audit.record(chat.db, chat.person.id, AuditAction.APPROVE_BROADCAST, f"broadcast:{broadcast.id}")
    see = Button(_("Lihat"), report.open_, broadcast.id)
    await _tell_author(
        chat, broadcast, _("Siaran <b>{text}</b> disetujui oleh {name}.", **_who(chat, broadcast)), see
    )
    await report.show(chat, broadcast)


@button("broadcast_decision.reject", role=Role.ORGANISER)
async def reject(chat: Chat, broadcast_id: int) -> None:
    """Back to its author, who may change it and ask again."""
    broadcast = await _foreign(chat, broadcast_id)
    if broadcast is None or not await lifecycle.back_to_draft(chat.db, broadcast.id):
        return
    await chat.db.refresh(broadcast)
    await audit.record(chat.db, chat.person.id, AuditAction.REJECT_BROADCAST, f"broadcast:{broadcast.id}")
    words = _(
        "Siaran <b>{text}</b> belum disetujui oleh {name}. Ubah dulu, ya, Kak.", **_who(chat, broadcast)
    )
    change = Button(_("Ubah siaran"), chat.router.buttons[PREVIEW], broadcast.id)
    await _tell_author(chat, broadcast, words, change)
    await chat.reply(_("Baik, penulisnya saya beri tahu."), [chat.home()])


async def _foreign(chat: Chat, broadcast_id: int) -> Broadcast | None:
    """Another's broadcast that waits for approval; where it does not, what became of it is shown."""
    broadcast = await listing.get_for_update(chat.db, broadcast_id)
    waits = broadcast is not None and broadcast.status is BroadcastStatus.APPROVAL
    if broadcast is not None and waits and broadcast.created_by != chat.person.id:
        return broadcast
    if broadcast is not None and broadcast.status is BroadcastStatus.DRAFT:
        chat.toast(_("Siaran ini sedang diubah penulisnya."))
        return None
    chat.toast(_("Yang menyetujui harus penyelenggara lain.") if waits else _("Siaran ini sudah diputuskan."))
    await report.open_(chat, broadcast_id)
    return None


async def _author_serves(chat: Chat, broadcast: Broadcast) -> bool:
    author = await chat.db.get(Person, broadcast.created_by) if broadcast.created_by else None
    return author is not None and Role(author.role).covers(Role.ORGANISER)


async def _tell_author(chat: Chat, broadcast: Broadcast, words: Translatable, then: Button) -> None:
    if broadcast.created_by is not None:
        await chat.notify([broadcast.created_by], words, [then])


def _who(chat: Chat, broadcast: Broadcast) -> dict[str, TextLike]:
    return {"text": excerpt(broadcast.html), "name": chat.person.name}


def _when(chat: Chat, broadcast: Broadcast) -> Translatable:
    when = send.due(chat, broadcast)
    if when > chat.now:
        return _("Bila disetujui, dikirim <b>{when}</b>.", when=formatting.moment(when))
    return _("Bila disetujui, dikirim <b>sekarang juga</b>.")
