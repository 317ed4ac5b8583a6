"""What everybody does with events: see what is coming, answer an invitation, find the way there."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.dialog.buttons import Button, Rows, button
from bot.dialog.commands import command, deep_link
from bot.dialog.context import Chat
from bot.i18n import formatting
from bot.i18n.messages import TextLike, Translatable, _, join, lines, paragraphs
from bot.messages.incoming import Point
from handlers.events import admin, card, ics
from handlers.shared import paging
from models import events
from models.events import Event, EventStatus, RsvpAnswer, RsvpOutcome
from models.people import Role

PAGE, MOST = 6, 100
KEEP_FILE = timedelta(hours=1)
"""A calendar file is made to be sent, not to be kept."""


@command("acara", "events", about=_("Acara yang akan datang"), order=40, label=_("Acara"))
async def coming(chat: Chat, argument: str) -> None:
    """The card of the only event, or a list."""
    found = await events.coming(chat.db, chat.now, chat.person.id, limit=2)
    if len(found) == 1:
        [(event, own)] = found
        await _card(chat, event, own)
        return
    await all_events(chat)


@button("events.all_events")
async def all_events(chat: Chat, number: int = 0) -> None:
    """The list, a page at a time."""
    found = await events.coming(chat.db, chat.now, chat.person.id, limit=MOST)
    shown, number, last = paging.page(found, number, PAGE)
    words = paragraphs(_("<b>Acara yang akan datang</b>"), *(_brief(event, own) for event, own in shown))
    if not shown:
        words = _("Belum ada acara yang akan datang, Kak. Lihat lagi di lain waktu, ya.")
    buttons = [Button(event.title, show, event.id) for event, _own in shown]
    await chat.reply(
        words, [*buttons, paging.turning(number, last, all_events), _planning(chat), chat.home()]
    )


@button("events.show")
async def show(chat: Chat, event_id: int) -> None:
    await _show(chat, await chat.db.get(Event, event_id))


@deep_link(card.LINK)
async def follow(chat: Chat, code: str) -> None:
    await _show(chat, await events.by_code(chat.db, code))


@button("events.reconsider")
async def reconsider(chat: Chat, event_id: int) -> None:
    """The answers once more, for somebody who has given one."""
    await _show(chat, await chat.db.get(Event, event_id), asking=True)


@button("events.rsvp")
async def rsvp(chat: Chat, event_id: int, answer: RsvpAnswer) -> None:
    outcome = await events.answer(chat.db, event_id, chat.person.id, answer, chat.now)
    full = outcome is RsvpOutcome.FULL
    note = _("Maaf, kursinya sudah penuh, Kak. Jawaban yang lain masih bisa dipilih.") if full else ""
    await _show(chat, await chat.db.get(Event, event_id), note, asking=full)


@button("events.location")
async def location(chat: Chat, event_id: int) -> None:
    """The place as a pin on the map."""
    event = await chat.db.get(Event, event_id)
    if event is None or event.latitude is None or event.longitude is None or _hidden(event):
        await _show(chat, event)
        return
    point = Point(latitude=event.latitude, longitude=event.longitude, name=event.place_name)
    await chat.reply("", [chat.home()], point=point, new=True)


@button("events.calendar")
async def calendar(chat: Chat, event_id: int) -> None:
    """The event as a file for the calendar of the phone."""
    event = await chat.db.get(Event, event_id)
    if event is None or not _worth_noting(event, chat.now):
        await _show(chat, event)
        return
    name, until = f"acara-{event.code}.ics", chat.now + KEEP_FILE
    file = await ics.calendar_file.promise(chat, str(event.id), name, until)
    words = _("Buka berkas ini untuk menyimpan <b>{title}</b> ke kalender.", title=event.title)
    await chat.reply(words, [chat.home()], file=file, new=True)


async def _show(chat: Chat, event: Event | None, note: TextLike = "", *, asking: bool = False) -> None:
    if event is None or _hidden(event):
        words = _("Maaf, acara ini tidak ada atau belum dibuka, Kak.")
        await chat.reply(words, [[Button(_("Semua acara"), all_events), *chat.home()]])
        return
    own = await events.answer_of(chat.db, event.id, chat.person.id)
    await _card(chat, event, own, note, asking=asking)


async def _card(
    chat: Chat, event: Event, own: RsvpAnswer | None, note: TextLike = "", *, asking: bool = False
) -> None:
    words = paragraphs(card.card(event, chat.now), lines(note, card.answer(event, chat.now, own)))
    open_ = card.closed(event, chat.now) is None
    answers = _answers(event, own) if open_ and (asking or own is None) else []
    again = [Button(_("Ubah jawaban"), reconsider, event.id)] if open_ and not answers else []
    rows: Rows = [
        answers,
        [*again, *_location(event)],
        _calendar(event, own, chat.now),
        _planning(chat),
        [Button(_("Semua acara"), all_events), *chat.home()],
    ]
    await chat.reply(words, rows)


def _answers(event: Event, own: RsvpAnswer | None) -> list[Button]:
    """What can be said: who has a seat may keep it, others need one that is free."""
    can_come = event.seats_left > 0 or own is RsvpAnswer.YES
    return [
        Button(label, rsvp, event.id, answer)
        for answer, label in card.ANSWERS.items()
        if can_come or answer is not RsvpAnswer.YES
    ]


def _location(event: Event) -> list[Button]:
    return [Button(_("Lokasi"), location, event.id)] if event.latitude is not None else []


def _calendar(event: Event, own: RsvpAnswer | None, now: datetime) -> list[Button]:
    wanted = own in {RsvpAnswer.YES, RsvpAnswer.MAYBE} and _worth_noting(event, now)
    return [Button(_("Simpan ke kalender"), calendar, event.id)] if wanted else []


def _planning(chat: Chat) -> list[Button]:
    if not chat.may(Role.ORGANISER):
        return []
    return [
        Button(_("Buat acara"), admin.new),
        Button(_("Kelola acara"), admin.manage),
    ]


def _brief(event: Event, own: RsvpAnswer | None) -> Translatable:
    """A line of the list."""
    when = formatting.moment(event.starts_at)
    answered = join([when, card.ANSWERS[own]], " · ") if own else when
    return lines(_("<b>{title}</b>", title=event.title), answered)


def _hidden(event: Event) -> bool:
    return event.status is EventStatus.DRAFT


def _worth_noting(event: Event, now: datetime) -> bool:
    return event.status is EventStatus.PUBLISHED and now < event.ends_at
