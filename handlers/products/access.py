"""Products that a button or a form names: a person uses their own ones only."""

from __future__ import annotations

from bot.dialog.buttons import Button, ButtonName
from bot.dialog.context import Chat
from bot.dialog.rights import RowKind
from bot.i18n.messages import _
from models import products
from models.products import Product

ALL_PRODUCTS: ButtonName[[]] = ButtonName("products.mine")
"""The list of the person's products."""


def _owner(product: Product) -> int:
    return product.owner_id


async def _say_gone(chat: Chat, product: Product | None) -> None:
    words = _("Produk itu tidak ada lagi di daftar Kakak.")
    await chat.reply(words, [Button(_("Produk saya"), ALL_PRODUCTS)])


OWN_PRODUCT = RowKind("product", find=products.listed, owner=_owner, refuse=_say_gone)
OWN_PRODUCT_OR_ARCHIVED = RowKind(
    "product, archived or not", find=products.by_id, owner=_owner, refuse=_say_gone
)
