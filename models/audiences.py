"""Whom a broadcast is for: a choice of people, counted and resolved inside the database."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict
from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.enrolments import Enrolment, Pillar, Status
from models.events import Answer, Rsvp
from models.people import Address, Belonging, Person, Role
from models.products import Category, Product


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
    answers: tuple[Answer, ...] = (Answer.YES,)
    """What the guests of these events answered."""
    roles: tuple[Role, ...] = ()
    belongings: tuple[Belonging, ...] = ()
    categories: tuple[Category, ...] = ()
    """Of the products that they have registered."""

    @property
    def everybody(self) -> bool:
        return not _conditions(self)


def people_of(audience: Audience) -> Select[int]:
    """The ids of the people, whether they can be reached or not."""
    return select(Person.id).where(*_conditions(audience))


def addresses_of(audience: Audience) -> Select[int]:
    """The ids of the addresses to write to: of each person the newest at which they are reached."""
    reachable = select(func.max(Address.id)).where(Address.gone_at.is_(None))
    if not audience.everybody:
        reachable = reachable.where(Address.person_id.in_(people_of(audience)))
    return reachable.group_by(Address.person_id)


async def count(session: AsyncSession, audience: Audience) -> int:
    """How many people would receive a broadcast."""
    return await session.scalar(select(func.count()).select_from(addresses_of(audience).subquery())) or 0


async def count_all(session: AsyncSession, audience: Audience) -> int:
    """How many people are meant, whether they can be reached or not."""
    return await session.scalar(select(func.count()).select_from(people_of(audience).subquery())) or 0


def _conditions(audience: Audience) -> list[ColumnElement[bool]]:
    columns = (
        (Person.role, audience.roles),
        (Person.region_code, audience.regions),
        (Person.pesantren_id, audience.pesantren),
        (Person.belonging, audience.belongings),
    )
    conditions: list[ColumnElement[bool]] = [column.in_(values) for column, values in columns if values]
    if audience.pillars:
        enrolled = Enrolment.person_id == Person.id, Enrolment.status == Status.ACTIVE
        conditions.append(exists().where(*enrolled, Enrolment.pillar.in_(audience.pillars)))
    if audience.categories:
        sells = Product.owner_id == Person.id, Product.archived_at.is_(None)
        conditions.append(exists().where(*sells, Product.category.in_(audience.categories)))
    if audience.events:
        invited = Rsvp.person_id == Person.id, Rsvp.event_id.in_(audience.events)
        conditions.append(exists().where(*invited, Rsvp.answer.in_(audience.answers)))
    return conditions
