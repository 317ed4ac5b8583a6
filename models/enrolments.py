"""Enrolments of people in the pillars of OPOP, and the figures that show how they grow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.db.database import Base, primary_key, utcnow
from models.db.enum_column import enum_column
from models.db.personal import OwnedBy

_ACTIVE = text("status = 'active'")
_IN_FORCE = text("until IS NULL")


class Pillar(StrEnum):
    PESANTRENPRENEUR = "pesantrenpreneur"
    """The pesantren's cooperative (koppontren), carried by any of its people."""
    SANTRIPRENEUR = "santripreneur"
    """Santri while they are at the pesantren."""
    SOSIOPRENEUR = "sosiopreneur"
    """Alumni, with the people around the pesantren."""


class EnrolmentStatus(StrEnum):
    ACTIVE = "active"
    WITHDRAWN = "withdrawn"


class Figure(StrEnum):
    """Measures of a pillar, in whole numbers; turnover in rupiah a month."""

    MEMBERS = "members"
    TURNOVER = "turnover"
    EMPLOYED = "employed"
    REACHED = "reached"
    PRODUCTS = "products"


class Legal(StrEnum):
    """The state of a koppontren as a legal body."""

    REGISTERED = "registered"
    IN_PROGRESS = "in_progress"
    NOT_YET = "not_yet"


class Strengthening(StrEnum):
    """The five ways in which OPOP strengthens a koppontren."""

    KELEMBAGAAN = "kelembagaan"
    SDM = "sdm"
    PRODUKSI = "produksi"
    PEMASARAN = "pemasaran"
    PEMBIAYAAN = "pembiayaan"


class Stage(StrEnum):
    """The age of a santri's business."""

    START_UP = "start_up"
    """One year at most."""
    SCALE_UP = "scale_up"


class AlreadyEnrolledError(Exception):
    """The person takes part in this pillar already."""


class Enrolment(Base):
    """One person in one pillar; who withdrew may enrol anew."""

    __tablename__ = "enrolments"
    __personal__ = (OwnedBy("person_id"),)
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
        Index("ix_enrolments_person", "person_id", "status", "pillar"),
    )

    id: Mapped[int] = primary_key()
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    pillar: Mapped[Pillar] = mapped_column(enum_column(Pillar))
    status: Mapped[EnrolmentStatus] = mapped_column(
        enum_column(EnrolmentStatus), default=EnrolmentStatus.ACTIVE
    )
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """The answers of the pillar's form."""
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    withdrawn_at: Mapped[datetime | None]


class MetricValue(Base):
    """One figure of one enrolment, as it was from `at` until a newer one came or the person withdrew."""

    __tablename__ = "measures"
    __personal__ = (OwnedBy("enrolment_id"),)
    __table_args__ = (
        Index("ix_measures_enrolment", "enrolment_id"),
        Index(
            "ix_measures_now",
            "pillar",
            "name",
            "value",
            "until",
            sqlite_where=_IN_FORCE,
            postgresql_where=_IN_FORCE,
        ),
    )

    id: Mapped[int] = primary_key()
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id", ondelete="CASCADE"))
    pillar: Mapped[Pillar] = mapped_column(enum_column(Pillar))
    """The enrolment's, so that all figures of a pillar are summed by their index alone."""
    name: Mapped[Figure] = mapped_column(enum_column(Figure))
    value: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]
    until: Mapped[datetime | None]
    """Null while it is the newest."""


async def enrol(
    session: AsyncSession,
    person_id: int,
    pillar: Pillar,
    details: Mapping[str, Any] | Mapping[Figure, int],
    now: datetime,
) -> Enrolment:
    """Enrol a person; those `details` that are a `Figure` become the first measures.

    Raises `AlreadyEnrolledError`, and leaves the transaction usable.
    """
    enrolment = Enrolment(person_id=person_id, pillar=pillar, details=dict(details), created_at=now)
    try:
        async with session.begin_nested():
            session.add(enrolment)
    except IntegrityError as error:
        if await active(session, person_id, pillar) is None:
            raise
        raise AlreadyEnrolledError from error
    await measure(session, enrolment, _figures(details), now)
    return enrolment


async def renew(
    session: AsyncSession, enrolment: Enrolment, details: Mapping[str, Any], now: datetime
) -> None:
    """Keep new `details`; those that are a `Figure` become measures of their own."""
    enrolment.details = dict(details)
    await measure(session, enrolment, _figures(details), now)


def _figures(details: Mapping[Any, Any]) -> dict[Figure, int]:
    return {figure: details[figure] for figure in Figure if details.get(figure) is not None}


async def measure(
    session: AsyncSession, enrolment: Enrolment, figures: Mapping[Figure, int], now: datetime
) -> None:
    """Keep the figures of a period; those of the period before stay, as what was."""
    await _close(session, enrolment.id, list(figures), now)
    whose = {"enrolment_id": enrolment.id, "pillar": enrolment.pillar}
    session.add_all(MetricValue(**whose, name=name, value=value, at=now) for name, value in figures.items())
    await session.flush()


async def withdraw(session: AsyncSession, person_id: int, pillar: Pillar, now: datetime) -> bool:
    """End an enrolment; False where there is none."""
    enrolment = await active(session, person_id, pillar)
    if enrolment is None:
        return False
    enrolment.status, enrolment.withdrawn_at = EnrolmentStatus.WITHDRAWN, now
    await _close(session, enrolment.id, list(Figure), now)
    return True


async def active(session: AsyncSession, person_id: int, pillar: Pillar) -> Enrolment | None:
    """The person's enrolment in a pillar, if they take part now."""
    theirs = Enrolment.person_id == person_id, Enrolment.pillar == pillar
    return await session.scalar(select(Enrolment).where(*theirs, Enrolment.status == EnrolmentStatus.ACTIVE))


async def of_person(session: AsyncSession, person_id: int) -> Sequence[Enrolment]:
    """All that a person takes part in now, the oldest first."""
    theirs = select(Enrolment).where(
        Enrolment.person_id == person_id, Enrolment.status == EnrolmentStatus.ACTIVE
    )
    return (await session.scalars(theirs.order_by(Enrolment.id))).all()


async def latest(session: AsyncSession, enrolment_id: int) -> dict[Figure, int]:
    """The newest value of each figure of an enrolment."""
    newest = MetricValue.enrolment_id == enrolment_id, MetricValue.until.is_(None)
    rows = await session.execute(
        select(MetricValue.name, MetricValue.value).where(*newest).order_by(MetricValue.id)
    )
    return dict(rows.all())


async def _close(session: AsyncSession, enrolment_id: int, figures: Sequence[Figure], now: datetime) -> None:
    newest = (
        MetricValue.enrolment_id == enrolment_id,
        MetricValue.name.in_(figures),
        MetricValue.until.is_(None),
    )
    await session.execute(update(MetricValue).where(*newest).values(until=now))
