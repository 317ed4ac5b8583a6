"""The answers that a broadcast offers, each as a button under it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from bot.dialog.buttons import Button, Rows, button
from bot.dialog.context import Chat
from bot.dialog.forms import Ask, Form, start_form
from bot.dialog.forms.field import Field, FieldType
from bot.dialog.parsing import text
from bot.dialog.parsing.errors import ParseError
from bot.i18n.messages import TextLike, _, join
from handlers.broadcasts import access
from handlers.broadcasts.screens import PREVIEW_AGAIN
from models.broadcasts.tables import Broadcast
from models.people import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_LABELS, MAX_LETTERS = 4, 24
"""Number of labels, and letters of each."""


class LabelsField(FieldType):
    """A few short labels with commas between them, or one in each line."""

    def parse(self, chat: Chat, field: Field, text_: str) -> Sequence[str]:
        typed = [text.clean(part) for part in text_.replace("\n", ",").replace(";", ",").split(",")]
        labels = list(dict.fromkeys(label for label in typed if label))
        if not labels:
            raise ParseError(_("Tulis jawabannya dengan koma, misalnya: Ikut, Tidak."))
        if len(labels) > MAX_LABELS:
            raise ParseError(_("Paling banyak {n} jawaban, ya, Kak.", n=MAX_LABELS))
        if (longest := max(labels, key=len)) and len(longest) > MAX_LETTERS:
            raise ParseError(
                _("“{label}” terlalu panjang. Paling banyak {n} huruf.", label=longest, n=MAX_LETTERS)
            )
        return labels

    async def show(self, chat: Chat, field: Field, value: Any) -> TextLike:
        return join(value, " · ")


class ReplyButtonsForm(Form, name="broadcast_choices", aliases=("ChoicesForm",)):
    """The answers that the broadcast `target` offers."""

    title = _("Tombol jawaban")
    role = Role.ORGANISER
    changes = access.OWN_DRAFT
    skip_summary = True

    labels: Annotated[
        list[str],
        LabelsField(),
        Ask(
            _("Jawaban apa saja? Paling banyak empat, dengan koma di antaranya."), hint=_("mis. Ikut, Tidak")
        ),
    ]

    async def save(self, chat: Chat) -> None:
        broadcast = self.row(access.OWN_DRAFT)
        broadcast.choices = self.labels
        await chat.open(PREVIEW_AGAIN, broadcast.id)

    @classmethod
    async def cancel_buttons(cls, chat: Chat, target: str) -> Rows:
        return [Button(_("Kembali"), PREVIEW_AGAIN, int(target))]


@button("broadcast_choices.open_", role=Role.ORGANISER, row=access.OWN_DRAFT)
async def show_answers(chat: Chat, broadcast: Broadcast) -> None:
    """Show the answers that there are; where there are none yet, ask for them."""
    if not broadcast.choices:
        return await write_answers(chat, broadcast.id)
    words = _("Tombol jawaban: {labels}", labels=join(broadcast.choices, " · "))
    buttons = [
        [Button(_("Ganti"), write_answers, broadcast.id), Button(_("Hapus"), remove_answers, broadcast.id)],
        [Button(_("Kembali"), PREVIEW_AGAIN, broadcast.id)],
    ]
    await chat.reply(words, buttons)


@button("broadcast_choices.write", role=Role.ORGANISER, row=access.OWN_DRAFT)
async def write_answers(chat: Chat, broadcast: Broadcast) -> None:
    """Ask for the answers."""
    await start_form(chat, ReplyButtonsForm, target=str(broadcast.id))


@button("broadcast_choices.remove", role=Role.ORGANISER, row=access.OWN_DRAFT)
async def remove_answers(chat: Chat, broadcast: Broadcast) -> None:
    """Offer no answers any more."""
    broadcast.choices = []
    await chat.open(PREVIEW_AGAIN, broadcast.id)
