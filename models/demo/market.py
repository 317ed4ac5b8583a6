"""Products and enrolments of the people of the demo.

Written as rows, not through the functions that guard them: nobody else is there yet, and the demo shall start
at once.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models import products
from models.demo import goods
from models.demo.goods import Good
from models.enrolments import Enrolment, EnrolmentStatus, Figure, MetricValue, Pillar
from models.media import PHOTO, Media, StoredBlob
from models.people import Affiliation, Person
from models.products import Product
from models.public_codes import new_code

SELLING, ENROLLING, PERMITTED, FLAGSHIP = 0.62, 0.8, 0.7, 0.7
"""The shares of people who sell, of people who take part in the pillar that is theirs; of usual permits that are
there, of products that are flagships.
"""
LEFT = 4
"""Number of people who have withdrawn from their pillar."""

PILLARS: dict[str, Pillar] = {
    Affiliation.SANTRI: Pillar.SANTRIPRENEUR,
    Affiliation.ALUMNI: Pillar.SOSIOPRENEUR,
    Affiliation.PENGURUS: Pillar.PESANTRENPRENEUR,
}
"""Pillar of a person, by how they belong to their pesantren."""


async def sell(
    session: AsyncSession,
    dice: random.Random,
    people: Sequence[Person],
    pictures: Mapping[str, StoredBlob],
    now: datetime,
) -> set[int]:
    """A product for many of them; `pictures` has where the photo of each good is kept, by the good's name. Returns the
    ids of who sells.
    """
    offers = [(person, goods.pick(dice)) for person in people if dice.random() < SELLING]
    photos = [_photo(person, pictures[good.name]) for person, good in offers]
    session.add_all(photos)
    await session.flush()
    for (person, good), photo in zip(offers, photos, strict=True):
        session.add(_product(dice, person, good, photo.id, _since(dice, person, now)))
    return {person.id for person, _good in offers}


def _photo(owner: Person, kept: StoredBlob) -> Media:
    return Media(mime=PHOTO, owner_id=owner.id, digest=kept.digest, size=kept.size)


def _product(dice: random.Random, owner: Person, good: Good, photo: int, since: datetime) -> Product:
    step = 500 if good.price > 5_000 else 50
    product = products.imagined(
        since,
        name=f"{good.name} {dice.choice(goods.BRANDS)}",
        category=good.category,
        price=round(good.price * dice.uniform(0.85, 1.2) / step) * step,
        unit=good.unit,
        capacity=round(good.capacity * dice.uniform(0.5, 1.8) / 10) * 10,
        description=good.story,
        flagship=dice.random() < FLAGSHIP,
        permits=[
            goods.permit(dice, kind, str(owner.region_code), since.year)
            for kind in good.permits
            if dice.random() < PERMITTED
        ],
        photos=[photo],
    )
    product.owner_id, product.code = owner.id, new_code()
    return product


async def enrol(
    session: AsyncSession,
    dice: random.Random,
    people: Sequence[Person],
    sellers: Collection[int],
    now: datetime,
) -> None:
    """Enrol most people in the pillar that is theirs; santri need a product for it."""
    joined = [
        _enrolment(dice, person, pillar, _since(dice, person, now))
        for person in people
        if (pillar := PILLARS.get(str(person.belonging))) and dice.random() < ENROLLING
        if pillar is not Pillar.SANTRIPRENEUR or person.id in sellers
    ]
    for one in dice.sample(joined, LEFT):
        one.status, one.withdrawn_at = EnrolmentStatus.WITHDRAWN, now
    session.add_all(joined)
    await session.flush()
    for one in joined:
        session.add_all(_measures(one))


def _enrolment(dice: random.Random, person: Person, pillar: Pillar, since: datetime) -> Enrolment:
    details = dict(_figures(dice, pillar))
    return Enrolment(
        person_id=person.id, pillar=pillar, details=details, created_at=since, status=EnrolmentStatus.ACTIVE
    )


def _measures(one: Enrolment) -> list[MetricValue]:
    return [
        MetricValue(
            enrolment_id=one.id,
            pillar=one.pillar,
            name=Figure(name),
            value=value,
            at=one.created_at,
            until=one.withdrawn_at,
        )
        for name, value in one.details.items()
    ]


def _figures(dice: random.Random, pillar: Pillar) -> dict[Figure, int]:
    """The figures of a pillar; turnovers are mostly small, a few large."""
    scale = dice.lognormvariate(0, 0.7)
    match pillar:
        case Pillar.PESANTRENPRENEUR:
            return {
                Figure.MEMBERS: dice.randrange(40, 400, 5),
                Figure.TURNOVER: round(180 * scale) * 100_000,
                Figure.EMPLOYED: dice.randrange(2, 16),
                Figure.PRODUCTS: dice.randrange(1, 9),
            }
        case Pillar.SANTRIPRENEUR:
            return {Figure.TURNOVER: round(20 * scale) * 100_000, Figure.PRODUCTS: 1}
        case Pillar.SOSIOPRENEUR:
            return {
                Figure.EMPLOYED: dice.randrange(1, 9),
                Figure.REACHED: dice.randrange(10, 120, 5),
                Figure.TURNOVER: round(60 * scale) * 100_000,
            }


def _since(dice: random.Random, person: Person, now: datetime) -> datetime:
    """Some time after the person came, mostly soon."""
    return person.created_at + (now - person.created_at) * dice.random() ** 2
