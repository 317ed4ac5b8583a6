"""Choosing the event or the product that a button under a broadcast opens."""

from __future__ import annotations

from bot.dialog.buttons import Button, InvalidPressError, button
from bot.dialog.context import Chat
from bot.i18n.messages import TextLike, _
from handlers.broadcasts import card as broadcast_card
from handlers.broadcasts import report
from handlers.broadcasts.card import EVENT, PRODUCT
from handlers.shared import paging
from models import events, products
from models.broadcasts.tables import Broadcast
from models.people import Role

AGAIN = "broadcasts.again"
PAGE, MOST = 8, 100


@button("broadcast_cards.choose", role=Role.ORGANISER)
async def choose(chat: Chat, broadcast_id: int, number: int = 0) -> None:
    """Events that are to come and own products, a page at a time."""
    broadcast = await report.unsent(chat, broadcast_id)
    if broadcast is None:
        return
    found = await _possible(chat)
    shown, number, last = paging.page(list(found.items()), number, PAGE)
    words = _("Kartu mana yang dibuka tombolnya?")
    if not found:
        words = _("Belum ada acara yang akan datang, dan Kakak belum punya produk.")
    buttons = [
        Button(_label(broadcast, card, name), pick, broadcast.id, *card.split(":")) for card, name in shown
    ]
    without = [Button(_("Tanpa kartu"), remove, broadcast.id)] if broadcast.card else []
    back = Button(_("Kembali"), chat.router.buttons[AGAIN], broadcast.id)
    await chat.reply(words, [*buttons, paging.turning(number, last, choose, broadcast.id), without, back])


@button("broadcast_cards.pick", role=Role.ORGANISER)
async def pick(chat: Chat, broadcast_id: int, kind: str, number: int) -> None:
    broadcast = await report.unsent(chat, broadcast_id)
    if broadcast is None:
        return
    card = broadcast_card.to(kind, number)
    if card not in await _possible(chat):
        raise InvalidPressError("no card of theirs")
    broadcast.card = card
    await chat.router.buttons[AGAIN](chat, broadcast.id)


@button("broadcast_cards.remove", role=Role.ORGANISER)
async def remove(chat: Chat, broadcast_id: int) -> None:
    broadcast = await report.unsent(chat, broadcast_id)
    if broadcast is not None:
        broadcast.card = None
        await chat.router.buttons[AGAIN](chat, broadcast.id)


async def _possible(chat: Chat) -> dict[str, str]:
    """What `Broadcast.card` may be, and what that is called."""
    coming = await events.coming(chat.db, chat.now, chat.person.id, limit=MOST)
    cards = {broadcast_card.to(EVENT, event.id): event.title for event, _own in coming}
    own = await products.own(chat.db, chat.person.id)
    return cards | {broadcast_card.to(PRODUCT, product.id): product.name for product in own}


def _label(broadcast: Broadcast, card: str, name: str) -> TextLike:
    return _("✓ {label}", label=name) if card == broadcast.card else name
