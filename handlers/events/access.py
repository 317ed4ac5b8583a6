"""Loading the event that a button is about, or saying a kind word where it is gone or not open yet."""

from __future__ import annotations

from bot.dialog.buttons import Button, ButtonName
from bot.dialog.context import Chat
from bot.i18n.messages import _
from models.events import Event, EventStatus

ALL_EVENTS: ButtonName[[]] = ButtonName("events.all_events")
"""The list of events that are to come."""


async def planned_event(chat: Chat, event_id: int) -> Event | None:
    """The event for its organisers, drafts too; they are told where it is gone."""
    event = await chat.db.get(Event, event_id)
    if event is None:
        chat.toast(_("Acara itu sudah tidak ada."))
    return event


async def open_event(chat: Chat, event: Event | int | None) -> Event | None:
    """The event for everybody, given itself or by its id; they are told where it is gone or a draft."""
    found = await chat.db.get(Event, event) if isinstance(event, int) else event
    if found is not None and found.status is not EventStatus.DRAFT:
        return found
    words = _("Maaf, acara ini tidak ada atau belum dibuka, Kak.")
    await chat.reply(words, [[Button(_("Semua acara"), ALL_EVENTS), *chat.home()]])
    return None
