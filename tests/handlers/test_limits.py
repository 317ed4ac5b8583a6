"""Nobody fills the disk or the directory: over a limit there is one kind sentence, and what was typed stays."""

from __future__ import annotations

import pytest

from bot.settings.loader import Settings
from bot.settings.schema import Limits
from models.db.database import Database
from models.drafts import DraftRow
from models.media import Media
from models.people import Person
from models.pesantren import Pesantren, PesantrenStatus
from tests.handlers.products.test_own_products import UNTIL_THE_PHOTO
from tests.support.client import Someone, Town

FEW = Settings(limits=Limits(photos_per_day=3, open_proposals=2))
ENOUGH = "Hari ini Kakak sudah mengirim 3 foto atau berkas. Yang berikutnya besok, ya, Kak."


@pytest.fixture
def town(db: Database, regions: None) -> Town:
    return Town(db, settings=FEW)


async def asked_for_photos(town: Town) -> Someone:
    """Somebody whose form has come to the photos of a product."""
    santri = await town.santri()
    await santri.says("/produk")
    await santri.fills("Keripik Tempe", *UNTIL_THE_PHOTO)
    return santri


async def test_more_photos_than_a_day_may_have_come_tomorrow(town: Town) -> None:
    santri = await asked_for_photos(town)
    for number in range(3):
        await santri.sends_photo(f"photo{number}")
        assert ENOUGH not in santri.last.text
    await santri.sends_photo("one more")
    assert ENOUGH in santri.last.text
    [draft] = await town.rows(DraftRow)
    assert len(draft.answers["photos"]) == 3
    assert draft.answers["name"] == "Keripik Tempe"
    assert len(await town.rows(Media)) == 3
    await town.passes(hours=14)
    await santri.sends_photo("tomorrow")
    assert ENOUGH not in santri.last.text


async def test_an_album_over_the_limit_gets_one_sentence(town: Town) -> None:
    santri = await asked_for_photos(town)
    before = len(santri.screen)
    await santri.sends_album(6)
    assert [ENOUGH in bubble.text for bubble in santri.screen[before:]].count(True) == 1
    assert len(await town.rows(Media)) == 3


async def proposes(town: Town, *names: str) -> None:
    """Pesantren that the only person has proposed and that nobody has approved yet."""
    [person] = [someone.id for someone in await town.rows(Person)]
    async with town.db.write() as session:
        for name in names:
            session.add(
                Pesantren(name=name, region_code="3573", status=PesantrenStatus.PROPOSED, proposed_by=person)
            )


async def test_proposals_are_counted_again_when_the_answers_are_saved(town: Town) -> None:
    santri = await town.santri()
    await proposes(town, "Nurul Satu")
    await santri.says("/profil")
    await santri.taps("Ubah …")
    await santri.taps("Pesantren")
    await santri.says("Nurul Tiga")
    await santri.taps("Belum ada di daftar")
    await santri.fills("Nurul Tiga", "Kota Malang", "Kota Malang")
    await proposes(town, "Nurul Dua")
    await santri.taps("Simpan")
    assert "Sudah 2 usulan pesantren Kakak yang masih menunggu." in santri.last.text
    assert await town.rows(Pesantren, name="Nurul Tiga") == []
    assert len(await town.rows(DraftRow)) == 1


async def test_open_proposals_are_few(town: Town) -> None:
    santri = await town.santri()
    await proposes(town, "Nurul Satu", "Nurul Dua")
    await santri.says("/profil")
    await santri.taps("Ubah …")
    await santri.taps("Pesantren")
    await santri.says("Nurul Tiga")
    await santri.taps("Belum ada di daftar")
    assert "Sudah 2 usulan pesantren Kakak yang masih menunggu." in santri.last.text
    assert len(await town.rows(DraftRow)) == 1
    async with town.db.write() as session:
        (
            await session.get_one(Pesantren, (await town.rows(Pesantren, name="Nurul Dua"))[0].id)
        ).status = PesantrenStatus.APPROVED
    await santri.says("Nurul Tiga")
    await santri.taps("Belum ada di daftar")
    assert "Apa nama lengkap pesantrennya?" in santri.last.text
