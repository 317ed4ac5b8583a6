"""The screens of a form: a question, the summary, the list of fields, and the offer to go on."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from bot.dialog.buttons import Button, Rows, fits_button
from bot.dialog.context import Chat
from bot.dialog.forms.declaration import Form, applicable_fields
from bot.dialog.forms.field import Field
from bot.dialog.forms.question import Choice
from bot.i18n.messages import TextLike, Translatable, _, join, paragraphs, to_plain_text
from models.drafts import Draft

MARK = "~"
"""First character of the data of a form's buttons."""
SUMMARY = "="
"""Value of `Draft.at` when all questions are answered."""

BACK, SKIP, CANCEL, KEEP, DONE = "b", "s", "x", "k", "d"
PICK, SAVE, CHOOSE_FIELD, CHANGE, RESUME, RESTART, CURRENT, WAKE = "v", "ok", "e", "f", "r", "n", "c", "w"

NAVIGATION: dict[str, Translatable] = {
    BACK: _("Kembali"),
    SKIP: _("Lewati"),
    DONE: _("Selesai"),
    KEEP: _("Tetap"),
    CANCEL: _("Batal"),
}
AT_SUMMARY: dict[str, Translatable] = {
    SAVE: _("Simpan"),
    CHOOSE_FIELD: _("Ubah …"),
    CANCEL: NAVIGATION[CANCEL],
}
AT_RESUME: dict[str, Translatable] = {
    RESUME: _("Lanjutkan"),
    RESTART: _("Mulai dari awal"),
    CANCEL: _("Batalkan"),
}
"""Labels of the buttons of each screen; they are understood when typed, too."""


def action_data(draft: Draft, action: str, argument: str = "") -> str:
    """Return the data of a form's button: the draft, the question it belongs to, the action and its argument."""
    return f"{MARK}{draft.id:x}:{draft.at}:{action}:{argument}"


def action_button(draft: Draft, label: TextLike, action: str, argument: str = "") -> Button:
    """Return a button of a form."""
    return Button(label, data=action_data(draft, action, argument))


async def show_question(
    chat: Chat,
    draft: Draft,
    form: type[Form],
    field: Field,
    lead: TextLike = "",
    choices: Sequence[Choice] | None = None,
) -> None:
    """Ask a question. `lead` stands before it; `choices` replace those of the field's type."""
    value = draft.answers.get(field.name)
    if choices is None:
        choices = await field.kind.choices(chat, field, value)
    now = None if value is None else _("Sekarang: {value}", value=await field.kind.show(chat, field, value))
    text = paragraphs(join([lead, _asked(draft, form, field)], " "), now)
    await chat.reply(text, _buttons(chat, draft, form, field, choices))


async def show_error(chat: Chat, draft: Draft, form: type[Form], field: Field, words: TextLike) -> None:
    """Tell the person what a right answer would be, with the buttons of the question."""
    choices = await field.kind.choices(chat, field, draft.answers.get(field.name))
    await chat.reply(words, _buttons(chat, draft, form, field, choices))


async def show_suggestions(
    chat: Chat, draft: Draft, form: type[Form], field: Field, words: Translatable, choices: Sequence[Choice]
) -> None:
    """Show the possible meanings of a typed text."""
    await chat.reply(words, [*_grid(chat, draft, field, choices), _navigation(draft, form, field)])


async def show_summary(chat: Chat, draft: Draft, form: type[Form], lead: TextLike = "") -> None:
    """Show all answers before they are saved."""
    text, photos = await form.preview(chat, draft.answers)
    buttons: Rows = [
        [action_button(draft, AT_SUMMARY[action], action) for action in (SAVE, CHOOSE_FIELD)],
        action_button(draft, AT_SUMMARY[CANCEL], CANCEL),
    ]
    await chat.reply(paragraphs(lead, text, _("Sudah benar?")), buttons, photos=photos[:1])


