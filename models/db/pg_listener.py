"""A connection of each process's own to PostgreSQL: on it others are heard, and leases are held.

A lease is an advisory lock. It is gone with the connection, and PostgreSQL sees within seconds that a process or a
machine is no more, so that the next in line has it then.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from models.db.database import CONNECT_SECONDS, Database, is_transient

log = logging.getLogger(__name__)

CHANNEL = "santribot"
"""The channel that the triggers of `inbox` and `outbox` notify, with the table's name."""

BEAT_SECONDS, MAX_BEAT_SECONDS = 1.0, 3.0
"""Seconds between two checks of the connection, and in which it must answer one."""

AGAIN_SECONDS = 0.5
"""Seconds between two tries to get a lease that another process holds, or a new connection."""

NAME = "santribot leases"
"""The name of these connections in `pg_stat_activity`: one for each process of the bot that is at work."""

KEEPALIVE = {"tcp_keepalives_idle": "1", "tcp_keepalives_interval": "1", "tcp_keepalives_count": "3"}
"""PostgreSQL looks after the other end, so that leases of a machine that lost its power are free after 4 s."""

TRY = "SELECT pg_try_advisory_lock(hashtextextended($1, 0))"
LET_GO = "SELECT pg_advisory_unlock(hashtextextended($1, 0))"


class PgListener:
    """Listener on one connection. `heard` is called with the name of a table that has new rows, and "" after a
    silence.
    """

    def __init__(self, db: Database, heard: Callable[[str], None]) -> None:
        settings = {"application_name": NAME, **KEEPALIVE}
        arguments = {
            "timeout": CONNECT_SECONDS,
            "command_timeout": MAX_BEAT_SECONDS,
            "server_settings": settings,
        }
        self._engine = create_async_engine(db.url, poolclass=NullPool, connect_args=arguments)
        self._heard = heard
        self._turn = asyncio.Lock()
        """The connection answers one question at a time."""
        self._open: _Open | None = None
        self._changed = asyncio.Event()

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
    async def lock(self, name: str) -> AsyncIterator[asyncio.Event]:
        """Wait until no other process has the lock `name`, and keep it inside the block; an event that is set once it
        is lost.
        """
        while True:
            opened = self._open
            if opened is not None and await self._ask(opened, TRY, name):
                break
            await asyncio.sleep(AGAIN_SECONDS)
        try:
            yield opened.lost
        finally:
            if not opened.lost.is_set():
                await self._ask(opened, LET_GO, name)

    async def _once(self) -> None:
        """Listen on one connection, until it is gone."""
        async with self._engine.connect() as connection:
            raw = await connection.get_raw_connection()
            opened = _Open(raw.driver_connection)
            try:
                await opened.listen(self._heard)
                self._open = opened
                self._heard("")
                while await self._ask(opened, "SELECT true"):
                    with suppress(TimeoutError):
                        async with asyncio.timeout(BEAT_SECONDS):
                            await opened.lost.wait()
            finally:
                self._open = None
                opened.lost.set()
                await connection.invalidate()

    async def _ask(self, opened: _Open, question: str, *values: str) -> bool:
        """The answer; False where there is none, since the connection is gone."""
        async with self._turn:
            return not opened.lost.is_set() and await opened.ask(question, *values)


class _Open:
    """An open connection. `driver` is asyncpg's own."""

    def __init__(self, driver: Any) -> None:
        self.driver, self.lost = driver, asyncio.Event()
        driver.add_termination_listener(lambda _connection: self.lost.set())

    async def listen(self, heard: Callable[[str], None]) -> None:
        await self.driver.add_listener(CHANNEL, lambda _connection, _pid, _channel, table: heard(table))

    async def ask(self, question: str, *values: str) -> bool:
        try:
            return bool(await self.driver.fetchval(question, *values))
        except Exception as error:
            log.warning("the connection for leases is gone: %s", type(error).__name__)
            self.lost.set()
            return False
