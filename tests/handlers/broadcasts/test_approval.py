"""A second pair of eyes: above three recipients another organiser has to agree."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from models.audit import AuditRow
from models.broadcasts.tables import Broadcast, BroadcastStatus
from models.people import Person, Role
from tests.handlers.office import (
    TEXT,
    Office,
    asks_for_approval,
    for_tomorrow,
    forged,
    limit,
    ready,
    standing,
    written,
)
from tests.support.client import Someone


@pytest.fixture
async def office(office: Office) -> Office:
    """Above three recipients, another organiser has to agree."""
    limit(office, approval_above=3)
    return office


@pytest.fixture
async def rina(office: Office) -> Someone:
    return await office.santri("rina", "Rina", role=Role.ADMIN)


async def done(office: Office) -> list[tuple[int | None, str]]:
    return [(row.actor_id, row.action) for row in await office.rows(AuditRow)]


async def test_another_organiser_looks_and_agrees(office: Office, siti: Someone, dewi: Someone) -> None:
    await asks_for_approval(siti)
    assert "Menunggu persetujuan penyelenggara lain, lalu langsung dikirim." in siti.sees
    assert office.people["ahmad"].screen == []
    assert dewi.last.text == f"Siti minta persetujuan untuk siaran {TEXT}."
    await dewi.taps("Periksa")
    assert f"Beginilah yang akan diterima 5 orang:\n———\n{TEXT}\n———" in dewi.sees
    assert "Bila disetujui, dikirim sekarang juga." in dewi.sees
    await dewi.taps("Coba ke saya dulu")
    assert dewi.last.text == TEXT
    await dewi.taps("Setujui")
    assert [bubble.text for bubble in office.people["ahmad"].screen] == [TEXT]
    assert f"Siaran {TEXT} disetujui oleh Dewi." in [bubble.text for bubble in siti.screen]
    assert await done(office) == [
        (1, "submit broadcast"),
        (5, "send broadcast"),
        (5, "approve broadcast"),
    ]
    await office.passes(seconds=4)
    await siti.taps("Lihat")
    await siti.taps("Rincian")
    assert "Oleh Siti · disetujui Dewi" in siti.sees


async def test_two_agree_at_once_and_it_goes_out_once(
    office: Office, siti: Someone, dewi: Someone, rina: Someone
) -> None:
    await asks_for_approval(siti)
    await dewi.taps("Periksa")
    await rina.taps("Periksa")
    await office.receive(rina.press("Setujui"), dewi.press("Setujui"), dewi.press("Setujui"))
    assert [bubble.text for bubble in office.people["ahmad"].screen] == [TEXT]
    assert dewi.toasts == ["Siaran ini sudah diputuskan."] * 2
    assert [row.approved_by for row in await office.rows(Broadcast)] == [6]


async def test_who_disagrees_gives_it_back(
    office: Office, siti: Someone, dewi: Someone, rina: Someone
) -> None:
    await asks_for_approval(siti)
    await dewi.taps("Periksa")
    await rina.taps("Periksa")
    await dewi.taps("Tolak")
    assert dewi.sees.startswith("Baik, penulisnya saya beri tahu.")
    assert siti.last.text == f"Siaran {TEXT} belum disetujui oleh Dewi. Ubah dulu, ya, Kak."
    await rina.taps("Setujui")
    assert rina.toasts == ["Siaran ini sedang diubah penulisnya."]
    assert await standing(office) == [BroadcastStatus.DRAFT]
    await siti.taps("Ubah siaran")
    await siti.taps("Ubah isi")
    await siti.says("Yang baru")
    await siti.taps("Minta persetujuan")
    await rina.taps("Setujui")
    assert rina.toasts[-1].startswith("Siaran ini sudah berubah, atau dulu belum ditampilkan semuanya.")
    await rina.taps("Setujui")
    assert office.people["ahmad"].last.text == "Yang baru"


async def test_nobody_agrees_to_their_own(office: Office, siti: Someone, dewi: Someone) -> None:
    await asks_for_approval(siti)
    for data in ("check:1", "approve:1:0", "reject:1", "try_out:1"):
        await office.receive(forged(siti, f"broadcast_decision.{data}"))
        assert siti.toasts[-1] == "Yang menyetujui harus penyelenggara lain."
    assert await standing(office) == [BroadcastStatus.APPROVAL]


async def test_without_another_organiser_nothing_can_be_asked(office: Office, siti: Someone) -> None:
    await asks_for_approval(siti)
    assert siti.sees.startswith("Belum ada penyelenggara lain yang bisa menyetujui")
    await siti.taps("Kembali")
    assert await standing(office) == [BroadcastStatus.DRAFT]


async def test_its_author_takes_it_back(office: Office, siti: Someone, dewi: Someone) -> None:
    await asks_for_approval(siti)
    await dewi.taps("Periksa")
    agree = dewi.press("Setujui")
    await siti.taps("Ubah lagi")
    await office.receive(agree)
    assert await standing(office) == [BroadcastStatus.DRAFT]
    assert office.people["ahmad"].screen == []


async def test_a_time_is_kept_until_somebody_agrees(office: Office, siti: Someone, dewi: Someone) -> None:
    await ready(siti)
    await for_tomorrow(siti)
    assert "lalu dikirim Rabu, 25 November 2026 · 08.00 WIB." in siti.sees
    await dewi.taps("Periksa")
    assert "Bila disetujui, dikirim Rabu, 25 November 2026 · 08.00 WIB." in dewi.sees
    await dewi.taps("Setujui")
    assert "Dijadwalkan Rabu" in dewi.sees
    await office.passes(days=1)
    assert office.people["ahmad"].last.text == TEXT
    assert (5, "schedule broadcast") in await done(office)


async def test_agreed_to_at_night_it_waits_for_the_morning(
    office: Office, siti: Someone, dewi: Someone
) -> None:
    await asks_for_approval(siti)
    await office.passes(hours=12)
    await dewi.taps("Periksa")
    assert "Bila disetujui, dikirim Rabu, 25 November 2026 · 05.00 WIB." in dewi.sees
    await dewi.taps("Setujui")
    assert office.people["ahmad"].screen == []
    await office.passes(hours=7)
    assert office.people["ahmad"].last.text == TEXT


async def test_for_few_people_nobody_is_asked(office: Office, siti: Someone, dewi: Someone) -> None:
    await written(siti)
    await siti.taps("Pilar …")
    await siti.taps("Santripreneur")
    await siti.taps("Lanjut (2)")
    await siti.taps("Kirim sekarang")
    assert office.people["ahmad"].last.text == TEXT
    assert dewi.screen == []


async def test_of_who_is_no_organiser_any_more_nothing_is_agreed_to(
    office: Office, siti: Someone, dewi: Someone
) -> None:
    await asks_for_approval(siti)
    await dewi.taps("Periksa")
    async with office.db.write() as session:
        await session.execute(update(Person).where(Person.name == "Siti").values(role=Role.MEMBER))
    await dewi.taps("Setujui")
    assert dewi.toasts == ["Penulisnya bukan penyelenggara lagi, jadi siaran ini perlu diambil alih dulu."]
    assert "Penulisnya bukan penyelenggara lagi." in dewi.sees
    assert "Ambil alih" in dewi.last.labels
    assert office.people["ahmad"].screen == []


async def test_a_santri_decides_nothing(office: Office, siti: Someone, dewi: Someone) -> None:
    await asks_for_approval(siti)
    ahmad = office.people["ahmad"]
    await ahmad.says("/bantuan")
    await office.receive(forged(ahmad, "broadcast_decision.approve:1:0"))
    assert ahmad.toasts == ["Maaf, ini hanya untuk penyelenggara."]
