"""`santribot webhook`: shows where Telegram brings messages, and puts an end to that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.channels.plugin import ChannelOffError
from bot.channels.telegram import account
from bot.channels.telegram.receiving import webhook_registration
from bot.channels.telegram.receiving.webhook_registration import WebhookStatus
from bot.channels.telegram.settings import TelegramSettings


async def show(telegram: TelegramSettings) -> Sequence[str]:
    """Lines on the webhook. Raises `ChannelOffError` or `AccountError`."""
    _needs_token(telegram)
    token = telegram.token.get_secret_value()
    status = await account.ask(telegram, webhook_registration.webhook_status)
    return [
        line.replace(token, "***") for line in _lines(status, telegram)
    ]  # some put the token into the address


async def remove(telegram: TelegramSettings) -> Sequence[str]:
    """Remove the webhook. Raises `ChannelOffError` or `AccountError`."""
    _needs_token(telegram)
    await account.ask(telegram, webhook_registration.remove_webhook)
    return ["The webhook is removed. A bot that runs in webhook mode sets it again: stop that one first."]


def _needs_token(telegram: TelegramSettings) -> None:
    if not telegram.enabled:
        raise ChannelOffError("telegram.token is missing: without one the bot is not on Telegram")


def _lines(status: WebhookStatus, telegram: TelegramSettings) -> Iterator[str]:
    yield f"webhook: {status.url or 'none, messages are fetched'}"
    if telegram.mode == "webhook" and status.url != telegram.webhook_url:
        yield "         but the settings say otherwise; `santribot run` sets it"
    if telegram.mode == "polling" and status.url:
        yield "         but the settings say polling; `santribot run` removes it"
    yield f"waiting: {status.waiting}"
    if status.error_at is not None:
        yield f"last error: {status.error_at:%Y-%m-%d %H:%M:%S} UTC, {status.error}"
