"""What a process that ended in the middle of its work leaves to the next: messages of which one may have ended it.

A process that handles messages has a row from its start to its clean end (`models.queue.runs`). Who finds the row of
one that is gone marks the oldest messages that wait. A marked message is handled alone, and each attempt is on disk
before it begins; what took `MAX_ATTEMPTS` processes with it is put aside. Messages that are not marked cost nothing
more.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from secrets import randbits

from sqlalchemy.ext.asyncio import AsyncSession

from bot.observability import logging
from bot.queue import inbox
from bot.queue.inbox import InboxMessage
from bot.runtime.runtime import Runtime
from models.db.database import Database, is_transient, shielded
from models.db.dialect import is_sqlite
from models.db.pg_listener import PgListener
from models.queue import runs

log = logging.get_logger(__name__)

MAX_ATTEMPTS = 3
"""So many processes may end over one message. The first was handling others too."""


class ProcessEndedError(Exception):
    """Each process that handled it ended in the middle."""


class Recovery:
    """Says that this process is at work, and sees at its start whether others ended in the middle of theirs."""

    def __init__(self, runtime: Runtime, listener: PgListener | None) -> None:
        self._runtime, self._db, self._listener = runtime, runtime.db, listener
        self.number = randbits(62)

    async def run(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do `work` until cancelled, which is a clean end; whatever else ends it is none."""
        registered = asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            keeping = tasks.create_task(self._keep(registered))
            await registered.wait()
            try:
                await work()
            except asyncio.CancelledError:
                await shielded(self._end())
                raise
            await self._end()
            keeping.cancel()

    async def _keep(self, registered: asyncio.Event) -> None:
        """Keep the row and its lock; both are made anew where the connection was lost."""
        while True:
            async with self._lock() as lost:
                await self._runtime.db_retry.run(lambda: shielded(self._begin(registered.is_set())))
                registered.set()
                await lost.wait()

    @asynccontextmanager
    async def _lock(self) -> AsyncIterator[asyncio.Event]:
        """An event that is set once others may believe that this process is gone."""
        if self._listener is None:
            yield asyncio.Event()
            return
        async with self._listener.lock(runs.lock_of(self.number)) as lost:
            yield lost

    async def _begin(self, again: bool) -> None:
        """Those whose connections were lost with this one are not gone: nobody is looked for a second time."""
        async with self._db.write() as session:
            dead = 0 if again else await runs.remove_dead(session)
            suspects = await inbox.suspect(session) if dead else 0
            await runs.add(session, self.number, self._runtime.clock())
        if dead:
            log.warning("a process ended in the middle of its work", processes=dead, suspects=suspects)

    async def _end(self) -> None:
        """Without a database the row stays, and the next start is a careful one."""
        try:
            async with self._db.write() as session:
                await runs.remove(session, self.number)
        except Exception as error:
            if not is_transient(error):
                raise


class Attempts:
    """Counts what this process does with messages that may end it."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.alone = False
        """The next message is to be taken alone, and so that chats of others are not claimed with it."""
        self._counted = 0
        """The message whose attempt by this process is counted."""

    async def counted(self, session: AsyncSession, messages: Sequence[InboxMessage]) -> bool:
        """Whether these may be handled in this transaction; where not, they may be in the next. `messages` are as
        `inbox.together` puts them. Raises `ProcessEndedError` where there were attempts enough.
        """
        if not messages or messages[0].attempts is None:
            self.alone = False
            return True
        if not self.alone:
            self.alone = True
            return False
        return messages[0].id == self._counted or await self._count(
            session, messages[0], messages[0].attempts
        )

    async def _count(self, session: AsyncSession, message: InboxMessage, attempts: int) -> bool:
        if attempts >= MAX_ATTEMPTS:
            raise ProcessEndedError
        if is_sqlite(
            self.db
        ):  # it has one writer: what is written now is on disk only when this transaction ends
            await inbox.count_attempt(session, message)
        else:  # the chat stays claimed meanwhile, so that no other worker counts too
            async with self.db.write() as own:
                await inbox.count_attempt(own, message)
        self._counted = message.id
        return not is_sqlite(self.db)
