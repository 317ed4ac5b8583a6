"""Figures for Prometheus: what `Events` is told, counted, and what waits in the database.

A label tells a kind of thing and has a few values; none tells who somebody is. `docs/metrics.md` has all figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from importlib.metadata import version
from time import monotonic

from prometheus_client import CollectorRegistry, Info, ProcessCollector

from bot.messages.incoming import IncomingMessage
from bot.messages.send_result import SendResult, Sent
from bot.observability.collectors import Counter, Gauge, Histogram
from bot.observability.events import OUTCOMES, PRIORITIES, Events, HandledMessage, SentMessage, kind
from bot.observability.queue_depth import QueueDepth
from models.db.database import Database

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)
"""From an answer that feels immediate to one that somebody has given up on."""
MESSAGES = (1, 2, 4, 8, 16, 32, 64)


class Metrics(Events):
    """The figures of one process, which has the `role`; `registry` has all of them."""

    def __init__(self, db: Database, clock: Callable[[], datetime], role: str) -> None:
        super().__init__()
        self.registry = CollectorRegistry()
        self.backlog = QueueDepth(db, clock)
        self.registry.register(self.backlog)
        ProcessCollector(registry=self.registry)
        self._database = db.dialect.name
        about = Info("santribot", "What runs in this process", registry=self.registry)
        about.info({"version": version("santribot"), "role": role, "database": self._database})
        self._count_messages()
        self._count_sendings()
        self._count_troubles()

    def _count_messages(self) -> None:
        self._arrived = self._counts(
            "messages_arrived", "Messages that channels brought, repeated ones too", "channel", "kind"
        )
        self._handled = self._counts(
            "messages_handled", "Messages that were answered, or could not be", "channel", "outcome"
        )
        self._waited = self._seconds(
            "arrival_to_handled", "From a message's arrival until its answer was on disk", "channel"
        )
        self._took = self._seconds("handling", "What the handler of a message took of that", "channel")
        self._together = Histogram(
            "santribot_batch_messages", "Messages in one transaction", "work", bounds=MESSAGES
        )
        self.registry.register(self._together)

    def _count_sendings(self) -> None:
        self._sendings = self._counts(
            "sendings", "Tries to send a message, by how they ended", "channel", "priority", "outcome"
        )
        self._sending = self._seconds("sending", "What one try to send took", "channel")
        self._to_sent = self._seconds(
            "handled_to_sent",
            "From when a message was due, or one of a broadcast was claimed, until it was sent",
            "channel",
            "priority",
        )
        self._pauses = self._counts(
            "pauses", "Pauses that a channel asked for or needed", "channel", "scope", "cause"
        )
        self._pace = Gauge("santribot_pace_messages_per_second", "How many may go out now", "channel", "of")
        self.registry.register(self._pace)

    def _count_troubles(self) -> None:
        self._leases = self._counts(
            "lease_changes", "Leases that this process took or lost", "lease", "change"
        )
        self._answers = self._counts(
            "webhook_answers", "Answers to what messengers brought by webhook", "channel", "code"
        )
        self._unknown = self._counts(
            "unknown_names", "Buttons, forms and links in messages that this version does not have", "what"
        )
        self._errors = self._counts("database_errors", "Failed tries to use the database", "database")

    def arrived(self, messages: Iterable[IncomingMessage]) -> None:
        super().arrived(messages)
        for message in messages:
            self._arrived.add(message.channel, kind(message))

    def handled(self, message: HandledMessage, by: str, waited: float, took: float) -> None:
        super().handled(message, by, waited, took)
        self._handled.add(message.channel, "handled")
        self._waited.add(waited, message.channel)
        self._took.add(took, message.channel)

    def failed(self, message: HandledMessage, error: BaseException) -> None:
        super().failed(message, error)
        self._handled.add(message.channel, "failed")

    def unknown(self, what: str) -> None:
        super().unknown(what)
        self._unknown.add(what)

    def together(self, work: str, size: int) -> None:
        self._together.add(size, work)

    def ended(self, item: SentMessage, outcome: SendResult, took: float, final: bool) -> None:
        super().ended(item, outcome, took, final)
        priority = PRIORITIES[item.priority]
        self._sendings.add(item.channel, priority, OUTCOMES[type(outcome)])
        self._sending.add(took, item.channel)
        if isinstance(outcome, Sent):
            self._to_sent.add(monotonic() - item.since, item.channel, priority)

    def paused(self, channel: str, seconds: float, *, whole_channel: bool, flood: bool) -> None:
        super().paused(channel, seconds, whole_channel=whole_channel, flood=flood)
        self._pauses.add(channel, "channel" if whole_channel else "chat", "flood" if flood else "failure")

    def paced(self, channel: str, of: str, rate: Callable[[], float]) -> None:
        self._pace.put(rate, channel, of)

    def leased(self, name: str) -> None:
        super().leased(name)
        self._leases.add(name, "taken")

    def lease_lost(self, name: str) -> None:
        super().lease_lost(name)
        self._leases.add(name, "lost")

    def answered(self, channel: str, code: int) -> None:
        self._answers.add(channel, str(code))

    def database_failed(self) -> None:
        self._errors.add(self._database)

    def _counts(self, name: str, meaning: str, *labels: str) -> Counter:
        counts = Counter(f"santribot_{name}", meaning, *labels)
        self.registry.register(counts)
        return counts

    def _seconds(self, name: str, meaning: str, *labels: str) -> Histogram:
        spread = Histogram(f"santribot_{name}_seconds", meaning, *labels, bounds=SECONDS)
        self.registry.register(spread)
        return spread
