"""Telegram as a `bot.channels.base.Channel`."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence

from telegram import Bot
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from bot.channels.base import Limits, Save
from bot.channels.http import HttpRoute
from bot.channels.plugin import InvalidCredentialsError, Menus
from bot.channels.telegram import API_URL
from bot.channels.telegram.errors import UNKNOWN_TOKEN, jittered
from bot.channels.telegram.identity import is_answering, username_of
from bot.channels.telegram.menus import keep_publishing
from bot.channels.telegram.receiving.polling import Polling
from bot.channels.telegram.receiving.webhook import TelegramWebhook
from bot.channels.telegram.request import AiohttpRequest
from bot.channels.telegram.sending.api_methods import CHANNEL
from bot.channels.telegram.sending.sender import TelegramSender
from bot.media.library import MediaService
from bot.messages.outgoing import OutgoingMessage
from bot.messages.send_result import SendResult

INITIAL_PAUSE, MAX_PAUSE = 0.25, 60.0
PROBE_SECONDS = 5.0
MAX_FILE_BYTES = 20_000_000
"""Telegram lets a bot fetch files up to this size."""


class DiscreetBot(Bot):
    """A bot that does not show its token when it is printed."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "DiscreetBot()"


class TelegramChannel:
    """The bot of `token`; `menus` are set when it begins to listen.

    Messages are brought to `webhook_url`. Without one they are fetched: where nothing arrives, Telegram is asked
    again after `poll_seconds`.
    """

    name = CHANNEL

    def __init__(
        self,
        token: str,
        library: MediaService,
        *,
        api_url: str = API_URL,
        limits: Limits,
        menus: Menus | None = None,
        poll_seconds: int = 30,
        webhook_url: str = "",
    ) -> None:
        self.limits = limits
        self.menus = menus or {}
        self.poll_seconds = poll_seconds
        self._request = AiohttpRequest(token, connections=2 * limits.concurrency + 2)
        self._bot = connect(token, api_url, self._request)
        self._sending = TelegramSender(self._bot, self._request, library, paid=bool(limits.paid_per_second))
        self._webhook = TelegramWebhook(self._bot, token, webhook_url) if webhook_url else None
        self.routes: Sequence[HttpRoute] = [self._webhook.route] if self._webhook else []
        self._username = ""

    async def load_identity(self) -> None:
        """Learn the bot's name, however long Telegram does not tell it."""
        pause = INITIAL_PAUSE
        while not self._username:
            with contextlib.suppress(Exception):  # whatever Telegram answers
                self._username = await username_of(self._bot)
                return
            await asyncio.sleep(jittered(pause))
            pause = min(MAX_PAUSE, 2 * pause)

    async def listen(self, save: Save) -> None:
        """Messages do not wait for the menus. Raises `InvalidCredentialsError` for a wrong token."""
        publishing = asyncio.create_task(keep_publishing(self._bot, self.menus))
        try:
            await (self._webhook or Polling(self._bot, self._request, self.poll_seconds)).run(save)
        except InvalidToken:
            raise InvalidCredentialsError(UNKNOWN_TOKEN) from None
        finally:
            publishing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await publishing

    async def send(self, chat: str, message: OutgoingMessage) -> SendResult:
        return await self._sending.send(chat, message)

    async def is_answering(self) -> bool:
        return await is_answering(self._bot, PROBE_SECONDS)

    async def fetch(self, ref: str) -> bytes:
        """`ref` is a `file_id`. Files of more than 20 MB cannot be had: `FileNotFoundError`."""
        try:
            file = await self._bot.get_file(ref)
            return await self._request.download(file.file_path or "", MAX_FILE_BYTES)
        except (BadRequest, Forbidden) as error:
            failure: OSError = FileNotFoundError(f"Telegram does not have the file: {error.message}")
        except TelegramError as error:
            failure = OSError(f"Telegram does not give the file now: {error.message}")
        except (KeyError, TypeError, AttributeError) as error:
            failure = OSError(f"Telegram's answer makes no sense: {type(error).__name__}")
        raise failure

    def link(self, payload: str) -> str:
        return link(self._username, payload)

    async def close(self) -> None:
        await self._sending.menus.close()
        await self._request.shutdown()


def link(username: str, payload: str) -> str:
    """An address that opens the bot of this name with "/start <payload>"; empty where the name is not known yet."""
    return f"https://t.me/{username}?start={payload}" if username else ""


async def identify(token: str, api_url: str = API_URL) -> str:
    """The bot's user name. Raises `telegram.error.InvalidToken`, or another `TelegramError`."""
    async with connected(token, api_url) as bot:
        return await username_of(bot)


@contextlib.asynccontextmanager
async def connected(token: str, api_url: str = API_URL) -> AsyncIterator[Bot]:
    """The bot of `token`, for a few questions."""
    request = AiohttpRequest(token)
    try:
        yield connect(token, api_url, request)
    finally:
        await request.shutdown()


def connect(token: str, api_url: str, request: AiohttpRequest) -> Bot:
    base = api_url.rstrip("/")
    return DiscreetBot(
        token,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=request,
        get_updates_request=request,
    )
