"""The audience of a broadcast: a choice of people, counted and resolved inside the database."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict
from sqlalchemy import ColumnElement, Index, ScalarSelect, Select, Text, cast, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased

from models.enrolments import Enrolment, EnrolmentStatus, Pillar
from models.events import Rsvp, RsvpAnswer
from models.people import Address, Affiliation, Person, Role
from models.products import Category, Product
from models.topics import Topic, TopicOptOut

Index("ix_products_owner", Product.owner_id, Product.archived_at, Product.category)
"""Index for questions about all people at once: their products, by category and by region."""


class Audience(BaseModel):
    """People to whom all of these apply; of one kind, any of its values. An empty kind asks for nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    pillars: tuple[Pillar, ...] = ()
    regions: tuple[str, ...] = ()
    """Codes of regions."""
    pesantren: tuple[int, ...] = ()
    """Ids."""
    events: tuple[int, ...] = ()
    """Ids."""
    answers: tuple[RsvpAnswer, ...] = (RsvpAnswer.YES,)
    """Answers: of the guests of these events, those with one of them."""
    roles: tuple[Role, ...] = ()
    belongings: tuple[Affiliation, ...] = ()
    categories: tuple[Category, ...] = ()
    """Categories of the products that they have registered."""
    missing_permits: tuple[str, ...] = ()
    """Kinds ("pirt"): a product that they have registered has no permit of that kind."""
    languages: tuple[str, ...] = ()
    """Two letters ("jv")."""

    @property
    def everybody(self) -> bool:
        return not _conditions(self)


def people_of(audience: Audience) -> Select[int]:
    """The ids of the people, whether they can be reached or not."""
    return select(Person.id).where(*_conditions(audience))


def addresses_of(audience: Audience, topic: Topic | None = None) -> Select[int]:
    """The ids of the addresses to write to: of each person the newest at which they are reached.

    Left out is who stopped everything, and who switched off `topic`. Every address is judged by itself, so a part
    of them (`.where(Address.person_id > ...)`) costs only that part.
    """
    newer = aliased(Address)
    later = newer.person_id == Address.person_id, newer.id > Address.id, newer.gone_at.is_(None)
    wants = _is_meant(Address.person_id, audience, Person.stopped_at.is_(None))
    reached = select(Address.id).where(Address.gone_at.is_(None), ~_any(newer.id, *later), wants)
    silent = TopicOptOut.person_id == Address.person_id, TopicOptOut.topic == topic
    return reached.where(~_any(TopicOptOut.person_id, *silent)) if topic else reached


async def count(session: AsyncSession, audience: Audience, topic: Topic | None = None) -> int:
    """Count the people who would receive a broadcast: all who are meant, less the few who cannot be reached or do not
    want it. Of a million people none is asked whether they are one of the few.
    """
    few = _unreachable(audience) + _stopped(audience, topic)
    return await session.scalar(select(_meant(audience) - few)) or 0


async def count_stopped(session: AsyncSession, audience: Audience, topic: Topic | None = None) -> int:
    """Count the people who could be reached, and do not want to be."""
    return await session.scalar(select(_stopped(audience, topic))) or 0


async def count_all(session: AsyncSession, audience: Audience) -> int:
    """Count the people who are meant, whether they can be reached or not."""
    return await session.scalar(select(_meant(audience))) or 0


def _meant(audience: Audience) -> ColumnElement[int]:
    """Count the people who are meant. Asked for a range, SQLite reads them in their order, in which their rows lie
    too.
    """
    return _number(people_of(audience).where(Person.id > 0))


def _unreachable(audience: Audience) -> ColumnElement[int]:
    """Count the people who left and have no other address. A person is kept with their first."""
    left = select(Address.person_id).distinct().where(Address.gone_at.is_not(None)).subquery()
    one = aliased(Person)
    meant = _is_meant(one.id, audience, ~_has_address())
    return _number(select(one.id).join(left, left.c.person_id == one.id).where(meant))


def _stopped(audience: Audience, topic: Topic | None) -> ColumnElement[int]:
    """Count those who do not want it. People who want everything, as most do, are not looked at."""
    one = aliased(Person)
    meant = _is_meant(one.id, audience, _has_address())
    stopped = _number(select(one.id).where(one.stopped_at.is_not(None), meant))
    if topic is None:
        return stopped
    meant = _is_meant(TopicOptOut.person_id, audience, Person.stopped_at.is_(None), _has_address())
    return stopped + _number(select(TopicOptOut.person_id).where(TopicOptOut.topic == topic, meant))


def _number(people: Select[int]) -> ScalarSelect[int]:
    return select(func.count()).select_from(people.subquery()).scalar_subquery()


def _is_meant(
    person_id: InstrumentedAttribute[int], audience: Audience, *more: ColumnElement[bool]
) -> ColumnElement[bool]:
    """A condition about one person, so that the database begins with whatever the question is asked of."""
    return _any(Person.id, Person.id == person_id, *_conditions(audience), *more)


def _has_address() -> ColumnElement[bool]:
    return _any(Address.id, Address.person_id == Person.id, Address.gone_at.is_(None))


def _any(key: InstrumentedAttribute[int], *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """The condition that there is a row. Asking for its key only, SQLite needs no more than an index."""
    return select(key).where(*conditions).exists()


def _conditions(audience: Audience) -> list[ColumnElement[bool]]:
    columns = (
        (Person.role, audience.roles),
        (Person.region_code, audience.regions),
        (Person.pesantren_id, audience.pesantren),
        (Person.belonging, audience.belongings),
        (Person.language, audience.languages),
    )
    conditions: list[ColumnElement[bool]] = [column.in_(values) for column, values in columns if values]
    if audience.pillars:
        enrolled = Enrolment.person_id == Person.id, Enrolment.status == EnrolmentStatus.ACTIVE
        conditions.append(_any(Enrolment.id, *enrolled, Enrolment.pillar.in_(audience.pillars)))
    sells = Product.owner_id == Person.id, Product.archived_at.is_(None)
    if audience.categories:
        conditions.append(_any(Product.id, *sells, Product.category.in_(audience.categories)))
    if audience.missing_permits:
        lacks = [~_has_permit(kind) for kind in audience.missing_permits]
        conditions.append(_any(Product.id, *sells, or_(*lacks)))
    if audience.events:
        said = Rsvp.event_id.in_(audience.events), Rsvp.answer.in_(audience.answers)
        conditions.append(Person.id.in_(select(Rsvp.person_id).where(*said)))
    return conditions


def _has_permit(kind: str) -> ColumnElement[bool]:
    """The condition that a product has a permit, looked for in the JSON as it is written.

    A quotation mark in a typed number is escaped there.
    """
    return cast(Product.permits, Text).contains(f'"kind": "{kind}"', autoescape=True)
