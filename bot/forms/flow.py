"""How a form goes on: from question to question, back, over to something else and back again.

The state is the draft in the database and nothing else; every message starts from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from bot.forms import screens
from bot.forms.ask import Field, Form, applicable, fields_of
from bot.forms.complaints import checked
from bot.forms.kinds.base import Answer, More, Offer, Reading
from bot.forms.screens import MARK, SUMMARY
from bot.reading import yesno
from bot.reading.unclear import Unclear
from bot.words import Speech, _, listed, render
from models.drafts import Draft

if TYPE_CHECKING:
    from bot.chat import Chat

__all__ = ["MARK", "again", "asking", "begin", "cancel", "edited", "pause", "press", "take"]

IDLE = timedelta(hours=1)
"""After so long a typed text may not be meant for the form any more: ask."""

ALBUM_SECONDS = 1.5
"""The photos of an album arrive one by one within this time."""

REFUSED = "-"
"""Stands before the album in `Draft.album` of which no photo is wanted: that is said once."""


async def begin(
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
        (d for d in chat.conversation.drafts if d.form == form.__name__ and d.target == target), None
    )
    if draft is not None:
        draft.afterwards = afterwards or ("" if target else draft.afterwards)
        if _answered(draft, form) and not target:
            return await screens.resume(chat, draft, form)
    else:
        draft = Draft(_address_id(chat), form.__name__, target, chat.now, afterwards=afterwards)
        chat.conversation.drafts.append(draft)
    await _start(chat, draft, form, answers)


def _answered(draft: Draft, form: type[Form]) -> bool:
    """The person answered something; what is preset does not count."""
    return any(field.name in draft.answers for field in fields_of(form) if not field.ask.preset)


async def take(chat: Chat) -> bool:
    """A message that is no command: an answer to the open form. False where no form is open."""
    draft = _latest(chat, paused=False)
    if draft is not None and chat.now - draft.updated_at < IDLE:
        await _answer(chat, draft, _form(chat, draft))
        return True
    draft = draft or _latest(chat, paused=True)
    if draft is None:
        return False
    draft.paused = True
    form, typed = _form(chat, draft), _typed(chat, screens.AT_RESUME, yes=screens.RESUME)
    if typed is not None and chat.may(form.role):
        await _act(chat, _resumed(chat, draft), form, typed, "")
    else:
        await screens.resume(chat, draft, form)
    return True


async def press(chat: Chat, data: str) -> None:
    """A button of a form."""
    number, at, action, argument = [*data[len(MARK) :].split(":", 3), "", "", ""][:4]
    draft = next((d for d in chat.conversation.drafts if f"{d.id:x}" == number), None)
    if action == screens.WAKE:
        return await _album_arrived(chat, draft, at)
    if draft is None:
        return chat.toast(_("Isian ini sudah selesai atau dibatalkan."))
    form = _form(chat, draft)
    if not chat.may(form.role):
        return chat.toast(_("Maaf, Kakak tidak lagi berhak mengisi ini."))
    if at != draft.at:
        chat.toast(_("Itu tombol yang tadi. Kita lanjut dari sini, ya."))
        return await _show(chat, _resumed(chat, draft), form)
    await _act(chat, _resumed(chat, draft), form, action, argument)


def pause(chat: Chat) -> None:
    """The person turns to something else; what is open waits."""
    for draft in chat.conversation.drafts:
        if not draft.paused:
            draft.paused = True


async def again(chat: Chat) -> None:
    """Something else was said in between: the question that is open comes below it."""
    draft = _latest(chat, paused=False)
    form = _form(chat, draft) if draft else None
    if draft and form and chat.may(form.role) and chat.now - draft.updated_at < IDLE:
        await _show(chat, draft, form)


async def cancel(chat: Chat) -> bool:
    """Throw the open form away, or offer one that waits. False where there is none."""
    draft = _latest(chat, paused=False)
    if draft is not None:
        await _drop(chat, draft)
        return True
    draft = _latest(chat, paused=True)
    if draft is not None:
        await screens.resume(chat, draft, _form(chat, draft))
    return draft is not None


def asking(chat: Chat) -> bool:
    """The question on the screen has a button for a contact or a place."""
    draft = _latest(chat, paused=False)
    field = _field(_form(chat, draft), draft) if draft else None
    return field is not None and bool(field.kind.ask_key())


async def edited(chat: Chat) -> None:
    """An earlier message was changed: the answer is not, and the person learns how to."""
    draft = _latest(chat, paused=False)
    if draft is not None:
        words = _("Pesan yang diubah tidak saya baca lagi. Untuk mengganti jawaban, tekan Kembali.")
        await _show(chat, draft, _form(chat, draft), words)


def _latest(chat: Chat, *, paused: bool) -> Draft | None:
    found = [d for d in chat.conversation.drafts if d.paused == paused and d.form in chat.routes.forms]
    return max(found, key=lambda d: d.updated_at, default=None)


def _form(chat: Chat, draft: Draft) -> type[Form]:
    return chat.routes.forms[draft.form]


def _address_id(chat: Chat) -> int:
    address = chat.conversation.address
    if address is None:
        raise LookupError("a form needs somebody who agreed to be kept")
    return address.id


def _resumed(chat: Chat, draft: Draft) -> Draft:
    """The form is the one that is being filled in."""
    for other in chat.conversation.drafts:
        if other.paused != (other is not draft):
            other.paused = other is not draft
    draft.updated_at = chat.now
    return draft


async def _start(chat: Chat, draft: Draft, form: type[Form], answers: dict[str, Any] | None) -> None:
    """The first screen of a form."""
    draft.answers, draft.one_field, draft.at, draft.album = answers or {}, False, "", ""
    if answers is None:
        for field in fields_of(form):
            if field.ask.preset and (value := await field.ask.preset(chat)) is not None:
                draft.answers = {**draft.answers, field.name: value}
    _resumed(chat, draft)
    if not answers:
        return await _go_on(chat, draft, form)
    draft.at = SUMMARY
    await screens.changes(chat, draft, form)


async def _show(chat: Chat, draft: Draft, form: type[Form], lead: Speech = "") -> None:
    """The screen where the draft stands."""
    field = _field(form, draft)
    if field is None and draft.at != SUMMARY:
        return await _go_on(chat, draft, form, lead)
    if field is None:
        return await screens.summary(chat, draft, form, lead)
    await screens.question(chat, draft, form, field, lead)


def _field(form: type[Form], draft: Draft) -> Field | None:
    return next((field for field in applicable(form, draft.answers) if field.name == draft.at), None)


async def _go_on(chat: Chat, draft: Draft, form: type[Form], lead: Speech = "") -> None:
    """To the first question without an answer, or to the summary."""
    open_ = (field for field in applicable(form, draft.answers) if field.name not in draft.answers)
    field = next(open_, None)
    draft.at, draft.one_field = (field.name, False) if field else (SUMMARY, False)
    if field is None and form.at_once:
        return await _save(chat, draft, form)
    await _show(chat, draft, form, lead)


async def _answer(chat: Chat, draft: Draft, form: type[Form]) -> None:
    if not chat.may(form.role):
        return await _drop(chat, draft)
    draft.updated_at = chat.now
    field = _field(form, draft)
    if field is None:
        return await _at_summary(chat, draft, form)
    possible = screens.possible(draft, form, field)
    action = _typed(chat, {action: screens.NAVIGATION[action] for action in possible})
    if action is not None:
        return await _act(chat, draft, form, action, "")
    await _read(chat, draft, form, field, None)


async def _at_summary(chat: Chat, draft: Draft, form: type[Form]) -> None:
    """Typed at the summary: yes saves, the name of an answer changes it; anything else shows it again."""
    name = _typed(chat, {field.name: field.label for field in applicable(form, draft.answers)})
    if name is not None:
        return await _act(chat, draft, form, screens.CHANGE, name)
    action = _typed(chat, screens.AT_SUMMARY, yes=screens.SAVE) or screens.CURRENT
    await _act(chat, draft, form, action, "")


def _typed(chat: Chat, labels: Mapping[str, Speech], yes: str | None = None) -> str | None:
    """The button whose label was typed instead of pressed. `yes`: the one that a plain yes means."""
    typed = chat.incoming.text.strip().casefold()
    for button, label in labels.items():
        if typed == render(label, chat.language).striptags().rstrip(" …").casefold():
            return button
    try:
        return yes if yes and yesno.read(typed) else None
    except Unclear:
        return None


async def _act(chat: Chat, draft: Draft, form: type[Form], action: str, argument: str) -> None:
    """What a button of the present screen does."""
    field = _field(form, draft)
    match action:
        case screens.CANCEL:
            await _drop(chat, draft)
        case screens.RESTART:
            await _start(chat, draft, form, None)
        case screens.SAVE if draft.at == SUMMARY:
            await _save(chat, draft, form)
        case screens.CHOOSE_FIELD if draft.at == SUMMARY:
            await screens.changes(chat, draft, form)
        case screens.CHANGE if any(f.name == argument for f in applicable(form, draft.answers)):
            draft.at, draft.one_field = argument, True
            await _show(chat, draft, form)
        case screens.PICK if field:
            await _read(chat, draft, form, field, argument)
        case screens.BACK if field:
            await _back(chat, draft, form, field)
        case screens.SKIP if field and field.ask.optional:
            await _keep(chat, draft, form, field, None)
        case screens.KEEP | screens.DONE if field and field.name in draft.answers:
            await _keep(chat, draft, form, field, draft.answers[field.name])
        case _:
            await _show(chat, draft, form)


async def _read(chat: Chat, draft: Draft, form: type[Form], field: Field, picked: str | None) -> None:
    """Understand an answer: typed or sent, or `picked` from the choices."""
    value, album = draft.answers.get(field.name), _album(chat)
    if album and draft.album == f"{REFUSED}{album}":
        return
    try:
        if picked is None:
            picked = _typed(chat, dict(await field.kind.choices(chat, field, value)))
        reading = (
            await field.kind.read(chat, field, chat.incoming, value)
            if picked is None
            else await field.kind.pick(chat, field, picked, value)
        )
        await _understood(chat, draft, form, field, reading)
    except Unclear as unclear:
        draft.album = f"{REFUSED}{album}" if album else draft.album
        await screens.complaint(chat, draft, form, field, unclear.words)


async def _understood(chat: Chat, draft: Draft, form: type[Form], field: Field, reading: Reading) -> None:
    """Raises `Unclear` where the value breaks a rule of the field."""
    match reading:
        case Answer(value, also, note):
            value = _checked(chat, draft, field, value)
            draft.answers = {**draft.answers, field.name: value}
            extra = {
                name: kept
                for name, given in also.items()
                if (kept := _extra(chat, form, draft, name, given)) is not None
            }
            draft.answers = {**draft.answers, **extra}
            echo = await field.kind.show(chat, field, value) if field.kind.echoes else ""
            lead = listed([_("{answer}.", answer=echo) if echo else "", note], " ")
            await _keep(chat, draft, form, field, value, lead)
        case More(value, note, silent):
            draft.answers = {**draft.answers, field.name: value}
            if silent:
                return _album_grows(chat, draft, bool(note))
            if note:
                return await screens.complaint(chat, draft, form, field, note)
            await screens.question(chat, draft, form, field)
        case Offer(words, choices):
            await screens.offer(chat, draft, form, field, words, choices)


def _checked(chat: Chat, draft: Draft, field: Field, value: Any) -> Any:
    value = checked(field, value)
    if field.ask.check:
        field.ask.check(chat, value, draft.answers)
    return value


def _extra(chat: Chat, form: type[Form], draft: Draft, name: str, value: Any) -> Any:
    """An answer that came along with another one; None where it is of no use."""
    field = next(field for field in fields_of(form) if field.name == name)
    try:
        return _checked(chat, draft, field, value)
    except Unclear:
        return None


async def _keep(
    chat: Chat, draft: Draft, form: type[Form], field: Field, value: Any, lead: Speech = ""
) -> None:
    draft.answers = {**draft.answers, field.name: value}
    draft.album = ""
    await _go_on(chat, draft, form, lead)


async def _back(chat: Chat, draft: Draft, form: type[Form], field: Field) -> None:
    """To the question before, whose answer stays until another is given."""
    fields = applicable(form, draft.answers)
    position = fields.index(field)
    if draft.one_field:
        draft.at, draft.one_field = SUMMARY, False
    elif position:
        draft.at = fields[position - 1].name
    await _show(chat, draft, form)


def _album(chat: Chat) -> str:
    return chat.incoming.picture.album if chat.incoming.picture else ""


def _album_grows(chat: Chat, draft: Draft, over: bool) -> None:
    """The photos of an album are answered once, when they are all here."""
    album = _album(chat)
    if draft.album != album:
        draft.album, draft.album_over = album, False
        chat.later(ALBUM_SECONDS, screens.data(draft, screens.WAKE))
    if over:
        draft.album_over = True


async def _album_arrived(chat: Chat, draft: Draft | None, at: str) -> None:
    if draft is None or draft.at != at or not draft.album:
        return None
    form = _form(chat, draft)
    field = _field(form, draft)
    if field is None:
        return None
    value, draft.album = draft.answers.get(field.name), ""
    note = _("Cukup {n} foto; yang lain tidak saya simpan.", n=field.ask.at_most) if draft.album_over else ""
    if field.kind.full(field, value):
        shown = _("{answer}.", answer=await field.kind.show(chat, field, value))
        return await _keep(chat, draft, form, field, value, note or shown)
    await screens.question(chat, draft, form, field, note)


async def _save(chat: Chat, draft: Draft, form: type[Form]) -> None:
    """Hand the answers to the form; answers that no longer fit (a new release) are asked again."""
    names = [field.name for field in applicable(form, draft.answers)]
    try:
        filled = form.model_validate({name: draft.answers[name] for name in names if name in draft.answers})
    except ValidationError as error:
        wrong = {str(problem["loc"][0]) for problem in error.errors() if problem["loc"]}
        draft.answers = {name: value for name, value in draft.answers.items() if name not in wrong}
        return await _go_on(chat, draft, form, _("Ada yang perlu dijawab lagi."))
    filled._target, filled._leads_on = draft.target, bool(draft.afterwards)
    try:
        await filled.save(chat)
    except Unclear as unclear:
        return await screens.summary(chat, draft, form, unclear.words)
    _forget(chat, draft)
    if draft.afterwards:
        await chat.routes.press(chat, draft.afterwards)


async def _drop(chat: Chat, draft: Draft) -> None:
    form = _form(chat, draft)
    words = _("Baik, tidak ada yang diubah.")
    if not draft.target:
        words = _("Baik, <b>{what}</b> dibatalkan.", what=await form.headline(chat, draft.answers))
    _forget(chat, draft)
    await chat.say(words, await form.way_out(chat, draft.target))


def _forget(chat: Chat, draft: Draft) -> None:
    chat.conversation.drafts.remove(draft)
