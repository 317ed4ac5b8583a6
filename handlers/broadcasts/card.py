"""The button under a broadcast that opens an event or a product, and choosing which."""

from __future__ import annotations

from bot.dialog.buttons import Button, button
from bot.dialog.context import Chat
from bot.dialog.rights import InvalidPressError
from bot.i18n.messages import TextLike, _
from handlers.broadcasts import access
from handlers.broadcasts.screens import PREVIEW_AGAIN
from handlers.shared.button_lists import page_buttons, page_of, ticked
from handlers.shared.card_targets import CardItem, card_targets, split_card
from models.broadcasts.tables import Broadcast
from models.people import Role

PAGE = 8


def card_buttons(broadcast: Broadcast) -> list[Button]:
    """The button of the broadcast's card; none where it has no card."""
    found = split_card(broadcast.card)
    return [Button(found[0].label, open_card, broadcast.id)] if found else []


async def title(chat: Chat, broadcast: Broadcast) -> TextLike:
    """The title of the event or product; empty where there is none, or where it is not there any more."""
    item = await _find_item(chat, broadcast)
    return item.title if item else ""


@button("broadcast_card.open_", row=access.SHOWN_BROADCAST)
async def open_card(chat: Chat, broadcast: Broadcast) -> None:
    """Show the card as everybody sees it, in a message of its own: the broadcast stays to be read."""
    item = await _find_item(chat, broadcast)
    chat.reply_below()
    if item is None:
        await chat.reply(_("Maaf, itu sudah tidak ada lagi, Kak."), [chat.home()])
        return
    await chat.router.follow(chat, item.link)


async def _find_item(chat: Chat, broadcast: Broadcast) -> CardItem | None:
    found = split_card(broadcast.card)
    return await found[0].find(chat, found[1]) if found else None


# Choosing


@button("broadcast_cards.choose", role=Role.ORGANISER, row=access.OWN_DRAFT)
async def choose_card(chat: Chat, broadcast: Broadcast, number: int = 0) -> None:
    """Offer events that are to come and own products, a page at a time."""
    offered = await _offered(chat)
    shown, number, last = page_of(list(offered.items()), number, PAGE)
    words = _("Kartu mana yang dibuka tombolnya?")
    if not offered:
        words = _("Belum ada acara yang akan datang, dan Kakak belum punya produk.")
    buttons = [
        Button(ticked(name, card == broadcast.card), pick_card, broadcast.id, kind, item_id)
        for card, (kind, item_id, name) in shown
    ]
    without = [Button(_("Tanpa kartu"), remove_card, broadcast.id)] if broadcast.card else []
    back = Button(_("Kembali"), PREVIEW_AGAIN, broadcast.id)
    await chat.reply(words, [*buttons, page_buttons(number, last, choose_card, broadcast.id), without, back])


@button("broadcast_cards.pick", role=Role.ORGANISER, row=access.OWN_DRAFT)
async def pick_card(chat: Chat, broadcast: Broadcast, kind: str, number: int) -> None:
    """Give the broadcast one of the cards that were offered."""
    card = f"{kind}:{number}"
    if card not in await _offered(chat):
        raise InvalidPressError("no card of theirs")
    broadcast.card = card
    await chat.open(PREVIEW_AGAIN, broadcast.id)


@button("broadcast_cards.remove", role=Role.ORGANISER, row=access.OWN_DRAFT)
async def remove_card(chat: Chat, broadcast: Broadcast) -> None:
    """Take the card away."""
    broadcast.card = None
    await chat.open(PREVIEW_AGAIN, broadcast.id)


async def _offered(chat: Chat) -> dict[str, tuple[str, int, str]]:
    """Kind, id and title of all that can be chosen, by the value that `Broadcast.card` gets."""
    return {
        target.card(number): (target.kind, number, name)
        for target in card_targets()
        for number, name in await target.offer(chat)
    }
