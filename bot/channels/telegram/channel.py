"""Telegram as a `bot.channel.Channel`."""

from __future__ import annotations

import asyncio
import contextlib

from telegram import Bot
from telegram.error import TelegramError

from bot.channel import Limits, Save
from bot.channels.telegram.menus import Menus, keep_publishing
from bot.channels.telegram.polling import Polling
from bot.channels.telegram.posting import CHANNEL
from bot.channels.telegram.request import AiohttpRequest
from bot.channels.telegram.sending import Sending
from bot.media import Library
from bot.outcomes import Outcome
from bot.outgoing import Outgoing

API_URL = "https://api.telegram.org"
FIRST_PAUSE, LONGEST_PAUSE = 0.25, 60.0
FILE_BYTES = 20_000_000
"""Telegram lets a bot fetch files up to this size."""


class DiscreetBot(Bot):
    """A bot that does not show its token when it is printed."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "DiscreetBot()"


class TelegramChannel:
    """The bot of `token`; `menus` are set when it begins to listen.

    Where nothing arrives, Telegram is asked again after `poll_seconds`.
    """

    name = CHANNEL
    alone = True

    def __init__(
        self,
        token: str,
        library: Library,
        *,
        api_url: str = API_URL,
        limits: Limits,
        menus: Menus | None = None,
        poll_seconds: int = 30,
    ) -> None:
        self.limits = limits
        self.menus = menus or {}
        self.poll_seconds = poll_seconds
        self._request = AiohttpRequest(token, connections=2 * limits.concurrency + 2)
        self._bot = connect(token, api_url, self._request)
        self._sending = Sending(self._bot, self._request, library, paid=bool(limits.paid_per_second))
        self._username = ""

    async def introduce(self) -> None:
        """Learn the bot's name, which links need."""
        pause = FIRST_PAUSE
        while not self._username:
            with contextlib.suppress(TelegramError):
                self._username = (await self._bot.get_me()).username or ""
                return
            await asyncio.sleep(pause)
            pause = min(LONGEST_PAUSE, 2 * pause)

    async def listen(self, save: Save) -> None:
        """Raises `telegram.error.InvalidToken` where the token is wrong."""
        publishing = asyncio.create_task(keep_publishing(self._bot, self.menus))
        try:
            await Polling(self._bot, self._request, self.poll_seconds).run(save)
        finally:
            publishing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await publishing

    async def send(self, chat: str, message: Outgoing) -> Outcome:
        return await self._sending.send(chat, message)

    async def fetch(self, ref: str) -> bytes:
        """`ref` is a `file_id`. Files of more than 20 MB cannot be had."""
        try:
            file = await self._bot.get_file(ref)
            return await self._request.download(file.file_path or "", FILE_BYTES)
        except TelegramError as error:
            reason = error.message
        raise OSError(f"Telegram does not give the file: {reason}")

    def link(self, payload: str) -> str:
        return f"https://t.me/{self._username}?start={payload}" if self._username else ""

    async def close(self) -> None:
        await self._request.shutdown()


async def identify(token: str, api_url: str = API_URL) -> str:
    """The bot's user name. Raises `telegram.error.InvalidToken`, or another `TelegramError`."""
    request = AiohttpRequest(token)
    try:
        return (await connect(token, api_url, request).get_me()).username or ""
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
