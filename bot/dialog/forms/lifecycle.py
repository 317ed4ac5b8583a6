"""The life of a form: started, answered, paused, resumed, cancelled.

The whole state is the draft in the database; every message starts from it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.dialog import rights
from bot.dialog.context import Chat
from bot.dialog.forms import answer_reader, engine, navigation, screens
from bot.dialog.forms.declaration import Form, changed_row, fields_of
from bot.dialog.forms.screens import MARK
from bot.dialog.rights import Verdict
from bot.i18n.messages import _
from models.drafts import Draft

IDLE = timedelta(hours=1)
"""Time after which a typed text may not be meant for the form any more, so the person is asked first."""


async def start_form(
    chat: Chat,
    form: type[Form],
    *,
    target: str = "",
    answers: dict[str, Any] | None = None,
    afterwards: str = "",
) -> None:
    """Open a form, or offer the one that was begun before.

    `target` refers to the thing that is changed, `answers` are its present values (as JSON), `afterwards` is the data
    of a button that is pressed once the form is saved. Raises `InvalidPressError` where the person may not fill it in,
    or may not change the target.
    """
    rights.require(chat, form.role)
    await changed_row(chat, form, target)
    pause(chat)
    draft = next(
        (d for d in chat.conversation.drafts if chat.router.forms.get(d.form) is form and d.target == target),
        None,
    )
    if draft is not None:
        draft.afterwards = afterwards or ("" if target else draft.afterwards)
        if _answered(draft, form) and not target:
            return await screens.show_resume(chat, draft, form)
    else:
        draft = Draft(_address_id(chat), form.form_name, target, chat.now, afterwards=afterwards)
        chat.conversation.drafts.append(draft)
    await navigation.start(chat, draft, form, answers)


def _answered(draft: Draft, form: type[Form]) -> bool:
    """Return True when the person has answered something; presets do not count."""
    return any(field.name in draft.answers for field in fields_of(form) if not field.ask.preset)


async def answer(chat: Chat) -> bool:
    """Take a message as the answer to the open form. Return False where no form is open."""
    if (unknown := _unknown(chat)) is not None:
        await _close(chat, unknown)
        return True
    draft = _latest(chat, paused=False)
    ongoing = draft is not None and chat.now - draft.updated_at < IDLE
    draft = draft or _latest(chat, paused=True)
    if draft is None:
        return False
    chat.handled_by, form = draft.form, navigation.form_of(chat, draft)
    if not _may_fill_in(chat, draft):
        await navigation.discard(chat, draft)
        return True
    if ongoing:
        await engine.answer(chat, draft, form)
        return True
    draft.paused = True
    typed = answer_reader.match_label(chat, screens.AT_RESUME, yes=screens.RESUME)
    if typed is not None:
        await engine.apply_action(chat, navigation.resume(chat, draft), form, typed, "")
    else:
        await screens.show_resume(chat, draft, form)
    return True


async def press(chat: Chat, data: str) -> None:
    """Handle a press of a form's button. One of an earlier question shows the present question instead."""
    number, at, action, argument = [*data[len(MARK) :].split(":", 3), "", "", ""][:4]
    draft = next((d for d in chat.conversation.drafts if f"{d.id:x}" == number), None)
    if draft is None:
        return None if action == screens.WAKE else chat.toast(_("Isian ini sudah selesai atau dibatalkan."))
    if draft.form not in chat.router.forms:
        return await _close(chat, draft)
    if not _may_fill_in(chat, draft):
        return chat.toast(_("Maaf, Kakak tidak lagi berhak mengisi ini."))
    if action == screens.WAKE:
        return await answer_reader.finish_album(chat, draft, at)
    chat.handled_by, form = draft.form, navigation.form_of(chat, draft)
    if at != draft.at:
        chat.toast(_("Itu tombol yang tadi. Kita lanjut dari sini, ya."))
        return await navigation.show(chat, navigation.resume(chat, draft), form)
    await engine.apply_action(chat, navigation.resume(chat, draft), form, action, argument)


def pause(chat: Chat) -> None:
    """Pause the open form: the person turns to something else."""
    for draft in chat.conversation.drafts:
        if not draft.paused:
            draft.paused = True


async def show_again(chat: Chat) -> None:
    """Show the open question again, below messages about something else."""
    draft = _latest(chat, paused=False)
    if draft and _may_fill_in(chat, draft) and chat.now - draft.updated_at < IDLE:
        await navigation.show(chat, draft, navigation.form_of(chat, draft))


async def cancel(chat: Chat) -> bool:
    """Throw the open form away, or offer a paused one. Return False where there is neither."""
    draft = _latest(chat, paused=False)
    if draft is not None:
        await navigation.discard(chat, draft)
        return True
    draft = _latest(chat, paused=True)
    if draft is not None and not _may_fill_in(chat, draft):
        await navigation.discard(chat, draft)
    elif draft is not None:
        await screens.show_resume(chat, draft, navigation.form_of(chat, draft))
    return draft is not None


def asking(chat: Chat) -> bool:
    """Return True when the open question has a button that asks for a contact or a place."""
    draft = _latest(chat, paused=False)
    field = navigation.field_at(navigation.form_of(chat, draft), draft) if draft else None
    return field is not None and bool(field.kind.asks_for())


async def answer_edited(chat: Chat) -> None:
    """Tell the person that a changed message does not change an answer, and how to change it."""
    draft = _latest(chat, paused=False)
    if draft is not None and _may_fill_in(chat, draft):
        words = _("Pesan yang diubah tidak saya baca lagi. Untuk mengganti jawaban, tekan Kembali.")
        await navigation.show(chat, draft, navigation.form_of(chat, draft), words)


def _may_fill_in(chat: Chat, draft: Draft) -> bool:
    """Return whether the person has the role that the form of the draft needs, today."""
    return rights.check(chat, navigation.form_of(chat, draft).role) is Verdict.ALLOWED


async def _close(chat: Chat, draft: Draft) -> None:
    """Throw away a form that this version no longer has."""
    chat.conversation.drafts.remove(draft)
    chat.unknown.append("form")
    words = _(
        "Isian yang tadi sudah tidak dipakai lagi, jadi saya tutup. Silakan mulai lagi dari menu, ya, Kak."
    )
    await chat.reply(words, [chat.home()])


def _unknown(chat: Chat) -> Draft | None:
    """Return the open draft of a form that this version does not have; None where there is none."""
    open_ = (draft for draft in chat.conversation.drafts if not draft.paused)
    return next((draft for draft in open_ if draft.form not in chat.router.forms), None)


def _latest(chat: Chat, *, paused: bool) -> Draft | None:
    found = [d for d in chat.conversation.drafts if d.paused == paused and d.form in chat.router.forms]
    return max(found, key=lambda d: d.updated_at, default=None)


def _address_id(chat: Chat) -> int:
    address = chat.conversation.address
    if address is None:
        raise LookupError("a form needs a person who has consented")
    return address.id
