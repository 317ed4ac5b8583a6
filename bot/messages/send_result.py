"""How a sending went, and whether to try again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Priority(IntEnum):
    """Which message goes first. A reply answers somebody, a notice concerns them, a broadcast is for many."""

    REPLY = 0
    NOTICE = 1
    BROADCAST = 2


@dataclass(frozen=True, slots=True)
class Sent:
    """It arrived. `ref` finds the message again on its channel."""

    ref: str = ""


@dataclass(frozen=True, slots=True)
class Later:
    """Not now: the channel asks for a pause of so many seconds, of this chat or of the whole bot."""

    seconds: float
    whole_channel: bool = True
    flood: bool = False
    """Messages came too fast."""


@dataclass(frozen=True, slots=True)
class Gone:
    """The person cannot be reached any more: blocked the bot, or deleted the account."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The channel will never take this message; `reason` in its own words."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """The answer was lost: the message may have arrived or not."""

    reason: str


SendResult = Sent | Later | Gone | Refused | Unknown


@dataclass(frozen=True, slots=True)
class RetryIn:
    """Try again after so many seconds."""

    seconds: float


MAX_ATTEMPTS = 8
"""After so many lost answers a reply is given up."""


def next_step(outcome: SendResult, priority: Priority, attempt: int) -> RetryIn | None:
    """Whether the message of `priority` is tried again after its `attempt`-th try (from 1), and when.

    A pause asked for by the channel does not count as a failure. A lost answer is tried again for a reply or a
    notice; a broadcast is not, because it might arrive twice.
    """
    if isinstance(outcome, Later):
        return RetryIn(outcome.seconds)
    if isinstance(outcome, Unknown) and priority is not Priority.BROADCAST and attempt < MAX_ATTEMPTS:
        return RetryIn(min(60.0, 0.5 * 2 ** (attempt - 1)))
    return None
