"""The way through a form: start, next question, back, summary, save, cancel. Each function changes the draft and shows
the screen that follows.
"""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from bot.dialog.context import Chat
from bot.dialog.forms import screens
from bot.dialog.forms.declaration import Form, applicable_fields, changed_row, fields_of
from bot.dialog.forms.field import Field
from bot.dialog.forms.screens import SUMMARY
from bot.dialog.parsing.errors import ParseError
from bot.dialog.rights import InvalidPressError
from bot.i18n.messages import TextLike, _
from models.drafts import Draft


def form_of(chat: Chat, draft: Draft) -> type[Form]:
    """Return the form of a draft. Raises `KeyError` where this version has no such form."""
    form: type[Form] = chat.router.forms[draft.form]
    return form


def field_at(form: type[Form], draft: Draft) -> Field | None:
    """Return the question that the draft is at; None at the summary or where the question no longer applies."""
    return next((field for field in applicable_fields(form, draft.answers) if field.name == draft.at), None)


def resume(chat: Chat, draft: Draft) -> Draft:
    """Make `draft` the form that is being filled in, and pause the others. Return `draft`."""
    for other in chat.conversation.drafts:
        if other.paused != (other is not draft):
            other.paused = other is not draft
    draft.updated_at = chat.now
    return draft


async def start(chat: Chat, draft: Draft, form: type[Form], answers: dict[str, Any] | None) -> None:
    """Show the first screen of a form: the first question, or with `answers` the list of what can be changed."""
    draft.answers, draft.one_field, draft.at, draft.album = answers or {}, False, "", ""
    if answers is None:
        for field in fields_of(form):
            if field.ask.preset and (value := await field.ask.preset(chat)) is not None:
                draft.answers = {**draft.answers, field.name: value}
    resume(chat, draft)
    if not answers:
        return await ask_next(chat, draft, form)
    draft.at = SUMMARY
    await screens.show_fields(chat, draft, form)


async def show(chat: Chat, draft: Draft, form: type[Form], lead: TextLike = "") -> None:
    """Show the question or the summary that the draft is at. `lead` stands before it."""
    field = field_at(form, draft)
    if field is None and draft.at != SUMMARY:
        return await ask_next(chat, draft, form, lead)
    if field is None:
        return await screens.show_summary(chat, draft, form, lead)
    await screens.show_question(chat, draft, form, field, lead)


async def ask_next(chat: Chat, draft: Draft, form: type[Form], lead: TextLike = "") -> None:
    """Go to the first question without an answer, or to the summary."""
    unanswered = (
        field for field in applicable_fields(form, draft.answers) if field.name not in draft.answers
    )
    field = next(unanswered, None)
    draft.at, draft.one_field = (field.name, False) if field else (SUMMARY, False)
    if field is None and form.skip_summary:
        return await save(chat, draft, form)
    await show(chat, draft, form, lead)


async def store_answer(
    chat: Chat, draft: Draft, form: type[Form], field: Field, value: Any, lead: TextLike = ""
) -> None:
    """Store the answer of one field and go on to the next question."""
    draft.answers = {**draft.answers, field.name: value}
    draft.album = ""
    await ask_next(chat, draft, form, lead)


async def go_back(chat: Chat, draft: Draft, form: type[Form], field: Field) -> None:
    """Go to the question before, whose answer stays until another is given."""
    fields = applicable_fields(form, draft.answers)
    position = fields.index(field)
    if draft.one_field:
        draft.at, draft.one_field = SUMMARY, False
    elif position:
        draft.at = fields[position - 1].name
    await show(chat, draft, form)


async def save(chat: Chat, draft: Draft, form: type[Form]) -> None:
    """Hand the answers to the form. Answers that are no longer valid (after a new release) are asked again."""
    names = [field.name for field in applicable_fields(form, draft.answers)]
    try:
        filled = form.model_validate({name: draft.answers[name] for name in names if name in draft.answers})
    except ValidationError as error:
        wrong = {str(problem["loc"][0]) for problem in error.errors() if problem["loc"]}
        draft.answers = {name: value for name, value in draft.answers.items() if name not in wrong}
        return await ask_next(chat, draft, form, _("Ada yang perlu dijawab lagi."))
    filled._target, filled._continues = draft.target, bool(draft.afterwards)
    try:
        filled._row = await changed_row(chat, form, draft.target)
    except InvalidPressError:
        _remove(chat, draft)
        raise
    try:
        await filled.save(chat)
    except ParseError as error:
        return await screens.show_summary(chat, draft, form, error.words)
    _remove(chat, draft)
    if draft.afterwards:
        await chat.router.press(chat, draft.afterwards)


async def discard(chat: Chat, draft: Draft) -> None:
    """Throw a form away and say so."""
    form = form_of(chat, draft)
    words = _("Baik, tidak ada yang diubah.")
    if not draft.target:
        words = _("Baik, <b>{what}</b> dibatalkan.", what=await form.headline(chat, draft.answers))
    _remove(chat, draft)
    await chat.reply(words, await form.cancel_buttons(chat, draft.target))


def _remove(chat: Chat, draft: Draft) -> None:
    chat.conversation.drafts.remove(draft)
