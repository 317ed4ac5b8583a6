"""The parts that everything in a process shares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.observability.event_log import EventLog
from bot.observability.events import EventListener, Events
from bot.runtime.db_retry import DatabaseRetry
from bot.runtime.notifier import Notifier
from models.db.database import Database, utcnow


@dataclass(frozen=True, slots=True)
class Runtime:
    """One for each process, made where it is put together and handed to every part."""

    db: Database
    clock: Callable[[], datetime]
    """The time of day, in UTC."""
    notifier: Notifier
    db_retry: DatabaseRetry
    events: Events

    @classmethod
    def create(
        cls, db: Database, *listeners: EventListener, clock: Callable[[], datetime] = utcnow
    ) -> Runtime:
        """The parts for one process; its events go into the log and to these `listeners`."""
        events = Events(EventLog(), *listeners)
        return cls(db, clock, Notifier(), DatabaseRetry(events), events)
