"""A crowd in which a step is due at its time, so many a second, whatever the answers do."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Iterable, Sequence

from bench.crowd import DIALOGUE, Crowd, Measured, Step, Talk
from tests.channels.telegram.standin import Standin


class Metronome(Crowd):
    """It is somebody else's turn each time. Whose answer is not there yet then says the next thing as soon as it is.

    What they waited counts: a step's time begins when it was due.
    """

    def __init__(
        self,
        standin: Standin,
        ids: Iterable[int],
        seats: int,
        per_second: float,
        dialogue: Sequence[Step] = DIALOGUE,
    ) -> None:
        super().__init__(standin, ids, seats, dialogue)
        self.per_second = per_second
        self._turns: deque[Talk] = deque()

    async def talk(self, seconds: float = 1e9) -> Measured:
        beat = asyncio.create_task(self._beat(seconds))
        try:
            measured = await super().talk(seconds)
            await beat
        finally:
            beat.cancel()
        return measured

    async def _beat(self, seconds: float) -> None:
        begin = time.perf_counter()
        for number in range(round(seconds * self.per_second)):
            due = begin + number / self.per_second
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            talk = self._turns[0]
            self._turns.rotate(-1)
            if talk.answered:
                await self._act(talk, due)
            else:
                talk.due.append(due)

    def _waits(self) -> bool:
        return any(not talk.answered for talk in self._turns)

    async def _begin(self, talk: Talk) -> None:
        self._turns.append(talk)
        if talk.due:
            await self._next(talk)

    async def _next(self, talk: Talk) -> None:
        if talk.due:
            await self._act(talk, talk.due.popleft())

    async def _leave(self, talk: Talk) -> None:
        self._turns.remove(talk)
        await super()._leave(talk)
