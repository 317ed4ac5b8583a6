"""A broadcast as those who get it see it: its text in their language, and the buttons below, whose answers count."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.dialog.buttons import Button, InvalidPressError, Rows, button, keys
from bot.dialog.context import Chat
from bot.i18n.messages import LANGUAGES, TextLike, Translatable, _, listed
from bot.messages.outgoing import OutgoingMessage
from handlers.broadcasts import card
from handlers.broadcasts.content_field import shown
from handlers.people import subscriptions
from models.broadcasts import content
from models.broadcasts.tables import Broadcast

ACROSS, SHORT = 2, 14
"""So many answers stand in a row, where none has more letters."""


async def bodies(session: AsyncSession, broadcast: Broadcast) -> Mapping[str, str]:
    """Language → JSON of an `OutgoingMessage`, for every language that the bot speaks."""
    texts = await content.texts(session, broadcast.id)
    return {
        language: _message(broadcast, texts, language).model_dump_json(exclude_defaults=True)
        for language in LANGUAGES
    }


async def show(chat: Chat, broadcast: Broadcast, language: str = "", *, own: int | None = None) -> None:
    """The message in the person's chat as others get it. With `own`, the answer of the person, it takes the place of
    the one under which the button was pressed.
    """
    texts = await content.texts(chat.db, broadcast.id)
    await chat.reply(
        shown(texts.get(language or chat.language, broadcast.html)),
        _rows(broadcast, own),
        photos=photos(broadcast),
        file=broadcast.document_id,
        new=own is None,
    )


def photos(broadcast: Broadcast) -> list[int]:
    return [broadcast.photo_id] if broadcast.photo_id else []


async def answers(chat: Chat, broadcast: Broadcast) -> Translatable | None:
    """How many gave which answer: "Ikut 31 · Tidak 4"; None where nothing is asked."""
    if not broadcast.choices:
        return None
    given = await content.answers(chat.db, broadcast.id)
    parts: list[TextLike] = [
        _("{answer} {n}", answer=label, n=given[number]) for number, label in enumerate(broadcast.choices)
    ]
    return _("<b>Jawaban</b>: {counts}", counts=listed(parts, " · "))


@button("broadcast_message.answer")
async def answer(chat: Chat, broadcast_id: int, choice: int) -> None:
    """Counted once a person: the last answer. Only of those to whom the broadcast went, as long as that is known."""
    broadcast = await chat.db.get(Broadcast, broadcast_id)
    if broadcast is None or choice not in range(len(broadcast.choices)):
        raise InvalidPressError("no such answer")
    known = broadcast.totals is None
    if known and not await content.received(chat.db, broadcast.id, chat.person.id):
        return _not_counted(chat, broadcast)
    await content.answer(chat.db, broadcast.id, chat.person.id, choice, chat.now)
    chat.toast(_("Jawaban Kakak: {answer}", answer=broadcast.choices[choice]))
    if not (broadcast.photo_id or broadcast.document_id):
        await show(chat, broadcast, own=choice)


def _not_counted(chat: Chat, broadcast: Broadcast) -> None:
    """The organiser who tries it out is told; for others such a button does not exist."""
    if broadcast.created_by != chat.person.id:
        raise InvalidPressError("no broadcast to this person")
    chat.toast(_("Ini hanya percobaan, jadi jawabannya tidak dihitung."))


def _message(broadcast: Broadcast, texts: Mapping[str, str], language: str) -> OutgoingMessage:
    return OutgoingMessage(
        html=texts.get(language, broadcast.html),
        rows=keys(_rows(broadcast), language),
        photos=photos(broadcast),
        file=broadcast.document_id,
    )


def _rows(broadcast: Broadcast, own: int | None = None) -> Rows:
    stop = Button(_("Atur langganan"), subscriptions.under_broadcast, broadcast.topic)
    return [*_choices(broadcast, own), card.buttons(broadcast), [stop]]


def _choices(broadcast: Broadcast, own: int | None) -> list[list[Button]]:
    """The answers as buttons; `own` is the position of the one that the person gave."""
    made = [
        Button(_("✓ {label}", label=label) if number == own else label, answer, broadcast.id, number)
        for number, label in enumerate(broadcast.choices)
    ]
    across = ACROSS if all(len(label) <= SHORT for label in broadcast.choices) else 1
    return [made[start : start + across] for start in range(0, len(made), across)]
