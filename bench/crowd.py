"""A crowd that talks to a bot through the Bot API stand-in: everybody goes through the same dialogue again and
again, and says the next thing as soon as the answer to the last one is there.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.telegram.standin import Person, Standin

FIRST_ID = 7_000_001

Step = tuple[str, str]
"""What is done ("says" or "taps") and with what; "{n}" in it is the number of the round."""

DIALOGUE: Sequence[Step] = (
    ("says", "/produk"),
    ("taps", "Daftarkan produk"),
    ("says", "Keripik Tempe {n}"),
    ("says", "Makanan"),
    ("says", "15rb"),
    ("says", "bungkus"),
    ("says", "400"),
    ("says", "Renyah, dari kedelai lokal, dibuat santri putri."),
    ("says", "Lewati"),
    ("says", "Belum ada"),
    ("says", "Lewati"),
    ("says", "Tidak"),
    ("taps", "Simpan"),
)
"""A command, a button, ten questions and the last confirmation; a product is saved at its end."""


@dataclass
class Talk:
    """Where one person is in the dialogue."""

    person: Person
    step: int = 0
    since: float = 0.0


@dataclass
class Measured:
    """What the crowd saw: how long each answer took, in seconds, and over how long a time."""

    latencies: list[float] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def steps_per_second(self) -> float:
        return len(self.latencies) / self.seconds

    def percentile(self, share: float) -> float:
        """In milliseconds."""
        ordered = sorted(self.latencies)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class Crowd:
    """`size` people; those of ids from `FIRST_ID` on."""

    def __init__(self, standin: Standin, size: int, dialogue: Sequence[Step] = DIALOGUE) -> None:
        self.standin, self.dialogue = standin, dialogue
        people = [standin.person(id=FIRST_ID + number) for number in range(size)]
        self.talks = {person.id: Talk(person) for person in people}

    async def talk(self, warm_up: float, seconds: float) -> Measured:
        """Talk for so long; only what comes after the warm-up is measured."""
        measured = Measured()
        for talk in self.talks.values():
            await self._act(talk)
        seq, begin = 0, time.perf_counter() + warm_up
        end = begin + seconds
        while (now := time.perf_counter()) < end:
            for event in await self.standin.world.watch(seq, end - now):
                seq = event["seq"]
                await self._answered(event, measured, begin)
        measured.seconds = time.perf_counter() - begin
        return measured

    async def _answered(self, event: dict[str, object], measured: Measured, begin: float) -> None:
        talk = self.talks.get(int(str(event["chat"])))
        if talk is None or event["kind"] not in ("message", "edit"):
            return
        now = time.perf_counter()
        if now >= begin:
            measured.latencies.append(now - talk.since)
        talk.step += 1
        await self._act(talk)

    async def _act(self, talk: Talk) -> None:
        turn, at = divmod(talk.step, len(self.dialogue))
        deed, words = self.dialogue[at]
        talk.since = time.perf_counter()
        await getattr(talk.person, deed)(words.replace("{n}", str(turn)))


async def wait_for_poll(standin: Standin, deadline: float) -> None:
    """Until the bot has asked for updates. Raises `TimeoutError`."""
    async with asyncio.timeout(deadline):
        while not standin.world.updates.polls:  # noqa: ASYNC110 - a poll sets no event
            await asyncio.sleep(0.005)
