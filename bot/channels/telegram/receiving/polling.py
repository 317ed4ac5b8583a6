"""Long polling: updates are fetched, saved, and then acknowledged by asking for those that follow."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from time import monotonic
from typing import Any
from urllib.parse import urlencode

from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.channels.base import Save
from bot.channels.telegram.errors import bounded_seconds, jittered
from bot.channels.telegram.identity import check_token
from bot.channels.telegram.receiving.update_parser import KINDS, is_update_id, parse_updates
from bot.channels.telegram.refusals import GarbledAnswerError
from bot.channels.telegram.request import READ_SECONDS, AiohttpRequest
from bot.observability.logging import get_logger

log = get_logger(__name__)

BATCH = 100
MAX_PAUSE = 30.0
RIVAL_SECONDS = 5.0
MIN_ROUND_SECONDS = 0.05
"""Seconds from one asking to the next where the answer had nothing new: Telegram lets one wait for that by itself."""


class Polling:
    """Asks for updates, each time for at most `seconds` where there are none.

    Not through `Bot.get_updates`: there one update that python-telegram-bot cannot read holds up all that
    come after it, and is logged with what was said.
    """

    def __init__(self, bot: Bot, request: AiohttpRequest, seconds: int) -> None:
        self.bot, self.request, self.seconds = bot, request, seconds
        self.offset = 0
        self._failures = 0
        self._logged_rival = False

    async def run(self, save: Save) -> None:
        """Receive until cancelled. Raises `InvalidToken` where the token is wrong; all else is waited out."""
        while True:
            try:
                await self._round(save)
            except InvalidToken:
                raise
            except Exception as error:
                await self._recover(error)
            else:
                self._worked()

    async def _round(self, save: Save) -> None:
        begin = monotonic()
        raw = await self._fetch()
        arrived = list(parse_updates(raw))
        if arrived:
            await save(arrived)
        if not self._acknowledge(raw):
            await asyncio.sleep(max(0.0, begin + MIN_ROUND_SECONDS - monotonic()))

    def _acknowledge(self, raw: Sequence[dict[str, Any]]) -> bool:
        """Ask for what follows these from now on; return whether that is something else than was asked for.

        After a week without any, Telegram begins anew at any number: the next ones may be lower.
        """
        numbers = [number for update in raw if is_update_id(number := update.get("update_id"))]
        if not numbers:
            if raw:
                raise GarbledAnswerError
            return False
        before, self.offset = self.offset, max(numbers) + 1
        return self.offset != before

    async def _fetch(self) -> Sequence[dict[str, Any]]:
        query = {"limit": BATCH, "timeout": self.seconds, "allowed_updates": json.dumps(KINDS)}
        if self.offset:
            query["offset"] = self.offset
        url = f"{self.bot.base_url}/getUpdates?{urlencode(query)}"
        answer = await self.request.post(url, read_timeout=self.seconds + READ_SECONDS)
        if not isinstance(answer, list):
            raise GarbledAnswerError
        return [update for update in answer if isinstance(update, dict)]

    async def _recover(self, error: Exception) -> None:
        """Say once what is wrong, then pause for longer each time. A webhook in the way is removed."""
        self._failures += 1
        rival = isinstance(error, Conflict) and not _of_webhook(error)
        if self._failures == 1 and not (rival and self._logged_rival):
            log.warning(_event(error), reason=_reason(error))
        self._logged_rival = self._logged_rival or rival
        if _of_webhook(error):
            await self._delete_webhook()
        await check_token(self.bot, error)
        await asyncio.sleep(self._pause(error))

    def _pause(self, error: Exception) -> float:
        if isinstance(error, RetryAfter):
            return max(MIN_ROUND_SECONDS, bounded_seconds(error))
        longest = RIVAL_SECONDS if isinstance(error, Conflict) and not _of_webhook(error) else 0.0
        return jittered(max(longest, min(MAX_PAUSE, 0.25 * 2 ** min(self._failures, 10))))

    def _worked(self) -> None:
        if self._failures:
            log.info("messages are fetched from Telegram again")
        self._failures = 0

    async def _delete_webhook(self) -> None:
        try:
            await self.bot.delete_webhook()
        except TelegramError as error:
            log.warning("the webhook could not be removed", reason=error.message)


def _of_webhook(error: Exception) -> bool:
    return isinstance(error, Conflict) and "webhook" in error.message.lower()


def _event(error: Exception) -> str:
    if _of_webhook(error):
        return "a webhook is set for this bot: it is removed, messages are fetched from here"
    if isinstance(error, Conflict):
        return "another program fetches this bot's messages too: stop it, only one can"
    if isinstance(error, TelegramError):
        return "no connection to Telegram, trying again"
    return "what arrived could not be saved, trying again"


def _reason(error: Exception) -> str:
    """Return the words of Telegram; those of other errors may be what people wrote, so it is only their name."""
    return error.message if isinstance(error, TelegramError) else type(error).__name__
