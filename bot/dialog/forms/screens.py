"""What a form shows: a question, the summary, what can be changed, and the offer to go on."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from bot.dialog.buttons import Button, Rows, carries
from bot.dialog.context import Chat
from bot.dialog.forms.declaration import Form, applicable
from bot.dialog.forms.field import Field
from bot.dialog.forms.question import Choice
from bot.i18n.messages import TextLike, Translatable, _, listed, paragraphs, plain
from models.drafts import Draft

MARK = "~"
SUMMARY = "="
"""`Draft.at` when everything is answered."""

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
"""What the buttons of each screen say; understood when typed, too."""


def data(draft: Draft, action: str, argument: str = "") -> str:
    """What a button of a form carries: the draft, the question that it belongs to, what it does."""
    return f"{MARK}{draft.id:x}:{draft.at}:{action}:{argument}"


def to(draft: Draft, label: TextLike, action: str, argument: str = "") -> Button:
    return Button(label, data=data(draft, action, argument))


async def question(
    chat: Chat,
    draft: Draft,
    form: type[Form],
    field: Field,
    lead: TextLike = "",
    choices: Sequence[Choice] | None = None,
) -> None:
    """Ask one question. `lead` stands before it; `choices` take the place of the kind's own."""
    value = draft.answers.get(field.name)
    if choices is None:
        choices = await field.kind.choices(chat, field, value)
    now = None if value is None else _("Sekarang: {value}", value=await field.kind.show(chat, field, value))
    text = paragraphs(listed([lead, _asked(draft, form, field)], " "), now)
    await chat.reply(text, _buttons(chat, draft, form, field, choices))


async def complaint(chat: Chat, draft: Draft, form: type[Form], field: Field, words: TextLike) -> None:
    """Say what would be right; the question's buttons stay within reach."""
    choices = await field.kind.choices(chat, field, draft.answers.get(field.name))
    await chat.reply(words, _buttons(chat, draft, form, field, choices))


async def offer(
    chat: Chat, draft: Draft, form: type[Form], field: Field, words: Translatable, choices: Sequence[Choice]
) -> None:
    """What a typed text may mean."""
    await chat.reply(words, [*_grid(chat, draft, field, choices), _navigation(draft, form, field)])


async def summary(chat: Chat, draft: Draft, form: type[Form], lead: TextLike = "") -> None:
    """Everything that was answered, before it is saved."""
    text, photos = await form.preview(chat, draft.answers)
    buttons: Rows = [
        [to(draft, AT_SUMMARY[action], action) for action in (SAVE, CHOOSE_FIELD)],
        to(draft, AT_SUMMARY[CANCEL], CANCEL),
    ]
    await chat.reply(paragraphs(lead, text, _("Sudah benar?")), buttons, photos=photos[:1])


async def changes(chat: Chat, draft: Draft, form: type[Form]) -> None:
    """Which answer to change."""
    buttons = [to(draft, field.label, CHANGE, field.name) for field in applicable(form, draft.answers)]
    pairs = [buttons[i : i + 2] for i in range(0, len(buttons), 2)]
    last = to(draft, NAVIGATION[BACK], CURRENT) if not draft.target else to(draft, NAVIGATION[CANCEL], CANCEL)
    await chat.reply(_("Apa yang mau diubah?"), [*pairs, last])


async def resume(chat: Chat, draft: Draft, form: type[Form]) -> None:
    """The person comes back to a form that was left."""
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
            to(draft, AT_RESUME[RESUME], RESUME),
            [to(draft, AT_RESUME[action], action) for action in (RESTART, CANCEL)],
        ],
    )


def _asked(draft: Draft, form: type[Form], field: Field) -> Translatable:
    words = (
        field.ask.question
        if not field.ask.hint
        else listed([field.ask.question, _("({hint})", hint=field.ask.hint)], " ")
    )
    if draft.one_field:
        return words
    n, total = _progress(draft, form)
    return _("<b>{n}/{total}</b> {question}", n=n, total=total, question=words) if total > 1 else words


def _progress(draft: Draft, form: type[Form]) -> tuple[int, int]:
    """Which question the form is at, and which one will be the last: what is answered ahead isn't asked."""
    names = [field.name for field in applicable(form, draft.answers)]
    at = names.index(draft.at) + 1 if draft.at in names and not draft.one_field else len(names)
    return at, max([at, *(n for n, name in enumerate(names, 1) if name not in draft.answers)])


def _buttons(
    chat: Chat, draft: Draft, form: type[Form], field: Field, choices: Sequence[Choice]
) -> list[Sequence[Button]]:
    return [_ask_row(field), *_grid(chat, draft, field, choices), _navigation(draft, form, field)]


def _ask_row(field: Field) -> list[Button]:
    match field.kind.ask_key():
        case "contact":
            return [Button(_("Bagikan nomor saya"), ask="contact")]
        case "place":
            return [Button(_("Bagikan lokasi saya"), ask="place")]
        case _:
            return []


def _grid(chat: Chat, draft: Draft, field: Field, choices: Sequence[Choice]) -> list[list[Button]]:
    """Choices in even rows that a small phone can show; what a button cannot carry has to be typed."""
    fitting = [(value, label) for value, label in choices if carries(data(draft, PICK, value))]
    buttons = [to(draft, label, PICK, value) for value, label in fitting]
    longest = max((len(plain(label, chat.language)) for _value, label in fitting), default=0)
    most = 1 if field.kind.wide or longest > 16 else 3 if longest <= 8 else 2
    rows = max(1, ceil(len(buttons) / most))
    across = max(1, ceil(len(buttons) / rows))
    return [buttons[i : i + across] for i in range(0, len(buttons), across)]


def _navigation(draft: Draft, form: type[Form], field: Field) -> list[Button]:
    return [to(draft, NAVIGATION[action], action) for action in possible(draft, form, field)]


def possible(draft: Draft, form: type[Form], field: Field) -> list[str]:
    """Where one can go from this question."""
    value = draft.answers.get(field.name)
    first = applicable(form, draft.answers)[0] is field
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
