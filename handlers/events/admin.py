"""Events for organisers: plan, publish, change, cancel, and see the guests."""

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
from handlers.events import card, form, invitation, notifications
from handlers.events.access import ANY_EVENT, MANAGED_EVENT, OWN_EVENT, may_change
from handlers.events.notifications import EventSnapshot
from handlers.shared.button_lists import page_buttons, page_of
from handlers.shared.labels import RSVP_ANSWERS
from models import audit, events
from models.audit import AuditAction
from models.events import Event, EventStatus, RsvpAnswer
from models.people import Role

PAGE, MAX_LISTED = 6, 100
GUESTS_PAGE = 20


class EventForm(form.EventQuestions, name="event", aliases=("EventForm",)):
    """A new event, or with `target` the changes of an event."""

    changes = OWN_EVENT

    async def save(self, chat: Chat) -> None:
        self.check(chat.now)
        if self.target:
            await self._change(chat, self.row(OWN_EVENT))
            return
        event = await events.create(chat.db, created_by=chat.person.id, now=chat.now, **self.fields())
        await audit.record(chat.db, chat.person.id, AuditAction.CREATE_EVENT, _subject(event))
        await show(chat, event, _("Tersimpan sebagai draf. Terbitkan bila sudah siap."))

    @classmethod
    async def cancel_buttons(cls, chat: Chat, target: str) -> Rows:
        back = (
            Button(_("Kembali"), open_event, int(target))
            if target
            else Button(_("Kelola acara"), list_managed)
        )
        return [[back, *chat.home()]]

    async def _change(self, chat: Chat, event: Event) -> None:
        if not _changeable(event, chat.now):
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
        await show(chat, event, lines(_("Tersimpan."), told))


@command("acarabaru", "newevent", about=_("Buat acara baru"), order=50, role=Role.ORGANISER)
async def open_form(chat: Chat, argument: str) -> None:
    """Ask about a new event."""
    await start_form(chat, EventForm)


@button("event_planning.new", role=Role.ORGANISER)
async def create_event(chat: Chat) -> None:
    """Ask about a new event."""
    await start_form(chat, EventForm)


@button("event_planning.manage", role=Role.ORGANISER)
async def list_managed(chat: Chat, number: int = 0) -> None:
    """Show all events that are not over, drafts too, a page at a time."""
    found = await events.managed(chat.db, chat.now, limit=MAX_LISTED)
    shown, number, last = page_of(found, number, PAGE)
    tallies = await events.count_answers(chat.db, [event.id for event in shown])
    words = paragraphs(
        _("<b>Kelola acara</b>"),
        *(_brief(event, tallies[event.id]) for event in shown),
        None if shown else _("Belum ada acara. Mulai dengan Buat acara."),
    )
    buttons = [Button(event.title, open_event, event.id) for event in shown]
    turning = page_buttons(number, last, list_managed)
    await chat.reply(words, [*buttons, turning, [Button(_("Buat acara"), create_event), *chat.home()]])


@button(MANAGED_EVENT, role=Role.ORGANISER, row=ANY_EVENT)
async def open_event(chat: Chat, event: Event) -> None:
    """Show an event."""
    await show(chat, event)


@button("event_planning.publish", role=Role.ORGANISER, row=OWN_EVENT)
async def publish_event(chat: Chat, event: Event) -> None:
    """Show it to everybody. Nobody is told by that alone."""
    if event.status is EventStatus.DRAFT and event.starts_at <= chat.now:
        await show(chat, event, _("Waktu mulainya sudah lewat. Ubah dulu waktunya, lalu terbitkan."))
        return
    if await events.publish(chat.db, event.id, chat.now):
        await audit.record(chat.db, chat.person.id, AuditAction.PUBLISH_EVENT, _subject(event))
    published = event.status is EventStatus.PUBLISHED
    note = _("Acara ini sekarang tampil di /acara. Undangannya belum terkirim.")
    await show(chat, event, note if published else "")


@button("event_planning.change", role=Role.ORGANISER, row=OWN_EVENT)
async def change_event(chat: Chat, event: Event) -> None:
    """Ask for the changes of an event."""
    if not _changeable(event, chat.now):
        await show(chat, event)
        return
    await start_form(chat, EventForm, target=str(event.id), answers=form.answers_of(event))


