"""An office that runs the bot, and the people who write to it. Each deed waits for what the person sees next."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.database import Database, utcnow
from models.people import Address, Person
from tests.programs import Program, configured, started
from tests.telegram.standin import Message, Standin
from tests.telegram.standin import Person as Phone

ADMIN = 4_000_001
PATIENCE = 10.0
"""So many seconds a person looks at the phone before they give up."""


@dataclass
class Visitor:
    """Somebody who writes to the bot."""

    phone: Phone
    said: int = 0
    """How often they typed, pressed or sent something."""
    looks_at: Message | None = None
    """What they saw last."""

    async def says(self, text: str, *sees: str) -> Message:
        await self._does(self.phone.says(text))
        return await self.sees(*sees)

    async def says_formatted(self, html: str, *sees: str) -> Message:
        await self._does(self.phone.says_formatted(html))
        return await self.sees(*sees)

    async def taps(self, label: str, *sees: str, on: Message | None = None) -> Message:
        await self._does(self.phone.taps(label, on))
        return await self.sees(*sees)

    async def forges(self, data: str, on: Message) -> None:
        """Press a button that was never shown to them; only its toast can be seen."""
        await self._does(self.phone.presses(data, on))

    async def sends_photo(self, *sees: str, caption: str = "") -> Message:
        await self._does(self.phone.sends_photo(caption))
        return await self.sees(*sees)

    async def sends_album(self, count: int, *sees: str) -> Message:
        await self._does(self.phone.sends_album(count))
        return await self.sees(*sees)

    async def sends_document(self, name: str, *sees: str, size: int = 1000, mime: str = "") -> Message:
        await self._does(self.phone.sends_document(name, size, mime=mime or "application/pdf"))
        return await self.sees(*sees)

    async def sends(self, content: dict[str, Any], *sees: str) -> Message:
        await self._does(self.phone.sends(content))
        return await self.sees(*sees)

    async def shares_contact(self, *sees: str, phone: str = "+6281234567890", own: bool = True) -> Message:
        await self._does(self.phone.shares_contact(phone, own=own))
        return await self.sees(*sees)

    async def sends_location(self, latitude: float, longitude: float, *sees: str) -> Message:
        await self._does(self.phone.sends_location(latitude, longitude))
        return await self.sees(*sees)

    async def sees(self, first: str, *others: str) -> Message:
        """The message that came, or was changed, since their last deed; all these words are in it."""
        message = await self.phone.waits_for(first, PATIENCE)
        for words in others:
            assert words in message.text, message.text
        self.looks_at = message
        return message

    async def sees_toast(self, words: str) -> None:
        await self.phone.waits_for_toast(words, PATIENCE)

    async def fills(self, *answers: tuple[str, str]) -> Message:
        """One answer after the other, each with what follows: pressed where there is such a button, else typed."""
        for answer, sees in answers:
            offered = [key["text"] for key in self.looks_at.keys] if self.looks_at else []
            await (self.taps(answer, sees) if answer in offered else self.says(answer, sees))
        assert self.looks_at is not None
        return self.looks_at

    async def _does(self, deed: Any) -> None:
        self.said += 1
        await deed


FIRST_MINUTE = (
    ("Setuju, lanjut", "Siapa nama Kakak?"),
    ("{name}", "Dari pesantren mana?"),
    ("sidogri", "Maksudnya yang ini?"),
    ("Sidogiri · Kab. Pasuruan", "sebagai apa?"),
    ("{belonging}", "Nomor HP"),
    ("Lewati", "Sudah benar?"),
    ("Simpan", "Sekarang mau apa dulu?"),
)


@dataclass
class Office:
    """One bot at work: `program` talks to `standin`."""

    standin: Standin
    program: Program

    def newcomer(self, name: str = "Ahmad Fauzi", language: str = "id") -> Visitor:
        """Somebody who never wrote to the bot."""
        first, _space, last = name.partition(" ")
        return Visitor(self.standin.person(first_name=first, last_name=last, language=language))

    async def santri(self, name: str = "Ahmad Fauzi", belonging: str = "Santri") -> Visitor:
        """Somebody who went through the first minute."""
        santri = self.newcomer(name)
        await first_minute(santri, name, belonging)
        santri.said = 0
        return santri

    async def admin(self) -> Visitor:
        """The one whom the settings name."""
        admin = Visitor(self.standin.person(ADMIN, "Budi", "Santoso"))
        if not admin.phone.messages:
            await first_minute(admin, "Budi Santoso", "Warga pesantren")
        return admin

    async def organiser(self, name: str) -> Visitor:
        """Somebody whom the admin made one. `name` must be unlike all others."""
        organiser, admin = await self.santri(name, "Warga pesantren"), await self.admin()
        await admin.says(f"/peran {name}", "Siapa yang dimaksud?")
        await admin.taps(name, "peserta")
        await admin.taps("Jadikan penyelenggara", "penyelenggara")
        await organiser.sees("Peran Kakak sekarang: penyelenggara.")
        return organiser

    async def crowd(self, count: int) -> list[Phone]:
        """People who registered long ago."""
        phones = [self.standin.person(first_name="Tamu", last_name=str(number)) for number in range(count)]
        db = Database(f"sqlite+aiosqlite:///{self.program.config.parent / 'santribot.db'}")
        async with db.write() as session:
            people = [Person(name=f"Tamu {n}", registered_at=utcnow()) for n in range(count)]
            session.add_all(people)
            await session.flush()
            pairs = zip(people, phones, strict=True)
            session.add_all(Address(person_id=p.id, channel="telegram", chat=str(q.id)) for p, q in pairs)
        await db.close()
        return phones

    @property
    def log(self) -> str:
        """All that the program printed."""
        return self.program.log.read_text()

    def download(self, message: Message) -> bytes:
        """The file in a message."""
        return self.standin.world.files[message.content["document"]["file_id"]].read()

    def download_json(self, message: Message) -> Any:
        return json.loads(self.download(message))


async def first_minute(visitor: Visitor, name: str, belonging: str = "Santri") -> None:
    await visitor.says("/mulai", "Assalamu'alaikum")
    steps = [(answer.format(name=name, belonging=belonging), sees) for answer, sees in FIRST_MINUTE]
    await visitor.fills(*steps)


@asynccontextmanager
async def opened(folder: Path, *more: str) -> AsyncIterator[Office]:
    """An office with its own settings; `more` lines are added to them."""
    settings = ("[bot]", f'admins = ["telegram:{ADMIN}"]', *more)
    async with Standin() as standin, started(configured(standin, folder, *settings)) as program:
        office = Office(standin, program)
        yield office
        assert await program.stop() == 0
    nothing_leaks(office)


def nothing_leaks(office: Office) -> None:
    """The log has no token, no telephone number, and nothing that went wrong."""
    for secret in (office.standin.token, office.standin.token.partition(":")[2], "81234567890"):
        assert secret not in office.log
    assert "Traceback" not in office.log, office.log
    troubles = [line for line in office.log.splitlines() if " ERROR " in line or " WARNING " in line]
    assert all("no connection to Telegram" in line for line in troubles), troubles


async def together(*deeds: Any) -> None:
    """All at once."""
    async with asyncio.TaskGroup() as group:
        for deed in deeds:
            group.create_task(deed)
