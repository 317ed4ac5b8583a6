"""Who takes part in which pillar of OPOP, and the figures that show how they grow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.choices import one_of
from models.database import Base, primary_key, utcnow

_ACTIVE = text("status = 'active'")


class Pillar(StrEnum):
    PESANTRENPRENEUR = "pesantrenpreneur"
    """The pesantren's cooperative (koppontren), carried by any of its people."""
    SANTRIPRENEUR = "santripreneur"
    """Santri while they are at the pesantren."""
    SOSIOPRENEUR = "sosiopreneur"
    """Alumni, with the people around the pesantren."""


class Status(StrEnum):
    ACTIVE = "active"
    WITHDRAWN = "withdrawn"


class Figure(StrEnum):
    """What a pillar is measured by, in whole numbers; turnover in rupiah a month."""

    MEMBERS = "members"
    TURNOVER = "turnover"
    EMPLOYED = "employed"
    REACHED = "reached"
    PRODUCTS = "products"


class AlreadyEnrolled(Exception):
    """The person takes part in this pillar already."""


class Enrolment(Base):
    """One person in one pillar; who withdrew may enrol anew."""

    __tablename__ = "enrolments"
    __table_args__ = (
        Index(
            "uq_enrolments_active",
            "person_id",
            "pillar",
            unique=True,
            sqlite_where=_ACTIVE,
            postgresql_where=_ACTIVE,
        ),
        Index("ix_enrolments_growth", "status", "pillar", "created_at"),
        Index("ix_enrolments_person", "person_id"),
    )

    id: Mapped[int] = primary_key()
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    pillar: Mapped[Pillar] = mapped_column(one_of(Pillar))
    status: Mapped[Status] = mapped_column(one_of(Status), default=Status.ACTIVE)
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """The answers of the pillar's form."""
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    withdrawn_at: Mapped[datetime | None]


class Measure(Base):
    """One figure of one enrolment as it was at one time; a new value is a new row."""

    __tablename__ = "measures"
    __table_args__ = (Index("ix_measures_latest", "enrolment_id", "name", "id"),)

    id: Mapped[int] = primary_key()
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id", ondelete="CASCADE"))
    name: Mapped[Figure] = mapped_column(one_of(Figure))
    value: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]


async def enrol(
    session: AsyncSession, person_id: int, pillar: Pillar, details: Mapping[str, Any], now: datetime
) -> Enrolment:
    """Enrol a person; those `details` that are a `Figure` become the first measures.

    Raises `AlreadyEnrolled`, and leaves the transaction usable.
    """
    enrolment = Enrolment(person_id=person_id, pillar=pillar, details=dict(details), created_at=now)
    try:
        async with session.begin_nested():
            session.add(enrolment)
    except IntegrityError as error:
        if await active(session, person_id, pillar) is None:
            raise
        raise AlreadyEnrolled from error
    figures = {figure: details[figure] for figure in Figure if details.get(figure) is not None}
    await measure(session, enrolment.id, figures, now)
    return enrolment


async def measure(
    session: AsyncSession, enrolment_id: int, figures: Mapping[Figure, int], now: datetime
) -> None:
    """Keep the figures of a period."""
    session.add_all(
        Measure(enrolment_id=enrolment_id, name=name, value=value, at=now) for name, value in figures.items()
    )
    await session.flush()


async def withdraw(session: AsyncSession, person_id: int, pillar: Pillar, now: datetime) -> bool:
    """End an enrolment; False where there is none."""
    enrolment = await active(session, person_id, pillar)
    if enrolment is None:
        return False
    enrolment.status, enrolment.withdrawn_at = Status.WITHDRAWN, now
    await session.flush()
    return True


async def active(session: AsyncSession, person_id: int, pillar: Pillar) -> Enrolment | None:
    """The person's enrolment in a pillar, if they take part now."""
    theirs = Enrolment.person_id == person_id, Enrolment.pillar == pillar
    return await session.scalar(select(Enrolment).where(*theirs, Enrolment.status == Status.ACTIVE))


async def of_person(session: AsyncSession, person_id: int) -> Sequence[Enrolment]:
    """All that a person takes part in now, the oldest first."""
    theirs = select(Enrolment).where(Enrolment.person_id == person_id, Enrolment.status == Status.ACTIVE)
    return (await session.scalars(theirs.order_by(Enrolment.id))).all()


async def latest(session: AsyncSession, enrolment_id: int) -> dict[Figure, int]:
    """The newest value of each figure of an enrolment."""
    theirs = Measure.enrolment_id == enrolment_id
    newest = select(func.max(Measure.id)).where(theirs).group_by(Measure.name)
    rows = await session.execute(select(Measure.name, Measure.value).where(Measure.id.in_(newest)))
    return {row.name: row.value for row in rows}
