"""Updates that are brought to the bot's webhook, as Telegram does it.

One after the other in a chat, several chats at once; an update that is not taken with 2xx is brought again, each
time after a longer pause, and what comes after it in its chat waits.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass

import aiohttp

from tests.channels.telegram.standin.errors import Json
from tests.channels.telegram.standin.updates import Updates

FIRST_PAUSE, LONGEST_PAUSE = 0.02, 0.5
"""Telegram's are a second and more; it keeps to Retry-After, which tests need not wait for."""
ANSWER_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Taken:
    """How the bot answered one delivery; status 0 where it did not."""

    update: int
    status: int
    retry_after: str = ""


class Courier:
    """Brings what waits in `updates`, whenever a webhook is set."""

    def __init__(self, updates: Updates) -> None:
        self.updates = updates
        self.answers: list[Taken] = []
        self._busy: set[int] = set()
        """Chats to which an update is under way."""
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Until cancelled."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(ANSWER_SECONDS)) as session:
            try:
                while True:
                    self.updates.news.clear()
                    self._set_out(session)
                    await self.updates.news.wait()
            finally:
                for task in self._tasks:
                    task.cancel()
                await asyncio.gather(*self._tasks, return_exceptions=True)

    def _set_out(self, session: aiohttp.ClientSession) -> None:
        room = self.updates.connections - len(self._tasks) if self.updates.reachable else 0
        for chat, update in list(itertools.islice(self._next(), max(0, room))):
            self._busy.add(chat)
            task = asyncio.create_task(self._bring(session, chat, update))
            self._tasks.add(task)
            task.add_done_callback(self._came_back)

    def _next(self) -> Iterator[tuple[int, Json]]:
        """The first update of each chat that has none under way."""
        seen = set(self._busy)
        for update in itertools.chain(self.updates.again, self.updates.waiting):
            chat = _chat(update)
            if chat not in seen:
                seen.add(chat)
                yield chat, update

    async def _bring(self, session: aiohttp.ClientSession, chat: int, update: Json) -> None:
        pause, address = FIRST_PAUSE, self.updates.webhook
        try:
            while self.updates.webhook == address and not await self._delivered(session, update):
                await asyncio.sleep(pause)
                pause = min(LONGEST_PAUSE, pause * 2)
        finally:
            self._busy.discard(chat)

    async def _delivered(self, session: aiohttp.ClientSession, update: Json) -> bool:
        taken = await self._post(session, update)
        self.answers.append(taken)
        if 200 <= taken.status < 300:
            self.updates.took(update)
            return True
        words = f"Wrong response from the webhook: {taken.status}" if taken.status else "Connection refused"
        self.updates.trouble = (int(time.time()), words)
        return False

    async def _post(self, session: aiohttp.ClientSession, update: Json) -> Taken:
        secret = self.updates.secret
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        number: int = update["update_id"]
        with contextlib.suppress(aiohttp.ClientError, TimeoutError):
            async with session.post(self.updates.webhook, json=update, headers=headers) as answer:
                return Taken(number, answer.status, answer.headers.get("Retry-After", ""))
        return Taken(number, 0)

    def _came_back(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self.updates.news.set()


def _chat(update: Json) -> int:
    """The chat that an update is about; one without a chat is alone."""
    content = next((value for key, value in update.items() if key != "update_id"), None)
    message = content.get("message", content) if isinstance(content, dict) else {}
    chat = message.get("chat") if isinstance(message, dict) else None
    return int(chat["id"]) if isinstance(chat, dict) else -int(update["update_id"])
