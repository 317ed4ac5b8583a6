"""Products that people make and sell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import TypedDict, Unpack

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column, raiseload, relationship

from models.db.compiled_statement import CompiledStatement
from models.db.database import Base, primary_key, utcnow
from models.db.enum_column import enum_column
from models.db.personal import OwnedBy
from models.people import Person
from models.public_codes import HasPublicCode, add_with_code


class Category(StrEnum):
    """The kinds of products seen at OPOP's fairs."""

    MAKANAN = "makanan"
    MINUMAN = "minuman"
    FESYEN = "fesyen"
    KERAJINAN = "kerajinan"
    KOSMETIK_HERBAL = "kosmetik_herbal"
    PERTANIAN_PERIKANAN = "pertanian_perikanan"
    DIGITAL_JASA = "digital_jasa"


class PermitRecord(TypedDict):
    """A permit as it is kept: its kind in one word ("pirt"), and its number as typed."""

    kind: str
    number: str


class ProductFields(TypedDict, total=False):
    """The fields of a product that a person fills in. `photos` are ids in `models.media`, in the order of showing."""

    name: str
    category: Category
    price: int
    unit: str
    capacity: int | None
    description: str
    link: str | None
    flagship: bool
    permits: Sequence[PermitRecord]
    photos: Sequence[int]


class ProductPhoto(Base):
    __tablename__ = "product_photos"
    __personal__ = (OwnedBy("product_id"),)

    product_id: Mapped[int] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    media_id: Mapped[int] = mapped_column(ForeignKey("media.id", ondelete="CASCADE"), index=True)


class Product(HasPublicCode, Base):
    """A product of one person; its pesantren and its region are the person's."""

    __tablename__ = "products"
    __personal__ = (OwnedBy("owner_id"),)
    __table_args__ = (
        Index("ix_products_growth", "archived_at", "created_at"),
        Index("ix_products_category", "archived_at", "category", "flagship"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = primary_key()
    owner_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    category: Mapped[Category] = mapped_column(enum_column(Category))
    price: Mapped[int] = mapped_column(BigInteger)
    """Whole rupiah for one `unit`."""
    unit: Mapped[str] = mapped_column(String(20))
    capacity: Mapped[int | None]
    """Units a month."""
    description: Mapped[str] = mapped_column(String(500), default="")
    link: Mapped[str | None] = mapped_column(String(200))
    flagship: Mapped[bool] = mapped_column(default=False)
    permits: Mapped[list[PermitRecord]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    updated_at: Mapped[datetime] = mapped_column(default=utcnow)
    archived_at: Mapped[datetime | None]

    shown: Mapped[list[ProductPhoto]] = relationship(
        order_by=ProductPhoto.position, cascade="all, delete-orphan", passive_deletes=True, lazy="selectin"
    )

    @property
    def photos(self) -> list[int]:
        """Ids in `models.media`, in the order of showing."""
        return [photo.media_id for photo in self.shown]


_LISTED = Product.owner_id == bindparam("owner"), Product.archived_at.is_(None)
_NAMES = CompiledStatement(select(Product.id, Product.name).where(*_LISTED).order_by(Product.id.desc()))
_COUNT = CompiledStatement(select(func.count()).select_from(Product).where(*_LISTED))
"""Made once: to put a statement together takes as long as to run it."""


async def register(
    session: AsyncSession, *, owner: Person, now: datetime, **answers: Unpack[ProductFields]
) -> Product:
    """A new product with a code of its own."""
    product = imagined(now, **answers)
    product.owner_id = owner.id
    await add_with_code(session, product)
    return product


def imagined(now: datetime, **answers: Unpack[ProductFields]) -> Product:
    """A product that is not kept, to show what it would be."""
    product = Product(created_at=now, shown=[])
    _fill(product, now, answers)
    return product


async def change(
    session: AsyncSession, product: Product, now: datetime, **answers: Unpack[ProductFields]
) -> None:
    """Set what `answers` names, and leave the rest as it is."""
    _fill(product, now, answers)
    await session.flush()


async def archive(session: AsyncSession, product: Product, now: datetime) -> None:
    """Take a product out of every list; once archived it keeps its first time."""
    product.archived_at = product.archived_at or now
    await session.flush()


async def restore(session: AsyncSession, product: Product) -> None:
    """Put an archived product back into the lists."""
    product.archived_at = None
    await session.flush()


async def by_id(session: AsyncSession, product_id: int) -> Product | None:
    """The product, archived or not."""
    return await session.get(Product, product_id)


async def listed(session: AsyncSession, product_id: int) -> Product | None:
    """The product; None where it was archived."""
    product = await session.get(Product, product_id)
    return product if product is not None and product.archived_at is None else None


async def by_code(session: AsyncSession, code: str) -> Product | None:
    """The product of a public code, in whatever case it was typed; None where it was archived."""
    return await session.scalar(
        select(Product).where(Product.code == code.upper(), Product.archived_at.is_(None))
    )


async def own(session: AsyncSession, person_id: int) -> Sequence[Product]:
    """A person's products, the newest first, without their photos."""
    listed = (
        select(Product)
        .options(raiseload(Product.shown))
        .where(Product.owner_id == person_id, Product.archived_at.is_(None))
    )
    return (await session.scalars(listed.order_by(Product.id.desc()))).all()


async def names(session: AsyncSession, person_id: int) -> dict[int, str]:
    """The names of a person's products by their ids, the newest first."""
    rows = await _NAMES.fetch_all(session, {"owner": person_id})
    return {row[0]: row[1] for row in rows}


async def count(session: AsyncSession, person_id: int) -> int:
    [[number]] = await _COUNT.fetch_all(session, {"owner": person_id})
    return int(number)


def _fill(product: Product, now: datetime, answers: ProductFields) -> None:
    for name, value in answers.items():
        if name not in ProductFields.__annotations__:
            raise TypeError(f"a product has no {name}")
        if name != "photos":
            setattr(product, name, value)
    if "photos" in answers:
        product.shown = [
            ProductPhoto(position=place, media_id=photo) for place, photo in enumerate(answers["photos"])
        ]
    product.updated_at = now
