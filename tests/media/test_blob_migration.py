"""A database of a version that kept contents in itself."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Mapping
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, bindparam, text

import bot.media.blob_migration
from bot.channels.webchat.channel import WebchatChannel
from bot.media.blob_migration import BlobMigration
from bot.media.downloader import MediaDownloader
from bot.media.images import prepare
from bot.media.library import MediaService
from bot.messages.outgoing import OutgoingMessage
from bot.runtime.runtime import Runtime
from models.db.database import Database, UtcTime, utcnow
from models.media import Media, MediaRef
from models.migrations.configuration import configuration
from models.migrations.migrate import alone, upgrade
from models.webchat import newest
from tests.support.media_service import in_memory
from tests.support.webchat_world import photo

JPEG, PDF = "image/jpeg", "application/pdf"
CONTENTS = {number: bytes([number]) * 1000 * number for number in range(1, 8)}


@pytest.fixture
async def library(blank: Database) -> MediaService:
    """Seven contents in a database of version 0002, brought to this one."""
    async with alone(blank) as connection:
        await connection.run_sync(to_version_0002)
    async with blank.write() as session:
        for number, content in CONTENTS.items():
            await session.execute(OLD, {"id": number, "content": content, "now": utcnow()})
    await upgrade(blank)
    return MediaService(blank, in_memory())


OLD = text(
    "INSERT INTO media (id, name, mime, content, created_at) VALUES (:id, '', 'image/jpeg', :content, :now)"
).bindparams(bindparam("now", type_=UtcTime))


def to_version_0002(connection: Connection) -> None:
    command.upgrade(configuration(connection), "0002")


def migration(library: MediaService) -> BlobMigration:
    return BlobMigration(Runtime.create(library.db), library)


async def in_database(library: MediaService) -> list[int]:
    """Of which media the content is still in the database."""
    return [number for number in CONTENTS if (await library.get(number)).content is not None]


async def readable(library: MediaService) -> Mapping[int, bytes]:
    return {number: await library.content(number) for number in CONTENTS}


async def test_contents_move_a_few_at_a_time_and_can_be_read_all_the_while(library: MediaService) -> None:
    mover = migration(library)
    assert await readable(library) == CONTENTS
    assert await mover.step()
    assert 0 < len(await in_database(library)) < len(CONTENTS)
    assert await readable(library) == CONTENTS
    await mover.run()
    assert await in_database(library) == []
    assert await readable(library) == CONTENTS
    assert {(await library.get(number)).size for number in CONTENTS} == {len(c) for c in CONTENTS.values()}


async def test_several_processes_may_move_at_once(library: MediaService) -> None:
    await asyncio.gather(*(migration(library).run() for _ in range(3)))
    assert await in_database(library) == []
    assert await readable(library) == CONTENTS


async def test_where_the_disk_is_full_contents_stay_and_move_later(
    library: MediaService, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(bot.media.blob_migration, "ERROR_PAUSE_SECONDS", 0)
    write, room = library.contents.write, iter([True, True, False, False])

    def full(name: str, content: bytes) -> None:
        if not next(room, True):
            raise OSError(errno.ENOSPC, "No space left on device")
        write(name, content)

    monkeypatch.setattr(library.contents, "write", full)
    await migration(library).run()
    assert caplog.text.count("cannot be moved now error=OSError") == 2
    assert await in_database(library) == []
    assert await readable(library) == CONTENTS


async def test_the_page_tells_how_large_a_file_is_before_and_after(library: MediaService) -> None:
    page = WebchatChannel(library.db, library, ())
    await page.send("santri", OutgoingMessage(html="Ini", file=2))
    await migration(library).run()
    await page.send("santri", OutgoingMessage(html="Ini", file=2))
    async with library.db.read() as session:
        sizes = [message.body["file"]["size"] for message in await newest(session, "santri", 2)]
    assert sizes == [2000, 2000]


async def kept_elsewhere(db: Database, **values: Any) -> int:
    """Something that is only with its channel; the id."""
    async with db.write() as session:
        media = Media(**values)
        session.add(media)
        await session.flush()
        session.add(MediaRef(media_id=media.id, channel="test", ref="a"))
    return media.id


async def test_photos_that_were_never_fetched_are_fetched_as_well(db: Database) -> None:
    async def fetch(ref: str) -> bytes:
        return photo()

    library = MediaService(db, in_memory(), {"test": fetch})
    old, file = await kept_elsewhere(db, mime=JPEG), await kept_elsewhere(db, mime=PDF, name="surat.pdf")
    promised = await kept_elsewhere(db, mime="image/png", expires_at=utcnow())
    hopeless = await kept_elsewhere(db, mime=JPEG, tries=8)
    await migration(library).run()
    assert await MediaDownloader(Runtime.create(db), library).step() == 1
    assert await library.get_stored(old) == prepare(photo())
    assert [await library.get_stored(other) for other in (file, promised, hopeless)] == [None] * 3


async def test_of_somebody_who_is_erased_meanwhile_nothing_is_moved(
    library: MediaService, monkeypatch: pytest.MonkeyPatch
) -> None:
    get = library.get

    async def gone(media_id: int) -> Media:
        async with library.db.write() as session:
            await session.execute(text("DELETE FROM media"))
        return await get(media_id)

    monkeypatch.setattr(library, "get", gone)
    await migration(library).run()
    assert [digest async for digest, _size in library.contents.list_all()] == []
