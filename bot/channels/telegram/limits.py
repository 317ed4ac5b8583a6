"""The rates that Telegram allows, as `bot.channels.base.Limits`."""

from __future__ import annotations

from bot.channels.base import Limits
from bot.channels.telegram.settings import TelegramSettings

PAID_PER_SECOND = 980
"""Messages of broadcasts a second for Stars. Telegram lets 1000 through; at that rate a short delay on their way would
already be a flood, which costs more than this.
"""

ANSWER_SECONDS = 0.2
"""A sending takes hardly longer, from its beginning until its end is recorded."""

MIN_CONCURRENCY, MAX_CONCURRENCY = 64, 256


def is_group(chat: str) -> bool:
    """Return whether a chat is a group or a channel: their ids are negative."""
    return chat.startswith("-")


def limits_of(telegram: TelegramSettings) -> Limits:
    """The limits that the settings describe."""
    paid = PAID_PER_SECOND if telegram.paid_broadcast else 0
    fastest = max(paid, telegram.messages_per_second)
    return Limits(
        messages_per_second=telegram.messages_per_second,
        chat_messages_per_second=telegram.chat_messages_per_second,
        chat_burst=telegram.chat_burst,
        is_group=is_group,
        paid_per_second=paid,
        concurrency=max(MIN_CONCURRENCY, min(MAX_CONCURRENCY, round(fastest * ANSWER_SECONDS))),
    )
