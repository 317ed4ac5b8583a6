"""Events for everybody: the list of those that are to come, their cards, answers, place and calendar file."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.dialog.buttons import Button, Rows, button
from bot.dialog.commands import command, deep_link
from bot.dialog.context import Chat
from bot.i18n import formatting
from bot.i18n.messages import TextLike, Translatable, _, join, lines, paragraphs
from bot.messages.incoming import Point
from handlers.events import admin, card, ics
from handlers.events.access import ALL_EVENTS, OPEN_EVENT, OPEN_EVENT_TO_ANSWER, open_event
from handlers.shared.button_lists import page_buttons, page_of
from handlers.shared.labels import RSVP_ANSWERS
from models import events
from models.events import Event, EventStatus, RsvpAnswer, RsvpOutcome
from models.people import Role

PAGE, MAX_LISTED = 6, 100
KEEP_FILE = timedelta(hours=1)
"""A calendar file is made to be sent, not to be kept."""


@command("acara", "events", about=_("Acara yang akan datang"), order=40, label=_("Acara"))
async def open_events(chat: Chat, argument: str) -> None:
    """Show the card of the only event that is to come, or the list."""
    found = await events.coming(chat.db, chat.now, chat.person.id, limit=2)
    if len(found) == 1:
        [(event, own)] = found
        await _show_card(chat, event, own)
        return
    await list_events(chat)


@button(ALL_EVENTS)
async def list_events(chat: Chat, number: int = 0) -> None:
    """Show the list, a page at a time."""
    found = await events.coming(chat.db, chat.now, chat.person.id, limit=MAX_LISTED)
    shown, number, last = page_of(found, number, PAGE)
    words = paragraphs(_("<b>Acara yang akan datang</b>"), *(_brief(event, own) for event, own in shown))
    if not shown:
        words = _("Belum ada acara yang akan datang, Kak. Lihat lagi di lain waktu, ya.")
    buttons = [Button(event.title, show_event, event.id) for event, _own in shown]
    await chat.reply(
        words, [*buttons, page_buttons(number, last, list_events), _organiser_buttons(chat), chat.home()]
    )


@button("events.show", row=OPEN_EVENT)
async def show_event(chat: Chat, event: Event) -> None:
    """Show the card of an event."""
    await _show(chat, event)


@deep_link(card.LINK)
async def open_by_link(chat: Chat, code: str) -> None:
    """Show the event with this code."""
    event = await open_event(chat, await events.by_code(chat.db, code))
    if event is not None:
        await _show(chat, event)


@button("events.reconsider", row=OPEN_EVENT)
async def reconsider(chat: Chat, event: Event) -> None:
    """Offer the answers again to somebody who has given one."""
    await _show(chat, event, asking=True)


@button("events.rsvp", row=OPEN_EVENT_TO_ANSWER)
async def rsvp(chat: Chat, event: Event, answer: RsvpAnswer) -> None:
    """Take an answer; who comes needs a seat that is free."""
    outcome = await events.answer_locked(chat.db, event, chat.person.id, answer, chat.now)
    full = outcome is RsvpOutcome.FULL
    note = _("Maaf, kursinya sudah penuh, Kak. Jawaban yang lain masih bisa dipilih.") if full else ""
    await _show(chat, event, note, asking=full)


@button("events.location", row=OPEN_EVENT)
async def show_location(chat: Chat, event: Event) -> None:
    """Send the place as a pin on the map."""
    if event.latitude is None or event.longitude is None:
        await _show(chat, event)
        return
    point = Point(latitude=event.latitude, longitude=event.longitude, name=event.place_name)
    await chat.reply("", [chat.home()], point=point, new=True)


@button("events.calendar", row=OPEN_EVENT)
async def send_calendar_file(chat: Chat, event: Event) -> None:
    """Send the event as a file for the calendar of the phone."""
    if not _can_be_noted(event, chat.now):
        await _show(chat, event)
        return
    name, until = f"acara-{event.code}.ics", chat.now + KEEP_FILE
    file = await ics.calendar_file.promise(chat, str(event.id), name, until)
    words = _("Buka berkas ini untuk menyimpan <b>{title}</b> ke kalender.", title=event.title)
    await chat.reply(words, [chat.home()], file=file, new=True)


async def _show(chat: Chat, event: Event, note: TextLike = "", *, asking: bool = False) -> None:
    """Show an event with the answer of the person."""
    own = await events.answer_of(chat.db, event.id, chat.person.id)
    await _show_card(chat, event, own, note, asking=asking)


async def _show_card(
    chat: Chat, event: Event, own: RsvpAnswer | None, note: TextLike = "", *, asking: bool = False
) -> None:
    words = paragraphs(card.card(event, chat.now), lines(note, card.answer(event, chat.now, own)))
    still_open = card.closed(event, chat.now) is None
    answers = _answers(event, own) if still_open and (asking or own is None) else []
    again = [Button(_("Ubah jawaban"), reconsider, event.id)] if still_open and not answers else []
    rows: Rows = [
        answers,
        [*again, *_location(event)],
        _calendar(event, own, chat.now),
        _organiser_buttons(chat),
        [Button(_("Semua acara"), list_events), *chat.home()],
    ]
    await chat.reply(words, rows)


def _answers(event: Event, own: RsvpAnswer | None) -> list[Button]:
    """The answers that are possible: who has a seat may keep it, others need one that is free."""
    can_come = event.seats_left > 0 or own is RsvpAnswer.YES
    return [
        Button(label, rsvp, event.id, answer)
        for answer, label in RSVP_ANSWERS.items()
        if can_come or answer is not RsvpAnswer.YES
    ]


def _location(event: Event) -> list[Button]:
    return [Button(_("Lokasi"), show_location, event.id)] if event.latitude is not None else []


def _calendar(event: Event, own: RsvpAnswer | None, now: datetime) -> list[Button]:
    wanted = own in {RsvpAnswer.YES, RsvpAnswer.MAYBE} and _can_be_noted(event, now)
    return [Button(_("Simpan ke kalender"), send_calendar_file, event.id)] if wanted else []


def _organiser_buttons(chat: Chat) -> list[Button]:
    if not chat.may(Role.ORGANISER):
        return []
    return [
        Button(_("Buat acara"), admin.create_event),
        Button(_("Kelola acara"), admin.list_managed),
    ]


def _brief(event: Event, own: RsvpAnswer | None) -> Translatable:
    """The lines of an event in the list."""
    when = formatting.moment(event.starts_at)
    answered = join([when, RSVP_ANSWERS[own]], " · ") if own else when
    return lines(_("<b>{title}</b>", title=event.title), answered)


def _can_be_noted(event: Event, now: datetime) -> bool:
    return event.status is EventStatus.PUBLISHED and now < event.ends_at
