"""Messages that Telegram brings: each is saved before it is acknowledged."""

from __future__ import annotations

import asyncio
import base64
import hmac
import json
from typing import Any
from urllib.parse import unquote, urlsplit

from telegram import Bot

from bot.channels.base import Save
from bot.channels.http import (
    Headers,
    HttpAnswer,
    HttpRequest,
    HttpRoute,
    MalformedPayloadError,
    RetryLaterError,
)
from bot.channels.telegram.receiving.save_batcher import SaveBatcher
from bot.channels.telegram.receiving.update_parser import is_update_id, parse_updates
from bot.channels.telegram.receiving.webhook_registration import WebhookRegistration
from bot.observability.logging import get_logger

log = get_logger(__name__)

HEADER = "X-Telegram-Bot-Api-Secret-Token"
PURPOSE = b"santribot: deliveries of Telegram"
SAVE_SECONDS = 15.0
"""Telegram waits not much longer. What is on disk only later comes again, and is known by then."""


class TelegramWebhook:
    """Takes the updates that Telegram brings to `url`, for the bot of `token`."""

    def __init__(self, bot: Bot, token: str, url: str) -> None:
        self.route = HttpRoute(
            "POST", unquote(urlsplit(url).path), self._handle, is_head_authentic=self.is_authentic
        )
        self._secret = secret_of(token)
        self._registration = WebhookRegistration(bot, url, self._secret)
        self._batcher: SaveBatcher | None = None
        self._saves = True
        self._logged_stranger = False

    async def run(self, save: Save) -> None:
        """Receive until cancelled; what is still brought after that is saved too. Raises `InvalidToken`."""
        self._batcher = SaveBatcher(save)
        await self._registration.keep()

    def is_authentic(self, headers: Headers) -> bool:
        """Check that the head has the secret that Telegram was given."""
        given = headers.get(HEADER, "")
        trusted = hmac.compare_digest(given.encode(), self._secret.encode())
        if not (trusted or self._logged_stranger):
            self._logged_stranger = True
            log.warning(
                "something was brought to the webhook without Telegram's secret: it was refused, as will be all like it"
            )
        return trusted

    async def _handle(self, request: HttpRequest) -> HttpAnswer:
        await self.receive(request.body)
        return HttpAnswer()

    async def receive(self, body: bytes) -> None:
        """Save the update that a body holds; when this returns, it is on disk. Raises `MalformedPayloadError` or
        `RetryLaterError`.
        """
        arrived = list(parse_updates([update_in(body)]))
        if self._batcher is None:
            raise RetryLaterError("nobody listens yet")
        if not arrived:
            return
        try:
            async with asyncio.timeout(SAVE_SECONDS):
                await self._batcher.save(arrived)
        except Exception as error:
            self._note(type(error).__name__)
            raise RetryLaterError(type(error).__name__) from None
        self._note()

    def _note(self, failure: str = "") -> None:
        """Say once that saving fails, and once that it does not any more."""
        if failure and self._saves:
            log.warning("what arrived could not be saved, Telegram brings it again", error=failure)
        elif not (failure or self._saves):
            log.info("what arrives is saved again")
        self._saves = not failure


def secret_of(token: str) -> str:
    """The secret that Telegram has to show with each delivery: made from the token, which cannot be found from it."""
    digest = hmac.digest(token.encode(), PURPOSE, "sha256")
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def update_in(body: bytes) -> dict[str, Any]:
    """The update, unchecked but for its number. Raises `MalformedPayloadError` where it has none."""
    try:
        update: Any = json.loads(body.decode())
    except (ValueError, RecursionError):
        raise MalformedPayloadError("no JSON") from None
    if not isinstance(update, dict) or not is_update_id(update.get("update_id")):
        raise MalformedPayloadError("no update")
    return update
