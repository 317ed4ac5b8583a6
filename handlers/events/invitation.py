"""Inviting to an event by a broadcast, with a text that can be sent as it is."""

from __future__ import annotations

from bot.dialog.buttons import button
from bot.dialog.context import Chat
from bot.i18n import formatting
from bot.i18n.messages import SOURCE, Translatable, _, lines, paragraphs, render
from handlers.broadcasts.compose.form import start_draft
from handlers.events.access import ANY_EVENT
from handlers.events.card import EVENT_CARD
from models.events import Event, EventStatus
from models.people import Role
from models.topics import Topic


@button("broadcasts.invite", role=Role.ORGANISER, row=ANY_EVENT)
async def invite(chat: Chat, event: Event) -> None:
    """Begin a broadcast about the event."""
    if event.status is not EventStatus.PUBLISHED or event.closed(chat.now):
        chat.toast(_("Undangan acara ini sudah tidak bisa dijawab."))
        return
    html = render(_invitation(event), SOURCE)
    await start_draft(chat, html, topic=Topic.EVENT, card=EVENT_CARD.card(event.id))


def _invitation(event: Event) -> Translatable:
    before = event.answer_before or event.starts_at
    return paragraphs(
        _("Kakak diundang ke acara ini:"),
        lines(
            _("<b>{title}</b>", title=event.title),
            formatting.span(event.starts_at, event.ends_at),
            event.place_name,
        ),
        event.description,
        _(
            "Ketik /acara untuk menjawab sebelum {day}, {clock}.",
            day=formatting.day(before),
            clock=formatting.clock(before),
        ),
    )
