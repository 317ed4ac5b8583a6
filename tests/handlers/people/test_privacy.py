"""The right to see and to take away."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from handlers.people import privacy
from models import erasure
from models.db.database import Base
from models.media import Media, MediaRef
from models.people import Person
from models.queue.outbox import OutboxRow
from tests.support.client import Town
from tests.support.media_service import library_of


async def test_all_that_is_kept_is_shown_and_sent_as_a_file(town: Town) -> None:
    santri = await town.santri(phone="+6281234567890")
    await santri.says("/dataku")
    assert "Ahmad Fauzi" in santri.last.text
    assert "0812-3456-7890" in santri.last.text
    assert santri.last.message.file
    file = json.loads(await library_of(town.db).content(santri.last.message.file))
    assert file["Profil"][0]["phone"] == "+6281234567890"


async def test_the_file_is_not_kept(town: Town) -> None:
    santri = await town.santri()
    await santri.says("/dataku")
    [media] = await town.rows(Media)
    assert media.expires_at and (media.expires_at - town.now).total_seconds() == 3600


async def test_of_somebody_who_was_erased_no_file_can_be_made(town: Town) -> None:
    santri = await town.santri()
    await santri.says("/dataku")
    [ref] = await town.rows(MediaRef)
    await santri.fills("Hapus semua", "Ya, hapus semuanya")
    with pytest.raises(FileNotFoundError):
        await privacy.my_data_file.make(town.db, ref.ref)


async def test_erased_after_one_confirmation(town: Town) -> None:
    santri, other = await town.santri("1"), await town.santri("2", "Siti")
    await santri.says("/hapusakun")
    assert "Ini tidak bisa dibatalkan. Yakin?" in santri.last.text
    await santri.taps("Ya, hapus semuanya")
    assert santri.last.text.startswith("Sudah dihapus semuanya, Kak.")
    assert [person.name for person in await town.rows(Person)] == ["Siti"]
    await santri.says("halo")
    assert "Setuju, lanjut" in santri.last.labels
    await other.says("/profil")
    assert "Siti" in other.last.text


async def test_nothing_of_the_erased_stays_in_any_table(town: Town) -> None:
    santri = await town.santri(chat="4711", name="Ahmad Sekali", phone="+6281234567890")
    await santri.says("/dataku")
    await santri.fills("Hapus semua", "Ya, hapus semuanya")
    async with town.db.read() as session:
        for table in Base.metadata.sorted_tables:
            if table.name not in ("regions", "pesantren"):
                for row in await session.execute(select(table)):
                    assert "Ahmad Sekali" not in str(row), table.name
                    assert "4711" not in str(row), table.name
    assert await town.rows(OutboxRow) == []


async def test_one_may_think_better_of_it(town: Town) -> None:
    santri = await town.santri()
    await santri.says("/hapusakun")
    await santri.taps("Jangan")
    assert santri.last.text == "Baik, tidak ada yang dihapus."
    assert len(await town.rows(Person)) == 1


async def test_erasing_twice(town: Town) -> None:
    santri = await town.santri()
    await santri.says("/hapusakun")
    screen = santri.last
    await town.receive(santri.press("Ya, hapus semuanya", screen), santri.press("Ya, hapus semuanya", screen))
    assert await town.rows(Person) == []
    assert "Setuju, lanjut" in santri.last.labels


def test_everything_that_an_export_may_hold_has_a_name_that_people_read() -> None:
    tables = {table.__tablename__ for table in (*erasure.kept(1), *erasure.signed(1))}
    assert set(privacy.TABLES) == tables
