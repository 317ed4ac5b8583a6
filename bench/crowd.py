"""A crowd that talks to a bot through the Bot API stand-in: each says the next thing as soon as the answer is there.

Every answer has to be the right one: a bot that answers something else, or nothing, is no bot to be measured.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.channels.telegram.standin import Person, Standin

PATIENCE = 30.0
"""Seconds without any answer after which a bot is given up."""
LOOK = 0.05


class WrongAnswer(Exception):
    """The bot answered something else, or nothing."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is done ("says" or "taps") and with what words, and what the answer has in it.

    "{n}" in the words becomes another number in each dialogue.
    """

    deed: str
    words: str
    answer: str


DIALOGUE: Sequence[Step] = (
    Step("says", "/produk", "Produk Kakak"),
    Step("taps", "Daftarkan produk", "1/10"),
    Step("says", "Keripik Tempe {n}", "2/10"),
    Step("says", "Makanan", "3/10"),
    Step("says", "15rb", "4/10"),
    Step("says", "bungkus", "5/10"),
    Step("says", "400", "6/10"),
    Step("says", "Renyah, dari kedelai lokal, dibuat santri putri.", "7/10"),
    Step("says", "Lewati", "8/10"),
    Step("says", "Belum ada", "9/10"),
    Step("says", "Lewati", "10/10"),
    Step("says", "Tidak", "Sudah benar?"),
    Step("taps", "Simpan", "sudah terdaftar"),
)
"""A command, a button, ten questions and the confirmation; a product is saved at its end."""

GREETING: Sequence[Step] = (Step("says", "/mulai", "Assalamu'alaikum"), Step("taps", "Setuju", "1/4"))
"""Somebody comes for the first time, agrees to be kept, and is asked for their name."""


@dataclass
class Measured:
    """What the crowd saw: how long each answer took, in seconds, and over how long a time."""

    latencies: list[float] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def steps(self) -> int:
        return len(self.latencies)

    @property
    def steps_per_second(self) -> float:
        return self.steps / self.seconds

    def percentile(self, share: float) -> float:
        """In milliseconds. Raises `WrongAnswer` where there was no answer."""
        if not self.latencies:
            raise WrongAnswer(f"no answer in {self.seconds:.1f} s")
        ordered = sorted(self.latencies)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclass
class Talk:
    """Where one person is in the dialogue."""

    person: Person
    number: int
    step: int = 0
    since: float = 0.0
    """From when on the answer is waited for."""
    answered: bool = True
    due: deque[float] = field(default_factory=deque)
    """When the steps were due that wait for that answer."""


class Crowd:
    """So many people at once, of those whose chats are `ids`: who is through with the dialogue makes room for the next.

    `done` counts the dialogues that were gone through.
    """

    def __init__(
        self, standin: Standin, ids: Iterable[int], seats: int, dialogue: Sequence[Step] = DIALOGUE
    ) -> None:
        self.standin, self.dialogue, self.seats = standin, dialogue, seats
        self.done = 0
        self._ids: Iterator[int] = iter(ids)
        self._talks: dict[int, Talk] = {}
        self._numbers = count(1)
        self._seq = standin.world.seq

    async def talk(self, seconds: float = 1e9) -> Measured:
        """Talk for so long, and until something was answered, or until everybody has been through.

        Raises `WrongAnswer`.
        """
        measured, begin = Measured(), time.perf_counter()
        while len(self._talks) < self.seats and (talk := self._come()):
            await self._begin(talk)
        heard, end = begin, begin + seconds
        while self._talks and ((now := time.perf_counter()) < end or self._waits() or not measured.latencies):
            events = await self.standin.world.watch(self._seq, min(max(end - now, LOOK), PATIENCE))
            heard = self._not_silent(heard, bool(events))
            for event in events:
                self._seq = event["seq"]
                await self._hear(event, measured)
        measured.seconds = time.perf_counter() - begin
        return measured

    async def go_home(self) -> None:
        """Those who are here finish their dialogue; who comes next comes when they talk again."""
        ids, self._ids = self._ids, iter(())
        await self.talk()
        self._ids = ids

    def _waits(self) -> bool:
        """There is somebody whose answer is still to be measured when the time is over."""
        return False

    async def _begin(self, talk: Talk) -> None:
        await self._act(talk, time.perf_counter())

    async def _next(self, talk: Talk) -> None:
        """The answer is there."""
        await self._act(talk, time.perf_counter())

    def _come(self) -> Talk | None:
        """The next who is not here already; None where nobody is left."""
        number = next((number for number in self._ids if number not in self._talks), None)
        if number is None:
            return None
        talk = self._talks[number] = Talk(self.standin.person(id=number), next(self._numbers))
        return talk

    async def _hear(self, event: dict[str, Any], measured: Measured) -> None:
        talk = self._talks.get(event["chat"])
        if talk is None or event["kind"] not in ("message", "edit"):
            return
        step = self.dialogue[talk.step]
        if step.answer not in event["text"]:
            raise WrongAnswer(f"{step.words!r} was answered by {event['text'][:200]!r}")
        measured.latencies.append(time.perf_counter() - talk.since)
        talk.step, talk.answered = talk.step + 1, True
        if talk.step < len(self.dialogue):
            await self._next(talk)
        else:
            await self._leave(talk)

    async def _leave(self, talk: Talk) -> None:
        """Through with the dialogue: somebody else has the place."""
        self.done += 1
        newcomer = self._come()
        del self._talks[talk.person.id]
        if newcomer is not None:
            newcomer.due = talk.due
            await self._begin(newcomer)

    async def _act(self, talk: Talk, since: float) -> None:
        step = self.dialogue[talk.step]
        talk.since, talk.answered = since, False
        await getattr(talk.person, step.deed)(step.words.replace("{n}", str(talk.number)))

    def _not_silent(self, heard: float, answered: bool) -> float:
        """When the bot was heard last."""
        now = time.perf_counter()
        if not answered and now - heard > PATIENCE:
            raise WrongAnswer(f"no answer for {PATIENCE:.0f} s, after {self.done} dialogues")
        return now if answered else heard
