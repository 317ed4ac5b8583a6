"""The message of a broadcast as its recipients see it: the text in their language, and the buttons below it."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.dialog.buttons import Button, Rows, button, inline_buttons
from bot.dialog.context import Chat
from bot.dialog.parsing import text
from bot.dialog.rights import InvalidPressError
from bot.i18n.messages import LANGUAGES, TextLike, Translatable, _, join
from bot.messages.outgoing import OutgoingMessage
from handlers.broadcasts import access
from handlers.broadcasts.card import card_buttons
from handlers.people import subscriptions
from handlers.shared.button_lists import batched, ticked
from models.broadcasts import content
from models.broadcasts.tables import Broadcast

ACROSS, SHORT = 2, 14
"""Number of answers in a row, where none has more letters than the second number."""

MAX_EXCERPT = 48


def excerpt(html: str) -> TextLike:
    """The beginning of a broadcast, in one line of plain text."""
    line = text.clean(Markup(html.replace("\n", " ")).striptags())  # noqa: S704 - its tags are taken off
    if not line:
        return _("Tanpa teks")
    return line if len(line) <= MAX_EXCERPT else f"{line[: MAX_EXCERPT - 1].rstrip()}…"


def as_sent(html: str) -> Markup:
    """The text of a broadcast as it is sent."""
    return Markup(html)  # noqa: S704 - made safe when it arrived


async def bodies(session: AsyncSession, broadcast: Broadcast) -> Mapping[str, str]:
    """Language → JSON of an `OutgoingMessage`, for every language that the bot speaks."""
    texts = await content.texts(session, broadcast.id)
    return {
        language: _message(broadcast, texts, language).model_dump_json(exclude_defaults=True)
        for language in LANGUAGES
    }


async def show(chat: Chat, broadcast: Broadcast, language: str = "", *, own: int | None = None) -> None:
    """Show the message in the person's chat as others get it. With `own`, the answer of the person, it takes the place
    of the one under which the button was pressed.
    """
    texts = await content.texts(chat.db, broadcast.id)
    await chat.reply(
        as_sent(texts.get(language or chat.language, broadcast.html)),
        _rows(broadcast, own),
        photos=photos(broadcast),
        file=broadcast.document_id,
        new=own is None,
    )


def photos(broadcast: Broadcast) -> list[int]:
    return [broadcast.photo_id] if broadcast.photo_id else []


async def count_answers(chat: Chat, broadcast: Broadcast) -> Translatable | None:
    """The answers with their numbers: "Ikut 31 · Tidak 4"; None where nothing is asked."""
    if not broadcast.choices:
        return None
    given = await content.answers(chat.db, broadcast.id)
    parts: list[TextLike] = [
        _("{answer} {n}", answer=label, n=given[number]) for number, label in enumerate(broadcast.choices)
    ]
    return _("<b>Jawaban</b>: {counts}", counts=join(parts, " · "))


@button("broadcast_message.answer", row=access.SHOWN_BROADCAST)
async def give_answer(chat: Chat, broadcast: Broadcast, choice: int) -> None:
    """Count the last answer of each person to whom the broadcast went, as long as that is known."""
    if choice not in range(len(broadcast.choices)):
        raise InvalidPressError("no such answer")
    known = broadcast.totals is None
    if known and not await content.received(chat.db, broadcast.id, chat.person.id):
        return _not_counted(chat, broadcast)
    await content.answer(chat.db, broadcast.id, chat.person.id, choice, chat.now)
    chat.toast(_("Jawaban Kakak: {answer}", answer=broadcast.choices[choice]))
    if not (broadcast.photo_id or broadcast.document_id):
        await show(chat, broadcast, own=choice)


def _not_counted(chat: Chat, broadcast: Broadcast) -> None:
    """Tell the organiser who tries it out; for others such a button does not exist."""
    if broadcast.created_by != chat.person.id:
        raise InvalidPressError("no broadcast to this person")
    chat.toast(_("Ini hanya percobaan, jadi jawabannya tidak dihitung."))


def _message(broadcast: Broadcast, texts: Mapping[str, str], language: str) -> OutgoingMessage:
    return OutgoingMessage(
        html=texts.get(language, broadcast.html),
        rows=inline_buttons(_rows(broadcast), language),
        photos=photos(broadcast),
        file=broadcast.document_id,
    )


def _rows(broadcast: Broadcast, own: int | None = None) -> Rows:
    stop = Button(_("Atur langganan"), subscriptions.ask_under_broadcast, broadcast.topic)
    return [*_answer_buttons(broadcast, own), card_buttons(broadcast), [stop]]


def _answer_buttons(broadcast: Broadcast, own: int | None) -> list[list[Button]]:
    """The answers as buttons; `own` is the position of the one that the person gave."""
    made = [
        Button(ticked(label, number == own), give_answer, broadcast.id, number)
        for number, label in enumerate(broadcast.choices)
    ]
    across = ACROSS if all(len(label) <= SHORT for label in broadcast.choices) else 1
    return batched(made, across)
