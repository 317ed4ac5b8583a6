"""Contents that nobody needs are deleted; what somebody needs, or is about to, never is."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.media.garbage_collector import MIN_AGE, collect_garbage
from bot.media.library import MediaService
from bot.media.storage import BlobStorage
from models import media
from models.db.database import Database, utcnow
from models.erasure import erase
from models.media import Media, StoredBlob
from models.people import Person
from tests.support.media_service import in_memory, keep

PHOTO, OTHER = b"a photo", b"another photo"


@pytest.fixture
def library(db: Database) -> MediaService:
    return MediaService(db, in_memory())


async def digests(contents: BlobStorage) -> set[str]:
    return {digest async for digest, _size in contents.list_all()}


async def swept(library: MediaService, now: datetime | None = None) -> int:
    """How many were deleted in the hours that it takes to look at all."""
    now = now or utcnow() + MIN_AGE + timedelta(minutes=1)
    rounds = [
        await collect_garbage(library.db, library.contents, now + timedelta(hours=hour)) for hour in range(16)
    ]
    return sum(rounds)


async def sends(library: MediaService, content: bytes) -> int:
    """Somebody new sends a photo; their id."""
    async with library.referencing(content) as (session, kept):
        person = Person(name="Ahmad")
        session.add(person)
        await session.flush()
        session.add(Media(mime="image/jpeg", digest=kept.digest, size=kept.size, owner_id=person.id))
    return person.id


async def test_what_somebody_who_was_erased_sent_is_deleted_but_for_what_others_sent_too(
    library: MediaService,
) -> None:
    ahmad = await sends(library, PHOTO)
    async with library.referencing(OTHER) as (session, kept):
        session.add(Media(mime="image/jpeg", digest=kept.digest, size=kept.size, owner_id=ahmad))
    await sends(library, OTHER)
    async with library.db.write() as session:
        await erase(session, ahmad, utcnow())
    assert await swept(library) == 1
    assert await digests(library.contents) == {kept.digest}
    assert await library.contents.get(kept.digest) == OTHER


async def test_what_is_named_stays(library: MediaService) -> None:
    await sends(library, PHOTO)
    assert await swept(library) == 0
    assert len(await digests(library.contents)) == 1


async def test_what_came_within_a_day_stays(library: MediaService) -> None:
    kept = await library.contents.put(PHOTO)
    assert await swept(library, utcnow()) == 0
    assert await digests(library.contents) == {kept.digest}


async def test_what_nothing_came_to_name_is_deleted(library: MediaService) -> None:
    """As where the program ended between the two."""
    contents = [await library.contents.put(bytes([number])) for number in range(40)]
    assert await swept(library) == len(contents)
    assert await digests(library.contents) == set()
    assert await swept(library) == 0


async def test_a_round_looks_at_a_sixteenth(library: MediaService) -> None:
    for number in range(200):
        await library.contents.put(bytes([number]))
    before, now = await digests(library.contents), utcnow() + 2 * MIN_AGE
    await collect_garbage(library.db, library.contents, now)
    assert len({digest[0] for digest in before - await digests(library.contents)}) == 1


async def test_a_content_that_is_just_being_named_again_stays(library: MediaService) -> None:
    """It was there, old and nameless; the sweep comes while the row is written and not yet committed."""
    await library.contents.put(PHOTO)
    async with library.referencing(PHOTO) as (session, kept):
        sweeping = asyncio.create_task(swept(library))
        await asyncio.wait([sweeping], timeout=0.3)
        session.add(Media(mime="image/jpeg", digest=kept.digest, size=kept.size))
    assert await sweeping == 0
    assert await library.contents.get(kept.digest) == PHOTO


async def test_a_content_that_is_named_while_it_is_looked_up_stays(
    library: MediaService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Committed after the sweep saw that nothing names it, and before it deletes."""
    kept = await library.contents.put(PHOTO)
    stop_naming = media.lock_exclusive

    async def just_before(session: AsyncSession) -> None:
        session.add(Media(mime="image/jpeg", digest=kept.digest))
        await session.flush()
        await stop_naming(session)

    monkeypatch.setattr(media, "lock_exclusive", just_before)
    assert await swept(library) == 0
    assert await library.contents.get(kept.digest) == PHOTO


async def test_a_content_that_was_swept_before_its_row_was_written_is_put_again(
    library: MediaService, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = library.contents.put

    async def put_and_swept(content: bytes) -> StoredBlob:
        kept = await put(content)
        await swept(library)
        return kept

    monkeypatch.setattr(library.contents, "put", put_and_swept)
    photo = await keep(library, PHOTO)
    assert await library.content(photo) == PHOTO


async def test_where_contents_are_out_of_reach_a_later_round_does_it(
    library: MediaService, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    photo = await keep(library, PHOTO)
    async with library.db.write() as session:
        await session.execute(delete(Media).where(Media.id == photo))

    def away(names: object) -> None:
        raise ConnectionError("no answer")

    with monkeypatch.context() as patch:
        patch.setattr(library.contents, "remove", away)
        assert await swept(library) == 0
    assert "could not be deleted now" in caplog.text
    assert await swept(library) == 1
