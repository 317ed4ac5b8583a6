"""The button under a broadcast that opens an event or a product."""

from __future__ import annotations

from bot.dialog.buttons import Button, InvalidPressError, button
from bot.dialog.context import Chat
from bot.i18n.messages import TextLike, Translatable, _
from handlers.events import card
from handlers.products import card as product_card
from models.broadcasts.tables import Broadcast
from models.events import Event, EventStatus
from models.products import Product

EVENT, PRODUCT = "event", "product"
"""`Broadcast.card` is one of these, a colon and an id."""

LABELS: dict[str, Translatable] = {EVENT: _("Lihat acara"), PRODUCT: _("Lihat produk")}


def to(kind: str, number: int) -> str:
    """What `Broadcast.card` is set to."""
    return f"{kind}:{number}"


def buttons(broadcast: Broadcast) -> list[Button]:
    if not broadcast.card:
        return []
    return [Button(LABELS[broadcast.card.partition(":")[0]], open_, broadcast.id)]


async def title(chat: Chat, broadcast: Broadcast) -> TextLike:
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
        raise InvalidPressError("no broadcast that was sent")
    found = await _found(chat, broadcast)
    chat.reply_below()
    if found is None:
        await chat.reply(_("Maaf, itu sudah tidak ada lagi, Kak."), [chat.home()])
        return
    link = card.LINK if isinstance(found, Event) else product_card.LINK
    await chat.router.follow(chat, f"{link}-{found.code}")


async def _found(chat: Chat, broadcast: Broadcast) -> Event | Product | None:
    """What can be shown to everybody."""
    kind, _colon, number = (broadcast.card or "").partition(":")
    if kind == EVENT:
        event = await chat.db.get(Event, int(number))
        return event if event and event.status is not EventStatus.DRAFT else None
    product = await chat.db.get(Product, int(number)) if kind == PRODUCT else None
    return product if product and product.archived_at is None else None
