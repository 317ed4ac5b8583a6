"""How a product looks: to its owner, to whoever opens its link, and in a text to forward."""

from __future__ import annotations

from bot.dialog.context import Chat
from bot.i18n import formatting
from bot.i18n.messages import Translatable, _, join, lines, paragraphs
from handlers.products import permits
from handlers.products.permits_field import PERMITS
from handlers.shared.labels import CATEGORIES
from models.people import Person
from models.pesantren import Pesantren
from models.products import Product
from models.regions import Region

LINK = "p"
"""What the links of products begin with: "p-ACDEFG"."""


def card(product: Product) -> Translatable:
    """All about a product; it need not be kept yet."""
    return lines(_offer(product), product.code and _("Kode {code}", code=product.code))


async def public(chat: Chat, product: Product) -> Translatable:
    """The card with where the product comes from."""
    return paragraphs(card(product), await _origin(chat, product))


async def to_forward(chat: Chat, product: Product) -> Translatable:
    """A text that says enough wherever it is read."""
    payload = f"{LINK}-{product.code}"
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
