"""The button under a broadcast that opens an event or a product."""

from __future__ import annotations

from bot.buttons import BadPress, Button, button
from bot.chat import Chat
from bot.words import Speech, Words, _
from handlers import event_card, product_card
from models.broadcasts import Broadcast
from models.events import Event
from models.events import Status as EventStatus
from models.products import Product

EVENT, PRODUCT = "event", "product"
"""`Broadcast.card` is one of these, a colon and an id."""

LABELS: dict[str, Words] = {EVENT: _("Lihat acara"), PRODUCT: _("Lihat produk")}


def to(kind: str, number: int) -> str:
    """What `Broadcast.card` is set to."""
    return f"{kind}:{number}"


def buttons(broadcast: Broadcast) -> list[Button]:
    if not broadcast.card:
        return []
    return [Button(LABELS[broadcast.card.partition(":")[0]], open_, broadcast.id)]


async def title(chat: Chat, broadcast: Broadcast) -> Speech:
    """What the button opens, by its name; empty where there is none, or where it is not there any more."""
    found = await _found(chat, broadcast)
    if isinstance(found, Event):
        return found.title
    return found.name if found else ""


@button("broadcast_card.open_")
async def open_(chat: Chat, broadcast_id: int) -> None:
    """The card as everybody sees it, in a message of its own: the broadcast stays to be read."""
    broadcast = await chat.db.get(Broadcast, broadcast_id)
    if broadcast is None or not (broadcast.started_at or broadcast.created_by == chat.person.id):
        raise BadPress("no broadcast that was sent")
    found = await _found(chat, broadcast)
    chat.keep_message()
    if found is None:
        await chat.say(_("Maaf, itu sudah tidak ada lagi, Kak."), [chat.home()])
        return
    link = event_card.LINK if isinstance(found, Event) else product_card.LINK
    await chat.routes.follow(chat, f"{link}-{found.code}")


async def _found(chat: Chat, broadcast: Broadcast) -> Event | Product | None:
    """What can be shown to everybody."""
    kind, _colon, number = (broadcast.card or "").partition(":")
    if kind == EVENT:
        event = await chat.db.get(Event, int(number))
        return event if event and event.status is not EventStatus.DRAFT else None
    product = await chat.db.get(Product, int(number)) if kind == PRODUCT else None
    return product if product and product.archived_at is None else None
