"""Figures of what waits in the database, read when somebody asks for them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from time import monotonic

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric

from bot.messages.send_result import Priority
from bot.observability.events import PRIORITIES
from bot.observability.logging import get_logger
from models import queue_stats
from models.db.database import Database
from models.queue_stats import QueueLength, QueueStats

log = get_logger(__name__)

FRESH_SECONDS = 5.0
"""Seconds for which what was read is told again, however many ask."""

REST_FACTOR = 20
"""Number of times as long as the reading took for which it is told again, where that is longer: reading costs a
twentieth of a processor at most.
"""

TIMEOUT_SECONDS = 2
"""Whoever asks waits no longer for a database that does not answer."""


class QueueDepth:
    """The figures as they were read last; none where the database is away."""

    def __init__(self, db: Database, clock: Callable[[], datetime]) -> None:
        self.db, self.clock = db, clock
        self._queues: QueueStats | None = None
        self._reading: asyncio.Task[None] | None = None
        self._fresh_until = 0.0

    async def refresh(self) -> None:
        """Read the figures anew unless they are fresh."""
        if self._reading is None and monotonic() >= self._fresh_until:
            self._reading = asyncio.create_task(self._read())
        if self._reading is not None:
            _done, late = await asyncio.wait([self._reading], timeout=TIMEOUT_SECONDS)
            if late:
                self._queues = None

    async def _read(self) -> None:
        begin = monotonic()
        try:
            async with self.db.read() as session:
                self._queues = await queue_stats.read(session, self.clock(), TIMEOUT_SECONDS)
        except Exception as error:
            self._queues = None
            log.debug("the queues could not be read", exc_info=error)
        finally:
            now = monotonic()
            self._fresh_until = now + max(FRESH_SECONDS, REST_FACTOR * (now - begin))
            self._reading = None

    def collect(self) -> Iterator[Metric]:
        """Yield the figures for a registry: without those of the database where it is away."""
        found = self._queues
        yield _gauge("database_up", "Whether the database answers: 1 or 0", found is not None)
        if found is not None:
            yield from _waiting(found)
            yield from _standing(found)


def _waiting(found: QueueStats) -> Iterator[Metric]:
    yield _gauge("inbox_waiting", "Messages that arrived and are not handled", found.inbox.waiting)
    yield _gauge("inbox_oldest_seconds", "Since when the oldest of them waits", found.inbox.seconds)
    outbox = {priority: found.outbox.get(priority, QueueLength()) for priority in Priority}
    yield _by(
        "priority",
        "outbox_waiting",
        "Messages that are due and not being sent; of broadcasts, of those that go out now",
        {PRIORITIES[priority]: queue.waiting for priority, queue in outbox.items()},
    )
    own = (Priority.REPLY, Priority.NOTICE)
    yield _by(
        "priority",
        "outbox_oldest_seconds",
        "Since when the oldest reply or notice is due",
        {PRIORITIES[priority]: outbox[priority].seconds for priority in own},
    )


def _standing(found: QueueStats) -> Iterator[Metric]:
    yield _gauge("outbox_later", "Replies, notices and presses whose time has not come", found.later)
    yield _gauge("outbox_sending", "Messages that a sender has taken and not finished", found.sending)
    dead = {"message": found.failed, "reply": found.refused}
    yield _by("of", "dead_letters", "Messages not handled, replies and notices not taken", dead)
    yield _gauge("drafts", "Forms that somebody has begun and not finished", found.drafts)
    yield _gauge("people", "People who agreed to be kept", found.people)
    yield _gauge("media_to_fetch", "Photos whose content is still with their channel", found.to_fetch)


def _gauge(name: str, meaning: str, value: float) -> Metric:
    return GaugeMetricFamily(f"santribot_{name}", meaning, value=value)


def _by(label: str, name: str, meaning: str, values: Mapping[str, float]) -> Metric:
    """One series for each value of `label`."""
    family = GaugeMetricFamily(f"santribot_{name}", meaning, labels=[label])
    for value, number in values.items():
        family.add_metric([value], number)
    return family
