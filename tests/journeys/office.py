"""An office that runs the bot: the program is a process of its own, and a stand-in is its Telegram."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from models.db.database import Database, utcnow
from models.people import Address, Affiliation, Consent, Person
from models.pesantren import Pesantren
from tests.channels.telegram.standin import Message, Standin
from tests.journeys.visitors import Visitor
from tests.support.fakes import until
from tests.support.programs import Program, configured, started

ADMIN = 4_000_001
TROUBLE = re.compile(r"\[(error|warning) *\]| (ERROR|WARNING) ")
FORESEEN = re.compile("no connection to Telegram|a channel pauses")
"""Tests make Telegram fail, and ask for pauses."""
CHANNEL = "telegram"


@dataclass
class Office:
    """One bot at work: `program` talks to `standin`, and keeps what it knows in `db`."""

    standin: Standin
    program: Program
    db: Database

    def newcomer(self, name: str = "Ahmad Fauzi", language: str = "id") -> Visitor:
        """Somebody who never wrote to the bot."""
        first, _space, last = name.partition(" ")
        return Visitor(self.standin.person(first_name=first, last_name=last, language=language))

    async def santri(self, name: str = "Ahmad Fauzi", belonging: Affiliation = Affiliation.SANTRI) -> Visitor:
        """Somebody from Sidogiri who registered long ago."""
        visitor = self.newcomer(name)
        await self._register([visitor], [name], belonging)
        return visitor

    async def crowd(self, count: int) -> list[Visitor]:
        """So many santri, called "Tamu 0", "Tamu 1"..."""
        names = [f"Tamu {number}" for number in range(count)]
        visitors = [self.newcomer(name) for name in names]
        await self._register(visitors, names, Affiliation.SANTRI)
        return visitors

    async def admin(self) -> Visitor:
        """The one whom the settings name; at the first message the role is theirs."""
        admin = Visitor(self.standin.person(ADMIN, "Budi", "Santoso"))
        if not admin.phone.messages:
            await self._register([admin], ["Budi Santoso"], Affiliation.WARGA)
            await admin.says("/mulai", "Assalamu'alaikum, Budi Santoso.")
            await admin.phone.waits_for("karena tertulis di pengaturan")
        return admin

    async def organiser(self, name: str) -> Visitor:
        """Somebody whom the admin made one. `name` must be unlike all others."""
        organiser, admin = await self.santri(name, Affiliation.WARGA), await self.admin()
        await admin.says(f"/peran {name}", "Siapa yang dimaksud?")
        await admin.taps(name, "peserta")
        await admin.taps("Jadikan penyelenggara", "penyelenggara")
        await organiser.sees("Peran Kakak sekarang: penyelenggara.")
        return organiser

    async def _register(
        self, visitors: Sequence[Visitor], names: Sequence[str], belonging: Affiliation
    ) -> None:
        now = utcnow()
        async with self.db.write() as session:
            home = (await session.scalars(select(Pesantren).where(Pesantren.name == "Sidogiri"))).one()
            place = {"pesantren_id": home.id, "region_code": home.region_code, "belonging": belonging}
            people = [Person(name=name, created_at=now, registered_at=now, **place) for name in names]
            session.add_all(people)
            await session.flush()
            for person, visitor in zip(people, visitors, strict=True):
                session.add(Address(person_id=person.id, channel=CHANNEL, chat=str(visitor.phone.id)))
                consent = {"version": "2026-11", "channel": CHANNEL, "language": "id"}
                session.add(Consent(person_id=person.id, **consent))

    @property
    def log(self) -> str:
        """All that the program printed."""
        return self.program.log.read_text()

    @property
    def folder(self) -> Path:
        """Where the contents of photos are."""
        return self.program.config.parent / "santribot-media"

    def download(self, message: Message) -> bytes:
        """The file in a message."""
        return self.standin.world.files[message.content["document"]["file_id"]].read()

    def download_json(self, message: Message) -> Any:
        return json.loads(self.download(message))


@asynccontextmanager
async def opened(
    folder: Path, *more: str, telegram: Sequence[str] = (), warned: Sequence[str] = ()
) -> AsyncIterator[Office]:
    """An office with its own settings; `more` lines are added to them, `telegram` to that section.

    Of anything but `warned` the log may not warn.
    """
    lines = ("[bot]", f'admins = ["{CHANNEL}:{ADMIN}"]', *more)
    async with (
        Standin() as standin,
        started(configured(standin, folder, *lines, telegram=telegram)) as program,
    ):
        office = Office(standin, program, Database(f"sqlite+aiosqlite:///{folder / 'santribot.db'}"))
        await until(lambda: bool(standin.world.updates.polls or standin.world.updates.webhook))
        try:
            yield office
        finally:
            await office.db.close()
        assert await program.stop() == 0
    nothing_leaks(office, "no connection to Telegram", *warned)


def nothing_leaks(office: Office, *warned: str) -> None:
    """The log has no token, no number or name of anybody, and nothing that went wrong but what is `warned` of."""
    token, users = office.standin.token, [one.chat.user for one in office.standin.people.values()]
    people = [str(user[what]) for user in users for what in ("id", "first_name")]
    for secret in (token, token.partition(":")[2], "81234567890", *people):
        assert secret not in office.log
    assert "Traceback" not in office.log, office.log
    troubles = [line for line in office.log.splitlines() if TROUBLE.search(line)]
    unforeseen = [line for line in troubles if not FORESEEN.search(line)]
    assert all(any(words in line for words in warned) for line in unforeseen), unforeseen


async def together(*deeds: Coroutine[Any, Any, Any]) -> None:
    """All at once."""
    async with asyncio.TaskGroup() as group:
        for deed in deeds:
            group.create_task(deed)
