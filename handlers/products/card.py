"""The card of a product: for its owner, for whoever opens its link, and in a text to forward."""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialog.context import Chat
from bot.i18n import formatting
from bot.i18n.messages import Translatable, _, join, lines, paragraphs
from handlers.products import permits
from handlers.products.permits_field import PERMITS
from handlers.shared.card_targets import CardItem, declare_card_target
from handlers.shared.labels import CATEGORIES
from models import products
from models.people import Person
from models.pesantren import Pesantren
from models.products import Product
from models.regions import Region

LINK = "p"
"""The prefix of links to products: "p-<code>"."""


def link(product: Product) -> str:
    """The payload that opens the product when it follows "/start"."""
    return f"{LINK}-{product.code}"


def card(product: Product) -> Translatable:
    """All about a product; it need not be saved yet."""
    return lines(_offer(product), product.code and _("Kode {code}", code=product.code))


async def public(chat: Chat, product: Product) -> Translatable:
    """The card with where the product comes from."""
    return paragraphs(card(product), await _origin(chat, product))


async def to_forward(chat: Chat, product: Product) -> Translatable:
    """A text that says enough wherever it is read."""
    payload = link(product)
    address = chat.link(payload)
    return paragraphs(
        lines(_offer(product), await _origin(chat, product)),
        _("Lihat di asisten OPOP Jawa Timur: {link}", link=address)
        if address
        else _("Lihat di asisten OPOP Jawa Timur: ketik <code>/mulai {link}</code>", link=payload),
    )


def _offer(product: Product) -> Translatable:
    flagship = _("unggulan") if product.flagship else ""
    price = _("{price} / {unit}", price=formatting.money(product.price), unit=product.unit)
    return lines(
        join([_("<b>{name}</b>", name=product.name), flagship], " · "),
        join([price, _capacity(product)], " · "),
        join([CATEGORIES[product.category], _permits(product)], " · "),
        product.description,
        product.link,
    )


def _capacity(product: Product) -> Translatable | str:
    if product.capacity is None:
        return ""
    return _("{n} {unit}/bulan", n=product.capacity, unit=product.unit)


def _permits(product: Product) -> Translatable | str:
    return permits.show(PERMITS.validate_python(product.permits)) if product.permits else ""


async def _origin(chat: Chat, product: Product) -> Translatable | None:
    owner = await chat.db.get_one(Person, product.owner_id)
    home = await chat.db.get(Pesantren, owner.pesantren_id) if owner.pesantren_id else None
    if home is None:
        return None
    region = await chat.db.get_one(Region, home.region_code)
    return _("Dari Pesantren {name}, {region}", name=home.name, region=region.label)


async def _find_card(chat: Chat, product_id: int) -> CardItem | None:
    product = await products.listed(chat.db, product_id)
    return CardItem(product.name, link(product)) if product else None


async def _offer_cards(chat: Chat) -> Sequence[tuple[int, str]]:
    return [(product.id, product.name) for product in await products.own(chat.db, chat.person.id)]


PRODUCT_CARD = declare_card_target("product", _("Lihat produk"), find=_find_card, offer=_offer_cards)
