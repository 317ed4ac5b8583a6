"""The program is killed in the middle of 200 conversations, three times. Everybody gets to the end all the same."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select

from models.db.database import Database
from models.drafts import DraftRow
from models.people import Address, Consent, Person
from models.queue.inbox import InboxRow
from models.queue.outbox import OutboxRow
from tests.channels.telegram.standin import Person as Santri
from tests.channels.telegram.standin import Standin
from tests.support.programs import configured, started

PEOPLE = 200
KILLS = 3
IN_FLIGHT = 64
"""So many messages may be on their way to Telegram at once."""

FINISHED = "Sekarang mau apa dulu?"


async def first_minute(santri: Santri, name: str, done: Counter[str]) -> None:
    """What a newcomer does; each step only after the answer to the one before."""
    steps = (
        ("says", "/mulai", "Assalamu'alaikum"),
        ("taps", "Setuju, lanjut", "Siapa nama Kakak?"),
        ("says", name, "Dari pesantren mana?"),
        ("says", "Lewati", "sebagai apa?"),
        ("taps", "Santri", "Nomor HP"),
        ("says", "Lewati", "Sudah benar?"),
        ("taps", "Simpan", FINISHED),
    )
    for deed, words, expected in steps:
        await getattr(santri, deed)(words)
        await santri.waits_for(expected, timeout=60)
        done["steps"] += 1


@pytest.mark.long
async def test_kill_in_the_middle_of_200_conversations(tmp_path: Path) -> None:
    async with Standin() as standin, started(configured(standin, tmp_path)) as program:
        undisturbed = standin.person(first_name="Uji")
        await first_minute(undisturbed, "Uji Coba", Counter())
        everybody = [standin.person(first_name=f"Santri {number}") for number in range(PEOPLE)]
        done: Counter[str] = Counter()
        talks = asyncio.gather(*(first_minute(one, f"Santri {n}", done) for n, one in enumerate(everybody)))
        for kill in range(1, KILLS + 1):
            while done["steps"] < kill * PEOPLE * 7 // (KILLS + 1):  # noqa: ASYNC110 - no event is set
                await asyncio.sleep(0.01)
            await program.kill()
            await program.start()
        await asyncio.wait_for(talks, 120)
        assert await program.stop() == 0
        assert standin.violations == []
        more = sum(len(one.messages) - len(undisturbed.messages) for one in everybody)
        assert 0 <= more <= KILLS * IN_FLIGHT
    await everything_is_kept_once(tmp_path / "santribot.db")


async def everything_is_kept_once(file: Path) -> None:
    db = Database(f"sqlite+aiosqlite:///{file}")
    async with db.read() as session:
        names = list(await session.scalars(select(Person.name).where(Person.registered_at.is_not(None))))
        assert Counter(names) == Counter(["Uji Coba", *(f"Santri {number}" for number in range(PEOPLE))])
        for table, rows in ((Address, PEOPLE + 1), (Consent, PEOPLE + 1), (DraftRow, 0), (OutboxRow, 0)):
            assert await session.scalar(select(func.count()).select_from(table)) == rows
        waiting = (InboxRow.handled_at.is_(None)) | InboxRow.failure.is_not(None)
        assert list(await session.scalars(select(InboxRow.id).where(waiting))) == []
    await db.close()
