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
class Unavailable:
    """The channel is out of order: it has not taken the message, and may take it when it works again."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """The channel's answer was lost: the message may have arrived or not."""

    reason: str
    repeatable: bool = False
    """True where another try is hardly seen twice: the message most likely did not arrive, or it changes another."""


SendResult = Sent | Later | Gone | Refused | Unavailable | Unknown


@dataclass(frozen=True, slots=True)
class Tries:
    """The tries of one message so far."""

    count: int = 0
    """All that the channel did not take, but for those after which it asked for a pause."""
    alone: int = 0
    """Number of them that failed while the channel took the messages of others."""
    unknown: int = 0
    """Number after which the message may have arrived."""

    def after(self, outcome: SendResult, *, alone: bool) -> Tries:
        """The tries with one more, which had this outcome; `alone`: others do not fail alike."""
        if not isinstance(outcome, Unavailable | Unknown):
            return self
        taken = isinstance(outcome, Unknown) and not outcome.repeatable
        return Tries(self.count + 1, self.alone + alone, self.unknown + taken)


@dataclass(frozen=True, slots=True)
class RetryIn:
    """The decision to try again after `seconds`."""

    seconds: float


MAX_ALONE = 16
"""Tries of a message that fails while others arrive, before it is given up: in some three minutes."""

MAX_UNKNOWN = 2
"""Tries after which a reply or a notice may have arrived: so often a person may get it, at most."""

MAX_RETRY_SECONDS = 15.0


def decide_retry(outcome: SendResult, priority: Priority, tries: Tries) -> RetryIn | None:
    """Return when a message is sent again after these tries, the last with this outcome; None where it is not.

    A pause asked for by the channel does not count as a failure. A lost answer is tried again for a reply or a
    notice; a broadcast is not, because it might arrive twice.
    """
    if isinstance(outcome, Later):
        return RetryIn(outcome.seconds)
    if not isinstance(outcome, Unavailable | Unknown):
        return None
    if isinstance(outcome, Unknown) and priority is Priority.BROADCAST:
        return None
    if tries.alone >= MAX_ALONE or tries.unknown >= MAX_UNKNOWN:
        return None
    return RetryIn(min(MAX_RETRY_SECONDS, 0.5 * 3.0 ** min(tries.count - 1, 10)))
