"""What the parts of the bot tell while they carry messages: each stage of a message, and what holds them up.

One id follows a message through all of it: `IncomingMessage.trace_id`, which is the `cause` of what answers it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from time import monotonic
from typing import Protocol

from bot.messages.incoming import IncomingMessage
from bot.messages.send_result import Gone, Later, Priority, Refused, SendResult, Sent, Unknown
from bot.observability import logging as observability_logging

log = observability_logging.get_logger(__name__)

OUTCOMES: dict[type[SendResult], str] = {
    Sent: "sent",
    Gone: "gone",
    Refused: "refused",
    Unknown: "unknown",
    Later: "later",
}
PRIORITIES = {priority: priority.name.lower() for priority in Priority}


class HandledMessage(Protocol):
    """What is known of a message before it is read, as `bot.queue.inbox.InboxMessage`; an `IncomingMessage` too."""

    @property
    def channel(self) -> str: ...
    @property
    def trace_id(self) -> str: ...


class SentMessage(Protocol):
    """What is known of a message that is to be sent, as `bot.queue.outbox.ClaimedMessage`."""

    @property
    def id(self) -> int: ...
    @property
    def channel(self) -> str: ...
    @property
    def priority(self) -> Priority: ...
    @property
    def cause(self) -> str:
        """The `trace_id` of the message that it answers; empty where there is none."""

    @property
    def since(self) -> float:
        """When it was due, by the monotonic clock; of a broadcast, when it was claimed."""


class Events:
    """Writes it into the log: stages where every message is followed ("debug"), what went wrong always.

    `bot.observability.metrics.Metrics` counts it too.
    """

    def __init__(self) -> None:
        self._paused_until: dict[str, float] = {}

    def arrived(self, messages: Iterable[IncomingMessage]) -> None:
        """These are on disk."""
        if _follows():
            for message in messages:
                log.debug("arrived", trace_id=message.trace_id, kind=kind(message))

    def handled(self, message: HandledMessage, by: str, waited: float, took: float) -> None:
        """Its answer is on disk, `waited` seconds after it arrived; `by`, a command, a button or a form, `took` so many
        of them.
        """
        if _follows():
            seconds = {"waited": round(waited, 4), "took": round(took, 4)}
            log.debug("handled", trace_id=message.trace_id, by=by, **seconds)

    def failed(self, message: HandledMessage, error: BaseException) -> None:
        """It cannot be handled, and stays where `santribot dead` finds it."""
        log.error("a message could not be handled", trace_id=message.trace_id, exc_info=error)

    def unknown(self, what: str) -> None:
        """A message named a button, a form or a link that this version does not have."""
        log.info("an unknown name", what=what)

    def together(self, work: str, size: int) -> None:
        """One transaction has so many messages, "handled" or "recorded"."""

    def sending(self, item: SentMessage) -> None:
        """It is handed to its channel."""
        if _follows():
            log.debug("sending", **_fields(item))

    def ended(self, item: SentMessage, outcome: SendResult, took: float, final: bool) -> None:
        """A try to send it had this outcome after so many seconds; `final` where it is not tried again."""
        if final and item.priority != Priority.BROADCAST and isinstance(outcome, Refused | Unknown):
            log.warning(OUTCOMES[type(outcome)], **_fields(item))
        elif _follows():
            log.debug(OUTCOMES[type(outcome)], **_fields(item), took=round(took, 4))

    def recorded(self, items: Iterable[SentMessage]) -> None:
        """How these ended is on disk."""
        if _follows():
            for item in items:
                log.debug("recorded", **_fields(item))

    def paused(self, channel: str, seconds: float, *, whole_channel: bool, flood: bool) -> None:
        """Nothing goes out through a channel, or to one chat of it, for so long; `flood`: too much did."""
        now = monotonic()
        if whole_channel and now >= self._paused_until.get(channel, 0.0):
            log.warning("a channel pauses", channel=channel, seconds=round(seconds, 1), flood=flood)
        if whole_channel:
            self._paused_until[channel] = max(now + seconds, self._paused_until.get(channel, 0.0))

    def paced(self, channel: str, what: str, rate: Callable[[], float]) -> None:
        """`rate` tells how many messages a second go out now, "all" or "broadcasts"."""

    def leased(self, name: str) -> None:
        """This process is now the one that does it: polls a channel, or sends through it."""
        log.info("a lease was taken", lease=name)

    def lease_lost(self, name: str) -> None:
        log.warning("a lease was lost", lease=name)

    def answered(self, channel: str, code: int) -> None:
        """A messenger that brought something by webhook was answered with this status."""

    def database_failed(self) -> None:
        """The database could not do what was asked."""


def kind(message: IncomingMessage) -> str:
    """What a message is, in one of a few words."""
    if message.press is not None:
        return "timer" if message.by_itself else "press"
    if message.picture is not None:
        return "photo"
    if message.attachment is not None:
        return "file"
    if message.text:
        return "command" if message.text.startswith("/") else "text"
    if message.contact is not None:
        return "contact"
    if message.point is not None:
        return "place"
    return "other" if message.left is None else "membership"


def _follows() -> bool:
    return _levels.isEnabledFor(logging.DEBUG)


_levels = logging.getLogger(__name__)


def _fields(item: SentMessage) -> dict[str, object]:
    found = {"channel": item.channel, "priority": PRIORITIES[item.priority], "row": item.id}
    return {"trace_id": item.cause, **found} if item.cause else found