async def show_fields(chat: Chat, draft: Draft, form: type[Form]) -> None:
    """Ask which answer is to be changed."""
    buttons = [
        action_button(draft, field.label, CHANGE, field.name)
        for field in applicable_fields(form, draft.answers)
    ]
    pairs = [buttons[i : i + 2] for i in range(0, len(buttons), 2)]
    last = (NAVIGATION[CANCEL], CANCEL) if draft.target else (NAVIGATION[BACK], CURRENT)
    await chat.reply(_("Apa yang mau diubah?"), [*pairs, action_button(draft, *last)])


async def show_resume(chat: Chat, draft: Draft, form: type[Form]) -> None:
    """Offer to go on with a form that was left."""
    n, total = _progress(draft, form)
    words = _(
        "Kakak sedang mengisi <b>{what}</b> ({n} dari {total}). Lanjutkan?",
        what=await form.headline(chat, draft.answers),
        n=n,
        total=total,
    )
    await chat.reply(
        words,
        [
            action_button(draft, AT_RESUME[RESUME], RESUME),
            [action_button(draft, AT_RESUME[action], action) for action in (RESTART, CANCEL)],
        ],
    )


def _asked(draft: Draft, form: type[Form], field: Field) -> Translatable:
    words = (
        field.ask.question
        if not field.ask.hint
        else join([field.ask.question, _("({hint})", hint=field.ask.hint)], " ")
    )
    if draft.one_field:
        return words
    n, total = _progress(draft, form)
    return _("<b>{n}/{total}</b> {question}", n=n, total=total, question=words) if total > 1 else words


def _progress(draft: Draft, form: type[Form]) -> tuple[int, int]:
    """Return the number of the present question and that of the last one that will be asked."""
    names = [field.name for field in applicable_fields(form, draft.answers)]
    at = names.index(draft.at) + 1 if draft.at in names and not draft.one_field else len(names)
    return at, max([at, *(n for n, name in enumerate(names, 1) if name not in draft.answers)])


def _buttons(
    chat: Chat, draft: Draft, form: type[Form], field: Field, choices: Sequence[Choice]
) -> list[Sequence[Button]]:
    return [_ask_row(field), *_grid(chat, draft, field, choices), _navigation(draft, form, field)]


def _ask_row(field: Field) -> list[Button]:
    match field.kind.asks_for():
        case "contact":
            return [Button(_("Bagikan nomor saya"), ask="contact")]
        case "place":
            return [Button(_("Bagikan lokasi saya"), ask="place")]
        case _:
            return []


def _grid(chat: Chat, draft: Draft, field: Field, choices: Sequence[Choice]) -> list[list[Button]]:
    """Arrange choices in even rows that a small phone can show. Values too long for a button have to be typed."""
    fitting = [(value, label) for value, label in choices if fits_button(action_data(draft, PICK, value))]
    buttons = [action_button(draft, label, PICK, value) for value, label in fitting]
    longest = max((len(to_plain_text(label, chat.language)) for _value, label in fitting), default=0)
    max_width = 1 if field.kind.wide or longest > 16 else 3 if longest <= 8 else 2
    rows = max(1, ceil(len(buttons) / max_width))
    width = max(1, ceil(len(buttons) / rows))
    return [buttons[i : i + width] for i in range(0, len(buttons), width)]


def _navigation(draft: Draft, form: type[Form], field: Field) -> list[Button]:
    return [
        action_button(draft, NAVIGATION[action], action) for action in available_actions(draft, form, field)
    ]


def available_actions(draft: Draft, form: type[Form], field: Field) -> list[str]:
    """Return the actions that are possible at this question, in the order of their buttons."""
    value = draft.answers.get(field.name)
    first = applicable_fields(form, draft.answers)[0] is field
    actions = []
    if field.kind.finished(value):
        actions.append(DONE)
    elif field.name in draft.answers and value is not None:
        actions.append(KEEP)
    if field.ask.optional and not field.kind.finished(value):
        actions.append(SKIP)
    if draft.one_field or not first:
        actions.append(BACK)
    return [*actions, CANCEL]
