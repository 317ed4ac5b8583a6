"""Events in the log: stages where every message is followed ("debug"), what went wrong always."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from time import monotonic

from bot.messages.incoming import IncomingMessage
from bot.messages.send_result import Priority, Refused, SendResult, Unavailable, Unknown
from bot.observability.events import OUTCOMES, PRIORITIES, EventListener, HandledMessage, SentMessage, kind
from bot.observability.logging import get_logger

log = get_logger(__name__)
_level = logging.getLogger(__name__)


class EventLog(EventListener):
    """Writes events into the log, without texts, names or addresses of people."""

    def __init__(self) -> None:
        self._paused_until: dict[str, float] = {}
        """Time until which a pause is known and not written again, in seconds of the monotonic clock; by channel."""

    def arrived(self, messages: Sequence[IncomingMessage]) -> None:
        if _follows():
            for message in messages:
                log.debug("arrived", trace_id=message.trace_id, kind=kind(message))

    def let_go(self, message: IncomingMessage, first: bool) -> None:
        if first:
            log.info("a chat writes too fast, not all of it is read", trace_id=message.trace_id)

    def handled(self, message: HandledMessage, by: str, waited: float, took: float) -> None:
        if _follows():
            seconds = {"waited": round(waited, 4), "took": round(took, 4)}
            log.debug("handled", trace_id=message.trace_id, by=by, **seconds)

    def failed(self, message: HandledMessage, error: BaseException) -> None:
        log.error("a message could not be handled", trace_id=message.trace_id, exc_info=error)

    def unknown_name(self, what: str) -> None:
        log.info("an unknown name", what=what)

    def sending(self, message: SentMessage) -> None:
        if _follows():
            log.debug("sending", **_fields(message))

    def send_ended(self, message: SentMessage, outcome: SendResult, took: float, final: bool) -> None:
        if (
            final
            and message.priority != Priority.BROADCAST
            and isinstance(outcome, Refused | Unavailable | Unknown)
        ):
            log.warning(OUTCOMES[type(outcome)], **_fields(message))
        elif _follows():
            log.debug(OUTCOMES[type(outcome)], **_fields(message), took=round(took, 4))

    def recorded(self, messages: Sequence[SentMessage]) -> None:
        if _follows():
            for message in messages:
                log.debug("recorded", **_fields(message))

    def paused(self, channel: str, seconds: float, *, whole_channel: bool, flood: bool) -> None:
        if not whole_channel:
            return
        now, known_until = monotonic(), self._paused_until.get(channel, 0.0)
        if now >= known_until:
            log.warning("a channel pauses", channel=channel, seconds=round(seconds, 1), flood=flood)
        self._paused_until[channel] = max(now + seconds, known_until)

    def lease_taken(self, name: str) -> None:
        log.info("a lease was taken", lease=name)

    def lease_lost(self, name: str) -> None:
        log.warning("a lease was lost", lease=name)


def _follows() -> bool:
    return _level.isEnabledFor(logging.DEBUG)


def _fields(message: SentMessage) -> dict[str, object]:
    found = {"channel": message.channel, "priority": PRIORITIES[message.priority], "row": message.id}
    return {"trace_id": message.cause, **found} if message.cause else found
