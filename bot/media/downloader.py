"""Fetches photos that arrived from their channels, checks and stores them. No message waits for that."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from bot.media.images import NotAnImageError
from bot.media.library import MediaService
from bot.observability.logging import get_logger
from bot.runtime.runtime import Runtime
from models import media as rows
from models.db.database import shielded
from models.media import Media

log = get_logger(__name__)

POLL_SECONDS, ERROR_PAUSE_SECONDS = 2.0, 10.0
"""Pauses where there was nothing to do, and after an unexpected error."""

MAX_AT_ONCE = 4
"""Photos fetched at the same time; they are decoded one by one."""

RETRY_DELAYS = (
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=12),
    timedelta(days=1),
    timedelta(days=1),
)
"""Delays between the tries to fetch a photo. The first is longer than a try takes: a photo that is claimed is due again
after it, so that another process fetches it where this one has ended.
"""


class MediaDownloader:
    """Fetches the photos that are due. Several processes may have one: each photo is fetched by one of them."""

    def __init__(self, runtime: Runtime, media: MediaService) -> None:
        self._runtime, self._media = runtime, media

    async def run(self) -> None:
        """Run until cancelled."""
        while True:
            try:
                pause = 0.0 if await self._runtime.db_retry.run(self.step) else POLL_SECONDS
            except Exception as error:
                log.error("no photos are fetched for a while", exc_info=error)
                pause = ERROR_PAUSE_SECONDS
            await asyncio.sleep(pause)

    async def step(self) -> int:
        """Fetch some photos that are due, and return their number."""
        claimed = await shielded(self._claim())
        await asyncio.gather(*(self._fetch(media) for media in claimed))
        return len(claimed)

    async def _claim(self) -> Sequence[Media]:
        now = self._runtime.clock()
        async with self._runtime.db.read() as session:
            if not await rows.any_due(session, now):
                return ()
        async with self._runtime.db.write() as session:
            return await rows.claim(session, now, RETRY_DELAYS, MAX_AT_ONCE)

    async def _fetch(self, media: Media) -> None:
        try:
            await self._fetch_once(media.id)
        except Exception as error:
            if media.fetch_after:
                log.info("a photo cannot be fetched now", media=media.id, exc_info=error)
            else:
                log.warning("a photo cannot be fetched for good", media=media.id, exc_info=error)

    async def _fetch_once(self, media_id: int) -> None:
        try:
            await self._media.fetch(media_id)
        except NotAnImageError:
            log.warning("what came as a photo is none", media=media_id)
            await shielded(self._give_up(media_id))

    async def _give_up(self, media_id: int) -> None:
        async with self._runtime.db.write() as session:
            await rows.give_up(session, media_id)
