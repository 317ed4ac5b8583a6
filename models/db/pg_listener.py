"""A connection of each process's own to PostgreSQL: on it others are heard, leases are held, and the process shows
that it lives.

A lease is an advisory lock. It is gone with the connection: at once where the process ended, after a few seconds where
its machine did, and where the process stands still, when others see that its heartbeat does.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from models.db.database import CONNECT_SECONDS, Database, is_transient

log = logging.getLogger(__name__)

CHANNEL = "santribot"
"""The channel that the triggers of `inbox` and `outbox` notify, with the table's name."""

BEAT_SECONDS, MAX_BEAT_SECONDS = 2.0, 3.0
"""Seconds between two heartbeats, and in which the connection must answer one."""

VALID_SECONDS = BEAT_SECONDS + MAX_BEAT_SECONDS
"""Seconds after a heartbeat for which nobody else can have come to hold a lease: `bot.queue.fencing` waits longer."""

AGAIN_SECONDS = 0.5
"""Seconds between two tries to get a lease that another process holds, or a new connection."""

NAME = "santribot leases"
"""Name of these connections in `pg_stat_activity`, with the process's number behind a space: one for each process of
the bot that is at work."""

KEEPALIVE = {"tcp_keepalives_idle": "1", "tcp_keepalives_interval": "1", "tcp_keepalives_count": "3"}
"""PostgreSQL looks after the other end, so that leases of a machine that lost its power are free after 4 s."""

TRY = "SELECT pg_try_advisory_lock(hashtextextended($1, 0))"
LET_GO = "SELECT pg_advisory_unlock(hashtextextended($1, 0))"

CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
"""A clock that goes on while the process stands still, and where the system has one, while the machine sleeps."""


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """Statements for the driver, about the process whose number is $1. `beat` returns numbers and counts of all that
    live, and nothing where this one does not count as alive any more.
    """

    begin: str
    beat: str
    end: str


@dataclass(frozen=True, slots=True)
class Held:
    """A lock that this process holds."""

    lost: asyncio.Event
    """Set when somebody else may hold it from now on."""
    is_valid: Callable[[], bool]
    """Return whether nobody else can hold it at this moment, also where this process has just stood still."""
    number: int = 0
    """The number that `taking` returned."""


class PgListener:
    """Listener on one connection. `heard` is called with the name of a table that has new rows, and "" after a
    silence; `looked` after each heartbeat, with the counts of all processes.
    """

    def __init__(
        self,
        db: Database,
        heard: Callable[[str], None],
        heartbeat: Heartbeat | None = None,
        looked: Callable[[Mapping[int, int]], None] = lambda _counts: None,
    ) -> None:
        settings = {"application_name": f"{NAME} {db.number}", **KEEPALIVE}
        arguments = {
            "timeout": CONNECT_SECONDS,
            "command_timeout": MAX_BEAT_SECONDS,
            "server_settings": settings,
        }
        self._engine = create_async_engine(db.url, poolclass=NullPool, connect_args=arguments)
        self.number, self._heard = db.number, heard
        self._heartbeat, self._looked = heartbeat, looked
        self._open: _Open | None = None

    async def run(self) -> None:
        """Keep the connection, or get a new one, until cancelled."""
        try:
            while True:
                try:
                    await self._once()
                except Exception as error:
                    if not (isinstance(error, OSError | TimeoutError) or is_transient(error)):
                        raise
                await asyncio.sleep(AGAIN_SECONDS)
        finally:
            await self._engine.dispose()

    @asynccontextmanager
    async def lock(self, name: str, taking: str = "") -> AsyncIterator[Held]:
        """Wait until no other process has the lock `name`, and keep it inside the block. `taking` is a statement for
        who has it now, with the name as $1 and the number of this process as $2, that returns a number.
        """
        while True:
            opened = self._open
            if opened is not None and await opened.ask(TRY, name):
                number = await opened.ask(taking, name, self.number) if taking else 0
                if not opened.lost.is_set():
                    break
            await asyncio.sleep(AGAIN_SECONDS)
        try:
            yield Held(opened.lost, opened.is_valid, number or 0)
        finally:
            await opened.ask(LET_GO, name)

    async def _once(self) -> None:
        """Listen on one connection, until it is gone."""
        async with self._engine.connect() as connection:
            raw = await connection.get_raw_connection()
            opened = _Open(raw.driver_connection)
            try:
                await opened.listen(self._heard)
                alive = await self._begin(opened)
                self._open = opened
                self._heard("")
                while alive:
                    with suppress(TimeoutError):
                        async with asyncio.timeout(BEAT_SECONDS):
                            await opened.lost.wait()
                    alive = await self._beat(opened)
            finally:
                self._open = None
                await self._end(opened)
                opened.lost.set()
                await connection.invalidate()

    async def _begin(self, opened: _Open) -> bool:
        if self._heartbeat is not None:
            await opened.rows(self._heartbeat.begin, self.number)
        return await self._beat(opened)

    async def _beat(self, opened: _Open) -> bool:
        """Show that this process lives; False where the connection is gone, or others took this process for dead."""
        sent = time.clock_gettime(CLOCK)
        if self._heartbeat is None:
            alive: Any = await opened.rows("SELECT true")
        else:
            alive = await opened.rows(self._heartbeat.beat, self.number)
        if not alive:
            if alive is not None:
                log.warning("this process stood still, and others took over its work: it begins anew")
            return False
        opened.valid_until = sent + VALID_SECONDS
        if self._heartbeat is not None:
            self._looked({row[0]: row[1] for row in alive})
        return True

    async def _end(self, opened: _Open) -> None:
        """Say at the end that this process has ended as it should; where that fails, others see it in some seconds."""
        task = asyncio.current_task()
        if self._heartbeat is not None and task is not None and task.cancelling():
            await opened.rows(self._heartbeat.end, self.number)


class _Open:
    """An open connection. `driver` is asyncpg's own."""

    def __init__(self, driver: Any) -> None:
        self.driver, self.lost = driver, asyncio.Event()
        self._turn = asyncio.Lock()
        """The connection answers one question at a time."""
        self.valid_until = 0.0
        driver.add_termination_listener(lambda _connection: self.lost.set())

    def is_valid(self) -> bool:
        """Return whether nobody else can hold now what is locked by this connection."""
        return not self.lost.is_set() and time.clock_gettime(CLOCK) < self.valid_until

    async def listen(self, heard: Callable[[str], None]) -> None:
        await self.driver.add_listener(CHANNEL, lambda _connection, _pid, _channel, table: heard(table))

    async def ask(self, question: str, *values: Any) -> Any:
        """The first value of the answer; None where there is none, since the connection is gone."""
        rows = await self.rows(question, *values)
        return rows[0][0] if rows else None

    async def rows(self, question: str, *values: Any) -> list[Any] | None:
        """The rows of the answer; None where there is none, since the connection is gone."""
        async with self._turn:
            if self.lost.is_set():
                return None
            try:
                found: list[Any] = await self.driver.fetch(question, *values)
            except Exception as error:
                log.warning("the connection for leases is gone: %s", type(error).__name__)
                self.lost.set()
                return None
        return found
