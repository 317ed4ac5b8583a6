"""Moves contents that versions up to 0002 stored in the database to the blob storage, a few at a time."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from bot.media.library import MediaService
from bot.observability.logging import get_logger
from bot.runtime.runtime import Runtime
from models import media as rows
from models.db.database import shielded

log = get_logger(__name__)

BATCH_SIZE = 4
PAUSE_SECONDS, ERROR_PAUSE_SECONDS = 0.1, 60.0


class BlobMigration:
    """Moves contents. Each can be read all the time: it leaves the database when it is safe in the storage."""

    def __init__(self, runtime: Runtime, media: MediaService) -> None:
        self._runtime, self._media = runtime, media
        self._last = 0
        """Id of the last media that is done."""

    async def run(self) -> None:
        """Run until there is nothing left to move."""
        more = True
        while more:
            try:
                more, pause = await self._runtime.db_retry.run(self.step), PAUSE_SECONDS
            except Exception as error:
                log.warning("old contents cannot be moved now", exc_info=error)
                pause = ERROR_PAUSE_SECONDS
            await asyncio.sleep(pause)

    async def step(self) -> bool:
        """Move a few; return False where there were none."""
        async with self._runtime.db.read() as session:
            left = await rows.without_digest(session, self._last, BATCH_SIZE)
        for media_id, inside in left:
            await (self._move(media_id) if inside else shielded(self._request(media_id)))
            self._last = media_id
        return bool(left)

    async def _move(self, media_id: int) -> None:
        with suppress(LookupError):  # erased meanwhile
            media = await self._media.get(media_id)
            if media.content is not None:
                await self._media.store(media_id, media.content, media.mime)

    async def _request(self, media_id: int) -> None:
        """Have the downloader fetch a photo that only its channel has."""
        async with self._runtime.db.write() as session:
            await rows.request_fetch(session, media_id, self._runtime.clock())
