"""Agreeing to another organiser's broadcast, or not."""

from __future__ import annotations

from bot import showing
from bot.buttons import Button, Rows, button
from bot.chat import Chat
from bot.words import Speech, Words, _, lines, paragraphs
from handlers import broadcast_departure, broadcast_message, broadcast_preview, broadcast_report
from handlers.broadcast_content import excerpt
from handlers.labels import TOPICS
from models import audit, broadcast_list, broadcasts
from models.broadcasts import Broadcast, NotADraft, Status
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
    seal = await broadcast_preview.seal(chat, broadcast)
    words = paragraphs(
        _("<b>{name}</b> minta persetujuan untuk siaran ini.", name=author.name if author else "–"),
        await broadcast_preview.words(chat, broadcast),
        lines(_("Topik: {topic}", topic=TOPICS[broadcast.topic]), _when(chat, broadcast)),
    )
    buttons: Rows = [
        [Button(_("Setujui"), approve, broadcast.id, seal), Button(_("Tolak"), reject, broadcast.id)],
        [Button(_("Coba ke saya dulu"), try_out, broadcast.id), *chat.home()],
    ]
    await chat.say(words, buttons)
    await broadcast_preview.attachment(chat, broadcast)


@button("broadcast_decision.try_out", role=Role.ORGANISER)
async def try_out(chat: Chat, broadcast_id: int) -> None:
    broadcast = await _foreign(chat, broadcast_id)
    if broadcast is not None:
        chat.toast(_("Ini yang akan diterima."))
        await broadcast_message.show(chat, broadcast)


@button("broadcast_decision.approve", role=Role.ORGANISER)
async def approve(chat: Chat, broadcast_id: int, seal: str) -> None:
    """Off it goes, once, and only as it was shown; its author hears of it."""
    broadcast = await _foreign(chat, broadcast_id)
    if broadcast is None:
        return None
    if seal != await broadcast_preview.seal(chat, broadcast):
        chat.toast(_("Siaran ini sudah diubah. Periksa lagi, ya."))
        return await _show(chat, broadcast)
    if not await _author_serves(chat, broadcast):
        return chat.toast(_("Penulisnya bukan penyelenggara lagi, jadi siaran ini tidak bisa dikirim."))
    try:
        await broadcast_departure.depart(chat, broadcast)
    except NotADraft:
        await chat.db.refresh(broadcast)
        return await broadcast_report.show(chat, broadcast)
    broadcast.approved_by = chat.person.id
    await audit.note(chat.db, chat.person.id, "approve broadcast", f"broadcast:{broadcast.id}")
    see = Button(_("Lihat"), broadcast_report.open_, broadcast.id)
    await _tell_author(
        chat, broadcast, _("Siaran <b>{text}</b> disetujui oleh {name}.", **_who(chat, broadcast)), see
    )
    await broadcast_report.show(chat, broadcast)


@button("broadcast_decision.reject", role=Role.ORGANISER)
async def reject(chat: Chat, broadcast_id: int) -> None:
    """Back to its author, who may change it and ask again."""
    broadcast = await _foreign(chat, broadcast_id)
    if broadcast is None or not await broadcasts.back_to_draft(chat.db, broadcast.id):
        return
    await chat.db.refresh(broadcast)
    await audit.note(chat.db, chat.person.id, "reject broadcast", f"broadcast:{broadcast.id}")
    words = _(
        "Siaran <b>{text}</b> belum disetujui oleh {name}. Ubah dulu, ya, Kak.", **_who(chat, broadcast)
    )
    change = Button(_("Ubah siaran"), chat.routes.actions[PREVIEW], broadcast.id)
    await _tell_author(chat, broadcast, words, change)
    await chat.say(_("Baik, penulisnya saya beri tahu."), [chat.home()])


async def _foreign(chat: Chat, broadcast_id: int) -> Broadcast | None:
    """Another's broadcast that waits for approval; where it does not, what became of it is shown."""
    broadcast = await broadcast_list.hold(chat.db, broadcast_id)
    waits = broadcast is not None and broadcast.status is Status.APPROVAL
    if broadcast is not None and waits and broadcast.created_by != chat.person.id:
        return broadcast
    if broadcast is not None and broadcast.status is Status.DRAFT:
        chat.toast(_("Siaran ini sedang diubah penulisnya."))
        return None
    chat.toast(_("Yang menyetujui harus penyelenggara lain.") if waits else _("Siaran ini sudah diputuskan."))
    await broadcast_report.open_(chat, broadcast_id)
    return None


async def _author_serves(chat: Chat, broadcast: Broadcast) -> bool:
    author = await chat.db.get(Person, broadcast.created_by) if broadcast.created_by else None
    return author is not None and Role(author.role).covers(Role.ORGANISER)


async def _tell_author(chat: Chat, broadcast: Broadcast, words: Words, then: Button) -> None:
    if broadcast.created_by is not None:
        await chat.tell([broadcast.created_by], words, [then])


def _who(chat: Chat, broadcast: Broadcast) -> dict[str, Speech]:
    return {"text": excerpt(broadcast.html), "name": chat.person.name}


def _when(chat: Chat, broadcast: Broadcast) -> Words:
    when = broadcast_departure.due(chat, broadcast)
    if when > chat.now:
        return _("Bila disetujui, dikirim <b>{when}</b>.", when=showing.moment(when))
    return _("Bila disetujui, dikirim <b>sekarang juga</b>.")
