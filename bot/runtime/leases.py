"""What only one process may do at a time: fetch the messages of a channel, or send through it.

Each time somebody comes to hold a lease it has a new number. Rows that are claimed under it carry that number, so that
the next holder knows what its predecessor left behind.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from secrets import randbits
from typing import Any, Protocol

from bot.observability.events import Events
from models.db.pg_listener import PgListener


@dataclass
class Lease:
    number: int = field(default_factory=lambda: randbits(62))
    lost: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when somebody else may hold it from now on."""


class Leases(Protocol):
    def hold(self, name: str) -> AbstractAsyncContextManager[Lease]:
        """Wait until the lease `name` can be had, and hold it until the block is left."""


class LocalLeases:
    """There is one process, as with SQLite: it holds every lease."""

    @asynccontextmanager
    async def hold(self, name: str) -> AsyncIterator[Lease]:
        yield Lease()


class PostgresLeases:
    """Several processes share a PostgreSQL."""

    def __init__(self, line: PgListener, watch: Events | None = None) -> None:
        self.line, self.watch = line, watch or Events()

    @asynccontextmanager
    async def hold(self, name: str) -> AsyncIterator[Lease]:
        async with self.line.lock(name) as lost:
            self.watch.leased(name)
            yield Lease(lost=lost)
        if lost.is_set():
            self.watch.lease_lost(name)


async def while_held(leases: Leases, name: str, work: Callable[[Lease], Coroutine[Any, Any, None]]) -> None:
    """Do `work` whenever this process holds the lease, until cancelled."""
    while True:
        async with leases.hold(name) as lease:
            await until_lost(lease, work(lease))


async def until_lost(lease: Lease, work: Coroutine[Any, Any, None]) -> None:
    """Do `work` until its end; it is cancelled when the lease is lost."""
    working, lost = asyncio.ensure_future(work), asyncio.ensure_future(lease.lost.wait())
    try:
        await asyncio.wait((working, lost), return_when=asyncio.FIRST_COMPLETED)
    finally:
        lost.cancel()
        working.cancel()
        await asyncio.wait((working, lost))
    if not working.cancelled():
        working.result()
