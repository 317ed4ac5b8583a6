"""What organisers do with events: plan, publish, change, call off, and see who comes."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from bot.dialog.buttons import Button, Rows, button
from bot.dialog.commands import command
from bot.dialog.context import Chat
from bot.dialog.forms import start_form
from bot.dialog.parsing.errors import ParseError
from bot.i18n import formatting
from bot.i18n.messages import TextLike, Translatable, _, lines, paragraphs
from handlers.broadcasts import compose
from handlers.events import card, form, notifications
from handlers.events.notifications import EventSnapshot
from handlers.shared import paging
from models import audit, events
from models.audit import AuditAction
from models.events import Event, EventStatus, RsvpAnswer
from models.people import Role

PAGE, MOST = 6, 100
GUESTS_PAGE = 20


class EventForm(form.EventQuestions, name="event", aliases=("EventForm",)):
    """A new event, or with `target` an event that changes."""

    async def save(self, chat: Chat) -> None:
        self.check(chat.now)
        if self.target:
            await self._change(chat, int(self.target))
            return
        event = await events.create(chat.db, created_by=chat.person.id, now=chat.now, **self.fields())
        await audit.record(chat.db, chat.person.id, AuditAction.CREATE_EVENT, _subject(event))
        await screen(chat, event, _("Tersimpan sebagai draf. Terbitkan bila sudah siap."))

    @classmethod
    async def cancel_buttons(cls, chat: Chat, target: str) -> Rows:
        back = Button(_("Kembali"), open_, int(target)) if target else Button(_("Kelola acara"), manage)
        return [[back, *chat.home()]]

    async def _change(self, chat: Chat, event_id: int) -> None:
        event = await events.get_for_update(chat.db, event_id)
        if event is None or not _changeable(event, chat.now):
            raise ParseError(_("Acara ini sudah dibatalkan atau dimulai, jadi tidak bisa diubah lagi."))
        before = EventSnapshot.of(event)
        try:
            await events.change(chat.db, event, **self.fields())
        except events.SeatsTakenError:
            words = _(
                "Sudah {n} orang menjawab hadir, jadi kursinya tidak bisa kurang dari itu.", n=event.taken
            )
            raise ParseError(words) from None
        await audit.record(chat.db, chat.person.id, AuditAction.CHANGE_EVENT, _subject(event))
        told = await notifications.changed(chat, event, before)
        await screen(chat, event, lines(_("Tersimpan."), told))


@command("acarabaru", "newevent", about=_("Buat acara baru"), order=50, role=Role.ORGANISER)
async def create(chat: Chat, argument: str) -> None:
    await start_form(chat, EventForm)


@button("event_planning.new", role=Role.ORGANISER)
async def new(chat: Chat) -> None:
    await start_form(chat, EventForm)


@button("event_planning.manage", role=Role.ORGANISER)
async def manage(chat: Chat, number: int = 0) -> None:
    """All events that are not over, drafts too, a page at a time."""
    found = await events.managed(chat.db, chat.now, limit=MOST)
    shown, number, last = paging.page(found, number, PAGE)
    tallies = await events.count_answers(chat.db, [event.id for event in shown])
    words = paragraphs(
        _("<b>Kelola acara</b>"),
        *(_brief(event, tallies[event.id]) for event in shown),
        None if shown else _("Belum ada acara. Mulai dengan Buat acara."),
    )
    buttons = [Button(event.title, open_, event.id) for event in shown]
    turning = paging.turning(number, last, manage)
    await chat.reply(words, [*buttons, turning, [Button(_("Buat acara"), new), *chat.home()]])


@button("event_planning.open_", role=Role.ORGANISER)
async def open_(chat: Chat, event_id: int) -> None:
    await _refresh(chat, event_id)


@button("event_planning.publish", role=Role.ORGANISER)
async def publish(chat: Chat, event_id: int) -> None:
    """Show it to everybody. Nobody is told by that alone."""
    event = await events.get_for_update(chat.db, event_id)
    if event is not None and event.status is EventStatus.DRAFT and event.starts_at <= chat.now:
        await screen(chat, event, _("Waktu mulainya sudah lewat. Ubah dulu waktunya, lalu terbitkan."))
        return
    if await events.publish(chat.db, event_id, chat.now):
        await audit.record(chat.db, chat.person.id, AuditAction.PUBLISH_EVENT, _subject(event_id))
    published = event is not None and event.status is EventStatus.PUBLISHED
    note = _("Acara ini sekarang tampil di /acara. Undangannya belum terkirim.")
    await _refresh(chat, event_id, note if published else "")


@button("event_planning.change", role=Role.ORGANISER)
async def change(chat: Chat, event_id: int) -> None:
    event = await chat.db.get(Event, event_id)
    if event is None or not _changeable(event, chat.now):
        await _refresh(chat, event_id)
        return
    await start_form(chat, EventForm, target=str(event.id), answers=form.answers_of(event))


@button("event_planning.ask_cancel", role=Role.ORGANISER)
async def ask_cancel(chat: Chat, event_id: int) -> None:
    event = await chat.db.get(Event, event_id)
    if event is None or not _cancellable(event, chat.now):
        await _refresh(chat, event_id)
        return
    expected = len(await notifications.expected(chat, event))
    words = lines(
        _("Batalkan acara <b>{title}</b>? Ini tidak bisa dikembalikan.", title=event.title),
        _("{n} orang yang hadir atau mungkin hadir akan saya beri tahu.", n=expected) if expected else None,
    )
    yes = Button(_("Ya, batalkan acara"), cancel, event.id)
    await chat.reply(words, [[yes, Button(_("Jangan"), open_, event.id)]])


@button("event_planning.cancel", role=Role.ORGANISER)
async def cancel(chat: Chat, event_id: int) -> None:
    event = await events.get_for_update(chat.db, event_id)
    note: Translatable | None = None
    if event and _cancellable(event, chat.now) and await events.cancel(chat.db, event_id, chat.now):
        await audit.record(chat.db, chat.person.id, AuditAction.CANCEL_EVENT, _subject(event_id))
        note = await notifications.cancelled(chat, event)
    await _refresh(chat, event_id, note or "")


@button("event_planning.guests", role=Role.ORGANISER)
async def guests(chat: Chat, event_id: int, number: int = 0) -> None:
    """Who answered, by name, a page at a time."""
    event = await chat.db.get(Event, event_id)
    if event is None:
        await _refresh(chat, event_id)
        return
    counts = (await events.count_answers(chat.db, [event_id]))[event_id]
    places, number, last = paging.page(range(counts.total()), number, GUESTS_PAGE)
    shown = await events.guests(chat.db, event_id, limit=len(places), offset=number * GUESTS_PAGE)
    words = paragraphs(
        lines(_("<b>Tamu {title}</b>", title=event.title), card.tally(counts)),
        lines(*(_guest(person.name, answer) for person, answer in shown)),
        None if shown else _("Belum ada yang menjawab."),
    )
    turning = paging.turning(number, last, guests, event_id)
    await chat.reply(words, [turning, Button(_("Kembali"), open_, event_id)])


async def _refresh(chat: Chat, event_id: int, note: TextLike = "") -> None:
    event = await chat.db.get(Event, event_id)
    if event is None:
        chat.toast(_("Acara itu sudah tidak ada."))
        return
    await screen(chat, event, note)


async def screen(chat: Chat, event: Event, note: TextLike = "") -> None:
    """An event as its organisers see it."""
    counts = (await events.count_answers(chat.db, [event.id]))[event.id]
    words = paragraphs(card.card(event, chat.now), _standing(event, chat.now, counts), note)
    await chat.reply(words, _buttons(chat, event, counts))


def _buttons(chat: Chat, event: Event, counts: Counter[RsvpAnswer]) -> Rows:
    draft, live = event.status is EventStatus.DRAFT, _changeable(event, chat.now)
    open_to_all = event.status is EventStatus.PUBLISHED and not event.closed(chat.now)
    return [
        [Button(_("Terbitkan"), publish, event.id)] if draft else [],
        [Button(_("Undang lewat siaran"), compose.invite, event.id)] if open_to_all else [],
        [
            *([Button(_("Ubah …"), change, event.id)] if live else []),
            *([Button(_("Tamu ({n})", n=counts.total()), guests, event.id)] if not draft else []),
        ],
        [Button(_("Batalkan acara"), ask_cancel, event.id)] if _cancellable(event, chat.now) else [],
        [Button(_("Kelola acara"), manage), *chat.home()],
    ]


def _standing(event: Event, now: datetime, counts: Counter[RsvpAnswer]) -> Translatable:
    if event.status is EventStatus.DRAFT:
        return _("<b>Draf</b>, belum terbit.")
    if event.status is EventStatus.CANCELLED:
        return _("<b>Dibatalkan</b> · {tally}", tally=card.tally(counts))
    if now >= event.ends_at:
        return _("<b>Selesai</b> · {tally}", tally=card.tally(counts))
    return _("<b>Terbit</b> · {tally}", tally=card.tally(counts))


def _brief(event: Event, counts: Counter[RsvpAnswer]) -> Translatable:
    """A line of the list."""
    standing = card.tally(counts)
    if event.status is EventStatus.DRAFT:
        standing = _("draf")
    if event.status is EventStatus.CANCELLED:
        standing = _("dibatalkan")
    return lines(_("<b>{title}</b>", title=event.title), formatting.moment(event.starts_at), standing)


def _guest(name: str, answer: RsvpAnswer) -> Translatable:
    return _("{name} · {answer}", name=name or "–", answer=card.ANSWERS[answer])


def _changeable(event: Event, now: datetime) -> bool:
    """A draft may even be rescued after its time; what santri see only before it begins."""
    return event.status is EventStatus.DRAFT or (
        event.status is EventStatus.PUBLISHED and now < event.starts_at
    )


def _cancellable(event: Event, now: datetime) -> bool:
    return event.status is not EventStatus.CANCELLED and now < event.ends_at


def _subject(event: Event | int) -> str:
    return f"event:{event if isinstance(event, int) else event.id}"
