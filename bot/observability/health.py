"""How this process is: what an operator, a proxy or a container's keeper asks it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from models.db.database import Database
from models.migrations import migrate

FRESH_SECONDS = 1.0
"""What was found out about the database is repeated for so long to whoever asks again."""
PATIENCE_SECONDS = 1.0
"""A database that does not answer within this is down for whoever asks."""
LONGEST_LOOK_SECONDS = 20.0
"""Then a look at it is given up: its connection may be dead."""

DATABASE, OK, DOWN = "database", "ok", "down"


@dataclass(frozen=True, slots=True)
class ComponentStatus:
    status: str
    since: float

    def told(self, now: float) -> str:
        """ "ok", or "down since 12s"."""
        return self.status if self.status == OK else f"{self.status} since {now - self.since:.0f}s"


class Health:
    """`role` is the part that this process has."""

    def __init__(self, db: Database, role: str = "all", clock: Callable[[], float] = time.monotonic) -> None:
        self.db, self.role = db, role
        self._clock, self._stopping = clock, False
        self._notes: dict[str, ComponentStatus] = {}
        self._looking: asyncio.Task[None] | None = None
        self._looked_at = 0.0

    def note(self, part: str, words: str = OK) -> None:
        """How a part of the bot is from now on; whatever is not "ok" keeps the bot waiting."""
        if part not in self._notes or self._notes[part].status != words:
            self._notes[part] = ComponentStatus(words, self._clock())

    async def report(self) -> dict[str, str]:
        """{"status": "ok", "role": "web", "database": "ok"}; `status` is "waiting" where a part is not "ok"."""
        await self._look()
        waiting = any(note.status != OK for note in self._notes.values())
        status = "stopping" if self._stopping else "waiting" if waiting else OK
        told = {part: note.told(self._clock()) for part, note in self._notes.items()}
        return {"status": status, "role": self.role, **told}

    async def ready(self) -> bool:
        """Whether this process can take in what arrives."""
        await self._look()
        return not self._stopping and self._notes[DATABASE].status == OK

    def stop(self) -> None:
        """The process is about to end."""
        self._stopping = True

    async def close(self) -> None:
        """Look no more."""
        if self._looking is not None:
            self._looking.cancel()
            with suppress(asyncio.CancelledError):
                await self._looking

    async def _look(self) -> None:
        """See how the database is. One look serves all who ask meanwhile, and none is broken off by their haste."""
        now = self._clock()
        if self._looking is None or (self._looking.done() and now - self._looked_at >= FRESH_SECONDS):
            self._looked_at = now
            self._looking = asyncio.create_task(self._look_at_database())
        _done, late = await asyncio.wait({self._looking}, timeout=PATIENCE_SECONDS)
        if late:
            self.note(DATABASE, DOWN)

    async def _look_at_database(self) -> None:
        try:
            async with asyncio.timeout(LONGEST_LOOK_SECONDS):
                state = await migrate.state(self.db)
        except Exception:
            self.note(DATABASE, DOWN)
        else:
            self.note(DATABASE, OK if state is migrate.MigrationState.CURRENT else "of another version")
