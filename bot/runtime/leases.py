"""Leases on work that only one process may do at a time: fetch the messages of a channel, or send through it.

Each time somebody comes to hold a lease it has a new, higher number. Rows that are claimed under it carry that number,
so that the next holder knows what its predecessor left behind, and nothing that this one writes later counts
(`models.queue.leases`).
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
from models.queue.leases import SEND, TAKE

__all__ = ["FANOUT", "LISTEN", "SEND", "Lease", "Leases", "LocalLeases", "PostgresLeases"]

LISTEN, FANOUT = "listen", "slices"
"""Names of leases; those of a channel have its name behind a space. Processes of several versions share them."""

RECHECK_SECONDS = 0.1
"""Seconds between two looks whether a lease is valid again."""


def always() -> bool:
    """Return True, as for a lease that nobody else can take."""
    return True


@dataclass
class Lease:
    """The right to do some work, held by one process; its `number` is another one each time."""

    number: int = field(default_factory=lambda: randbits(62))
    lost: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when somebody else may hold it from now on."""
    is_valid: Callable[[], bool] = always
    """Return whether nobody else can hold it at this moment. A process that has just stood still knows by this, before
    it hears that the lease is lost; it may become true again.
    """

    async def wait_until_valid(self) -> None:
        """Wait until nobody else can hold it; for ever where it is lost, until whoever waits is cancelled."""
        while True:
            if self.is_valid():
                return
            await asyncio.sleep(RECHECK_SECONDS)


class Leases(Protocol):
    """Hands out leases, by their names."""

    def hold(self, name: str) -> AbstractAsyncContextManager[Lease]:
        """Wait until the lease `name` can be had, and hold it until the block is left."""


class LocalLeases:
    """Leases of the only process, as with SQLite: it holds every one."""

    @asynccontextmanager
    async def hold(self, name: str) -> AsyncIterator[Lease]:
        yield Lease()


class PostgresLeases:
    """Leases of one of several processes that share a PostgreSQL."""

    def __init__(self, listener: PgListener, events: Events) -> None:
        self._listener, self._events = listener, events

    @asynccontextmanager
    async def hold(self, name: str) -> AsyncIterator[Lease]:
        async with self._listener.lock(name, TAKE) as held:
            self._events.lease_taken(name)
            yield Lease(held.number, held.lost, held.is_valid)
        if held.lost.is_set():
            self._events.lease_lost(name)


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
