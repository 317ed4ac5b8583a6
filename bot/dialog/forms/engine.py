"""The engine of forms: decides what a message or a button does with the draft."""

from __future__ import annotations

from bot.dialog.context import Chat
from bot.dialog.forms import answer_reader, navigation, screens
from bot.dialog.forms.answer_reader import match_label
from bot.dialog.forms.declaration import Form, applicable_fields
from bot.dialog.forms.screens import SUMMARY
from models.drafts import Draft


async def answer(chat: Chat, draft: Draft, form: type[Form]) -> None:
    """Take the message as the answer to the question that the draft is at, or as the label of one of its buttons."""
    draft.updated_at = chat.now
    field = navigation.field_at(form, draft)
    if field is None:
        return await _answer_summary(chat, draft, form)
    actions = screens.available_actions(draft, form, field)
    action = match_label(chat, {action: screens.NAVIGATION[action] for action in actions})
    if action is not None:
        return await apply_action(chat, draft, form, action, "")
    await answer_reader.read(chat, draft, form, field, None)


async def _answer_summary(chat: Chat, draft: Draft, form: type[Form]) -> None:
    """Take what was typed at the summary: yes saves, the name of a field changes it; else the summary comes again."""
    labels = {field.name: field.label for field in applicable_fields(form, draft.answers)}
    name = match_label(chat, labels)
    if name is not None:
        return await apply_action(chat, draft, form, screens.CHANGE, name)
    action = match_label(chat, screens.AT_SUMMARY, yes=screens.SAVE) or screens.CURRENT
    await apply_action(chat, draft, form, action, "")


async def apply_action(chat: Chat, draft: Draft, form: type[Form], action: str, argument: str) -> None:
    """Do what a button of the present screen does. An action that is not possible here shows the screen again."""
    field = navigation.field_at(form, draft)
    match action:
        case screens.CANCEL:
            await navigation.discard(chat, draft)
        case screens.RESTART:
            await navigation.start(chat, draft, form, None)
        case screens.SAVE if draft.at == SUMMARY:
            await navigation.save(chat, draft, form)
        case screens.CHOOSE_FIELD if draft.at == SUMMARY:
            await screens.show_fields(chat, draft, form)
        case screens.CHANGE if any(f.name == argument for f in applicable_fields(form, draft.answers)):
            draft.at, draft.one_field = argument, True
            await navigation.show(chat, draft, form)
        case screens.PICK if field:
            await answer_reader.read(chat, draft, form, field, argument)
        case screens.BACK if field:
            await navigation.go_back(chat, draft, form, field)
        case screens.SKIP if field and field.ask.optional:
            await navigation.store_answer(chat, draft, form, field, None)
        case screens.KEEP | screens.DONE if field and field.name in draft.answers:
            await navigation.store_answer(chat, draft, form, field, draft.answers[field.name])
        case _:
            await navigation.show(chat, draft, form)
