"""An office looks after its bot: the machine is lost, it moves to PostgreSQL, something could not be handled."""

from __future__ import annotations

import asyncio
import shutil
import sys
from pathlib import Path

from sqlalchemy import select

from models.db.database import utcnow
from models.media import Media
from models.queue.inbox import InboxRow
from tests.journeys.office import CHANNEL, Office, opened
from tests.journeys.visitors import Visitor
from tests.support import databases

FIRST = (
    ("says", "/produk", "1/9 Apa nama produknya?"),
    ("says", "Keripik Tempe", "2/9 Termasuk jenis apa?"),
    ("taps", "Makanan", "3/9 Berapa harganya?"),
    ("says", "15rb", "Rp15.000. 4/9 Untuk satuan apa?"),
    ("taps", "bungkus", "5/9 Berapa yang bisa dibuat"),
    ("says", "400", "400. 6/9 Ceritakan produknya"),
    ("says", "Renyah.", "7/9 Kirim foto produknya"),
    ("sends_photo", "", "Sekarang: 1 foto"),
)
LATER = (
    ("taps", "Selesai", "8/9 Izin apa yang sudah ada?"),
    ("says", "PIRT 2123514010123-28", "9/9 Ada tautan"),
    ("says", "@keripik", "Sudah benar?"),
    ("taps", "Simpan", "Produk Kakak sudah terdaftar."),
)


async def goes_on(santri: Visitor, steps: tuple[tuple[str, str, str], ...]) -> None:
    for deed, words, sees in steps:
        await getattr(santri, deed)(*filter(None, [words]), sees)


async def santribot(office: Office, line: str) -> str:
    """What the command prints, which has to succeed."""
    config = office.program.config
    process = await asyncio.create_subprocess_exec(
        str(Path(sys.executable).with_name("santribot")),
        *line.split(),
        cwd=config.parent,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, wrong = await process.communicate()
    assert process.returncode == 0, wrong.decode()
    return out.decode()


async def photos_fetched(office: Office) -> None:
    """Every photo that came is where contents are kept."""

    async def kept() -> bool:
        async with office.db.read() as session:
            found = (await session.scalars(select(Media.digest))).all()
        return bool(found) and None not in found

    while not await kept():  # noqa: ASYNC110 - it happens in another process
        await asyncio.sleep(0.05)


async def test_after_the_loss_of_the_machine_people_go_on_from_the_backup(tmp_path: Path) -> None:
    warned = ["a process ended in the middle of its work"]
    async with opened(tmp_path, warned=warned) as office:
        santri = await office.santri()
        await goes_on(santri, FIRST)
        await photos_fetched(office)
        await santribot(office, "backup office.tar")
        await office.program.kill()
        await office.db.close()
        lose(office)
        await santribot(office, "restore office.tar")
        await office.program.start()
        await goes_on(santri, LATER)


async def test_people_go_on_after_the_move_to_postgresql(tmp_path: Path) -> None:
    name = await databases.create("postgresql")
    url = databases.url("postgresql", name)
    try:
        async with opened(tmp_path) as office:
            santri = await office.santri()
            await goes_on(santri, FIRST)
            assert await office.program.stop() == 0
            before = await santribot(office, "db fingerprint")
            await santribot(office, f"db copy --to {url}")
            settle_in(office, url)
            assert await santribot(office, "db fingerprint") == before
            await office.program.start()
            await goes_on(santri, LATER)
    finally:
        await databases.drop("postgresql", name)


async def test_what_could_not_be_handled_is_answered_when_it_is_tried_again(tmp_path: Path) -> None:
    async with opened(tmp_path) as office:
        santri = await office.santri()
        await santri.says("/mulai", "Assalamu'alaikum")
        chat, now = str(santri.phone.id), utcnow()
        body = f'{{"channel": "{CHANNEL}", "update": "u1", "chat": "{chat}", "text": "/profil"}}'
        async with office.db.write() as session:
            known = {"channel": CHANNEL, "update": "u1", "chat": chat, "body": body, "arrived_at": now}
            session.add(InboxRow(handled_at=now, failure="ValueError at profile.py:1 card", **known))
        assert "text" in await santribot(office, "dead list")
        assert await santribot(office, "dead retry all") == "1 to be tried again.\n"
        await santri.sees("Ahmad Fauzi")
        assert "nothing" in await santribot(office, "dead list")


def lose(office: Office) -> None:
    for file in office.program.config.parent.glob("santribot.db*"):
        file.unlink()
    shutil.rmtree(office.folder)


def settle_in(office: Office, url: str) -> None:
    config = office.program.config
    old = next(line for line in config.read_text().splitlines() if line.startswith("url = "))
    config.write_text(config.read_text().replace(old, f'url = "{url}"'))
