"""Events that a button or a form names: which of them somebody sees, and who may change one."""

from __future__ import annotations

from bot.dialog.buttons import Button, ButtonName
from bot.dialog.context import Chat
from bot.dialog.rights import RowKind
from bot.i18n.messages import _
from models import events
from models.events import Event, EventStatus
from models.people import Role

ALL_EVENTS: ButtonName[[]] = ButtonName("events.all_events")
"""The list of events that are to come."""
MANAGED_EVENT: ButtonName[[int]] = ButtonName("event_planning.open_")
"""The event as its organisers see it; any organiser may look."""


async def open_event(chat: Chat, event: Event | None) -> Event | None:
    """The event where everybody may see it; they are told where it is gone or a draft."""
    if event is None:
        await _say_not_open(chat, event)
    elif await _is_open(chat, event):
        return event
    return None


async def _is_open(chat: Chat, event: Event) -> bool:
    if event.status is EventStatus.DRAFT:
        await _say_not_open(chat, event)
    return event.status is not EventStatus.DRAFT


async def _say_not_open(chat: Chat, event: Event | None) -> None:
    words = _("Maaf, acara ini tidak ada atau belum dibuka, Kak.")
    await chat.reply(words, [[Button(_("Semua acara"), ALL_EVENTS), *chat.home()]])


async def _refuse_organiser(chat: Chat, event: Event | None) -> None:
    if event is None:
        return chat.toast(_("Acara itu sudah tidak ada."))
    chat.toast(_("Acara ini hanya bisa diubah oleh pembuatnya atau admin."))
    await chat.open(MANAGED_EVENT, event.id)


def may_change(chat: Chat, event: Event) -> bool:
    """Return whether the person may change the event: who planned it, and admins."""
    return OWN_EVENT.allows(chat, event)


OPEN_EVENT = RowKind("event", find=events.by_id, is_ready=_is_open, refuse=_say_not_open)
OPEN_EVENT_TO_ANSWER = RowKind("event", find=events.get_for_update, is_ready=_is_open, refuse=_say_not_open)
ANY_EVENT = RowKind("event, drafts too", find=events.by_id, refuse=_refuse_organiser)
"""An event as every organiser may look at it."""


def _organiser(event: Event) -> int | None:
    return event.created_by


OWN_EVENT = RowKind(
    "event, drafts too",
    find=events.get_for_update,
    owner=_organiser,
    others=Role.ADMIN,
    ownerless=Role.ORGANISER,
    refuse=_refuse_organiser,
)
"""An event that its organiser or an admin may change, and every organiser where its own was erased. Locked until the
transaction ends.
"""
