"""What versions up to 0002 kept in the database goes to where contents are now, a little at a time."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from bot.media.library import MediaService
from bot.observability.logging import get_logger
from bot.runtime.runtime import Runtime
from models import media as rows
from models.db.database import shielded

log = get_logger(__name__)

AT_ONCE = 4
PAUSE_SECONDS, TROUBLE_SECONDS = 0.1, 60.0


class BlobMigration:
    """Contents stay where they are until they are safe elsewhere, and can be had all the time."""

    def __init__(self, runtime: Runtime, media: MediaService) -> None:
        self._runtime, self._media = runtime, media
        self._last = 0
        """The id of the last one that is done."""

    async def run(self) -> None:
        """Until there is nothing left to move."""
        more = True
        while more:
            try:
                more, pause = await self._runtime.db_retry.run(self.step), PAUSE_SECONDS
            except Exception as error:
                log.warning("old contents cannot be moved now", exc_info=error)
                pause = TROUBLE_SECONDS
            await asyncio.sleep(pause)

    async def step(self) -> bool:
        """Move a few; False where there were none."""
        async with self._runtime.db.read() as session:
            left = await rows.left_behind(session, self._last, AT_ONCE)
        for media_id, inside in left:
            await (self._move(media_id) if inside else shielded(self._ask_for(media_id)))
            self._last = media_id
        return bool(left)

    async def _move(self, media_id: int) -> None:
        with suppress(LookupError):  # erased meanwhile
            media = await self._media.get(media_id)
            if media.content is not None:
                await self._media.keep(media_id, media.content, media.mime)

    async def _ask_for(self, media_id: int) -> None:
        """A photo that is still only with its channel."""
        async with self._runtime.db.write() as session:
            await rows.ask_for(session, media_id, self._runtime.clock())
