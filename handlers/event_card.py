"""How an event is shown, wherever it is shown."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from bot import showing
from bot.words import Words, _, lines, listed, paragraphs
from models.events import Answer, Event, Status

LINK = "a"
"""What links to events begin with: "a-<code>"."""

ANSWERS: dict[Answer, Words] = {
    Answer.YES: _("Hadir"),
    Answer.MAYBE: _("Mungkin"),
    Answer.NO: _("Tidak bisa"),
}
"""What one says to an invitation."""

_GIVEN: dict[Answer, Words] = {
    Answer.YES: _("Kakak <b>hadir</b>."),
    Answer.MAYBE: _("Kakak <b>mungkin hadir</b>."),
    Answer.NO: _("Kakak <b>tidak bisa hadir</b>."),
}


def link(event: Event) -> str:
    """What opens the event when it follows "/start"."""
    return f"{LINK}-{event.code}"


def card(event: Event, now: datetime) -> Words:
    """An event as everybody sees it."""
    return paragraphs(
        lines(
            _("<b>{title}</b>", title=event.title),
            showing.span(event.starts_at, event.ends_at),
            event.place_name,
            _seats(event, now),
        ),
        event.description,
    )


def answer(event: Event, now: datetime, own: Answer | None) -> Words:
    """What a person answered, and why they cannot answer any more."""
    return lines(own and _GIVEN[own], closed(event, now))


def closed(event: Event, now: datetime) -> Words | None:
    """Why nobody can answer any more; None while they can."""
    if event.status is Status.CANCELLED:
        return _("Maaf, acara ini <b>dibatalkan</b>.")
    if now >= event.ends_at:
        return _("Acara ini sudah selesai.")
    if now >= event.starts_at:
        return _("Acara ini sudah dimulai.")
    return _("Maaf, waktu untuk menjawab sudah lewat.") if event.closed(now) else None


def tally(counts: Counter[Answer]) -> Words:
    """ "hadir 12 · mungkin 3 · tidak bisa 1"."""
    return _(
        "hadir {yes} · mungkin {maybe} · tidak bisa {no}",
        yes=counts[Answer.YES],
        maybe=counts[Answer.MAYBE],
        no=counts[Answer.NO],
    )


def _seats(event: Event, now: datetime) -> Words | None:
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
    until = _("jawab sebelum {day}, {clock}", day=showing.short_day(before), clock=showing.clock(before))
    return listed([words, until], " · ")
