"""Recovery from a crash that a message may have caused.

A process that handles messages has a row from its start to its clean end (`models.queue.runs`). A process that finds
the row of one that is gone marks the oldest waiting messages. A marked message is handled alone, and each attempt is on
disk before it begins; after `MAX_ATTEMPTS` processes have ended over it, it becomes a dead letter. Unmarked messages
cost nothing more.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from secrets import randbits

from sqlalchemy.ext.asyncio import AsyncSession

from bot.observability.logging import get_logger
from bot.queue import inbox
from bot.queue.inbox import InboxMessage
from bot.runtime.runtime import Runtime
from models.db.database import Database, is_transient, shielded
from models.db.dialect import is_sqlite
from models.db.pg_listener import PgListener
from models.queue import runs

log = get_logger(__name__)

MAX_ATTEMPTS = 3
"""Processes that may end over one message. The first one was handling others too."""


class ProcessEndedError(Exception):
    """Each process that handled this message ended in the middle."""


class Recovery:
    """The row of this process, and the search for rows of processes that crashed."""

    def __init__(self, runtime: Runtime, listener: PgListener | None) -> None:
        self._runtime, self._db, self._listener = runtime, runtime.db, listener
        self.number = randbits(62) if listener is None else listener.number

    async def run(self, work: Callable[[], Awaitable[None]]) -> None:
        """Run `work` until cancelled, which is a clean end. An exception is not: it leaves the row."""
        registered = asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            keeper = tasks.create_task(self._keep(registered))
            await registered.wait()
            try:
                await work()
            except asyncio.CancelledError:
                await shielded(self._end())
                raise
            await self._end()
            keeper.cancel()

    async def _keep(self, registered: asyncio.Event) -> None:
        """Keep the row and its lock; create both again after the connection was lost."""
        while True:
            async with self._lock() as lost:
                await self._runtime.db_retry.run(lambda: shielded(self._begin(registered.is_set())))
                registered.set()
                await lost.wait()

    @asynccontextmanager
    async def _lock(self) -> AsyncIterator[asyncio.Event]:
        """Hold the lock of this process. Yield an event that is set when the lock is lost."""
        if self._listener is None:
            yield asyncio.Event()
            return
        async with self._listener.lock(runs.lock_of(self.number)) as held:
            yield held.lost

    async def _begin(self, again: bool) -> None:
        """Write the row of this process. At its start (not `again`) also search for crashed processes: later, others
        may have lost their connections together with this one, and are not gone.
        """
        async with self._db.write() as session:
            dead = 0 if again else await runs.remove_dead(session)
            suspects = await inbox.suspect(session) if dead else 0
            await runs.add(session, self.number, self._runtime.clock())
        if dead:
            log.warning("a process ended in the middle of its work", processes=dead, suspects=suspects)

    async def _end(self) -> None:
        """Delete the row. Where the database is away it stays, and the next start searches as after a crash."""
        try:
            async with self._db.write() as session:
                await runs.remove(session, self.number)
        except Exception as error:
            if not is_transient(error):
                raise


class Attempts:
    """Counts the attempts of this process at messages that may end it."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.take_alone = False
        """The next message must be taken alone, and no other chat be claimed with it."""
        self._counted: set[int] = set()
        """Ids of the messages whose attempts by this process are counted."""

    async def count(self, session: AsyncSession, messages: Sequence[InboxMessage]) -> bool:
        """Count an attempt where the first message is marked. Return True where `messages` (as `inbox.together` groups
        them) may be handled in this transaction; False where they must wait for the next one. Raises
        `ProcessEndedError` where there were `MAX_ATTEMPTS` already.
        """
        if not messages or messages[0].attempts is None:
            self.take_alone = False
            self._counted.clear()
            return True
        if not self.take_alone:
            self.take_alone = True
            return False
        return messages[0].id in self._counted or await self._count(
            session, messages[0], messages[0].attempts
        )

    async def _count(self, session: AsyncSession, message: InboxMessage, attempts: int) -> bool:
        if attempts >= MAX_ATTEMPTS:
            raise ProcessEndedError
        if is_sqlite(self.db):  # one writer: the count is on disk only when this transaction ends
            await inbox.count_attempt(session, message)
        else:  # the chat stays claimed meanwhile, so that no other worker counts too
            async with self.db.write() as own:
                await inbox.count_attempt(own, message)
        self._counted.add(message.id)
        return not is_sqlite(self.db)
