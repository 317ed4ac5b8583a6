"""The stages of a message, and what holds messages up: parts report them, listeners write or count them.

One id follows a message through all of it: `IncomingMessage.trace_id`, which is the `cause` of what answers it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from bot.messages.incoming import IncomingMessage
from bot.messages.send_result import Gone, Later, Priority, Refused, SendResult, Sent, Unavailable, Unknown

OUTCOMES: dict[type[SendResult], str] = {
    Sent: "sent",
    Gone: "gone",
    Refused: "refused",
    Unavailable: "unavailable",
    Unknown: "unknown",
    Later: "later",
}
PRIORITIES = {priority: priority.name.lower() for priority in Priority}


class HandledMessage(Protocol):
    """A message before it is read, as `bot.queue.inbox.InboxMessage`; an `IncomingMessage` too."""

    @property
    def channel(self) -> str: ...
    @property
    def trace_id(self) -> str: ...


class SentMessage(Protocol):
    """A message that is to be sent, as `bot.queue.outbox.ClaimedMessage`."""

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
        """Time when it was due, in seconds of the monotonic clock; of a broadcast, when it was claimed."""


class EventListener:
    """Listener with one method for each event, none of which does anything: others override those that they want."""

    def arrived(self, messages: Sequence[IncomingMessage]) -> None:
        """Note that these are on disk."""

    def let_go(self, message: IncomingMessage, first: bool) -> None:
        """Note that it came too fast, and is not read; `first` of a flood: the person is told."""

    def handled(self, message: HandledMessage, by: str, waited: float, took: float) -> None:
        """Its answer is on disk, `waited` seconds after it arrived; `by`, a command, a button or a form, `took` so many
        of them.
        """

    def failed(self, message: HandledMessage, error: BaseException) -> None:
        """Note that it cannot be handled, and stays where `santribot dead` finds it."""

    def unknown_name(self, what: str) -> None:
        """A message named a button, a form or a link that this version does not have."""

    def batch_committed(self, work: str, size: int) -> None:
        """One transaction had so many messages, "handled" or "recorded"."""

    def sending(self, message: SentMessage) -> None:
        """Note that it is handed to its channel."""

    def send_ended(self, message: SentMessage, outcome: SendResult, took: float, final: bool) -> None:
        """A try to send it had this outcome after so many seconds; `final` where it is not tried again."""

    def recorded(self, messages: Sequence[SentMessage]) -> None:
        """The ends of these are on disk."""

    def paused(self, channel: str, seconds: float, *, whole_channel: bool, flood: bool) -> None:
        """Note that nothing goes out through a channel, or to one chat of it, for `seconds`; `flood`: too much did."""

    def rate_limited(self, channel: str, what: str, rate: Callable[[], float]) -> None:
        """A rate limit applies from now on to "all" or "broadcasts": `rate` returns the messages a second."""

    def lease_taken(self, name: str) -> None:
        """Note that this process is now the one that does it: polls a channel, or sends through it."""

    def lease_lost(self, name: str) -> None:
        """Another process may do it from now on."""

    def webhook_answered(self, channel: str, code: int) -> None:
        """A messenger that brought something by webhook was answered with this status."""

    def database_failed(self) -> None:
        """The database could not do what was asked."""


EVENTS = tuple(name for name in vars(EventListener) if not name.startswith("_"))


class Events(EventListener):
    """Passes each event on to the listeners that have something to do with it.

    Which these are is found out once, so that an event that nobody listens to costs no more than a call.
    """

    def __init__(self, *listeners: EventListener) -> None:
        for event in EVENTS:
            wanting = [
                one for one in listeners if getattr(type(one), event) is not getattr(EventListener, event)
            ]
            if wanting:
                setattr(self, event, _call_each([getattr(one, event) for one in wanting]))


def _call_each(calls: Sequence[Callable[..., None]]) -> Callable[..., None]:
    if len(calls) == 1:
        return calls[0]

    def call_each(*values: Any, **named: Any) -> None:
        for call in calls:
            call(*values, **named)

    return call_each


def kind(message: IncomingMessage) -> str:
    """The kind of a message, in one of a few words."""
    if message.press is not None:
        return "timer" if message.is_delayed else "press"
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
