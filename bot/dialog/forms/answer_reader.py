"""Reading an answer: typed, pressed, or a photo. A valid one is stored in the draft; else the person is told how."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.dialog.context import Chat
from bot.dialog.forms import navigation, screens
from bot.dialog.forms.declaration import Form, fields_of
from bot.dialog.forms.field import Complete, Field, Partial, ReadResult, Suggest
from bot.dialog.forms.validation_messages import validate
from bot.dialog.parsing import yesno
from bot.dialog.parsing.errors import ParseError
from bot.i18n.messages import TextLike, _, join, to_plain_text
from models.drafts import Draft

ALBUM_SECONDS = 1.5
"""Wait for the photos of an album, which arrive one by one."""

REFUSED = "-"
"""Prefix of `Draft.album` for an album of which no photo is wanted: the person is told only once."""


def match_label(chat: Chat, labels: Mapping[str, TextLike], yes: str | None = None) -> str | None:
    """Return the button whose label was typed instead of pressed; None where it is none of `labels`.

    `yes` is the button that a plain "ya" stands for.
    """
    typed = chat.incoming.text.strip().casefold()
    for button, label in labels.items():
        if typed == to_plain_text(label, chat.language).rstrip(" …").casefold():
            return button
    try:
        return yes if yes and yesno.parse(typed) else None
    except ParseError:
        return None


async def read(chat: Chat, draft: Draft, form: type[Form], field: Field, picked: str | None) -> None:
    """Read the answer to `field` from the message, or from the choice that was `picked`."""
    value, album = draft.answers.get(field.name), _album(chat)
    if album and draft.album == f"{REFUSED}{album}":
        return
    try:
        if picked is None:
            picked = match_label(chat, dict(await field.kind.choices(chat, field, value)))
        result = (
            await field.kind.read(chat, field, chat.incoming, value)
            if picked is None
            else await field.kind.pick(chat, field, picked, value)
        )
        await _apply(chat, draft, form, field, result)
    except ParseError as error:
        draft.album = f"{REFUSED}{album}" if album else draft.album
        await screens.show_error(chat, draft, form, field, error.words)


async def _apply(chat: Chat, draft: Draft, form: type[Form], field: Field, result: ReadResult) -> None:
    match result:
        case Complete(value, also, note):
            await _complete(chat, draft, form, field, value, also, note)
        case Partial(value, note, silent):
            draft.answers = {**draft.answers, field.name: value}
            if silent:
                return _wait_for_album(chat, draft, bool(note))
            if note:
                return await screens.show_error(chat, draft, form, field, note)
            await screens.show_question(chat, draft, form, field)
        case Suggest(words, choices):
            await screens.show_suggestions(chat, draft, form, field, words, choices)


async def _complete(
    chat: Chat,
    draft: Draft,
    form: type[Form],
    field: Field,
    value: Any,
    also: Mapping[str, Any],
    note: TextLike,
) -> None:
    """Store an answer, and those of other fields that came with it. Raises `ParseError` where it is not valid."""
    value = _checked(chat, draft, field, value)
    draft.answers = {**draft.answers, field.name: value}
    extra = {
        name: checked
        for name, given in also.items()
        if (checked := _extra(chat, form, draft, name, given)) is not None
    }
    draft.answers = {**draft.answers, **extra}
    echo = await field.kind.show(chat, field, value) if field.kind.echoes else ""
    lead = join([_("{answer}.", answer=echo) if echo else "", note], " ")
    await navigation.store_answer(chat, draft, form, field, value, lead)


def _checked(chat: Chat, draft: Draft, field: Field, value: Any) -> Any:
    value = validate(field, value)
    if field.ask.check:
        field.ask.check(chat, value, draft.answers)
    return value


def _extra(chat: Chat, form: type[Form], draft: Draft, name: str, value: Any) -> Any:
    """Return an answer that came with that of another field; None where it is not valid."""
    field = next(field for field in fields_of(form) if field.name == name)
    try:
        return _checked(chat, draft, field, value)
    except ParseError:
        return None


def _album(chat: Chat) -> str:
    return chat.incoming.picture.album if chat.incoming.picture else ""


def _wait_for_album(chat: Chat, draft: Draft, over: bool) -> None:
    """Answer the photos of an album once, when all of them have arrived. `over`: there are more than are wanted."""
    album = _album(chat)
    if draft.album != album:
        draft.album, draft.album_over = album, False
        chat.press_later(ALBUM_SECONDS, screens.action_data(draft, screens.WAKE))
    if over:
        draft.album_over = True


async def finish_album(chat: Chat, draft: Draft, at: str) -> None:
    """Answer an album that has arrived for the question `at`. Do nothing where the person has gone on meanwhile."""
    if draft.at != at or not draft.album:
        return None
    form = navigation.form_of(chat, draft)
    field = navigation.field_at(form, draft)
    if field is None:
        return None
    value, draft.album = draft.answers.get(field.name), ""
    note = (
        _("Cukup {n} foto; yang lain tidak saya simpan.", n=field.ask.max_count) if draft.album_over else ""
    )
    if field.kind.full(field, value):
        shown = _("{answer}.", answer=await field.kind.show(chat, field, value))
        return await navigation.store_answer(chat, draft, form, field, value, note or shown)
    await screens.show_question(chat, draft, form, field, note)
