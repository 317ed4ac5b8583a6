"""Results of sending a message, and the decision about a retry."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Priority(IntEnum):
    """Order of sending: replies to a person, then notices that concern them, then broadcasts to many."""

    REPLY = 0
    NOTICE = 1
    BROADCAST = 2


@dataclass(frozen=True, slots=True)
class Sent:
    """The message arrived. `ref` is the channel's reference to it."""

    ref: str = ""


@dataclass(frozen=True, slots=True)
class Later:
    """The channel asks for a pause of `seconds`: of the whole bot, or of this chat only."""

    seconds: float
    whole_channel: bool = True
    flood: bool = False
    """True where messages were sent too fast."""


@dataclass(frozen=True, slots=True)
class Gone:
    """The person cannot be reached any more: they blocked the bot or deleted their account."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The channel will never accept this message; `reason` is its own text."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """The channel's answer was lost: the message may have arrived or not."""

    reason: str


SendResult = Sent | Later | Gone | Refused | Unknown


@dataclass(frozen=True, slots=True)
class RetryIn:
    """The decision to try again after `seconds`."""

    seconds: float


MAX_ATTEMPTS = 8
"""Tries of a reply or a notice whose answers are lost, before it is given up."""


def decide_retry(outcome: SendResult, priority: Priority, attempt: int) -> RetryIn | None:
    """Return when a message is sent again after its `attempt`-th try (from 1); None where it is not.

    A pause asked for by the channel does not count as a failure. A lost answer is tried again for a reply or a
    notice; a broadcast is not, because it might arrive twice.
    """
    if isinstance(outcome, Later):
        return RetryIn(outcome.seconds)
    if isinstance(outcome, Unknown) and priority is not Priority.BROADCAST and attempt < MAX_ATTEMPTS:
        return RetryIn(min(60.0, 0.5 * 2 ** (attempt - 1)))
    return None
