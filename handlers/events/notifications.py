"""Notices to the guests of an event that changes or is cancelled."""

from __future__ import annotations

from dataclasses import dataclass

from bot.dialog.buttons import Button, Rows
from bot.dialog.context import Chat
from bot.i18n import formatting
from bot.i18n.messages import Translatable, _, _n, lines, paragraphs
from handlers.events import card
from handlers.home import first_screen
from handlers.people import sign_up
from handlers.shared.button_lists import batched
from models import events
from models.events import Event, EventStatus

MAX_AT_ONCE = 1000
"""Number of people in one statement; databases take no more than about 32,000."""


@dataclass(frozen=True, slots=True)
class EventSnapshot:
    """The time and place that guests rely on."""

    hours: tuple[object, ...]
    place: tuple[object, ...]

    @classmethod
    def of(cls, event: Event) -> EventSnapshot:
        return cls((event.starts_at, event.ends_at), (event.place_name, event.latitude, event.longitude))


async def changed(chat: Chat, event: Event, before: EventSnapshot) -> Translatable | None:
    """Tell the guests where time or place are others than `before`. Returns the note for the organiser, or None."""
    now = EventSnapshot.of(event)
    if event.status is not EventStatus.PUBLISHED or now == before:
        return None
    words = paragraphs(
        _("Kak, acara <b>{title}</b> berubah.", title=event.title),
        lines(
            _("Waktu: {hours}", hours=formatting.span(event.starts_at, event.ends_at))
            if now.hours != before.hours
            else None,
            _("Tempat: {place}", place=event.place_name) if now.place != before.place else None,
        ),
    )
    return await _tell(chat, event, words, [Button(_("Lihat acara"), sign_up.follow_link, card.link(event))])


async def cancelled(chat: Chat, event: Event) -> Translatable | None:
    """Tell the guests. Returns the note for the organiser, or None."""
    words = _(
        "Maaf, Kak, acara <b>{title}</b> ({day}) dibatalkan.",
        title=event.title,
        day=formatting.day(event.starts_at),
    )
    return await _tell(chat, event, words, [Button(_("Acara lain"), first_screen.run_command, "acara")])


async def expected(chat: Chat, event: Event) -> list[int]:
    """The people who come or may come, but for the one who asks."""
    return [guest for guest in await events.expected(chat.db, event.id) if guest != chat.person.id]


async def _tell(chat: Chat, event: Event, words: Translatable, buttons: Rows) -> Translatable | None:
    guests = await expected(chat, event)
    if not guests:
        return None
    for some in batched(guests, MAX_AT_ONCE):
        await chat.notify(some, words, buttons)
    return _n("{n} tamu saya beri tahu.", "{n} tamu saya beri tahu.", len(guests))
