"""The products of a person: the list, the card of each, and what its owner can do with it."""

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
from handlers.products.access import ALL_PRODUCTS, OWN_PRODUCT, OWN_PRODUCT_OR_ARCHIVED
from handlers.products.form import MAX_PRODUCTS, REGISTERED, TOO_MANY, ProductForm, answers_of
from handlers.shared.button_lists import page_buttons, page_of
from models import products
from models.products import Product

PAGE = 8


@command(
    "produk", "product", about=_("Produk saya: daftarkan, ubah, bagikan"), order=20, label=_("Produk saya")
)
async def open_products(chat: Chat, argument: str) -> None:
    """Show the list; who has none registers the first. "/produk ACDEFG" shows the product of that code."""
    if argument:
        await _show_by_code(chat, argument)
    elif names := await products.names(chat.db, chat.person.id):
        await _show_list(chat, names)
    else:
        await start_registration(chat)


@button(ALL_PRODUCTS)
async def list_products(chat: Chat, number: int = 0) -> None:
    """Show the list, a page at a time."""
    await _show_list(chat, await products.names(chat.db, chat.person.id), number)


async def _show_list(chat: Chat, names: Mapping[int, str], number: int = 0) -> None:
    shown, number, last = page_of(list(names.items()), number, PAGE)
    words = _("<b>Produk Kakak</b> ({n}). Pilih untuk melihat atau mengubah.", n=len(names))
    if not names:
        words = _("Kakak belum punya produk di sini. Mari daftarkan yang pertama.")
    buttons: Rows = [
        *(Button(name, show_product, product_id) for product_id, name in shown),
        page_buttons(number, last, list_products),
        [Button(_("Daftarkan produk"), register_product), *chat.home()],
    ]
    await chat.reply(words, buttons)


@button("products.register")
async def register_product(chat: Chat) -> None:
    """Register a product."""
    await start_registration(chat)


async def start_registration(chat: Chat, afterwards: str = "") -> None:
    """Ask about a new product. `afterwards`: the button that is pressed then, instead of showing it."""
    if chat.person.registered_at is None:
        await profile.open_form(chat, afterwards=afterwards or register_product.data())
    elif await products.count(chat.db, chat.person.id) >= MAX_PRODUCTS:
        await chat.reply(TOO_MANY, [Button(_("Produk saya"), list_products)])
    else:
        await start_form(chat, ProductForm, afterwards=afterwards)


@button(REGISTERED, row=OWN_PRODUCT)
async def show_registered(chat: Chat, product: Product) -> None:
    """Show the product that was just registered."""
    await _show(chat, product, _("Produk Kakak sudah terdaftar."))


@button("products.show", row=OWN_PRODUCT)
async def show_product(chat: Chat, product: Product) -> None:
    """Show a product."""
    await _show(chat, product)


@button("products.change", row=OWN_PRODUCT)
async def change_product(chat: Chat, product: Product) -> None:
    """Ask for the changes of a product."""
    await start_form(
        chat,
        ProductForm,
        target=str(product.id),
        answers=answers_of(product),
        afterwards=show_product.data(product.id),
    )


@button("products.photo", row=OWN_PRODUCT)
async def show_photo(chat: Chat, product: Product, number: int) -> None:
    """Show one photo of several, in large; `number` counts from 1."""
    if not 1 <= number <= len(product.photos):
        await _show(chat, product)
        return
    words = lines(
        _("<b>{name}</b>", name=product.name), _("Foto {n} dari {total}", n=number, total=len(product.photos))
    )
    after = number % len(product.photos) + 1
    buttons = [
        [
            Button(_("Berikutnya ›"), show_photo, product.id, after),
            Button(_("Kembali"), show_product, product.id),
        ]
    ]
    await chat.reply(words, buttons, photos=[product.photos[number - 1]])


@button("products.share", row=OWN_PRODUCT)
async def share_product(chat: Chat, product: Product) -> None:
    """Send a text that can be forwarded as it is."""
    chat.toast(_("Teruskan pesan ini ke siapa saja."))
    words = await card.to_forward(chat, product)
    await chat.reply(words, [Button(_("Kembali"), show_product, product.id)], photos=product.photos[:1])


@button("products.ask_archiving", row=OWN_PRODUCT)
async def ask_to_archive(chat: Chat, product: Product) -> None:
    """Ask whether to archive a product."""
    words = _("Arsipkan <b>{name}</b>? Tidak akan tampil lagi, tetapi bisa dikembalikan.", name=product.name)
    await chat.reply(
        words,
        [
            [
                Button(_("Ya, arsipkan"), archive_product, product.id),
                Button(_("Jangan"), show_product, product.id),
            ]
        ],
    )


@button("products.archive", row=OWN_PRODUCT)
async def archive_product(chat: Chat, product: Product) -> None:
    """Archive a product; it can be restored."""
    await products.archive(chat.db, product, chat.now)
    words = _("<b>{name}</b> sudah diarsipkan.", name=product.name)
    await chat.reply(
        words,
        [[Button(_("Kembalikan"), restore_product, product.id), Button(_("Produk saya"), list_products)]],
    )


@button("products.restore", row=OWN_PRODUCT_OR_ARCHIVED)
async def restore_product(chat: Chat, product: Product) -> None:
    """Take a product back from the archive."""
    if await products.count(chat.db, chat.person.id) >= MAX_PRODUCTS:
        await chat.reply(TOO_MANY, [Button(_("Produk saya"), list_products)])
        return
    await products.restore(chat.db, product)
    await _show(chat, product, _("Produknya sudah tampil lagi."))


@deep_link(card.LINK)
async def open_by_link(chat: Chat, code: str) -> None:
    """Show the product with this code."""
    await _show_by_code(chat, code)


async def _show_by_code(chat: Chat, code: str) -> None:
    """Show the product with a public code; its owner gets their own screen."""
    product = await products.by_code(chat.db, text.clean(code))
    if product is None:
        await chat.reply(_("Produk dengan kode itu tidak ada lagi, Kak."), [chat.home()])
    elif product.owner_id == chat.person.id:
        await _show(chat, product)
    else:
        words = await card.public(chat, product)
        await chat.reply(words, [chat.home()], photos=product.photos[:1])


async def _show(chat: Chat, product: Product, lead: TextLike = "") -> None:
    """Show the card with all that its owner can do."""
    others = len(product.photos) - 1
    more = [Button(_("Foto lain ({n})", n=others), show_photo, product.id, 2)] if others > 0 else []
    buttons = [
        [Button(_("Ubah …"), change_product, product.id), Button(_("Bagikan"), share_product, product.id)],
        [*more, Button(_("Arsipkan"), ask_to_archive, product.id)],
        [Button(_("Kembali"), list_products)],
    ]
    await chat.reply(paragraphs(lead, card.card(product)), buttons, photos=product.photos[:1])
