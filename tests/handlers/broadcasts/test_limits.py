"""Limits are of an organiser and a day, not of one broadcast; what is scheduled is counted again when it goes."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import update

from bot.dialog.base_context import Context
from handlers.broadcasts.sending.scheduled import start_due
from models.broadcasts.tables import Broadcast, BroadcastStatus
from models.db.database import Database
from models.people import Role
from tests.handlers.office import (
    TEXT,
    Office,
    agrees,
    asks_for_approval,
    for_tomorrow,
    grows,
    limit,
    opened,
    ready,
    standing,
    written,
)
from tests.support.client import Someone

DRAFT, APPROVAL, DONE = BroadcastStatus.DRAFT, BroadcastStatus.APPROVAL, BroadcastStatus.DONE


async def to_two(siti: Someone, words: str) -> None:
    """The preview of a broadcast to Ahmad and Budi."""
    await written(siti, words)
    await siti.taps("Pilar …")
    await siti.taps("Santripreneur")
    await siti.taps("Lanjut (2)")


def heard(someone: Someone) -> list[str]:
    return [bubble.text for bubble in someone.screen]


# Many small broadcasts


async def test_many_small_broadcasts_need_an_approval_as_a_large_one_does(
    office: Office, siti: Someone, dewi: Someone
) -> None:
    limit(office, approval_above=3)
    await to_two(siti, "Satu")
    await siti.taps("Kirim sekarang")
    await to_two(siti, "Dua")
    assert "Minta persetujuan" in siti.last.labels
    await siti.taps("Minta persetujuan")
    assert heard(office.people["ahmad"]) == ["Satu"]
    await agrees(dewi)
    assert heard(office.people["ahmad"]) == ["Satu", "Dua"]


async def test_what_somebody_agreed_to_leaves_the_day_as_it_was(
    office: Office, siti: Someone, dewi: Someone
) -> None:
    limit(office, approval_above=3)
    await ready(siti, "Untuk semua")
    await siti.taps("Minta persetujuan")
    await agrees(dewi)
    await to_two(siti, "Dua")
    assert "Kirim sekarang" in siti.last.labels


async def test_the_next_day_is_another(office: Office, siti: Someone, dewi: Someone) -> None:
    limit(office, approval_above=3)
    await to_two(siti, "Satu")
    await siti.taps("Kirim sekarang")
    await office.passes(hours=14)
    assert office.now.hour == 17
    await to_two(siti, "Dua")
    assert "Kirim sekarang" in siti.last.labels


async def test_what_is_scheduled_for_a_day_counts_on_it(office: Office, siti: Someone, dewi: Someone) -> None:
    limit(office, approval_above=3)
    for words in ("Satu", "Dua"):
        await to_two(siti, words)
        await for_tomorrow(siti)
    assert await standing(office) == [BroadcastStatus.SCHEDULED, APPROVAL]


async def test_more_broadcasts_than_a_day_has_are_refused_kindly(office: Office, siti: Someone) -> None:
    limit(office, daily_broadcasts=2)
    for words in ("Satu", "Dua", "Tiga"):
        await to_two(siti, words)
        await siti.taps("Kirim sekarang")
    assert siti.last.text == (
        "Batas sehari untuk satu penyelenggara adalah 2 siaran.\n"
        "Pilih hari lain, atau penerima yang lebih sedikit, ya, Kak."
    )
    assert await standing(office) == [DONE, DONE, DRAFT]
    await siti.taps("Kembali")
    await for_tomorrow(siti)
    await office.passes(days=1)
    assert heard(office.people["ahmad"]) == ["Satu", "Dua", "Tiga"]


async def test_more_recipients_than_a_day_has_are_refused(office: Office, siti: Someone) -> None:
    limit(office, daily_recipients=5)
    await to_two(siti, "Satu")
    await siti.taps("Kirim sekarang")
    await ready(siti)
    await siti.taps("Kirim sekarang")
    assert siti.last.text.startswith(
        "Batas sehari untuk satu penyelenggara adalah 5 penerima. Hari itu sudah 2, dan siaran ini untuk 4 orang."
    )


async def test_another_organiser_has_limits_of_their_own(
    office: Office, siti: Someone, dewi: Someone
) -> None:
    limit(office, daily_broadcasts=1)
    for one in (siti, dewi):
        await to_two(one, one.name)
        await one.taps("Kirim sekarang")
    assert heard(office.people["ahmad"]) == ["Siti", "Dewi"]


async def test_nobody_agrees_to_more_than_the_author_may_send(
    office: Office, siti: Someone, dewi: Someone
) -> None:
    limit(office, approval_above=1, daily_recipients=5)
    await to_two(siti, "Satu")
    await siti.taps("Minta persetujuan")
    await asks_for_approval(siti)
    await dewi.taps("Periksa", on=dewi.screen[0])
    await dewi.taps("Setujui")
    await dewi.taps("Periksa", on=dewi.screen[0])
    await dewi.taps("Setujui")
    assert dewi.toasts[-1].startswith("Batas sehari untuk satu penyelenggara adalah 5 penerima.")
    assert sorted(await standing(office)) == [APPROVAL, DONE]


# Counted again when it goes


async def test_an_audience_that_grew_over_the_limit_waits_for_an_approval(
    office: Office, siti: Someone, dewi: Someone
) -> None:
    limit(office, approval_above=5)
    await ready(siti)
    await for_tomorrow(siti)
    await office.santri("eka", "Eka")
    await office.passes(days=1)
    words = f"Siaran {TEXT} belum dikirim: penerimanya sekarang 6 orang, jadi perlu persetujuan penyelenggara lain."
    assert siti.last.text == f"{words}\nSekarang siarannya menunggu persetujuan penyelenggara lain."
    assert dewi.last.text == words
    assert heard(office.people["ahmad"]) == []
    await agrees(dewi)
    assert heard(office.people["ahmad"]) == [TEXT]


async def test_roles_that_were_given_meanwhile_are_counted(
    office: Office, siti: Someone, dewi: Someone
) -> None:
    limit(office, approval_above=2)
    await written(siti)
    await siti.taps("Peran …")
    await siti.taps("penyelenggara")
    await siti.taps("Lanjut (2)")
    await for_tomorrow(siti)
    for number in range(3):
        await office.santri(f"p{number}", "Penyelenggara", role=Role.ORGANISER)
    await office.passes(days=1)
    assert await standing(office) == [APPROVAL]


@pytest.mark.parametrize(("more", "state"), [(10, DONE), (11, APPROVAL)])
async def test_an_approval_covers_a_little_growth(
    office: Office, siti: Someone, dewi: Someone, more: int, state: BroadcastStatus
) -> None:
    limit(office, approval_above=3)
    await ready(siti)
    await for_tomorrow(siti)
    await agrees(dewi)
    await grows(office, more)
    await office.passes(days=1)
    assert await standing(office) == [state]


async def test_what_was_changed_once_it_was_scheduled_does_not_go(
    office: Office, siti: Someone, dewi: Someone
) -> None:
    await ready(siti)
    await for_tomorrow(siti)
    async with office.db.write() as session:
        await session.execute(update(Broadcast).values(urgent=True))
    await office.passes(days=1)
    assert siti.last.text == (
        f"Siaran {TEXT} tidak jadi dikirim.\nIsi atau kartunya berubah sesudah dijadwalkan.\n"
        "Siarannya saya simpan sebagai draf, Kak."
    )
    assert (
        dewi.last.text == f"Siaran {TEXT} tidak jadi dikirim.\nIsi atau kartunya berubah sesudah dijadwalkan."
    )
    assert await standing(office) == [DRAFT]
    await siti.taps("Ubah siaran")
    assert "Kirim sekarang" in siti.last.labels


async def test_over_the_limit_of_the_day_it_stops_and_all_hear_of_it(
    office: Office, siti: Someone, dewi: Someone
) -> None:
    limit(office, daily_recipients=5)
    await ready(siti)
    await for_tomorrow(siti)
    await grows(office, 2)
    await office.passes(days=1)
    why = "Batas sehari untuk satu penyelenggara adalah 5 penerima. Hari itu sudah 0, dan siaran ini untuk 7 orang."
    assert siti.last.text.startswith(f"Siaran {TEXT} tidak jadi dikirim.\n{why}")
    assert dewi.last.text == f"Siaran {TEXT} tidak jadi dikirim.\n{why}"
    assert await standing(office) == [DRAFT]


async def test_put_off_by_the_quiet_hours_it_is_still_what_was_agreed_to(
    office: Office, siti: Someone, dewi: Someone
) -> None:
    limit(office, approval_above=3)
    await ready(siti)
    await siti.taps("Jadwalkan …")
    await siti.says("hari ini 20.00")
    await agrees(dewi)
    await office.passes(hours=12)
    assert await standing(office) == [BroadcastStatus.SCHEDULED]
    await office.passes(hours=8)
    assert heard(office.people["ahmad"]) == [TEXT]


async def test_a_pause_does_not_end_in_the_quiet_hours(office: Office, siti: Someone) -> None:
    await ready(siti)
    await office.lets_through(0)
    await siti.taps("Kirim sekarang")
    await siti.taps("Jeda")
    await office.passes(hours=12)
    await siti.taps("Lanjutkan")
    assert siti.toasts == ["Sekarang jam istirahat. Lanjutkan mulai pukul 05.00 WIB, ya, Kak."]
    assert await standing(office) == [BroadcastStatus.PAUSED]
    await office.passes(hours=8)
    await siti.taps("Lanjutkan")
    assert await standing(office) == [BroadcastStatus.SENDING]


async def test_after_a_pause_no_more_are_taken_than_were_counted(office: Office, siti: Someone) -> None:
    """It was paused before its recipients were taken, and the audience grew meanwhile."""
    limit(office, approval_above=4)
    await ready(siti)
    await office.lets_through(0)
    await siti.taps("Kirim sekarang")
    await siti.taps("Jeda")
    await grows(office, 11)
    async with office.db.write() as session:
        await session.execute(update(Broadcast).values(taken_to=0, take_until=15))
    await siti.taps("Lanjutkan")
    assert siti.toasts == [
        "Penerimanya bertambah menjadi 15 orang. Batalkan, lalu buat siaran baru, ya, Kak."
    ]
    assert await standing(office) == [BroadcastStatus.PAUSED]


# Two at once


@pytest.fixture
async def several(postgresql: Database, regions: None) -> Office:
    return await opened(postgresql)


async def scheduled(office: Office, number: int) -> None:
    """So many broadcasts to two people each, for the same moment."""
    siti = office.people["siti"]
    for place in range(number):
        await to_two(siti, f"Siaran {place}")
        await for_tomorrow(siti)


async def all_at_once(office: Office) -> list[Broadcast]:
    """Each broadcast is started by a program of its own, all in the same moment; those that began."""

    async def starts(number: int) -> None:
        async with office.db.write() as session:
            context = Context(db=session, router=office.router, settings=office.settings, now=office.now)
            await start_due(context, number)

    rows = await office.rows(Broadcast)
    office.now = rows[0].send_at
    await asyncio.gather(*(starts(row.id) for row in rows))
    return [row for row in await office.rows(Broadcast) if row.started_at]


async def test_broadcasts_at_once_are_no_more_than_a_day_has(several: Office) -> None:
    await scheduled(several, 5)
    limit(several, daily_broadcasts=3)
    assert len(await all_at_once(several)) == 3
    assert sorted(await standing(several)).count(DRAFT) == 2


async def test_broadcasts_at_once_do_not_pass_the_number_of_recipients(several: Office) -> None:
    await scheduled(several, 4)
    limit(several, daily_recipients=5)
    assert [row.counted for row in await all_at_once(several)] == [2, 2]


async def test_broadcasts_at_once_do_not_pass_what_one_organiser_decides_alone(several: Office) -> None:
    await scheduled(several, 4)
    limit(several, approval_above=5)
    assert len(await all_at_once(several)) == 2
    assert sorted(await standing(several)).count(APPROVAL) == 2
