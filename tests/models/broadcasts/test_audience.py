"""Who of an audience is written to: not those who do not want it; and whom a missing permit or a language chooses."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, update

from models import products, subscriptions
from models.broadcasts import audience as broadcast_audience
from models.broadcasts.audience import Audience
from models.db.database import Database
from models.people import Address, Person
from models.products import PermitRecord
from models.topics import Topic
from tests.models.village import NOW, address, person, product

EVERYBODY = Audience()


@pytest.fixture
async def village(db: Database) -> Database:
    """Ahmad wants everything, Budi no training, Citra nothing; Dewi wants nothing either and cannot be reached."""
    async with db.write() as session:
        people = {name: await person(session, name) for name in ("Ahmad", "Budi", "Citra", "Dewi")}
        people["Ahmad"].language = "jv"
        await address(session, people["Ahmad"])
        await subscriptions.opt_out(session, people["Budi"], Topic.TRAINING, NOW)
        await subscriptions.opt_out(session, people["Citra"], Topic.TRAINING, NOW)
        for name in ("Citra", "Dewi"):
            await subscriptions.stop(session, people[name], NOW)
        gone = update(Address).where(Address.person_id == people["Dewi"].id)
        await session.execute(gone.values(gone_at=NOW))
    return db


async def reached(db: Database, audience: Audience, topic: Topic | None) -> str:
    """The names of those who are written to."""
    ids = broadcast_audience.addresses_of(audience, topic)
    names = select(Person.name).join(Address).where(Address.id.in_(ids)).order_by(Person.name)
    async with db.read() as session:
        return " ".join(await session.scalars(names))


@pytest.mark.parametrize(
    ("topic", "names", "stopped"),
    [(Topic.TRAINING, "Ahmad", 2), (Topic.MARKET, "Ahmad Budi", 1), (None, "Ahmad Budi", 1)],
)
async def test_who_does_not_want_it_is_left_out_and_counted(
    village: Database, topic: Topic | None, names: str, stopped: int
) -> None:
    assert await reached(village, EVERYBODY, topic) == names
    async with village.read() as session:
        assert await broadcast_audience.count(session, EVERYBODY, topic) == len(names.split())
        assert await broadcast_audience.count_stopped(session, EVERYBODY, topic) == stopped
        assert await broadcast_audience.count_all(session, EVERYBODY) == 4


async def test_who_has_left_one_of_two_chats_is_reached_at_the_other(db: Database) -> None:
    async with db.write() as session:
        for name, left in (("Ahmad", False), ("Budi", True)):
            who = await person(session, name, language="jv")
            await address(session, who, gone_at=NOW)
            if left:
                mine = update(Address).where(Address.person_id == who.id)
                await session.execute(mine.values(gone_at=NOW))
    for audience in (EVERYBODY, Audience(languages=("jv",))):
        assert await reached(db, audience, None) == "Ahmad"
        async with db.read() as session:
            assert await broadcast_audience.count(session, audience) == 1
            assert await broadcast_audience.count_all(session, audience) == 2


async def test_only_the_audience_is_counted_among_those_who_stopped(village: Database) -> None:
    audience = Audience(languages=("jv",))
    async with village.write() as session:
        citra = update(Person).where(Person.name.in_(["Citra", "Dewi"]))
        await session.execute(citra.values(language="jv"))
        assert await broadcast_audience.count(session, audience, Topic.TRAINING) == 1
        assert await broadcast_audience.count_stopped(session, audience, Topic.TRAINING) == 1
        assert await broadcast_audience.count_all(session, audience) == 3


async def test_a_part_of_the_people_is_taken_at_a_time(village: Database) -> None:
    ids = broadcast_audience.addresses_of(EVERYBODY, Topic.MARKET)
    async with village.read() as session:
        first = (await session.scalars(ids.where(Address.person_id <= 1))).all()
        rest = (await session.scalars(ids.where(Address.person_id > 1))).all()
        assert (len(first), len(rest)) == (1, 1)


async def test_people_are_chosen_by_their_language(village: Database) -> None:
    assert await reached(village, Audience(languages=("jv",)), None) == "Ahmad"
    assert await reached(village, Audience(languages=("id", "en")), None) == "Budi"
    assert await reached(village, Audience(languages=("id", "jv")), None) == "Ahmad Budi"


NIB: PermitRecord = {"kind": "nib", "number": "1234567890123"}
PIRT: PermitRecord = {"kind": "pirt", "number": '"KIND": "HALAL", "kind": "halal"'}


@pytest.mark.parametrize(
    ("choice", "names"),
    [
        ({"missing_permits": ["pirt"]}, "both nothing"),
        ({"missing_permits": ["nib"]}, "nothing"),
        ({"missing_permits": ["halal"]}, "all both nothing"),
        ({"missing_permits": ["pirt", "nib"]}, "both nothing"),
        ({"missing_permits": ["pirt"], "categories": ["minuman"]}, ""),
        ({"missing_permits": ["p%"]}, "all both nothing"),
    ],
)
async def test_people_are_chosen_by_a_permit_that_a_product_of_theirs_lacks(
    db: Database, choice: dict[str, Any], names: str
) -> None:
    async with db.write() as session:
        await product(session, await person(session, "all"), permits=[NIB, PIRT])
        both = await person(session, "both")
        await product(session, both, permits=[NIB, PIRT])
        await product(session, both, permits=[NIB])
        await product(session, await person(session, "nothing"), permits=[])
        await products.archive(session, await product(session, await person(session, "archived")), NOW)
        await person(session, "without a product")
    assert await reached(db, Audience.model_validate(choice), None) == names
    async with db.read() as session:
        assert await broadcast_audience.count(session, Audience.model_validate(choice)) == len(names.split())
