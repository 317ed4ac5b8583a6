"""Approval: above a number of recipients another organiser agrees to a broadcast before it is sent."""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialog.base_context import Context
from bot.dialog.buttons import Button, Rows, button
from bot.dialog.context import Chat
from bot.i18n.messages import TextLike, Translatable, _
from handlers.broadcasts import access, message, preview
from handlers.broadcasts.message import excerpt
from handlers.broadcasts.screens import CHECK, PREVIEW, REPORT
from handlers.broadcasts.sending import limits, review
from handlers.broadcasts.sending.start import note_seal, start_or_schedule, start_time
from models import audit
from models.audit import AuditAction
from models.broadcasts import lifecycle
from models.broadcasts.lifecycle import NotADraftError
from models.broadcasts.tables import Broadcast
from models.people import Role


async def request_approval(chat: Chat, broadcast: Broadcast, people: int) -> None:
    """Ask all other organisers to check it. Raises `NotADraftError`."""
    others = await access.other_organisers(chat, broadcast)
    if not others:
        words = _("Belum ada penyelenggara lain yang bisa menyetujui siaran sebesar ini.")
        return await chat.reply(words, [Button(_("Kembali"), PREVIEW, broadcast.id)])
    await lifecycle.submit(chat.db, broadcast, chat.now)
    await note_seal(chat, broadcast, people)
    await audit.record(chat.db, chat.person.id, AuditAction.SUBMIT_BROADCAST, f"broadcast:{broadcast.id}")
    words = _(
        "<b>{name}</b> minta persetujuan untuk siaran <b>{text}</b>.",
        name=chat.person.name,
        text=excerpt(broadcast.html),
    )
    await notify_approvers(chat, broadcast, others, words)
    await chat.open(REPORT, broadcast.id)


async def notify_approvers(
    context: Context, broadcast: Broadcast, others: Sequence[int], words: Translatable
) -> None:
    """Ask these organisers to look at it."""
    await context.notify(others, words, [Button(_("Periksa"), CHECK, broadcast.id)])


# The organiser who is asked


@button(CHECK, role=Role.ORGANISER, row=access.BROADCAST_TO_APPROVE)
async def check_broadcast(chat: Chat, broadcast: Broadcast) -> None:
    """Show all that goes out, in every language, and below it what can be decided."""
    await _show(chat, broadcast)


async def _show(chat: Chat, broadcast: Broadcast) -> None:
    if await access.may_be_taken_over(chat, broadcast):
        return await chat.open(REPORT, broadcast.id)
    people = await preview.count_recipients(chat, broadcast)
    shown = review.shown(await access.version(chat, broadcast), people)
    buttons: Rows = [
        [Button(_("Setujui"), approve, broadcast.id, shown), Button(_("Tolak"), reject, broadcast.id)],
        [Button(_("Coba ke saya dulu"), try_out, broadcast.id), *chat.home()],
    ]
    await review.show(chat, broadcast, buttons)


@button("broadcast_decision.try_out", role=Role.ORGANISER, row=access.BROADCAST_TO_APPROVE)
async def try_out(chat: Chat, broadcast: Broadcast) -> None:
    """Show the message as others will get it, to the organiser who is asked."""
    chat.toast(_("Ini yang akan diterima."))
    await message.show(chat, broadcast)


@button("broadcast_decision.approve", role=Role.ORGANISER, row=access.BROADCAST_TO_APPROVE)
async def approve(chat: Chat, broadcast: Broadcast, shown: str) -> None:
    """Start or schedule it, once, and only as it was shown; its author is told."""
    people = await preview.count_recipients(chat, broadcast)
    if complaint := await _complaint(chat, broadcast, shown, people):
        chat.toast(complaint)
        return await _show(chat, broadcast)
    try:
        await start_or_schedule(chat, broadcast, people)
    except NotADraftError:
        await chat.db.refresh(broadcast)
        return await chat.open(REPORT, broadcast.id)
    broadcast.approved_by = chat.person.id
    await audit.record(chat.db, chat.person.id, AuditAction.APPROVE_BROADCAST, f"broadcast:{broadcast.id}")
    words = _("Siaran <b>{text}</b> disetujui oleh {name}.", **_text_and_name(chat, broadcast))
    await _tell_author(chat, broadcast, words, Button(_("Lihat"), REPORT, broadcast.id))
    await chat.open(REPORT, broadcast.id)


async def _complaint(chat: Chat, broadcast: Broadcast, shown: str, people: int) -> TextLike:
    """Return the reason why this cannot be agreed to as it was shown; empty where it can."""
    if await access.may_be_taken_over(chat, broadcast):
        return _("Penulisnya bukan penyelenggara lagi, jadi siaran ini perlu diambil alih dulu.")
    version, seen = review.read_shown(shown)
    if version != await access.version(chat, broadcast):
        return _(
            "Siaran ini sudah berubah, atau dulu belum ditampilkan semuanya. Periksa sekali lagi, ya, Kak."
        )
    if limits.has_grown(people, seen):
        return _("Penerimanya sekarang {n} orang. Periksa sekali lagi, ya, Kak.", n=people)
    return await limits.exceeded(chat, broadcast, start_time(chat, broadcast), people) or ""


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
