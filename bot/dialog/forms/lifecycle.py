"""How a form goes on: from question to question, back, over to something else and back again.

The state is the draft in the database and nothing else; every message starts from it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.dialog.context import Chat
from bot.dialog.forms import engine, screens
from bot.dialog.forms.declaration import Form, fields_of
from bot.dialog.forms.screens import MARK
from bot.i18n.messages import _
from models.drafts import Draft

IDLE = timedelta(hours=1)
"""After so long a typed text may not be meant for the form any more: ask."""


async def start_form(
    chat: Chat,
    form: type[Form],
    *,
    target: str = "",
    answers: dict[str, Any] | None = None,
    afterwards: str = "",
) -> None:
    """Open a form; one that was begun before is offered again."""
    pause(chat)
    draft = next(
        (d for d in chat.conversation.drafts if chat.router.forms.get(d.form) is form and d.target == target),
        None,
    )
    if draft is not None:
        draft.afterwards = afterwards or ("" if target else draft.afterwards)
        if _answered(draft, form) and not target:
            return await screens.resume(chat, draft, form)
    else:
        draft = Draft(_address_id(chat), form.form_name, target, chat.now, afterwards=afterwards)
        chat.conversation.drafts.append(draft)
    await engine.start(chat, draft, form, answers)


def _answered(draft: Draft, form: type[Form]) -> bool:
    """The person answered something; what is preset does not count."""
    return any(field.name in draft.answers for field in fields_of(form) if not field.ask.preset)


async def take(chat: Chat) -> bool:
    """A message that is no command: an answer to the open form. False where no form is open."""
    if (unknown := _unknown(chat)) is not None:
        await _close(chat, unknown)
        return True
    draft = _latest(chat, paused=False)
    if draft is not None and chat.now - draft.updated_at < IDLE:
        chat.handled_by = draft.form
        await engine.answer(chat, draft, engine.form_of(chat, draft))
        return True
    draft = draft or _latest(chat, paused=True)
    if draft is None:
        return False
    chat.handled_by = draft.form
    draft.paused = True
    form, typed = engine.form_of(chat, draft), engine.typed(chat, screens.AT_RESUME, yes=screens.RESUME)
    if typed is not None and chat.may(form.role):
        await engine.apply_action(chat, engine.resumed(chat, draft), form, typed, "")
    else:
        await screens.resume(chat, draft, form)
    return True


async def press(chat: Chat, data: str) -> None:
    """A button of a form."""
    number, at, action, argument = [*data[len(MARK) :].split(":", 3), "", "", ""][:4]
    draft = next((d for d in chat.conversation.drafts if f"{d.id:x}" == number), None)
    if action == screens.WAKE and (draft is None or draft.form in chat.router.forms):
        return await engine.album_arrived(chat, draft, at)
    if draft is None:
        return chat.toast(_("Isian ini sudah selesai atau dibatalkan."))
    if draft.form not in chat.router.forms:
        return await _close(chat, draft)
    chat.handled_by = draft.form
    form = engine.form_of(chat, draft)
    if not chat.may(form.role):
        return chat.toast(_("Maaf, Kakak tidak lagi berhak mengisi ini."))
    if at != draft.at:
        chat.toast(_("Itu tombol yang tadi. Kita lanjut dari sini, ya."))
        return await engine.show(chat, engine.resumed(chat, draft), form)
    await engine.apply_action(chat, engine.resumed(chat, draft), form, action, argument)


def pause(chat: Chat) -> None:
    """The person turns to something else; what is open waits."""
    for draft in chat.conversation.drafts:
        if not draft.paused:
            draft.paused = True


async def again(chat: Chat) -> None:
    """Something else was said in between: the question that is open comes below it."""
    draft = _latest(chat, paused=False)
    form = engine.form_of(chat, draft) if draft else None
    if draft and form and chat.may(form.role) and chat.now - draft.updated_at < IDLE:
        await engine.show(chat, draft, form)


async def cancel(chat: Chat) -> bool:
    """Throw the open form away, or offer one that waits. False where there is none."""
    draft = _latest(chat, paused=False)
    if draft is not None:
        await engine.discard(chat, draft)
        return True
    draft = _latest(chat, paused=True)
    if draft is not None:
        await screens.resume(chat, draft, engine.form_of(chat, draft))
    return draft is not None


def asking(chat: Chat) -> bool:
    """The question on the screen has a button for a contact or a place."""
    draft = _latest(chat, paused=False)
    field = engine.field_at(engine.form_of(chat, draft), draft) if draft else None
    return field is not None and bool(field.kind.ask_key())


async def edited(chat: Chat) -> None:
    """An earlier message was changed: the answer is not, and the person learns how to."""
    draft = _latest(chat, paused=False)
    if draft is not None:
        words = _("Pesan yang diubah tidak saya baca lagi. Untuk mengganti jawaban, tekan Kembali.")
        await engine.show(chat, draft, engine.form_of(chat, draft), words)


async def _close(chat: Chat, draft: Draft) -> None:
    """Throw away a form that this version does not have any more."""
    chat.conversation.drafts.remove(draft)
    chat.unknown.append("form")
    words = _(
        "Isian yang tadi sudah tidak dipakai lagi, jadi saya tutup. Silakan mulai lagi dari menu, ya, Kak."
    )
    await chat.reply(words, [chat.home()])


def _unknown(chat: Chat) -> Draft | None:
    """What is being filled in, where this version has no such form."""
    open_ = (draft for draft in chat.conversation.drafts if not draft.paused)
    return next((draft for draft in open_ if draft.form not in chat.router.forms), None)


def _latest(chat: Chat, *, paused: bool) -> Draft | None:
    found = [d for d in chat.conversation.drafts if d.paused == paused and d.form in chat.router.forms]
    return max(found, key=lambda d: d.updated_at, default=None)


def _address_id(chat: Chat) -> int:
    address = chat.conversation.address
    if address is None:
        raise LookupError("a form needs somebody who agreed to be kept")
    return address.id
