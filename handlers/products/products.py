"""One's own products: the list, the card of each, and what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.dialog.buttons import Button, Rows, button
from bot.dialog.commands import command, deep_link
from bot.dialog.context import Chat
from bot.dialog.forms import start_form
from bot.dialog.parsing import text
from bot.i18n.messages import TextLike, _, lines, paragraphs
from handlers.people import profile
from handlers.products import card
from handlers.products.form import MOST, TOO_MANY, ProductForm, answers_of
from handlers.shared import paging
from models import products as table
from models.products import Product

PAGE = 8


@command(
    "produk", "product", about=_("Produk saya: daftarkan, ubah, bagikan"), order=20, label=_("Produk saya")
)
async def products(chat: Chat, argument: str) -> None:
    """Their products; who has none registers the first. "/produk ACDEFG" shows the one of that code."""
    if argument:
        await _by_code(chat, argument)
    elif names := await table.names(chat.db, chat.person.id):
        await _list(chat, names)
    else:
        await begin(chat)


@button("products.mine")
async def own_products(chat: Chat, number: int = 0) -> None:
    """The list, a page at a time."""
    await _list(chat, await table.names(chat.db, chat.person.id), number)


async def _list(chat: Chat, names: Mapping[int, str], number: int = 0) -> None:
    shown, number, last = paging.page(list(names.items()), number, PAGE)
    words = _("<b>Produk Kakak</b> ({n}). Pilih untuk melihat atau mengubah.", n=len(names))
    if not names:
        words = _("Kakak belum punya produk di sini. Mari daftarkan yang pertama.")
    buttons: Rows = [
        *(Button(name, show, product_id) for product_id, name in shown),
        paging.turning(number, last, own_products),
        [Button(_("Daftarkan produk"), register), *chat.home()],
    ]
    await chat.reply(words, buttons)


@button("products.register")
async def register(chat: Chat) -> None:
    await begin(chat)


async def begin(chat: Chat, afterwards: str = "") -> None:
    """Register a product. `afterwards`: the button that is pressed then, instead of showing it."""
    if chat.person.registered_at is None:
        await profile.open_form(chat, afterwards=afterwards or register.data())
    elif await table.count(chat.db, chat.person.id) >= MOST:
        await chat.reply(TOO_MANY, [Button(_("Produk saya"), own_products)])
    else:
        await start_form(chat, ProductForm, afterwards=afterwards)


@button("products.registered")
async def registered(chat: Chat, product_id: int) -> None:
    """The product that was just registered."""
    product = await _own(chat, product_id)
    if product:
        await _show(chat, product, _("Produk Kakak sudah terdaftar."))


@button("products.show")
async def show(chat: Chat, product_id: int) -> None:
    product = await _own(chat, product_id)
    if product:
        await _show(chat, product)


@button("products.change")
async def change(chat: Chat, product_id: int) -> None:
    product = await _own(chat, product_id)
    if product:
        await start_form(
            chat,
            ProductForm,
            target=str(product.id),
            answers=answers_of(product),
            afterwards=show.data(product.id),
        )


@button("products.photo")
async def photo(chat: Chat, product_id: int, number: int) -> None:
    """One photo of several, in large; `number` counts from 1."""
    product = await _own(chat, product_id)
    if product is None:
        return
    if not 1 <= number <= len(product.photos):
        await _show(chat, product)
        return
    words = lines(
        _("<b>{name}</b>", name=product.name), _("Foto {n} dari {total}", n=number, total=len(product.photos))
    )
    after = number % len(product.photos) + 1
    buttons = [[Button(_("Berikutnya ›"), photo, product.id, after), Button(_("Kembali"), show, product.id)]]
    await chat.reply(words, buttons, photos=[product.photos[number - 1]])


@button("products.share")
async def share(chat: Chat, product_id: int) -> None:
    """A text that can be forwarded as it is."""
    product = await _own(chat, product_id)
    if product is None:
        return
    chat.toast(_("Teruskan pesan ini ke siapa saja."))
    words = await card.to_forward(chat, product)
    await chat.reply(words, [Button(_("Kembali"), show, product.id)], photos=product.photos[:1])


@button("products.ask_archiving")
async def ask_archiving(chat: Chat, product_id: int) -> None:
    product = await _own(chat, product_id)
    if product is None:
        return
    words = _("Arsipkan <b>{name}</b>? Tidak akan tampil lagi, tetapi bisa dikembalikan.", name=product.name)
    await chat.reply(
        words, [[Button(_("Ya, arsipkan"), archive, product.id), Button(_("Jangan"), show, product.id)]]
    )


@button("products.archive")
async def archive(chat: Chat, product_id: int) -> None:
    product = await _own(chat, product_id)
    if product is None:
        return
    await table.archive(chat.db, product, chat.now)
    words = _("<b>{name}</b> sudah diarsipkan.", name=product.name)
    await chat.reply(
        words, [[Button(_("Kembalikan"), restore, product.id), Button(_("Produk saya"), own_products)]]
    )


@button("products.restore")
async def restore(chat: Chat, product_id: int) -> None:
    if await table.count(chat.db, chat.person.id) >= MOST:
        await chat.reply(TOO_MANY, [Button(_("Produk saya"), own_products)])
    elif product := await table.restore(chat.db, product_id, chat.person.id):
        await _show(chat, product, _("Produknya sudah tampil lagi."))
    else:
        await _gone(chat)


@deep_link(card.LINK)
async def by_link(chat: Chat, code: str) -> None:
    await _by_code(chat, code)


async def _by_code(chat: Chat, code: str) -> None:
    """The product of a public code; its owner gets their own card."""
    product = await table.by_code(chat.db, text.clean(code))
    if product is None:
        await chat.reply(_("Produk dengan kode itu tidak ada lagi, Kak."), [chat.home()])
    elif product.owner_id == chat.person.id:
        await _show(chat, product)
    else:
        words = await card.public(chat, product)
        await chat.reply(words, [chat.home()], photos=product.photos[:1])


async def _show(chat: Chat, product: Product, lead: TextLike = "") -> None:
    """The card with all that its owner can do."""
    others = len(product.photos) - 1
    more = [Button(_("Foto lain ({n})", n=others), photo, product.id, 2)] if others > 0 else []
    buttons = [
        [Button(_("Ubah …"), change, product.id), Button(_("Bagikan"), share, product.id)],
        [*more, Button(_("Arsipkan"), ask_archiving, product.id)],
        [Button(_("Kembali"), own_products)],
    ]
    await chat.reply(paragraphs(lead, card.card(product)), buttons, photos=product.photos[:1])


async def _own(chat: Chat, product_id: int) -> Product | None:
    """The product, or a kind word where it is not theirs or not there any more."""
    product = await table.of(chat.db, product_id, chat.person.id)
    if product is None:
        await _gone(chat)
    return product


async def _gone(chat: Chat) -> None:
    await chat.reply(
        _("Produk itu tidak ada lagi di daftar Kakak."), [Button(_("Produk saya"), own_products)]
    )
