"""Joins savings: a transaction costs about as much as ten messages in it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.channels.base import Save
from bot.messages.incoming import IncomingMessage

Waiting = tuple[Sequence[IncomingMessage], asyncio.Future[None]]


class SaveBatcher:
    """Saves at once where nothing is being saved; what comes meanwhile goes together after it, in its order."""

    def __init__(self, save: Save) -> None:
        self._save = save
        self._waiting: list[Waiting] = []
        self._saving: asyncio.Task[None] | None = None

    async def save(self, messages: Sequence[IncomingMessage]) -> None:
        """Save as `bot.channels.base.Save` does. Whoever stops waiting for it does not stop the saving."""
        saved = asyncio.get_running_loop().create_future()
        self._waiting.append((messages, saved))
        if self._saving is None or self._saving.done():
            self._saving = asyncio.create_task(self._run())
        await saved

    async def _run(self) -> None:
        while self._waiting:
            taken, self._waiting = self._waiting, []
            try:
                await self._save([message for messages, _saved in taken for message in messages])
            except Exception as error:
                _finish(taken, error)
            else:
                _finish(taken, None)


def _finish(taken: Sequence[Waiting], failure: Exception | None) -> None:
    """End the waiting of all who still wait, with the failure if there was one."""
    for _messages, saved in taken:
        if saved.done():
            continue
        if failure is None:
            saved.set_result(None)
        else:
            saved.set_exception(failure)
