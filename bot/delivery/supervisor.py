"""The senders of this process: one for each channel whose lease it holds."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from bot.channels.base import Channel
from bot.delivery.broadcast_fanout import BroadcastFanout
from bot.delivery.sender import Sender
from bot.queue.outbox import ClaimedMessage
from bot.runtime.leases import FANOUT, SEND, Lease, Leases, until_lost, while_held
from bot.runtime.runtime import Runtime
from models.db.database import is_transient
from models.db.dialect import is_sqlite
from models.queue.leases import LeaseLostError


class SenderSupervisor:
    """Runs a sender wherever a lease is held, one after the other.

    Where one process does everything, what the worker just committed is handed to the senders here; elsewhere they
    read it from the table.
    """

    def __init__(self, runtime: Runtime, channels: Mapping[str, Channel], leases: Leases) -> None:
        self._runtime, self._channels, self._leases = runtime, channels, leases
        self._senders: dict[str, Sender] = {}
        """Senders that hold their lease, by channel."""

    @property
    def leases_at_hand(self) -> Mapping[str, int]:
        """The channels whose messages may be handed over by `accept`, with the numbers of their leases."""
        if not is_sqlite(self._runtime.db):
            return {}
        return {name: sender.lease for name, sender in self._senders.items() if sender.takes_directly()}

    def accept(self, messages: Sequence[ClaimedMessage]) -> None:
        """Send these, which were claimed under `leases_at_hand`."""
        for name, sender in self._senders.items():
            sender.accept([message for message in messages if message.channel == name])

    async def run(self) -> None:
        """Serve all channels until cancelled. What is being sent then is finished and recorded."""
        async with asyncio.TaskGroup() as parts:
            for channel in self._channels.values():
                parts.create_task(self._serve(channel))
            parts.create_task(while_held(self._leases, FANOUT, self._fan_out))

    async def _serve(self, channel: Channel) -> None:
        """One sender after the other: how everything went under a lease is recorded before the next one begins."""
        while True:
            async with self._leases.hold(f"{SEND} {channel.name}") as lease:
                sender = Sender(self._runtime, channel, lease)
                self._senders[channel.name] = sender
                try:
                    await until_lost(lease, sender.run())
                except LeaseLostError:
                    lease.lost.set()
                except Exception as error:
                    if not is_transient(error):
                        raise
                finally:
                    del self._senders[channel.name]
            await self._runtime.db_retry.run(sender.record)

    async def _fan_out(self, _lease: Lease) -> None:
        await BroadcastFanout(self._runtime).run(self._poll)

    def _poll(self) -> None:
        for sender in self._senders.values():
            sender.poll()
