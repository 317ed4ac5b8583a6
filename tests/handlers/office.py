"""An organiser, three santri, and an outbox that sends as slowly as a test wants."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select, update

from bot.messages.incoming import IncomingMessage
from bot.messages.send_result import Priority
from bot.queue.outbox import ClaimedMessage, SendRecord, record
from bot.settings.schema import Broadcasts
from models import enrolments
from models.broadcasts.tables import Broadcast, BroadcastStatus
from models.db.database import Database
from models.enrolments import Pillar
from models.people import Role
from models.queue.outbox import OutboxRow, OutboxState
from tests.support.claims import LEASE, claim
from tests.support.client import CHANNEL, Bubble, Someone, Town

JEMBER, BATU = "3509", "3579"
TEXT = "Pendaftaran pelatihan dibuka sampai Jumat."


@dataclass
class Office(Town):
    """Of broadcasts only as many messages arrive as `lets_through` says."""

    through: int = 1000
    refuses: str = ""
    """Why the messenger takes no message of a broadcast."""

    async def deliver(self) -> None:
        await self.take_recipients()
        while True:
            async with self.db.write() as session:
                urgent = OutboxRow.priority < int(Priority.BROADCAST)
                handed_over = update(OutboxRow).where(urgent, OutboxRow.state == OutboxState.SENDING)
                await session.execute(handed_over.values(state=OutboxState.WAITING))
                due = urgent, OutboxRow.press.is_(None), OutboxRow.send_after <= self.now
                limit = await session.scalar(select(func.count()).select_from(OutboxRow).where(*due)) or 0
                items = await claim(session, CHANNEL, self.now, limit + self.through)
                await record(session, CHANNEL, LEASE, [self._arrive(item) for item in items], self.now)
                self.through -= len(items) - limit
            if not items:
                return

    async def lets_through(self, number: int) -> None:
        self.through = number
        await self.deliver()
        self.through = 0

    async def has_under_way(self, number: int) -> list[ClaimedMessage]:
        """The sender has taken these, and does not know yet what becomes of them."""
        async with self.db.write() as session:
            return await claim(session, CHANNEL, self.now, number)

    async def ends(self, items: list[ClaimedMessage], state: OutboxState = OutboxState.SENT) -> None:
        async with self.db.write() as session:
            results = [SendRecord(item, state) for item in items]
            await record(session, CHANNEL, LEASE, results, self.now)

    def _arrive(self, item: ClaimedMessage) -> SendRecord:
        if self.refuses and item.priority is Priority.BROADCAST:
            return SendRecord(item, OutboxState.FAILED, self.refuses)
        return super()._arrive(item)

    async def refreshes(self) -> int:
        """How many presses wait that the bot will do by itself."""
        return sum(row.press is not None for row in await self.rows(OutboxRow))


async def opened(db: Database) -> Office:
    """Siti is an organiser. Ahmad and Budi are santripreneurs, Budi and Citra are in Batu, all at one bot.

    The database has the regions and the sample of pesantren.
    """
    office = Office(db)
    await office.santri("siti", "Siti", role=Role.ORGANISER)
    await office.santri("ahmad", "Ahmad", region_code=JEMBER, pesantren_id=1)
    await office.santri("budi", "Budi", region_code=BATU)
    await office.santri("citra", "Citra", region_code=BATU, pesantren_id=2)
    async with db.write() as session:
        for person_id in (2, 3):
            await enrolments.enrol(session, person_id, Pillar.SANTRIPRENEUR, {}, office.now)
    return office


async def written(siti: Someone, words: str = TEXT) -> Bubble:
    await siti.says("/siar")
    return await siti.says(words)


async def ready(siti: Someone, words: str = TEXT) -> Bubble:
    """The preview of a broadcast to everybody."""
    await written(siti, words)
    return await siti.taps("Semua (")


async def for_tomorrow(siti: Someone) -> None:
    """From the preview: it is to go out the next morning."""
    await siti.taps("Jadwalkan …")
    await siti.says("besok 08.00")


async def asks_for_approval(siti: Someone) -> None:
    """A broadcast to everybody that another organiser has to agree to."""
    await ready(siti)
    await siti.taps("Minta persetujuan")


async def agrees(dewi: Someone) -> None:
    await dewi.taps("Periksa")
    await dewi.taps("Setujui")


async def erases_account(siti: Someone) -> None:
    await siti.says("/hapusakun")
    await siti.taps("Ya, hapus semua")


async def grows(office: Office, number: int) -> None:
    """So many more santri than there were."""
    for place in range(number):
        await office.santri(f"baru{place}", "Baru")


def limit(office: Office, **limits: int) -> None:
    """Set limits of broadcasts, by the names of their settings; the others are as usual."""
    office.settings = office.settings.model_copy(update={"broadcasts": Broadcasts(**limits)})


async def standing(office: Office) -> list[BroadcastStatus]:
    """How each broadcast stands, in the order in which they were begun."""
    return [row.status for row in sorted(await office.rows(Broadcast), key=lambda row: row.id)]


def got(office: Office) -> dict[str, list[str]]:
    """What arrived at the others."""
    return {name: [b.text for b in one.screen] for name, one in office.people.items() if name != "siti"}


def forged(someone: Someone, data: str) -> IncomingMessage:
    """A press of a button that nobody was shown."""
    incoming = someone.press(someone.last.labels[0], someone.last)
    assert incoming.press is not None
    return incoming.model_copy(update={"press": incoming.press.model_copy(update={"data": data})})
