"""The questions about a product, when it is registered and when it is changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import StringConstraints

from bot.dialog.buttons import ButtonName
from bot.dialog.context import Chat
from bot.dialog.forms import Ask, Form
from bot.dialog.forms.field_types import Link, LongText, Photos
from bot.dialog.forms.field_types.numbers import MoneyField, NumberField
from bot.dialog.forms.question import Answers, Choice
from bot.dialog.parsing.errors import ParseError
from bot.dialog.parsing.text import fold
from bot.i18n.messages import TextLike, Translatable, _
from handlers.products.access import OWN_PRODUCT
from handlers.products.card import card
from handlers.products.permits import Permits
from handlers.products.permits_field import PERMITS, PermitsField
from handlers.shared.labels import CATEGORIES
from models import products
from models.products import Category, Product

REGISTERED: ButtonName[[int]] = ButtonName("products.registered")
"""The screen of the product with this id, that was just registered."""

UNITS = ("bungkus", "botol", "kg", "pcs")
MAX_PHOTOS = 4
MAX_PRODUCTS = 50
"""Number of products of one person; more are hardly their own."""
TOO_MANY = _("Paling banyak {n} produk, Kak. Arsipkan dulu yang tidak dijual lagi, ya.", n=MAX_PRODUCTS)


async def _units(chat: Chat) -> Sequence[Choice]:
    return [(unit, unit) for unit in UNITS]


async def _first_is_flagship(chat: Chat) -> bool | None:
    return None if await products.count(chat.db, chat.person.id) else True


class ProductForm(Form, name="product", aliases=("ProductForm",)):
    """A new product is shown when it is saved, unless something else is to come `afterwards`."""

    title = _("Produk baru")
    changes = OWN_PRODUCT

    name: Annotated[
        str,
        Ask(_("Apa nama produknya?"), label=_("Nama")),
        StringConstraints(min_length=3, max_length=80),
    ]
    category: Annotated[Category, Ask(_("Termasuk jenis apa?"), label=_("Jenis"), labels=CATEGORIES)]
    price: Annotated[
        int,
        MoneyField(unit="unit"),
        Ask(_("Berapa harganya?"), hint=_("mis. 15rb atau 15.000"), label=_("Harga")),
    ]
    unit: Annotated[
        str,
        Ask(_("Untuk satuan apa? Pilih, atau ketik sendiri."), label=_("Satuan"), suggest=_units),
        StringConstraints(min_length=1, max_length=20),
    ]
    capacity: Annotated[
        int | None,
        NumberField(minimum=1),
        Ask(
            _("Berapa yang bisa dibuat dalam sebulan?"),
            hint=_("mis. 400"),
            label=_("Jumlah sebulan"),
            optional=True,
        ),
    ] = None
    description: Annotated[
        LongText | None,
        Ask(
            _("Ceritakan produknya dalam satu atau dua kalimat."),
            hint=_("mis. rasa, bahan, siapa yang membuat"),
            label=_("Cerita produk"),
            optional=True,
        ),
        StringConstraints(max_length=500),
    ] = None
    photos: Annotated[
        Photos | None,
        Ask(
            _("Kirim foto produknya, paling banyak {n}.", n=MAX_PHOTOS),
            label=_("Foto"),
            max_count=MAX_PHOTOS,
            optional=True,
        ),
    ] = None
    permits: Annotated[
        Permits,
        PermitsField(),
        Ask(
            _("Izin apa yang sudah ada? Tulis semuanya dalam satu pesan."),
            hint=_("mis. NIB 1234567890123, PIRT 2123514010123-28, halal"),
            label=_("Izin"),
        ),
    ] = ()
    link: Annotated[
        Link | None,
        Ask(
            _("Ada tautan ke toko atau media sosialnya?"),
            hint=_("mis. tokopedia.com/toko atau @akun"),
            label=_("Tautan"),
            optional=True,
        ),
    ] = None
    flagship: Annotated[
        bool,
        Ask(_("Apakah ini produk unggulan Kakak?"), label=_("Unggulan"), preset=_first_is_flagship),
    ]

    @classmethod
    async def headline(cls, chat: Chat, answers: Answers) -> TextLike:
        return answers.get("name") or cls.title

    @classmethod
    async def preview(cls, chat: Chat, answers: Answers) -> tuple[Translatable, Sequence[int]]:
        """The same card as after saving."""
        product = products.imagined(chat.now, **cls.model_validate(dict(answers)).fields())
        return card(product), product.photos

    def fields(self) -> products.ProductFields:
        """The answers as the table keeps them."""
        return products.ProductFields(
            name=self.name,
            category=self.category,
            price=self.price,
            unit=self.unit,
            capacity=self.capacity,
            description=self.description or "",
            link=self.link,
            flagship=self.flagship,
            permits=PERMITS.dump_python(self.permits, mode="json"),
            photos=self.photos or [],
        )

    async def save(self, chat: Chat) -> None:
        names = await products.names(chat.db, chat.person.id)
        others = [fold(name) for product_id, name in names.items() if str(product_id) != self.target]
        if fold(self.name) in others:
            raise ParseError(
                _("Kakak sudah punya <b>{name}</b>. Beri nama lain lewat Ubah, ya.", name=self.name)
            )
        if self.target:
            await self._change(chat)
        elif len(others) >= MAX_PRODUCTS:
            raise ParseError(TOO_MANY)
        else:
            product = await products.register(chat.db, owner=chat.person, now=chat.now, **self.fields())
            chat.toast(_("Produk tersimpan."))
            if not self.continues:
                await chat.open(REGISTERED, product.id)

    async def _change(self, chat: Chat) -> None:
        await products.change(chat.db, self.row(OWN_PRODUCT), chat.now, **self.fields())
        chat.toast(_("Tersimpan."))


def answers_of(product: Product) -> dict[str, Any]:
    """The product as answers of the form."""
    return {
        "name": product.name,
        "category": product.category,
        "price": product.price,
        "unit": product.unit,
        "capacity": product.capacity,
        "description": product.description or None,
        "photos": product.photos or None,
        "permits": list(product.permits),
        "link": product.link,
        "flagship": product.flagship,
    }
