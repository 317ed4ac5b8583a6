"""Metrics for Prometheus: events, counted, and the lengths of the queues in the database.

A label tells a kind of thing and has a few values; none tells who somebody is. `docs/metrics.md` has all metrics.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from importlib.metadata import version
from time import monotonic

from prometheus_client import CollectorRegistry, Info, ProcessCollector

from bot.messages.incoming import IncomingMessage
from bot.messages.send_result import SendResult, Sent
from bot.observability.collectors import Counter, Gauge, Histogram
from bot.observability.events import OUTCOMES, PRIORITIES, EventListener, HandledMessage, SentMessage, kind
from bot.observability.queue_depth import QueueDepth
from models.db.database import Database

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)
"""From an answer that feels immediate to one that somebody has given up on."""
BATCH_SIZES = (1, 2, 4, 8, 16, 32, 64)


class Metrics(EventListener):
    """Counts the events of one process, which has the `role`; `registry` has all metrics."""

    def __init__(self, db: Database, clock: Callable[[], datetime], role: str) -> None:
        self.registry = CollectorRegistry()
        self.queue_depth = QueueDepth(db, clock)
        self.registry.register(self.queue_depth)
        ProcessCollector(registry=self.registry)
        self._database = db.dialect.name
        about = Info("santribot", "What runs in this process", registry=self.registry)
        about.info({"version": version("santribot"), "role": role, "database": self._database})
        self._add_message_metrics()
        self._add_sending_metrics()
        self._add_trouble_metrics()

    def _add_message_metrics(self) -> None:
        self._arrived = self._counter(
            "messages_arrived", "Messages that channels brought, repeated ones too", "channel", "kind"
        )
        self._let_go = self._counter(
            "messages_let_go", "Messages that came too fast and were not read", "channel", "kind"
        )
        self._handled = self._counter(
            "messages_handled", "Messages that were answered, or could not be", "channel", "outcome"
        )
        self._waited = self._seconds(
            "arrival_to_handled", "From a message's arrival until its answer was on disk", "channel"
        )
        self._took = self._seconds("handling", "What the handler of a message took of that", "channel")
        self._batches = Histogram(
            "santribot_batch_messages", "Messages in one transaction", "work", bounds=BATCH_SIZES
        )
        self.registry.register(self._batches)

    def _add_sending_metrics(self) -> None:
        self._sendings = self._counter(
            "sendings", "Tries to send a message, by how they ended", "channel", "priority", "outcome"
        )
        self._sending = self._seconds("sending", "What one try to send took", "channel")
        self._to_sent = self._seconds(
            "handled_to_sent",
            "From when a message was due, or one of a broadcast was claimed, until it was sent",
            "channel",
            "priority",
        )
        self._pauses = self._counter(
            "pauses", "Pauses that a channel asked for or needed", "channel", "scope", "cause"
        )
        self._rates = Gauge("santribot_pace_messages_per_second", "How many may go out now", "channel", "of")
        self.registry.register(self._rates)

    def _add_trouble_metrics(self) -> None:
        self._leases = self._counter(
            "lease_changes", "Leases that this process took or lost", "lease", "change"
        )
        self._answers = self._counter(
            "webhook_answers", "Answers to what messengers brought by webhook", "channel", "code"
        )
        self._unknown = self._counter(
            "unknown_names", "Buttons, forms and links in messages that this version does not have", "what"
        )
        self._errors = self._counter("database_errors", "Failed tries to use the database", "database")

    def arrived(self, messages: Sequence[IncomingMessage]) -> None:
        for message in messages:
            self._arrived.add(message.channel, kind(message))

    def let_go(self, message: IncomingMessage, first: bool) -> None:
        self._let_go.add(message.channel, kind(message))

    def handled(self, message: HandledMessage, by: str, waited: float, took: float) -> None:
        self._handled.add(message.channel, "handled")
        self._waited.add(waited, message.channel)
        self._took.add(took, message.channel)

    def failed(self, message: HandledMessage, error: BaseException) -> None:
        self._handled.add(message.channel, "failed")

    def unknown_name(self, what: str) -> None:
        self._unknown.add(what)

    def batch_committed(self, work: str, size: int) -> None:
        self._batches.add(size, work)

    def send_ended(self, message: SentMessage, outcome: SendResult, took: float, final: bool) -> None:
        priority = PRIORITIES[message.priority]
        self._sendings.add(message.channel, priority, OUTCOMES[type(outcome)])
        self._sending.add(took, message.channel)
        if isinstance(outcome, Sent):
            self._to_sent.add(monotonic() - message.since, message.channel, priority)

    def paused(self, channel: str, seconds: float, *, whole_channel: bool, flood: bool) -> None:
        self._pauses.add(channel, "channel" if whole_channel else "chat", "flood" if flood else "failure")

    def rate_limited(self, channel: str, what: str, rate: Callable[[], float]) -> None:
        self._rates.put(rate, channel, what)

    def lease_taken(self, name: str) -> None:
        self._leases.add(name, "taken")

    def lease_lost(self, name: str) -> None:
        self._leases.add(name, "lost")

    def webhook_answered(self, channel: str, code: int) -> None:
        self._answers.add(channel, str(code))

    def database_failed(self) -> None:
        self._errors.add(self._database)

    def _counter(self, name: str, meaning: str, *labels: str) -> Counter:
        counter = Counter(f"santribot_{name}", meaning, *labels)
        self.registry.register(counter)
        return counter

    def _seconds(self, name: str, meaning: str, *labels: str) -> Histogram:
        histogram = Histogram(f"santribot_{name}_seconds", meaning, *labels, bounds=SECONDS)
        self.registry.register(histogram)
        return histogram