@button("event_planning.ask_cancel", role=Role.ORGANISER, row=OWN_EVENT)
async def ask_to_cancel(chat: Chat, event: Event) -> None:
    """Ask whether to cancel, with the number of guests who will be told."""
    if not _cancellable(event, chat.now):
        await show(chat, event)
        return
    expected = await notifications.count_guests(chat, event)
    words = lines(
        _("Batalkan acara <b>{title}</b>? Ini tidak bisa dikembalikan.", title=event.title),
        _("{n} orang yang hadir atau mungkin hadir akan saya beri tahu.", n=expected) if expected else None,
    )
    yes = Button(_("Ya, batalkan acara"), cancel_event, event.id)
    await chat.reply(words, [[yes, Button(_("Jangan"), open_event, event.id)]])


@button("event_planning.cancel", role=Role.ORGANISER, row=OWN_EVENT)
async def cancel_event(chat: Chat, event: Event) -> None:
    """Cancel it and tell the guests."""
    note: Translatable | None = None
    if _cancellable(event, chat.now) and await events.cancel(chat.db, event.id, chat.now):
        await audit.record(chat.db, chat.person.id, AuditAction.CANCEL_EVENT, _subject(event))
        note = await notifications.cancelled(chat, event)
    await show(chat, event, note or "")


@button("event_planning.guests", role=Role.ORGANISER, row=ANY_EVENT)
async def list_guests(chat: Chat, event: Event, number: int = 0) -> None:
    """Show the names of those who answered, a page at a time."""
    counts = (await events.count_answers(chat.db, [event.id]))[event.id]
    places, number, last = page_of(range(counts.total()), number, GUESTS_PAGE)
    shown = await events.guests(chat.db, event.id, limit=len(places), offset=number * GUESTS_PAGE)
    words = paragraphs(
        lines(_("<b>Tamu {title}</b>", title=event.title), card.tally(counts)),
        lines(*(_guest(person.name, answer) for person, answer in shown)),
        None if shown else _("Belum ada yang menjawab."),
    )
    turning = page_buttons(number, last, list_guests, event.id)
    await chat.reply(words, [turning, Button(_("Kembali"), open_event, event.id)])


async def show(chat: Chat, event: Event, note: TextLike = "") -> None:
    """Show an event as its organisers see it."""
    counts = (await events.count_answers(chat.db, [event.id]))[event.id]
    words = paragraphs(card.card(event, chat.now), _state(event, chat.now, counts), note)
    await chat.reply(words, _buttons(chat, event, counts))


def _buttons(chat: Chat, event: Event, counts: Counter[RsvpAnswer]) -> Rows:
    draft, own = event.status is EventStatus.DRAFT, may_change(chat, event)
    live, cancellable = own and _changeable(event, chat.now), own and _cancellable(event, chat.now)
    open_to_all = event.status is EventStatus.PUBLISHED and not event.closed(chat.now)
    return [
        [Button(_("Terbitkan"), publish_event, event.id)] if draft and own else [],
        [Button(_("Undang lewat siaran"), invitation.invite, event.id)] if open_to_all else [],
        [
            *([Button(_("Ubah …"), change_event, event.id)] if live else []),
            *([Button(_("Tamu ({n})", n=counts.total()), list_guests, event.id)] if not draft else []),
        ],
        [Button(_("Batalkan acara"), ask_to_cancel, event.id)] if cancellable else [],
        [Button(_("Kelola acara"), list_managed), *chat.home()],
    ]


def _state(event: Event, now: datetime, counts: Counter[RsvpAnswer]) -> Translatable:
    if event.status is EventStatus.DRAFT:
        return _("<b>Draf</b>, belum terbit.")
    if event.status is EventStatus.CANCELLED:
        return _("<b>Dibatalkan</b> · {tally}", tally=card.tally(counts))
    if now >= event.ends_at:
        return _("<b>Selesai</b> · {tally}", tally=card.tally(counts))
    return _("<b>Terbit</b> · {tally}", tally=card.tally(counts))


def _brief(event: Event, counts: Counter[RsvpAnswer]) -> Translatable:
    """The lines of an event in the list."""
    state = card.tally(counts)
    if event.status is EventStatus.DRAFT:
        state = _("draf")
    if event.status is EventStatus.CANCELLED:
        state = _("dibatalkan")
    return lines(_("<b>{title}</b>", title=event.title), formatting.moment(event.starts_at), state)


def _guest(name: str, answer: RsvpAnswer) -> Translatable:
    return _("{name} · {answer}", name=name or "–", answer=RSVP_ANSWERS[answer])


def _changeable(event: Event, now: datetime) -> bool:
    """Return whether it can be changed: a draft even after its time, a published event only before it begins."""
    return event.status is EventStatus.DRAFT or (
        event.status is EventStatus.PUBLISHED and now < event.starts_at
    )


def _cancellable(event: Event, now: datetime) -> bool:
    return event.status is not EventStatus.CANCELLED and now < event.ends_at


def _subject(event: Event) -> str:
    return f"event:{event.id}"
