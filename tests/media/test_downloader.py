"""Photos that arrive are fetched once, checked, and kept."""

from __future__ import annotations

import asyncio
import errno
from collections import Counter
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

import bot.media.downloader
from bot.media.downloader import RETRY_DELAYS, MediaDownloader
from bot.media.images import prepare
from bot.media.library import MediaService, remember_received
from bot.runtime.runtime import Runtime
from models import media as rows
from models.db.database import Database, UnreachableError, utcnow
from models.media import Media
from models.people import Person
from tests.support.fakes import until
from tests.support.media_service import in_memory
from tests.support.webchat_world import photo

CHANNEL = "test"
JPEG, PDF = "image/jpeg", "application/pdf"
TRIES = len(RETRY_DELAYS) + 1


class Messenger:
    """What people sent, by `ref`; `away`: it gives nothing."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.asked: Counter[str] = Counter()
        self.away = False

    async def fetch(self, ref: str) -> bytes:
        self.asked[ref] += 1
        await asyncio.sleep(0)
        if self.away:
            raise ConnectionError("no connection")
        return self.files[ref]


class Place:
    """A bot that somebody sends photos and files to; `now` is its clock."""

    def __init__(self, db: Database) -> None:
        self.db, self.messenger = db, Messenger()
        self.now = utcnow() + timedelta(seconds=1)
        self.library = self.another_process()

    def another_process(self, library: MediaService | None = None) -> MediaService:
        """One that keeps contents where `library` does."""
        contents = library.contents if library else in_memory()
        return MediaService(self.db, contents, {CHANNEL: self.messenger.fetch})

    def clock(self) -> datetime:
        return self.now

    @property
    def fetcher(self) -> MediaDownloader:
        return self.fetcher_of(self.library)

    def fetcher_of(self, library: MediaService) -> MediaDownloader:
        return MediaDownloader(Runtime.create(self.db, clock=self.clock), library)

    async def gets(self, ref: str, content: bytes, mime: str = JPEG, name: str = "") -> int:
        """Somebody new sends this; its id."""
        self.messenger.files[ref] = content
        async with self.db.write() as session:
            person = Person(name="Ahmad")
            session.add(person)
            await session.flush()
            return await remember_received(session, person.id, CHANNEL, ref, mime, name)

    async def row(self, media_id: int) -> Media:
        return await self.library.get(media_id)

    async def contents(self) -> list[str]:
        return [digest async for digest, _size in self.library.contents.list_all()]


@pytest.fixture
def place(db: Database) -> Place:
    return Place(db)


async def test_a_photo_is_fetched_once_and_is_there_without_its_messenger(place: Place) -> None:
    sent = photo(2000, 1000)
    media = await place.gets("a", sent)
    while await place.fetcher.step():
        pass
    place.messenger.away = True
    kept = await place.library.content(media)
    assert kept == prepare(sent)
    row = await place.row(media)
    assert (row.digest, row.size, row.content) == (*await place.contents(), len(kept), None)
    assert (row.fetch_after, place.messenger.asked) == (None, {"a": 1})
    assert (await place.library.find(media, CHANNEL)).ref == "a"


async def test_the_same_photo_of_many_people_is_kept_once(place: Place) -> None:
    media = [await place.gets(f"ref {number}", photo()) for number in range(6)]
    while await place.fetcher.step():
        pass
    [digest] = await place.contents()
    assert {(await place.row(one)).digest for one in media} == {digest}


@pytest.mark.parametrize(("mime", "name"), [(PDF, "surat.pdf"), ("image/png", "poster.png")])
async def test_a_file_stays_with_its_messenger_until_it_is_needed(place: Place, mime: str, name: str) -> None:
    file = photo(kind="PNG")
    media = await place.gets("f", file, mime, name)
    assert await place.fetcher.step() == 0
    for _twice in range(2):
        assert await place.library.content(media) == file
    assert place.messenger.asked == {"f": 1}
    row = await place.row(media)
    assert (row.mime, row.size) == (mime, len(file))


async def test_a_photo_that_is_needed_before_it_was_fetched_is_not_fetched_again(place: Place) -> None:
    media = await place.gets("a", photo())
    await place.library.content(media)
    assert await place.fetcher.step() == 0
    assert place.messenger.asked == {"a": 1}


async def test_where_the_messenger_is_away_it_is_tried_again_later(place: Place) -> None:
    media = await place.gets("a", photo())
    place.messenger.away = True
    assert await place.fetcher.step() == 1
    assert await place.fetcher.step() == 0
    place.messenger.away = False
    place.now += RETRY_DELAYS[0]
    assert await place.fetcher.step() == 1
    assert (await place.row(media)).digest


async def test_pauses_grow_and_after_the_last_try_it_is_left_to_the_messenger(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    media = await place.gets("a", photo())
    place.messenger.away = True
    for pause in (*RETRY_DELAYS, timedelta(days=9)):
        assert await place.fetcher.step() == 1
        place.now += pause
    place.messenger.away = False
    assert await place.fetcher.step() == 0
    assert place.messenger.asked == {"a": TRIES}
    assert list(RETRY_DELAYS) == sorted(RETRY_DELAYS)
    assert [record.levelname for record in caplog.records].count("WARNING") == 1
    assert (await place.library.find(media, CHANNEL)).ref == "a"
    assert await place.library.content(media)


async def test_what_is_no_photo_is_given_up_at_once(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    media = await place.gets("rahasia", b"rahasia")
    assert await place.fetcher.step() == 1
    place.now += timedelta(days=9)
    assert await place.fetcher.step() == 0
    assert [record.getMessage() for record in caplog.records] == [
        f"what came as a photo is none media={media}"
    ]
    assert await place.contents() == []
    with pytest.raises(FileNotFoundError):
        await place.library.content(media)


async def test_two_processes_fetch_each_photo_once(place: Place) -> None:
    media = [await place.gets(f"ref {number}", photo(colour=colour)) for number, colour in COLOURS]
    others = place.fetcher_of(place.another_process(place.library))
    while any(await asyncio.gather(place.fetcher.step(), others.step())):
        pass
    assert set(place.messenger.asked.values()) == {1}
    assert len({(await place.row(one)).digest for one in media}) == len(media)


COLOURS = list(enumerate(("red", "green", "blue", "teal", "navy", "lime", "pink", "gold", "gray", "tan")))


async def test_nobody_waits_for_one_that_is_just_claimed(postgresql: Database) -> None:
    place = Place(postgresql)
    first, second = [await place.gets(ref, photo()) for ref in ("a", "b")]
    async with postgresql.write() as session:
        [claimed] = await rows.claim(session, place.now, RETRY_DELAYS, 1)
        assert await place.fetcher.step() == 1
    assert claimed.id == first
    assert [bool((await place.row(one)).digest) for one in (first, second)] == [False, True]


async def test_a_photo_whose_process_died_is_fetched_by_another(place: Place) -> None:
    media = await place.gets("a", photo())
    async with place.db.write() as session:
        await rows.claim(session, place.now, RETRY_DELAYS, 1)
    assert await place.fetcher.step() == 0
    place.now += RETRY_DELAYS[0]
    assert await place.fetcher.step() == 1
    assert (await place.row(media)).digest


async def test_on_a_full_disk_nothing_is_lost(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(name: str, content: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    media = await place.gets("a", photo())
    with monkeypatch.context() as patch:
        patch.setattr(place.library.contents, "write", full)
        assert await place.fetcher.step() == 1
        with pytest.raises(OSError, match="No space left"):
            await place.library.content(media)
    row = await place.row(media)
    assert (row.digest, row.content) == (None, None)
    place.now += RETRY_DELAYS[0]
    await place.fetcher.step()
    assert await place.library.content(media) == prepare(photo())


async def test_a_photo_of_somebody_who_is_erased_meanwhile(place: Place) -> None:
    media = await place.gets("a", photo())
    fetch = place.messenger.fetch

    async def erased(ref: str) -> bytes:
        async with place.db.write() as session:
            await session.execute(delete(Media))
        return await fetch(ref)

    library = MediaService(place.db, place.library.contents, {CHANNEL: erased})
    assert await place.fetcher_of(library).step() == 1
    with pytest.raises(LookupError, match=f"no media {media}"):
        await place.row(media)


async def test_a_content_that_is_gone_from_the_store_is_fetched_again(place: Place) -> None:
    media = await place.gets("a", photo())
    await place.fetcher.step()
    await place.library.contents.delete(await place.contents())
    assert await place.library.content(media) == prepare(photo())
    assert len(await place.contents()) == 1


@pytest.mark.parametrize("trouble", [UnreachableError(), RuntimeError()])
async def test_the_fetcher_goes_on_after_trouble(
    place: Place, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, trouble: Exception
) -> None:
    monkeypatch.setattr(bot.media.downloader, "ERROR_PAUSE_SECONDS", 0)
    await place.gets("a", photo())
    troubles, any_due = iter([trouble]), rows.any_due

    async def troubled(session: AsyncSession, now: datetime) -> bool:
        for one in troubles:
            raise one
        return await any_due(session, now)

    monkeypatch.setattr(rows, "any_due", troubled)
    running = asyncio.create_task(place.fetcher.run())
    await until(lambda: place.messenger.asked["a"] == 1)
    running.cancel()
    await asyncio.wait([running])
    assert (type(trouble).__name__ in caplog.text) == isinstance(trouble, RuntimeError)
