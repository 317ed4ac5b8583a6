"""The senders of this process: one for each channel whose lease it holds."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from bot.channels.base import Channel
from bot.delivery.broadcast_fanout import BroadcastFanout
from bot.delivery.sender import Sender
from bot.observability.events import Events
from bot.queue.outbox import ClaimedMessage
from bot.runtime.db_retry import DatabaseRetry
from bot.runtime.leases import Lease, Leases, until_lost, while_held
from bot.runtime.notifier import Notifier
from models.db.database import Database, is_transient
from models.db.dialect import is_sqlite

SLICES = "slices"
"""The lease of what takes the recipients of broadcasts."""


class SenderSupervisor:
    """Where one process does everything, what the worker just committed is handed to the senders here; elsewhere they
    read it from the table.
    """

    def __init__(
        self,
        db: Database,
        channels: Mapping[str, Channel],
        leases: Leases,
        bells: Notifier,
        clock: Callable[[], datetime],
        patience: DatabaseRetry,
        watch: Events | None = None,
    ) -> None:
        self.db, self.channels, self.leases, self.bells = db, channels, leases, bells
        self.clock, self.patience, self.watch = clock, patience, watch or Events()
        self._at_work: dict[str, Sender] = {}

    @property
    def leases_at_hand(self) -> Mapping[str, int]:
        """The channels whose messages may be handed over by `take`, with the numbers of their leases."""
        return {name: sender.lease for name, sender in self._at_work.items()} if is_sqlite(self.db) else {}

    def accept(self, items: Sequence[ClaimedMessage]) -> None:
        """Messages that were claimed for those `at_hand`."""
        for name, sender in self._at_work.items():
            sender.take([item for item in items if item.channel == name])

    async def run(self) -> None:
        """Until cancelled. What is being sent then is finished and recorded."""
        async with asyncio.TaskGroup() as parts:
            for channel in self.channels.values():
                parts.create_task(self._serve(channel))
            parts.create_task(while_held(self.leases, SLICES, self._slice))

    async def _serve(self, channel: Channel) -> None:
        """One sender after the other: how everything went under a lease is recorded before the next one begins."""
        while True:
            async with self.leases.hold(f"send {channel.name}") as lease:
                sender = Sender(self.db, channel, lease, self.bells, self.clock, self.patience, self.watch)
                self._at_work[channel.name] = sender
                try:
                    await until_lost(lease, sender.run())
                except Exception as error:
                    if not is_transient(error):
                        raise
                finally:
                    del self._at_work[channel.name]
            await self.patience.run(sender.record)

    async def _slice(self, _lease: Lease) -> None:
        await BroadcastFanout(self.db, self.clock, self.patience).run(self._look)

    def _look(self) -> None:
        for sender in self._at_work.values():
            sender.look.set()
