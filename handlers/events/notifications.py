"""Notices to the guests of an event that changes or is cancelled.

They keep the quiet hours unless the event is near, go to nobody who stopped everything, and are not more than a few a
day. The first guests are told at once, all others in slices by the scheduler.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.dialog.base_context import Context
from bot.dialog.buttons import Button, Rows
from bot.dialog.context import Chat
from bot.dialog.scheduled import scheduled
from bot.i18n import formatting
from bot.i18n.messages import Translatable, _, _n, lines, paragraphs
from handlers.events import card
from handlers.home import first_screen
from handlers.people import sign_up
from handlers.shared.quiet_hours import next_allowed
from models import event_notices, roles
from models.event_notices import EventNotice, NoticeKind
from models.events import Event, EventStatus

SLICE = 200
"""Guests who are told in one transaction."""

NEAR = timedelta(hours=24)
"""Guests of an event that begins within this time are told at any hour."""

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class EventSnapshot:
    """The time and place that guests rely on."""

    hours: tuple[datetime, datetime]
    place: tuple[object, ...]

    @classmethod
    def of(cls, event: Event) -> EventSnapshot:
        return cls((event.starts_at, event.ends_at), (event.place_name, event.latitude, event.longitude))


async def changed(chat: Chat, event: Event, before: EventSnapshot) -> Translatable | None:
    """Tell the guests where time or place are others than `before`. Returns the note for the organiser, or None."""
    now = EventSnapshot.of(event)
    if event.status is not EventStatus.PUBLISHED or now == before:
        return None
    guests = await count_guests(chat, event)
    if not guests:
        return None
    begins = min(event.starts_at, before.hours[0])
    notice = await event_notices.add_change(
        chat.db,
        event.id,
        by=chat.person.id,
        hours=now.hours != before.hours,
        place=now.place != before.place,
        send_at=await _free_day(chat, event, _soonest(chat, begins)),
        now=chat.now,
    )
    return await _begin(chat, event, notice, guests)


async def cancelled(chat: Chat, event: Event) -> Translatable | None:
    """Tell the guests. Returns the note for the organiser, or None."""
    await event_notices.drop_open(chat.db, event.id, chat.now)
    guests = await count_guests(chat, event)
    if not guests:
        return None
    when = _soonest(chat, event.starts_at)
    notice = await event_notices.add_cancellation(
        chat.db, event.id, by=chat.person.id, send_at=when, now=chat.now
    )
    return await _begin(chat, event, notice, guests)


async def count_guests(chat: Chat, event: Event) -> int:
    """Count the people who come or may come and who are told, but for the one who asks."""
    return await event_notices.count_guests(chat.db, event.id, chat.person.id)


@scheduled("events.tell_guests", due=event_notices.due)
async def tell_guests(context: Context, notice_id: int) -> None:
    """Tell the next guests of a notice, and note how far that got."""
    notice = await event_notices.get_for_update(context.db, notice_id)
    if notice is None or notice.finished_at is not None or notice.send_at > context.now:
        return
    event = await context.db.get_one(Event, notice.event_id)
    if _is_void(context, event, notice):
        notice.finished_at = context.now
        return
    await _tell_slice(context, event, notice)


async def _begin(chat: Chat, event: Event, notice: EventNotice, guests: int) -> Translatable:
    """Tell these guests, as many as there are, or the first of them. Returns the note for the organiser."""
    await _tell_organisers(chat, event, guests)
    if notice.send_at > chat.now:
        when = formatting.moment(notice.send_at)
        return _n("{n} tamu saya beri tahu {when}.", "{n} tamu saya beri tahu {when}.", guests, when=when)
    await _tell_slice(chat, event, notice)
    return _n("{n} tamu saya beri tahu.", "{n} tamu saya beri tahu.", guests)


async def _tell_slice(context: Context, event: Event, notice: EventNotice) -> None:
    guests = await event_notices.next_guests(context.db, notice, SLICE)
    if guests:
        await context.notify(guests, _words(event, notice), _buttons(event, notice))
        notice.taken_to, notice.recipients = guests[-1], notice.recipients + len(guests)
    if len(guests) < SLICE:
        notice.finished_at = context.now


async def _tell_organisers(chat: Chat, event: Event, guests: int) -> None:
    """Let the other organisers see it where a broadcast to as many people would need one of them."""
    if not 0 < chat.settings.broadcasts.approval_above < guests:
        return
    others = [one for one in await roles.reachable_organisers(chat.db) if one != chat.person.id]
    words = _(
        "{name} memberi tahu {n} tamu karena mengubah acara <b>{title}</b> ({place}).",
        name=chat.person.name,
        n=guests,
        title=event.title,
        place=event.place_name,
    )
    if event.status is EventStatus.CANCELLED:
        words = _(
            "{name} memberi tahu {n} tamu karena membatalkan acara <b>{title}</b>.",
            name=chat.person.name,
            n=guests,
            title=event.title,
        )
    await chat.notify(others, words)


def _is_void(context: Context, event: Event, notice: EventNotice) -> bool:
    """Return whether nobody needs to hear of it any more."""
    replaced = notice.kind is NoticeKind.CHANGED and event.status is not EventStatus.PUBLISHED
    return replaced or event.ends_at <= context.now


def _words(event: Event, notice: EventNotice) -> Translatable:
    """The notice, with time and place as they are now."""
    if notice.kind is NoticeKind.CANCELLED:
        return _(
            "Maaf, Kak, acara <b>{title}</b> ({day}) dibatalkan.",
            title=event.title,
            day=formatting.day(event.starts_at),
        )
    return paragraphs(
        _("Kak, acara <b>{title}</b> berubah.", title=event.title),
        lines(
            _("Waktu: {hours}", hours=formatting.span(event.starts_at, event.ends_at))
            if notice.hours
            else None,
            _("Tempat: {place}", place=event.place_name) if notice.place else None,
        ),
    )


def _buttons(event: Event, notice: EventNotice) -> Rows:
    if notice.kind is NoticeKind.CANCELLED:
        return [Button(_("Acara lain"), first_screen.run_command, "acara")]
    return [Button(_("Lihat acara"), sign_up.follow_link, card.link(event))]


def _soonest(context: Context, begins: datetime) -> datetime:
    """The earliest time to tell the guests of an event that begins then."""
    return context.now if begins - context.now <= NEAR else next_allowed(context, context.now)


async def _free_day(context: Context, event: Event, when: datetime) -> datetime:
    """`when`, or the first morning after it on which the event may have one more change told; where it has begun by
    then, the middle of the time that is left, so that its guests still hear of it, and not of each change alone.
    """
    most = context.settings.broadcasts.daily_notices
    while most:
        begin = formatting.start_of_day(when)
        if await event_notices.count_changes(context.db, event.id, begin, begin + DAY) < most:
            break
        when = next_allowed(context, begin + DAY)
        if when >= event.starts_at:
            return context.now + (event.starts_at - context.now) / 2
    return when
