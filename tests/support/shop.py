"""A small bot for the tests of the engine: one form with every kind of question, a few buttons, a link."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints

from bot.dialog.buttons import Button, button
from bot.dialog.commands import command, deep_link
from bot.dialog.context import Chat
from bot.dialog.forms import Ask, Form, lifecycle, start_form
from bot.dialog.forms.field_types import FoundText, Link, LongText, Moment, Phone, Photos, Place
from bot.dialog.forms.field_types.lookup import LookupField
from bot.dialog.forms.field_types.numbers import MoneyField, NumberField
from bot.dialog.forms.question import Answers, Choice
from bot.dialog.hooks import entrance, fallback
from bot.dialog.parsing.errors import ParseError
from bot.i18n.messages import Translatable, _
from models.people import Role

TOWNS = {"bwi": "Banyuwangi", "jbr": "Jember", "sby": "Surabaya"}

sold: list[SaleForm] = []
"""What was saved; a test begins with an empty list."""


class Kind(StrEnum):
    FOOD = "makanan"
    DRINK = "minuman"


class Help(StrEnum):
    TRAINING = "pelatihan"
    CAPITAL = "modal"
    MARKET = "pasar"


KINDS: dict[Kind, Translatable] = {Kind.FOOD: _("Makanan"), Kind.DRINK: _("Minuman")}
HELP: dict[Help, Translatable] = {
    Help.TRAINING: _("Pelatihan"),
    Help.CAPITAL: _("Modal"),
    Help.MARKET: _("Pasar"),
}


async def units(chat: Chat) -> Sequence[Choice]:
    return [("bungkus", "bungkus"), ("botol", "botol")]


async def find_town(chat: Chat, text: str) -> Sequence[Choice]:
    return [(code, name) for code, name in TOWNS.items() if text.casefold() in name.casefold()]


async def town_name(chat: Chat, code: str) -> Translatable:
    return _("{name}", name=TOWNS[code])


def is_food(answers: Answers) -> bool:
    return answers.get("kind") == Kind.FOOD


def not_too_dear(chat: Chat, price: int, answers: Answers) -> None:
    if price > 1_000_000:
        raise ParseError(_("Itu terlalu mahal untuk pasar ini."))


class SaleForm(Form, name="sale", aliases=("Penjualan",)):
    title = _("Jualan")

    name: Annotated[str, Ask(_("Namanya?"), label=_("Nama")), StringConstraints(min_length=3, max_length=20)]
    kind: Annotated[Kind, Ask(_("Jenisnya?"), label=_("Jenis"), labels=KINDS)]
    spicy: Annotated[bool | None, Ask(_("Pedas?"), label=_("Pedas"), when=is_food)] = None
    price: Annotated[
        int,
        MoneyField(unit="unit"),
        Ask(_("Harganya?"), hint=_("mis. 15rb"), label=_("Harga"), check=not_too_dear),
    ]
    unit: Annotated[str, Ask(_("Satuannya?"), label=_("Satuan"), suggest=units)]
    capacity: Annotated[
        int | None, NumberField(maximum=1000), Ask(_("Sebulan berapa?"), label=_("Sebulan"), optional=True)
    ] = None
    story: Annotated[LongText | None, Ask(_("Ceritakan."), label=_("Cerita"), optional=True)] = None
    photos: Annotated[Photos | None, Ask(_("Fotonya?"), label=_("Foto"), optional=True, max_count=4)] = None
    wants: Annotated[
        list[Help] | None, Ask(_("Perlu apa?"), label=_("Perlu"), labels=HELP, optional=True, max_count=2)
    ] = None
    opens: Annotated[Moment | None, Ask(_("Buka kapan?"), label=_("Buka"), optional=True)] = None
    phone: Annotated[Phone | None, Ask(_("Nomor HP?"), label=_("HP"), optional=True)] = None
    link: Annotated[Link | None, Ask(_("Tautannya?"), label=_("Tautan"), optional=True)] = None
    where: Annotated[Place | None, Ask(_("Di mana?"), label=_("Tempat"), optional=True)] = None
    town: Annotated[
        FoundText | None,
        Ask(_("Kota?"), label=_("Kota"), search=find_town, display_name=town_name, optional=True),
    ] = None
    maker: Annotated[
        int | None,
        LookupField(missing=_("Tidak ada")),
        Ask(_("Pembuat?"), label=_("Pembuat"), search=find_town, optional=True),
    ] = None

    async def save(self, chat: Chat) -> None:
        if self.name == "Gagal":
            raise ParseError(_("Nama itu tidak boleh, Kak."))
        sold.append(self)
        if not self.continues:
            await chat.reply(_("Tersimpan: {name}", name=self.name), [Button(_("Menu"), home)])


class SecretForm(Form, name="secret"):
    title = _("Rahasia")
    role = Role.ORGANISER

    word: Annotated[str, Ask(_("Kata sandinya?"))]

    async def save(self, chat: Chat) -> None:
        await chat.reply(_("Disimpan."))


@button("shop.home", home=True)
async def home(chat: Chat) -> None:
    await chat.reply(_("Layar pertama."), [Button(_("Hitung"), count, 1), Button(_("Rahasia"), secret)])


@button("shop.count")
async def count(chat: Chat, number: int) -> None:
    await chat.reply(_("Hitungan {n}.", n=number), [Button(_("Lagi"), count, number + 1)])


@button("shop.secret", role=Role.ORGANISER)
async def secret(chat: Chat) -> None:
    await chat.reply(_("Ini rahasia."))


@button("shop.breaks")
async def breaks(chat: Chat) -> None:
    raise RuntimeError("kesalahan di dalam")


@command("menu", about=_("Layar pertama"))
async def menu(chat: Chat, argument: str) -> None:
    await home(chat)


@command("jual", "sell", about=_("Jual sesuatu"))
async def sell(chat: Chat, argument: str) -> None:
    await start_form(chat, SaleForm, afterwards=count.data(7) if argument == "lalu" else "")


@command("ubah", about=_("Ubah jualan"))
async def change(chat: Chat, argument: str) -> None:
    answers = {"name": "Keripik", "kind": "minuman", "price": 5000, "unit": "bungkus", "opens": None}
    await start_form(chat, SaleForm, target="1", answers=answers)


@command("rahasia", about=_("Hanya penyelenggara"), role=Role.ORGANISER)
async def secret_form(chat: Chat, argument: str) -> None:
    await start_form(chat, SecretForm)


@command("rusak", about=_("Gagal"), hidden=True)
async def broken(chat: Chat, argument: str) -> None:
    raise RuntimeError("kesalahan di dalam")


@command("batal", "cancel", about=_("Batal"), pauses=False)
async def cancel(chat: Chat, argument: str) -> None:
    if not await lifecycle.cancel(chat):
        await chat.reply(_("Tidak ada yang sedang diisi."))


@command("start", about=_("Mulai"), open=True)
async def start(chat: Chat, argument: str) -> None:
    if not await chat.router.follow(chat, argument):
        await chat.reply(_("Mulai."))


@deep_link("n")
async def linked(chat: Chat, rest: str) -> None:
    await chat.reply(_("Tautan ke {rest}.", rest=rest))


@entrance
async def welcome(chat: Chat) -> None:
    await chat.reply(_("Kakak belum setuju."))


@fallback
async def misunderstood(chat: Chat) -> None:
    await chat.reply(_("Saya belum paham."), [Button(_("Menu"), home)])
