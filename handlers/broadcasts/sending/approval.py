"""Approval: above a number of recipients another organiser agrees to a broadcast before it is sent."""

from __future__ import annotations

from bot.dialog.buttons import Button, Rows, button
from bot.dialog.context import Chat
from bot.i18n import formatting
from bot.i18n.messages import TextLike, Translatable, _, lines, paragraphs
from handlers.broadcasts import access, message, preview
from handlers.broadcasts.message import excerpt
from handlers.broadcasts.screens import CHECK, PREVIEW, REPORT
from handlers.broadcasts.sending.start import start_or_schedule, start_time
from handlers.shared.labels import TOPICS
from models import audit
from models.audit import AuditAction
from models.broadcasts import lifecycle
from models.broadcasts.lifecycle import NotADraftError
from models.broadcasts.tables import Broadcast
from models.people import Role


async def is_needed(chat: Chat, broadcast: Broadcast) -> bool:
    """Return whether so many get it that another organiser must agree."""
    limit = chat.settings.broadcasts.approval_above
    return 0 < limit < await preview.count_recipients(chat, broadcast)


async def request_approval(chat: Chat, broadcast: Broadcast) -> None:
    """Ask all other organisers to check it. Raises `NotADraftError`."""
    others = await access.other_organisers(chat, broadcast)
    if not others:
        words = _("Belum ada penyelenggara lain yang bisa menyetujui siaran sebesar ini.")
        return await chat.reply(words, [Button(_("Kembali"), PREVIEW, broadcast.id)])
    await lifecycle.submit(chat.db, broadcast, chat.now)
    await audit.record(chat.db, chat.person.id, AuditAction.SUBMIT_BROADCAST, f"broadcast:{broadcast.id}")
    words = _(
        "<b>{name}</b> minta persetujuan untuk siaran <b>{text}</b>.",
        name=chat.person.name,
        text=excerpt(broadcast.html),
    )
    await chat.notify(others, words, [Button(_("Periksa"), CHECK, broadcast.id)])
    await chat.open(REPORT, broadcast.id)


# The organiser who is asked


@button(CHECK, role=Role.ORGANISER, row=access.BROADCAST_TO_APPROVE)
async def check_broadcast(chat: Chat, broadcast: Broadcast) -> None:
    """Show all of it, as its author saw it."""
    await _show(chat, broadcast)


async def _show(chat: Chat, broadcast: Broadcast) -> None:
    author = await access.author_of(chat, broadcast)
    content_hash = await access.content_hash(chat, broadcast)
    words = paragraphs(
        _("<b>{name}</b> minta persetujuan untuk siaran ini.", name=author.name if author else "–"),
        await preview.describe(chat, broadcast),
        lines(_("Topik: {topic}", topic=TOPICS[broadcast.topic]), _when(chat, broadcast)),
    )
    buttons: Rows = [
        [Button(_("Setujui"), approve, broadcast.id, content_hash), Button(_("Tolak"), reject, broadcast.id)],
        [Button(_("Coba ke saya dulu"), try_out, broadcast.id), *chat.home()],
    ]
    await chat.reply(words, buttons)
    await preview.show_attachment(chat, broadcast)


@button("broadcast_decision.try_out", role=Role.ORGANISER, row=access.BROADCAST_TO_APPROVE)
async def try_out(chat: Chat, broadcast: Broadcast) -> None:
    """Show the message as others will get it, to the organiser who is asked."""
    chat.toast(_("Ini yang akan diterima."))
    await message.show(chat, broadcast)


@button("broadcast_decision.approve", role=Role.ORGANISER, row=access.BROADCAST_TO_APPROVE)
async def approve(chat: Chat, broadcast: Broadcast, content_hash: str) -> None:
    """Start or schedule it, once, and only as it was shown; its author is told."""
    if content_hash != await access.content_hash(chat, broadcast):
        chat.toast(_("Siaran ini sudah diubah. Periksa lagi, ya."))
        return await _show(chat, broadcast)
    if not await access.author_is_organiser(chat, broadcast):
        return chat.toast(_("Penulisnya bukan penyelenggara lagi, jadi siaran ini tidak bisa dikirim."))
    try:
        await start_or_schedule(chat, broadcast)
    except NotADraftError:
        await chat.db.refresh(broadcast)
        return await chat.open(REPORT, broadcast.id)
    broadcast.approved_by = chat.person.id
    await audit.record(chat.db, chat.person.id, AuditAction.APPROVE_BROADCAST, f"broadcast:{broadcast.id}")
    words = _("Siaran <b>{text}</b> disetujui oleh {name}.", **_text_and_name(chat, broadcast))
    await _tell_author(chat, broadcast, words, Button(_("Lihat"), REPORT, broadcast.id))
    await chat.open(REPORT, broadcast.id)


@button("broadcast_decision.reject", role=Role.ORGANISER, row=access.BROADCAST_TO_APPROVE)
async def reject(chat: Chat, broadcast: Broadcast) -> None:
    """Give it back to its author, who may change it and ask again."""
    if not await lifecycle.back_to_draft(chat.db, broadcast.id):
        return
    await chat.db.refresh(broadcast)
    await audit.record(chat.db, chat.person.id, AuditAction.REJECT_BROADCAST, f"broadcast:{broadcast.id}")
    words = _(
        "Siaran <b>{text}</b> belum disetujui oleh {name}. Ubah dulu, ya, Kak.",
        **_text_and_name(chat, broadcast),
    )
    await _tell_author(chat, broadcast, words, Button(_("Ubah siaran"), PREVIEW, broadcast.id))
    await chat.reply(_("Baik, penulisnya saya beri tahu."), [chat.home()])


async def _tell_author(chat: Chat, broadcast: Broadcast, words: Translatable, then: Button) -> None:
    if broadcast.created_by is not None:
        await chat.notify([broadcast.created_by], words, [then])


def _text_and_name(chat: Chat, broadcast: Broadcast) -> dict[str, TextLike]:
    return {"text": excerpt(broadcast.html), "name": chat.person.name}


def _when(chat: Chat, broadcast: Broadcast) -> Translatable:
    when = start_time(chat, broadcast)
    if when > chat.now:
        return _("Bila disetujui, dikirim <b>{when}</b>.", when=formatting.moment(when))
    return _("Bila disetujui, dikirim <b>sekarang juga</b>.")
