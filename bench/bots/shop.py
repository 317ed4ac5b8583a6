"""What the bots to compare with have in common: santribot's own questions with their buttons, and a table of products.

Answers are kept in memory until the end; then SQLAlchemy saves the product, on SQLite (WAL).
"""

from __future__ import annotations

import html
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import String, event, select
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

REGISTER, SAVE, CANCEL = "register", "save", "cancel"
Buttons = Sequence[Sequence[tuple[str, str]]]
"""Rows of labels, each with what the bot is told when it is pressed."""


@dataclass(frozen=True)
class Screen:
    html: str
    buttons: Buttons


@dataclass(frozen=True)
class Question:
    field: str
    text: str
    choices: Sequence[Sequence[str]] = ()
    """Rows of labels."""
    optional: bool = False


QUESTIONS = (
    Question("name", "Apa nama produknya?"),
    Question(
        "category",
        "Termasuk jenis apa?",
        [
            ["Makanan"],
            ["Minuman"],
            ["Fesyen"],
            ["Kerajinan"],
            ["Kosmetik & herbal"],
            ["Pertanian & perikanan"],
            ["Digital & jasa"],
        ],
    ),
    Question("price", "Berapa harganya? (mis. 15rb atau 15.000)"),
    Question("unit", "Untuk satuan apa? Pilih, atau ketik sendiri.", [["bungkus", "botol"], ["kg", "pcs"]]),
    Question("capacity", "Berapa yang bisa dibuat dalam sebulan? (mis. 400)", optional=True),
    Question(
        "description",
        "Ceritakan produknya dalam satu atau dua kalimat. (mis. rasa, bahan, siapa yang membuat)",
        optional=True,
    ),
    Question("photos", "Kirim foto produknya, paling banyak 4.", optional=True),
    Question(
        "permits",
        "Izin apa yang sudah ada? Tulis semuanya dalam satu pesan. "
        "(mis. NIB 1234567890123, PIRT 2123514010123-28, halal)",
        [["Belum ada"]],
    ),
    Question(
        "link", "Ada tautan ke toko atau media sosialnya? (mis. tokopedia.com/toko atau @akun)", optional=True
    ),
    Question("flagship", "Apakah ini produk unggulan Kakak?", [["Ya", "Tidak"]]),
)


def question(place: int) -> Screen:
    """The question at this place, from 0."""
    asked = QUESTIONS[place]
    ways = ["Lewati"] * asked.optional + ["Kembali"] * (place > 0) + ["Batal"]
    rows = [*asked.choices, ways]
    text = f"<b>{place + 1}/{len(QUESTIONS)}</b> {html.escape(asked.text)}"
    return Screen(text, [[(label, f"{asked.field} {label}"[:40]) for label in row] for row in rows])


def summary(answers: Mapping[str, Any]) -> Screen:
    keys = [[("Simpan", SAVE), ("Ubah …", "change")], [("Batal", CANCEL)]]
    return Screen(f"{_card(answers)}\n\nSudah benar?", keys)


def saved(answers: Mapping[str, Any], code: str) -> Screen:
    keys = [[("Ubah …", "change"), ("Bagikan", "share")], [("Arsipkan", "archive")], [("Kembali", "list")]]
    return Screen(f"Produk Kakak sudah terdaftar.\n\n{_card(answers)}\nKode {code}", keys)


def listed(names: Sequence[str]) -> Screen:
    text = f"<b>Produk Kakak</b> ({len(names)}). Pilih untuk melihat atau mengubah."
    shown = [[(name, f"show {place}")] for place, name in enumerate(names[:8])]
    return Screen(text, [*shown, [("Daftarkan produk", REGISTER), ("Menu", "menu")]])


def _card(answers: Mapping[str, Any]) -> str:
    of = {field: html.escape(str(value)) for field, value in answers.items()}
    price = f"{of['price']} / {of['unit']} · {of['capacity']} {of['unit']}/bulan"
    return f"<b>{of['name']}</b>\n{price}\n{of['category']}\n{of['description']}"


class Base(DeclarativeBase):
    pass


class Product(Base):
    __tablename__ = "products"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(6), unique=True)
    owner: Mapped[int] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(String(80))
    category: Mapped[str] = mapped_column(String(40))
    price: Mapped[str] = mapped_column(String(20))
    unit: Mapped[str] = mapped_column(String(20))
    capacity: Mapped[str] = mapped_column(String(20))
    description: Mapped[str] = mapped_column(String(500))
    photos: Mapped[str] = mapped_column(String(200))
    permits: Mapped[str] = mapped_column(String(500))
    link: Mapped[str] = mapped_column(String(200))
    flagship: Mapped[str] = mapped_column(String(10))


class Shop:
    """The table of products, in a SQLite file."""

    def __init__(self, file: str) -> None:
        self.engine = create_async_engine(f"sqlite+aiosqlite:///{file}")
        self.sessions = async_sessionmaker(self.engine)
        event.listen(self.engine.sync_engine, "connect", _write_ahead)

    async def prepare(self) -> None:
        async with self.engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)

    async def names(self, owner: int) -> Sequence[str]:
        """Of a person's products, the newest first."""
        async with self.sessions() as session:
            theirs = select(Product.name).where(Product.owner == owner).order_by(Product.id.desc())
            return (await session.scalars(theirs)).all()

    async def save(self, owner: int, answers: Mapping[str, Any]) -> str:
        """Keep a product; its code."""
        code = secrets.token_hex(3).upper()
        async with self.sessions() as session, session.begin():
            session.add(Product(owner=owner, code=code, **answers))
        return code


def _write_ahead(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
