"""The health of this process, for operators, proxies and what keeps containers."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from models.db.database import Database
from models.migrations import migrate

FRESH_SECONDS = 1.0
"""Seconds for which what was found out about the database is repeated to whoever asks again."""
TIMEOUT_SECONDS = 1.0
"""A database that does not answer within this is down for whoever asks."""
MAX_CHECK_SECONDS = 20.0
"""Seconds after which a check of the database is given up: its connection may be dead."""

DATABASE, OK, DOWN = "database", "ok", "down"


@dataclass(frozen=True, slots=True)
class ComponentStatus:
    """The state of one part, and since when it is so."""

    status: str
    since: float

    def describe(self, now: float) -> str:
        """ "ok", or "down since 12s"."""
        return self.status if self.status == OK else f"{self.status} since {now - self.since:.0f}s"


class Health:
    """Knows how the parts of this process are; `role` is the part that it has in the bot."""

    def __init__(self, db: Database, role: str = "all", clock: Callable[[], float] = time.monotonic) -> None:
        self.db, self.role = db, role
        self._clock, self._stopping = clock, False
        self._notes: dict[str, ComponentStatus] = {}
        self._checking: asyncio.Task[None] | None = None
        self._checked_at = 0.0

    def note(self, part: str, status: str = OK) -> None:
        """Note how a part of the bot is from now on; whatever is not "ok" keeps the bot waiting."""
        if part not in self._notes or self._notes[part].status != status:
            self._notes[part] = ComponentStatus(status, self._clock())

    async def report(self) -> dict[str, str]:
        """{"status": "ok", "role": "web", "database": "ok"}; `status` is "waiting" where a part is not "ok"."""
        await self._check()
        waiting = any(note.status != OK for note in self._notes.values())
        status = "stopping" if self._stopping else "waiting" if waiting else OK
        told = {part: note.describe(self._clock()) for part, note in self._notes.items()}
        return {"status": status, "role": self.role, **told}

    async def ready(self) -> bool:
        """Return whether this process can take in what arrives."""
        await self._check()
        return not self._stopping and self._notes[DATABASE].status == OK

    def stop(self) -> None:
        """The process is about to end."""
        self._stopping = True

    async def close(self) -> None:
        """Look no more."""
        if self._checking is not None:
            self._checking.cancel()
            with suppress(asyncio.CancelledError):
                await self._checking

    async def _check(self) -> None:
        """Check the database. One check serves all who ask meanwhile, and none is broken off by their haste."""
        now = self._clock()
        if self._checking is None or (self._checking.done() and now - self._checked_at >= FRESH_SECONDS):
            self._checked_at = now
            self._checking = asyncio.create_task(self._check_database())
        _done, late = await asyncio.wait({self._checking}, timeout=TIMEOUT_SECONDS)
        if late:
            self.note(DATABASE, DOWN)

    async def _check_database(self) -> None:
        try:
            async with asyncio.timeout(MAX_CHECK_SECONDS):
                state = await migrate.state(self.db)
        except Exception:
            self.note(DATABASE, DOWN)
        else:
            self.note(DATABASE, OK if state is migrate.MigrationState.CURRENT else "of another version")
