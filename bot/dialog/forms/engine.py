"""The steps of a form: what an answer, a press or a photo does to the draft, and what is shown then."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from bot.dialog.context import Chat
from bot.dialog.forms import screens
from bot.dialog.forms.declaration import Form, applicable, fields_of
from bot.dialog.forms.field import Complete, Field, Partial, ReadResult, Suggest
from bot.dialog.forms.screens import SUMMARY
from bot.dialog.forms.validation_messages import validated
from bot.dialog.parsing import yesno
from bot.dialog.parsing.errors import ParseError
from bot.i18n.messages import TextLike, _, listed, plain
from models.drafts import Draft

ALBUM_SECONDS = 1.5
"""The photos of an album arrive one by one within this time."""

REFUSED = "-"
"""Stands before the album in `Draft.album` of which no photo is wanted: that is said once."""


def form_of(chat: Chat, draft: Draft) -> type[Form]:
    form: type[Form] = chat.router.forms[draft.form]
    return form


def resumed(chat: Chat, draft: Draft) -> Draft:
    """The form is the one that is being filled in."""
    for other in chat.conversation.drafts:
        if other.paused != (other is not draft):
            other.paused = other is not draft
    draft.updated_at = chat.now
    return draft


async def start(chat: Chat, draft: Draft, form: type[Form], answers: dict[str, Any] | None) -> None:
    """The first screen of a form."""
    draft.answers, draft.one_field, draft.at, draft.album = answers or {}, False, "", ""
    if answers is None:
        for field in fields_of(form):
            if field.ask.preset and (value := await field.ask.preset(chat)) is not None:
                draft.answers = {**draft.answers, field.name: value}
    resumed(chat, draft)
    if not answers:
        return await _ask_next(chat, draft, form)
    draft.at = SUMMARY
    await screens.changes(chat, draft, form)


async def show(chat: Chat, draft: Draft, form: type[Form], lead: TextLike = "") -> None:
    """The screen where the draft stands."""
    field = field_at(form, draft)
    if field is None and draft.at != SUMMARY:
        return await _ask_next(chat, draft, form, lead)
    if field is None:
        return await screens.summary(chat, draft, form, lead)
    await screens.question(chat, draft, form, field, lead)


def field_at(form: type[Form], draft: Draft) -> Field | None:
    return next((field for field in applicable(form, draft.answers) if field.name == draft.at), None)


async def _ask_next(chat: Chat, draft: Draft, form: type[Form], lead: TextLike = "") -> None:
    """To the first question without an answer, or to the summary."""
    open_ = (field for field in applicable(form, draft.answers) if field.name not in draft.answers)
    field = next(open_, None)
    draft.at, draft.one_field = (field.name, False) if field else (SUMMARY, False)
    if field is None and form.skip_summary:
        return await _save(chat, draft, form)
    await show(chat, draft, form, lead)


async def answer(chat: Chat, draft: Draft, form: type[Form]) -> None:
    if not chat.may(form.role):
        return await discard(chat, draft)
    draft.updated_at = chat.now
    field = field_at(form, draft)
    if field is None:
        return await _at_summary(chat, draft, form)
    possible = screens.possible(draft, form, field)
    action = typed(chat, {action: screens.NAVIGATION[action] for action in possible})
    if action is not None:
        return await apply_action(chat, draft, form, action, "")
    await _read(chat, draft, form, field, None)


async def _at_summary(chat: Chat, draft: Draft, form: type[Form]) -> None:
    """Typed at the summary: yes saves, the name of an answer changes it; anything else shows it again."""
    name = typed(chat, {field.name: field.label for field in applicable(form, draft.answers)})
    if name is not None:
        return await apply_action(chat, draft, form, screens.CHANGE, name)
    action = typed(chat, screens.AT_SUMMARY, yes=screens.SAVE) or screens.CURRENT
    await apply_action(chat, draft, form, action, "")


def typed(chat: Chat, labels: Mapping[str, TextLike], yes: str | None = None) -> str | None:
    """The button whose label was typed instead of pressed. `yes`: the one that a plain yes means."""
    typed = chat.incoming.text.strip().casefold()
    for button, label in labels.items():
        if typed == plain(label, chat.language).rstrip(" …").casefold():
            return button
    try:
        return yes if yes and yesno.parse(typed) else None
    except ParseError:
        return None


async def apply_action(chat: Chat, draft: Draft, form: type[Form], action: str, argument: str) -> None:
    """What a button of the present screen does."""
    field = field_at(form, draft)
    match action:
        case screens.CANCEL:
            await discard(chat, draft)
        case screens.RESTART:
            await start(chat, draft, form, None)
        case screens.SAVE if draft.at == SUMMARY:
            await _save(chat, draft, form)
        case screens.CHOOSE_FIELD if draft.at == SUMMARY:
            await screens.changes(chat, draft, form)
        case screens.CHANGE if any(f.name == argument for f in applicable(form, draft.answers)):
            draft.at, draft.one_field = argument, True
            await show(chat, draft, form)
        case screens.PICK if field:
            await _read(chat, draft, form, field, argument)
        case screens.BACK if field:
            await _back(chat, draft, form, field)
        case screens.SKIP if field and field.ask.optional:
            await _keep(chat, draft, form, field, None)
        case screens.KEEP | screens.DONE if field and field.name in draft.answers:
            await _keep(chat, draft, form, field, draft.answers[field.name])
        case _:
            await show(chat, draft, form)


async def _read(chat: Chat, draft: Draft, form: type[Form], field: Field, picked: str | None) -> None:
    """Understand an answer: typed or sent, or `picked` from the choices."""
    value, album = draft.answers.get(field.name), _album(chat)
    if album and draft.album == f"{REFUSED}{album}":
        return
    try:
        if picked is None:
            picked = typed(chat, dict(await field.kind.choices(chat, field, value)))
        reading = (
            await field.kind.read(chat, field, chat.incoming, value)
            if picked is None
            else await field.kind.pick(chat, field, picked, value)
        )
        await _apply(chat, draft, form, field, reading)
    except ParseError as unclear:
        draft.album = f"{REFUSED}{album}" if album else draft.album
        await screens.complaint(chat, draft, form, field, unclear.words)


async def _apply(chat: Chat, draft: Draft, form: type[Form], field: Field, reading: ReadResult) -> None:
    """Raises `ParseError` where the value breaks a rule of the field."""
    match reading:
        case Complete(value, also, note):
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
        case Partial(value, note, silent):
            draft.answers = {**draft.answers, field.name: value}
            if silent:
                return _album_grows(chat, draft, bool(note))
            if note:
                return await screens.complaint(chat, draft, form, field, note)
            await screens.question(chat, draft, form, field)
        case Suggest(words, choices):
            await screens.offer(chat, draft, form, field, words, choices)


def _checked(chat: Chat, draft: Draft, field: Field, value: Any) -> Any:
    value = validated(field, value)
    if field.ask.check:
        field.ask.check(chat, value, draft.answers)
    return value


def _extra(chat: Chat, form: type[Form], draft: Draft, name: str, value: Any) -> Any:
    """An answer that came along with another one; None where it is of no use."""
    field = next(field for field in fields_of(form) if field.name == name)
    try:
        return _checked(chat, draft, field, value)
    except ParseError:
        return None


async def _keep(
    chat: Chat, draft: Draft, form: type[Form], field: Field, value: Any, lead: TextLike = ""
) -> None:
    draft.answers = {**draft.answers, field.name: value}
    draft.album = ""
    await _ask_next(chat, draft, form, lead)


async def _back(chat: Chat, draft: Draft, form: type[Form], field: Field) -> None:
    """To the question before, whose answer stays until another is given."""
    fields = applicable(form, draft.answers)
    position = fields.index(field)
    if draft.one_field:
        draft.at, draft.one_field = SUMMARY, False
    elif position:
        draft.at = fields[position - 1].name
    await show(chat, draft, form)


def _album(chat: Chat) -> str:
    return chat.incoming.picture.album if chat.incoming.picture else ""


def _album_grows(chat: Chat, draft: Draft, over: bool) -> None:
    """The photos of an album are answered once, when they are all here."""
    album = _album(chat)
    if draft.album != album:
        draft.album, draft.album_over = album, False
        chat.press_later(ALBUM_SECONDS, screens.data(draft, screens.WAKE))
    if over:
        draft.album_over = True


async def album_arrived(chat: Chat, draft: Draft | None, at: str) -> None:
    if draft is None or draft.at != at or not draft.album:
        return None
    form = form_of(chat, draft)
    field = field_at(form, draft)
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
        return await _ask_next(chat, draft, form, _("Ada yang perlu dijawab lagi."))
    filled._target, filled._leads_on = draft.target, bool(draft.afterwards)
    try:
        await filled.save(chat)
    except ParseError as unclear:
        return await screens.summary(chat, draft, form, unclear.words)
    _forget(chat, draft)
    if draft.afterwards:
        await chat.router.press(chat, draft.afterwards)


async def discard(chat: Chat, draft: Draft) -> None:
    form = form_of(chat, draft)
    words = _("Baik, tidak ada yang diubah.")
    if not draft.target:
        words = _("Baik, <b>{what}</b> dibatalkan.", what=await form.headline(chat, draft.answers))
    _forget(chat, draft)
    await chat.reply(words, await form.cancel_buttons(chat, draft.target))


def _forget(chat: Chat, draft: Draft) -> None:
    chat.conversation.drafts.remove(draft)
