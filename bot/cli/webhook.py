"""`santribot webhook`: where Telegram brings messages, and an end to that."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

import typer

from bot.cli.console import CONFIG, USAGE, ConfigPath, fail, settings_from
from bot.cli.telegram_account import NoAccountError, answer

if TYPE_CHECKING:
    from telegram import Bot

    from bot.channels.telegram.webhook_registration import WebhookStatus
    from bot.settings.loader import Settings

T = TypeVar("T")

webhook = typer.Typer(name="webhook", help="Look after Telegram's webhook.", no_args_is_help=True)


@webhook.command()
def show(config: ConfigPath = CONFIG) -> None:
    """Say where Telegram brings messages, how many wait, and what went wrong last."""
    from bot.channels.telegram.webhook_registration import webhook_status

    settings = settings_from(config)
    token = settings.telegram.token.get_secret_value()
    for line in _lines(_asked(settings, webhook_status), settings):
        typer.echo(line.replace(token, "***"))  # some programs put the token into the address that they set


@webhook.command()
def remove(config: ConfigPath = CONFIG) -> None:
    """Let Telegram keep messages until they are fetched, or until a webhook is set again."""
    from bot.channels.telegram import webhook_registration

    _asked(settings_from(config), webhook_registration.remove_webhook)
    typer.echo("The webhook is removed. A bot that runs in webhook mode sets it again: stop that one first.")


def _asked(settings: Settings, question: Callable[[Bot], Awaitable[T]]) -> T:
    """What Telegram answers; where there is no answer, the program ends."""
    from bot.channels.telegram.channel import connected

    telegram = settings.telegram
    if not telegram.enabled:
        fail("telegram.token is missing: without one the bot is not on Telegram", USAGE)

    async def ask() -> T:
        async with connected(telegram.token.get_secret_value(), telegram.api_url) as bot:
            return await question(bot)

    try:
        return answer(telegram.api_url, ask())
    except NoAccountError as error:
        fail(str(error))


def _lines(found: WebhookStatus, settings: Settings) -> list[str]:
    url, mode = found.url, settings.telegram.mode
    lines = [f"webhook: {url or 'none, messages are fetched'}"]
    if mode == "webhook" and url != settings.telegram.webhook_url:
        lines.append("         but the settings say otherwise; `santribot run` sets it")
    if mode == "polling" and url:
        lines.append("         but the settings say polling; `santribot run` removes it")
    lines.append(f"waiting: {found.waiting}")
    if found.trouble_at is not None:
        lines.append(f"last error: {found.trouble_at:%Y-%m-%d %H:%M:%S} UTC, {found.trouble}")
    return lines
