"""Photos that nothing refers to go within a day; those that something refers to stay, however old."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.maintenance import retention as maintenance_retention
from bot.maintenance.retention import RetentionJobs
from bot.messages.outgoing import OutgoingMessage
from bot.runtime.runtime import Runtime
from bot.settings.schema import Retention
from models import media as rows
from models.broadcasts.tables import Broadcast
from models.db.database import Database
from models.drafts import DraftRow
from models.media import Media, MediaRef
from models.people import Address, Person
from models.products import Category, Product, ProductPhoto
from models.queue.outbox import OutboxRow
from models.webchat import PageMedia
from tests.support.client import MORNING

LATER = MORNING + timedelta(days=1, minutes=1)


@pytest.fixture(autouse=True)
def small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maintenance_retention, "INITIAL_ROWS", 2)


async def keep_house(db: Database, now: Any = LATER) -> None:
    jobs = RetentionJobs(Runtime.create(db, clock=lambda: now), Retention())
    await jobs.drop_unreferenced_media(now)


async def photo(db: Database, **known: Any) -> int:
    async with db.write() as session:
        media = Media(mime="image/jpeg", created_at=MORNING, **known)
        session.add(media)
        await session.flush()
        session.add(MediaRef(media_id=media.id, channel="test", ref=str(media.id)))
        return media.id


async def left(db: Database) -> set[int]:
    async with db.read() as session:
        return set(await session.scalars(select(Media.id)))


async def person(db: Database) -> tuple[int, int]:
    async with db.write() as session:
        someone = Person(name="Ahmad", belonging="santri")
        session.add(someone)
        await session.flush()
        address = Address(person_id=someone.id, channel="test", chat="1")
        session.add(address)
        await session.flush()
        return someone.id, address.id


async def test_what_nothing_refers_to_goes_after_a_day_and_not_before(db: Database) -> None:
    photos = {await photo(db) for _ in range(5)}
    await keep_house(db, MORNING + timedelta(hours=23))
    assert await left(db) == photos
    await keep_house(db)
    assert await left(db) == set()


async def test_what_something_refers_to_stays(db: Database) -> None:
    owner, address = await person(db)
    shown, drafted, in_content, sent, file, page, poster, paper, once, gone = [
        await photo(db) for _ in range(10)
    ]
    async with db.write() as session:
        product = Product(
            owner_id=owner, name="Keripik", category=next(iter(Category)), price=1, unit="bungkus", code="ABC"
        )
        session.add(product)
        await session.flush()
        session.add(ProductPhoto(product_id=product.id, position=0, media_id=shown))
        answers = {"name": "Keripik", "photos": [drafted], "content": {"photo": in_content, "html": "1"}}
        draft = dict.fromkeys(("at", "afterwards", "album", "target"), "")
        flags = dict.fromkeys(("one_field", "album_over", "paused"), False)
        session.add(
            DraftRow(
                id=1,
                address_id=address,
                form="product",
                answers=answers,
                updated_at=MORNING,
                **draft,
                **flags,
            )
        )
        for message in (OutgoingMessage(html="x", photos=[sent]), OutgoingMessage(html="x", file=file)):
            body = message.model_dump_json(exclude_defaults=True)
            session.add(OutboxRow(channel="test", chat="1", priority=0, body=body, send_after=MORNING))
        session.add(PageMedia(media_id=page))
        session.add(Broadcast(html="x", photo_id=poster))
        session.add(Broadcast(html="x", document_id=paper))
        (await session.get_one(Media, once)).expires_at = LATER + timedelta(days=9)
    await keep_house(db)
    assert await left(db) == {shown, drafted, in_content, sent, file, page, poster, paper, once}
    assert gone not in await left(db)


async def test_a_photo_that_is_sent_again_just_then_stays(postgresql: Database) -> None:
    """Whoever sends the same photo again gets the row that is there; it is locked until their form has it."""
    owner, _address = await person(postgresql)
    known = await photo(postgresql, owner_id=owner)
    async with postgresql.write() as session:
        assert await rows.claim_received(session, owner, "test", str(known)) == known
        await keep_house(postgresql)
    assert await left(postgresql) == {known}


async def test_a_photo_that_was_just_deleted_is_a_new_one(db: Database) -> None:
    owner, _address = await person(db)
    known = await photo(db, owner_id=owner)
    await keep_house(db)
    async with db.write() as session:
        assert await rows.claim_received(session, owner, "test", str(known)) is None
