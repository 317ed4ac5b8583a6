"""The card of an event, wherever it is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from bot.dialog.context import Chat
from bot.i18n import formatting
from bot.i18n.messages import Translatable, _, join, lines, paragraphs
from handlers.shared.card_targets import CardItem, declare_card_target
from models import events
from models.events import Event, EventStatus, RsvpAnswer

MAX_OFFERED = 100
"""Number of events that are offered as cards of broadcasts."""

LINK = "a"
"""The prefix of links to events: "a-<code>"."""

_GIVEN: dict[RsvpAnswer, Translatable] = {
    RsvpAnswer.YES: _("Kakak <b>hadir</b>."),
    RsvpAnswer.MAYBE: _("Kakak <b>mungkin hadir</b>."),
    RsvpAnswer.NO: _("Kakak <b>tidak bisa hadir</b>."),
}


def link(event: Event) -> str:
    """The payload that opens the event when it follows "/start"."""
    return f"{LINK}-{event.code}"


def card(event: Event, now: datetime) -> Translatable:
    """An event as everybody sees it."""
    return paragraphs(
        lines(
            _("<b>{title}</b>", title=event.title),
            formatting.span(event.starts_at, event.ends_at),
            event.place_name,
            _seats(event, now),
        ),
        event.description,
    )


def answer(event: Event, now: datetime, own: RsvpAnswer | None) -> Translatable:
    """The answer of a person, and why they cannot answer any more."""
    return lines(own and _GIVEN[own], closed(event, now))


def closed(event: Event, now: datetime) -> Translatable | None:
    """The reason why nobody can answer any more; None while they can."""
    if event.status is EventStatus.CANCELLED:
        return _("Maaf, acara ini <b>dibatalkan</b>.")
    if now >= event.ends_at:
        return _("Acara ini sudah selesai.")
    if now >= event.starts_at:
        return _("Acara ini sudah dimulai.")
    return _("Maaf, waktu untuk menjawab sudah lewat.") if event.closed(now) else None


def tally(counts: Counter[RsvpAnswer]) -> Translatable:
    """ "hadir 12 · mungkin 3 · tidak bisa 1"."""
    return _(
        "hadir {yes} · mungkin {maybe} · tidak bisa {no}",
        yes=counts[RsvpAnswer.YES],
        maybe=counts[RsvpAnswer.MAYBE],
        no=counts[RsvpAnswer.NO],
    )


def _seats(event: Event, now: datetime) -> Translatable | None:
    if closed(event, now):
        return None
    words = _("Sisa {left} dari {seats} kursi", left=event.seats_left, seats=event.seats)
    if not event.taken:
        words = _("{seats} kursi", seats=event.seats)
    if event.seats_left <= 0:
        words = _("Kursi penuh ({seats})", seats=event.seats)
    if event.answer_before is None:
        return words
    before = event.answer_before
    until = _(
        "jawab sebelum {day}, {clock}", day=formatting.short_day(before), clock=formatting.clock(before)
    )
    return join([words, until], " · ")


async def _find_card(chat: Chat, event_id: int) -> CardItem | None:
    event = await chat.db.get(Event, event_id)
    if event is None or event.status is EventStatus.DRAFT:
        return None
    return CardItem(event.title, link(event))


async def _offer_cards(chat: Chat) -> Sequence[tuple[int, str]]:
    coming = await events.coming(chat.db, chat.now, chat.person.id, limit=MAX_OFFERED)
    return [(event.id, event.title) for event, _own in coming]


EVENT_CARD = declare_card_target("event", _("Lihat acara"), find=_find_card, offer=_offer_cards)
