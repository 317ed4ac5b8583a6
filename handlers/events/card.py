"""How an event is shown, wherever it is shown."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from bot.i18n import formatting
from bot.i18n.messages import Translatable, _, join, lines, paragraphs
from models.events import Event, EventStatus, RsvpAnswer

LINK = "a"
"""What links to events begin with: "a-<code>"."""

ANSWERS: dict[RsvpAnswer, Translatable] = {
    RsvpAnswer.YES: _("Hadir"),
    RsvpAnswer.MAYBE: _("Mungkin"),
    RsvpAnswer.NO: _("Tidak bisa"),
}
"""What one says to an invitation."""

_GIVEN: dict[RsvpAnswer, Translatable] = {
    RsvpAnswer.YES: _("Kakak <b>hadir</b>."),
    RsvpAnswer.MAYBE: _("Kakak <b>mungkin hadir</b>."),
    RsvpAnswer.NO: _("Kakak <b>tidak bisa hadir</b>."),
}


def link(event: Event) -> str:
    """What opens the event when it follows "/start"."""
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
    """What a person answered, and why they cannot answer any more."""
    return lines(own and _GIVEN[own], closed(event, now))


def closed(event: Event, now: datetime) -> Translatable | None:
    """Why nobody can answer any more; None while they can."""
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
