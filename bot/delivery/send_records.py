"""Turns the end of a sending into its entry for the table."""

from __future__ import annotations

from math import ceil

from bot.messages.send_result import (
    Gone,
    Later,
    Refused,
    RetryIn,
    SendResult,
    Sent,
    Tries,
    Unavailable,
    Unknown,
)
from bot.observability.logging import get_logger
from bot.queue.outbox import ClaimedMessage, SendRecord
from models.db.database import is_transient
from models.queue.outbox import OutboxState

log = get_logger(__name__)

DATABASE_SECONDS = 1.0
"""A message for which a channel needs a database that cannot be used is tried again after so many seconds."""


def outcome_of(error: Exception, message: ClaimedMessage) -> SendResult:
    """The outcome of a try that the channel did not expect to fail."""
    if is_transient(error):
        return Later(DATABASE_SECONDS, whole_channel=False)
    log.error(
        "a channel failed in a way that it does not know",
        trace_id=message.cause,
        channel=message.channel,
        exc_info=error,
    )
    return Refused(type(error).__name__)


def record_of(message: ClaimedMessage, outcome: SendResult, again: RetryIn | None) -> SendRecord:
    """The entry for the table of a message that leaves; `again`: it is sent later, from the table."""
    match outcome:
        case Sent():
            return SendRecord(message, OutboxState.SENT)
        case Gone():
            return SendRecord(message, OutboxState.GONE)
        case Refused(reason):
            return SendRecord(message, OutboxState.FAILED, reason)
        case Unknown(reason):
            return SendRecord(message, OutboxState.UNKNOWN, reason)
        case Unavailable(reason) if again is None:
            return SendRecord(message, OutboxState.FAILED, reason)
    return SendRecord(message, OutboxState.WAITING, again_in=ceil(again.seconds) if again else 0)


def waiting_again(message: ClaimedMessage, tries: Tries) -> SendRecord:
    """The entry for the table of a message that is to be tried again after a stop."""
    return SendRecord(message, OutboxState.WAITING, attempts=tries.unknown)
