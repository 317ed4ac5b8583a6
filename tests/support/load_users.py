"""Many people who talk to the bot without pause, whatever happens to it meanwhile, and what has to come of it.

What they say shows the order: commands that nobody knows are numbered and quoted by their answers, and a product that
was told without waiting for the questions has the wrong name, price or capacity if two of its answers change places.
"""

from __future__ import annotations

import asyncio
import itertools
import random
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic

from sqlalchemy import func, select

from models.db.database import Database
from models.drafts import DraftRow
from models.people import Address
from models.products import Product
from models.queue.inbox import InboxRow
from models.queue.outbox import OutboxRow
from tests.channels.telegram.standin import Person as Phone
from tests.channels.telegram.standin import Standin
from tests.channels.telegram.standin.errors import Json
from tests.support import outbox_audit
from tests.support.crowds import FIRST_ID

PATIENCE = 90.0
"""So many seconds they wait for an answer before it counts as lost."""

AT_ONCE = 5
"""So many commands are typed without waiting for their answers."""

Kept = tuple[str, int, int | None, str]
"""Name, price, capacity and description of a product."""

FIRST_QUESTION, SAVED = "Apa nama produknya?", "Produk Kakak sudah terdaftar."


@dataclass
class Talker:
    """One santri. `think` is how many seconds they take between two deeds, on average."""

    phone: Phone
    number: int
    think: float
    chance: random.Random
    over: asyncio.Event
    heard: list[str] = field(default_factory=list)
    """What the bot has to say to them, in this order."""
    products: int = 0
    commands: int = 0
    said: int = 0
    waits: list[tuple[float, float]] = field(default_factory=list)
    """When they began to wait for an answer, and when they had it, by the monotonic clock."""

    async def talks(self) -> None:
        """Until it is `over`; what was begun is brought to its end, quickly then."""
        await self._thinks()
        while not self.over.is_set():
            await self.chance.choice((self._registers, self._registers_at_once, self._counts, self._counts))()

    async def _registers(self) -> None:
        """A product, question by question."""
        await self._opens_form()
        for answer, follows in self._answers():
            await self._says(answer, follows)

    async def _registers_at_once(self) -> None:
        """A product, without waiting for its questions."""
        await self._opens_form()
        await self._says_at_once(self._answers())

    async def _counts(self) -> None:
        """Numbers that the bot does not know, and repeats."""
        numbers = range(self.commands + 1, self.commands + AT_ONCE + 1)
        self.commands += AT_ONCE
        await self._says_at_once([(f"/n{n}", f"Saya tidak mengenal perintah /n{n}.") for n in numbers])

    async def _opens_form(self) -> None:
        self.products += 1
        if self.products == 1:
            await self._says("/produk", FIRST_QUESTION)
        else:
            await self._says("/produk", f"Produk Kakak ({self.products - 1}).")
            self.said += 1
            await self.phone.taps("Daftarkan produk")
            await self._hears(FIRST_QUESTION)

    def _answers(self) -> Sequence[tuple[str, str]]:
        """Each with what the bot says to it."""
        flagship = [("Lewati", "Apakah ini produk unggulan"), ("tidak", "Sudah benar?")]
        return (
            (self._name(self.products), "Termasuk jenis apa?"),
            ("minuman", "Berapa harganya?"),
            (f"{self._price(self.products)}/pak", "Berapa yang bisa dibuat"),
            (str(self.products), "Ceritakan produknya"),
            (f"Robusta nomor {self.products}.", "Kirim foto produknya"),
            ("Lewati", "Izin apa yang sudah ada?"),
            ("belum ada", "Ada tautan"),
            *(flagship if self.products > 1 else [("Lewati", "Sudah benar?")]),
            ("ya", SAVED),
        )

    def _name(self, product: int) -> str:
        return f"Kopi {self.number} {product}"

    def _price(self, product: int) -> int:
        return 1000 * product

    async def _says(self, words: str, follows: str) -> None:
        await self._says_at_once([(words, follows)])

    async def _says_at_once(self, words: Sequence[tuple[str, str]]) -> None:
        for said, follows in words[:-1]:
            await self.phone.says(said)
            self.heard.append(follows)
        self.said += len(words)
        said, follows = words[-1]
        await self.phone.says(said)
        await self._hears(follows)

    async def _hears(self, words: str) -> None:
        self.heard.append(words)
        begin = monotonic()
        await self.phone.waits_for(words, PATIENCE)
        self.waits.append((begin, monotonic()))
        await self._thinks()

    async def _thinks(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(self.think * self.chance.uniform(0.5, 1.5)):
                await self.over.wait()

    @property
    def catalogue(self) -> list[Kept]:
        """What they registered."""
        return [
            (self._name(n), self._price(n), n, f"Robusta nomor {n}.") for n in range(1, self.products + 1)
        ]


class Crowd:
    """All of them, on one stand-in. Their people and addresses are in the database already (`tests.support.crowds`)."""

    def __init__(self, standin: Standin, size: int, think: float, seed: int = 0) -> None:
        self.standin, self._over = standin, asyncio.Event()
        self.talkers = [
            Talker(
                standin.person(id=FIRST_ID + number),
                number,
                think,
                random.Random(f"{seed} {number}"),
                self._over,
            )
            for number in range(size)
        ]
        self._talking: asyncio.Future[list[None]] | None = None

    async def __aenter__(self) -> Crowd:
        """They begin to talk."""
        self._talking = asyncio.gather(*(talker.talks() for talker in self.talkers))
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *_error: object) -> None:
        """Each brings to its end what was begun. Fails where an answer does not come."""
        assert self._talking is not None
        self._over.set()
        if kind is not None:
            self._talking.cancel()
            await asyncio.wait([self._talking])
            return
        await self._talking

    async def talks_for(self, seconds: float) -> None:
        """Let so much time pass; fails at once where somebody waited for an answer in vain."""
        assert self._talking is not None
        await asyncio.wait([self._talking], timeout=seconds)
        if self._talking.done():
            self._talking.result()

    async def got(self, answers: int) -> None:
        """Wait until so many more messages came from the bot."""
        wanted = len(self._answers()) + answers
        while len(self._answers()) < wanted:
            await self.talks_for(0.05)

    @property
    def said(self) -> int:
        return sum(talker.said for talker in self.talkers)

    @property
    def longest_silence(self) -> float:
        """So many seconds nobody got anything while they talked, from the first answer on."""
        times: list[float] = [event["at"] for event in self._answers()]
        return max(after - before for before, after in itertools.pairwise(times))

    @property
    def doubles(self) -> int:
        """How many messages came to them that they had got already. Fails where one is missing or comes too early."""
        texts = defaultdict[int, list[str]](list)
        for event in self._answers():
            texts[event["chat"]].append(event["text"])
        return sum(_surplus(talker.heard, texts[talker.phone.id]) for talker in self.talkers)

    def _answers(self) -> list[Json]:
        return [event for event in self.standin.world.events if event["kind"] in ("message", "edit")]

    async def kept_once(self, db: Database) -> None:
        """Every message was handled, once, in its order; nothing is left to be done."""
        async with db.read() as session:
            for table in (DraftRow, OutboxRow):
                assert await session.scalar(select(func.count()).select_from(table)) == 0
            arrivals = (await session.scalars(select(InboxRow))).all()
        await self.registered(db)
        assert [row.id for row in arrivals if row.handled_at is None or row.failure] == []
        assert len(arrivals) == self.said
        noted = await outbox_audit.answers(db)
        assert set(noted.values()) == {1}
        assert noted.keys() == {f"{row.channel}:{row.update}" for row in arrivals}

    async def registered(self, db: Database) -> None:
        """Every product is kept as it was told."""
        assert await _products(db) == {
            str(one.phone.id): one.catalogue for one in self.talkers if one.products
        }


async def _products(db: Database) -> dict[str, list[Kept]]:
    """Those of each chat, in the order in which they were saved."""
    columns = (Product.name, Product.price, Product.capacity, Product.description)
    found = select(Address.chat, *columns).join(Product, Product.owner_id == Address.person_id)
    kept: dict[str, list[Kept]] = {}
    async with db.read() as session:
        for chat, name, price, capacity, description in await session.execute(found.order_by(Product.id)):
            kept.setdefault(chat, []).append((name, price, capacity, description))
    return kept


def _surplus(expected: Sequence[str], texts: Sequence[str]) -> int:
    """How many of `texts` are more than the `expected` ones, which have to be among them in their order."""
    rest = iter(texts)
    for number, words in enumerate(expected):
        assert any(words in text for text in rest), (number, words, list(texts))
    return len(texts) - len(expected)
