"""Registers the webhook with Telegram for as long as the bot runs, and reads its status."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime

from telegram import Bot, WebhookInfo
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.channels.telegram.errors import MAX_PAUSE_SECONDS, jittered, seconds
from bot.channels.telegram.identity import check_token
from bot.channels.telegram.receiving.update_parser import KINDS
from bot.observability.logging import get_logger
from models.db.database import utcnow

log = get_logger(__name__)

CONNECTIONS = 100
"""The most that Telegram opens: from Indonesia an answer takes a fifth of a second, for which a connection waits."""
CHECK_SECONDS = 30.0
MAX_PAUSE = 30.0


class WebhookRegistration:
    """The webhook at `url`, whose deliveries have `secret` in their heads.

    It stays when this ends, since other processes may still be there. Several may keep it at once.
    """

    def __init__(self, bot: Bot, url: str, secret: str) -> None:
        self.bot, self.url, self._secret = bot, url, secret
        self._failures = 0
        self._logged_until = utcnow()
        """The log tells of deliveries that failed up to here, or that are none of this process's business."""

    async def keep(self) -> None:
        """Keep the webhook set until cancelled. Raises `InvalidToken` for a wrong token; all else is waited out."""
        registered = False
        while True:
            try:
                if not (registered and await self._is_registered()):
                    await self._register()
                registered, self._failures, pause = True, 0, CHECK_SECONDS
            except InvalidToken:
                raise
            except Exception as error:
                await check_token(self.bot, error)
                pause = self._pause(error)
            await asyncio.sleep(jittered(pause))

    async def _register(self) -> None:
        await self.bot.set_webhook(
            self.url, max_connections=CONNECTIONS, allowed_updates=KINDS, secret_token=self._secret
        )
        log.info("Telegram brings messages to [telegram] webhook_url")

    async def _is_registered(self) -> bool:
        """Check that messages are still brought there: another program with this token may have changed that."""
        found = await self.bot.get_webhook_info()
        if found.url != self.url:
            log.warning("the webhook was removed or changed by another program: it is set again")
            return False
        self._log_errors(found)
        return True

    def _log_errors(self, found: WebhookInfo) -> None:
        if found.last_error_date is None or found.last_error_date <= self._logged_until:
            return
        self._logged_until = found.last_error_date
        log.warning(
            "Telegram could not bring a message",
            waiting=found.pending_update_count,
            reason=found.last_error_message,
        )

    def _pause(self, error: Exception) -> float:
        """Say once what is wrong; then pause for longer each time."""
        self._failures += 1
        if self._failures == 1:
            words = error.message if isinstance(error, TelegramError) else type(error).__name__
            log.warning("the webhook could not be set or looked at, trying again", reason=words)
        if isinstance(error, RetryAfter):
            return min(MAX_PAUSE_SECONDS, 2 * seconds(error))
        return min(MAX_PAUSE, 0.5 * 2.0 ** min(self._failures, 10))


@dataclass(frozen=True, slots=True)
class WebhookStatus:
    """The status of the bot's webhook. `url` is empty where messages are fetched."""

    url: str
    waiting: int
    error: str
    """Telegram's words on the last failed delivery; empty where there was none lately."""
    error_at: datetime | None


async def webhook_status(bot: Bot) -> WebhookStatus:
    """Ask Telegram for the status. Raises `TelegramError`."""
    found = await bot.get_webhook_info()
    return WebhookStatus(
        found.url, found.pending_update_count, found.last_error_message or "", found.last_error_date
    )


async def remove_webhook(bot: Bot) -> None:
    """End the bringing; messages that wait stay with Telegram. Raises `TelegramError`."""
    await bot.delete_webhook()
