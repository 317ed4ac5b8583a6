"""Sample people, products and events for the demo. All names are made up; the places are real."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.demo import gatherings, market, messages
from models.demo.people import guests, homes, staff
from models.media import StoredBlob
from models.people import Address, Consent, Person
from models.pesantren import Pesantren
from models.seed import regions_and_pesantren

CONSENT = "2026-11"
"""The version of the text that they agreed to."""


async def fill(
    session: AsyncSession, channel: str, pictures: Mapping[str, StoredBlob], now: datetime
) -> None:
    """Everything that the demo begins with. `pictures`: the photo of each of `goods.goods()`, by the good's name."""
    await regions_and_pesantren(session)
    dice = random.Random(2022)  # noqa: S311 - the same sample every time
    directory = (await session.scalars(select(Pesantren).order_by(Pesantren.id))).all()
    places = homes(dice, directory)
    session.add_all(places)
    await session.flush()
    people, (santri, organiser, admin) = guests(dice, places, now), staff(directory, now)
    everybody = {"santri": santri}
    session.add_all([santri, *people, organiser, admin])
    await session.flush()
    everybody |= {f"tamu-{person.id}": person for person in people}
    everybody |= {"penyelenggara": organiser, "admin": admin}
    addresses = await _reached(session, channel, everybody)
    sellers = await market.sell(session, dice, people, pictures, now)
    await market.enrol(session, dice, people, sellers, now)
    await gatherings.plan(session, dice, people, organiser, now)
    await messages.broadcast(session, dice, addresses, organiser, now)
    session.add_all(messages.openings(channel, now))


async def _reached(session: AsyncSession, channel: str, chats: Mapping[str, Person]) -> Sequence[Address]:
    """Add their addresses and consents; the addresses in the order of the chats."""
    addresses = [
        Address(person_id=person.id, channel=channel, chat=chat, created_at=person.created_at)
        for chat, person in chats.items()
    ]
    session.add_all(addresses)
    session.add_all(
        Consent(
            person_id=person.id,
            version=CONSENT,
            channel=channel,
            language=person.language,
            given_at=person.created_at,
        )
        for person in chats.values()
    )
    await session.flush()
    return addresses
