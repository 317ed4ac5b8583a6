"""Loading the event that a button is about, or saying a kind word where it is gone or not open yet."""

from __future__ import annotations

from bot.dialog.buttons import Button, ButtonName
from bot.dialog.context import Chat
from bot.i18n.messages import _
from models import events
from models.events import Event, EventStatus
from models.people import Role

ALL_EVENTS: ButtonName[[]] = ButtonName("events.all_events")
"""The list of events that are to come."""

ONLY_ITS_ORGANISER = _("Acara ini hanya bisa diubah oleh pembuatnya atau admin.")
"""Said to organisers about events of others."""


async def planned_event(chat: Chat, event_id: int) -> Event | None:
    """The event for its organisers, drafts too; they are told where it is gone."""
    event = await chat.db.get(Event, event_id)
    if event is None:
        chat.toast(_("Acara itu sudah tidak ada."))
    return event


def may_change(chat: Chat, event: Event) -> bool:
    """Return whether the person may publish, change and cancel it: its organiser, an admin, and every organiser where
    its own was erased.
    """
    own = event.created_by in {None, chat.person.id}
    return chat.may(Role.ADMIN) or (own and chat.may(Role.ORGANISER))


async def changeable_event(chat: Chat, event_id: int) -> Event | None:
    """The event for those who may change it, locked until this transaction ends; others are told that they may not."""
    event = await events.get_for_update(chat.db, event_id)
    if event is None:
        chat.toast(_("Acara itu sudah tidak ada."))
    elif not may_change(chat, event):
        chat.toast(ONLY_ITS_ORGANISER)
        return None
    return event


async def open_event(chat: Chat, event: Event | int | None) -> Event | None:
    """The event for everybody, given itself or by its id; they are told where it is gone or a draft."""
    found = await chat.db.get(Event, event) if isinstance(event, int) else event
    if found is not None and found.status is not EventStatus.DRAFT:
        return found
    words = _("Maaf, acara ini tidak ada atau belum dibuka, Kak.")
    await chat.reply(words, [[Button(_("Semua acara"), ALL_EVENTS), *chat.home()]])
    return None
