"""The people and things that the demo begins with: they look like the programme, and break none of its rules."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import func, select

from bot.demo import PERSONAS
from bot.demo.sample_images import draw
from bot.i18n.formatting import WIB
from handlers.events import times
from handlers.products.permits import Permit, warnings
from models import demo, events, statistics
from models.db.database import Database
from models.demo import gatherings
from models.demo.goods import goods
from models.demo.people import GUESTS
from models.events import Event, Rsvp
from models.media import StoredBlob
from models.people import Address
from models.products import Product

NOW = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)
PICTURES = {good.name: StoredBlob(f"{place:064x}", 1000) for place, good in enumerate(goods())}


@pytest.fixture
async def filled(sqlite: Database) -> Database:
    async with sqlite.write() as session:
        await demo.fill(session, "page", PICTURES, NOW)
    return sqlite


async def test_the_statistics_look_alive(filled: Database) -> None:
    async with filled.read() as session:
        overview = await statistics.overview(session, NOW)
        regions = await statistics.by_region(session)
        categories = await statistics.by_category(session)
        broadcasts = await statistics.broadcasts(session)
    assert overview.people.total == GUESTS + 3
    for growth in (overview.people, overview.products, *overview.pillars.values()):
        assert 0 < growth.week < growth.month < growth.total
    assert all(region.people for region in regions) and len(regions) == 38
    assert all(category.products > category.flagships > 0 for category in categories)
    assert overview.next_event and 0 < overview.next_event.yes < overview.next_event.seats
    assert [one.progress.total for one in broadcasts] == [GUESTS + 3] * len(broadcasts)
    assert broadcasts[0].progress.gone and broadcasts[0].progress.failed


async def test_every_chat_of_the_page_belongs_to_somebody_but_the_newcomer_s(filled: Database) -> None:
    async with filled.read() as session:
        reached = set(await session.scalars(select(Address.chat).where(Address.gone_at.is_(None))))
    assert [persona.chat for persona in PERSONAS if persona.chat not in reached] == ["baru"]


async def test_permits_look_as_they_should(filled: Database) -> None:
    async with filled.read() as session:
        kept = [permit for permits in await session.scalars(select(Product.permits)) for permit in permits]
    assert len(kept) > 100
    for one in kept:
        permit = Permit.model_validate(one)
        assert permit.number
        assert permit.kind == "bpom" or warnings(permit) is None


async def test_seats_are_taken_by_those_who_come(filled: Database) -> None:
    coming = select(func.count()).where(Rsvp.event_id == Event.id, Rsvp.answer == events.RsvpAnswer.YES)
    async with filled.read() as session:
        rows = (await session.execute(select(Event.taken, coming.scalar_subquery()))).all()
    assert len(rows) == 4
    assert all(taken == answers for taken, answers in rows)


@pytest.mark.parametrize("day", range(7))
def test_no_event_is_at_the_time_of_the_friday_prayer(day: int) -> None:
    for hour in range(24):
        now = datetime(2026, 11, 23 + day, hour, 59, tzinfo=UTC)
        for gathering in gatherings.planned(now):
            start, end = gathering.fields["starts_at"], gathering.fields["ends_at"]
            times.check_start(start)
            times.check_end(start, end)
            assert start.astimezone(WIB).time() == time(9)
            assert abs(start - now) > timedelta(days=1)


def test_every_good_has_a_picture_of_its_own() -> None:
    pictures = [draw(good) for good in goods()]
    for picture in pictures:
        assert Image.open(BytesIO(picture)).size == (640, 480)
        assert len(picture) < 30_000
    assert len(set(pictures)) == len(pictures)
