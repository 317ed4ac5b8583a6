"""When a broadcast goes out: at its time, not in the quiet hours, and not if its organiser is one no more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from models.audit import AuditRow
from models.broadcasts.tables import BroadcastStatus
from models.people import Address, Person, Role
from tests.handlers.office import TEXT, Office, for_tomorrow, forged, ready, standing
from tests.support.client import Bubble, Someone

EVENING = datetime(2026, 11, 24, 15, 10, tzinfo=UTC)
"""22.10 WIB."""


async def scheduled(siti: Someone, when: str = "besok 08.00") -> Bubble:
    await ready(siti)
    await siti.taps("Jadwalkan …")
    return await siti.says(when)


async def until(office: Office, moment: datetime) -> None:
    await office.passes(seconds=(moment - office.now).total_seconds())


async def done(office: Office) -> list[str]:
    """What the audit has."""
    return [row.action for row in await office.rows(AuditRow)]


# At a time


async def test_it_goes_out_at_its_time_and_not_before(office: Office, siti: Someone) -> None:
    await scheduled(siti)
    assert "Dijadwalkan Rabu, 25 November 2026 · 08.00 WIB." in siti.sees
    assert "Yang akan menerima: 4 orang" in siti.sees
    await until(office, datetime(2026, 11, 25, 0, 59, 59, tzinfo=UTC))
    assert office.people["ahmad"].screen == []
    await office.passes(seconds=1)
    assert office.people["ahmad"].last.text == TEXT
    assert siti.screen[-2].text == f"Siaran {TEXT} mulai dikirim."
    await siti.taps("Lihat")
    assert "Terkirim 4" in siti.sees
    assert await done(office) == ["schedule broadcast"]


async def test_what_is_to_come_stands_first_in_the_list(office: Office, siti: Someone) -> None:
    await ready(siti, "Yang sudah")
    await siti.taps("Kirim sekarang")
    await scheduled(siti, "lusa 08.00")
    await scheduled(siti, "besok 08.00")
    await siti.says("/siaran")
    first, second, third = siti.last.text.splitlines()[2:5]
    assert first == f"1. 25 November: {TEXT} · dijadwalkan 08.00 WIB"
    assert second == f"2. 26 November: {TEXT} · dijadwalkan 08.00 WIB"
    assert third == "3. 24 November: Yang sudah · terkirim 4 dari 4"
    await siti.taps("2")
    assert "Dijadwalkan Kamis, 26 November 2026 · 08.00 WIB." in siti.sees


async def test_it_can_be_changed_until_it_starts(office: Office, siti: Someone) -> None:
    await scheduled(siti)
    await siti.taps("Ubah lagi")
    assert "Kirim sekarang" in siti.last.labels
    await siti.taps("Jadwalkan …")
    await siti.says("besok 10.00")
    await until(office, datetime(2026, 11, 25, 1, 30, tzinfo=UTC))
    assert office.people["ahmad"].screen == []
    await until(office, datetime(2026, 11, 25, 3, 0, tzinfo=UTC))
    assert [bubble.text for bubble in office.people["ahmad"].screen] == [TEXT]


async def test_a_draft_again_is_not_sent_at_the_old_time(office: Office, siti: Someone) -> None:
    await scheduled(siti)
    change = siti.press("Ubah lagi")
    await siti.taps("Ubah lagi")
    await office.passes(days=2)
    assert office.people["ahmad"].screen == []
    assert await standing(office) == [BroadcastStatus.DRAFT]
    await office.receive(change)
    assert "Kirim sekarang" in siti.last.labels


async def test_another_organiser_calls_it_off_and_its_author_hears_of_it(
    office: Office, siti: Someone
) -> None:
    dewi = await office.santri("dewi", "Dewi", role=Role.ORGANISER)
    await scheduled(siti)
    await dewi.says("/siaran")
    await dewi.taps("1")
    assert "Ubah lagi" not in dewi.last.labels
    await office.receive(dewi.press("Batalkan"), dewi.press("Batalkan"))
    assert siti.last.text == f"Siaran {TEXT} dibatalkan oleh Dewi."
    await office.passes(days=2)
    assert office.people["ahmad"].screen == []
    assert await done(office) == ["schedule broadcast", "cancel broadcast"]


async def test_an_old_preview_of_what_is_scheduled_shows_when_it_goes(office: Office, siti: Someone) -> None:
    preview = await ready(siti)
    send = siti.press("Kirim sekarang", preview)
    await for_tomorrow(siti)
    await office.receive(send)
    assert siti.toasts == ["Siaran ini sudah dijadwalkan."]
    assert "Dijadwalkan Rabu" in siti.sees


async def test_what_has_started_cannot_be_called_back(office: Office, siti: Someone) -> None:
    await scheduled(siti)
    change, off = siti.press("Ubah lagi"), siti.press("Batalkan")
    await until(office, datetime(2026, 11, 25, 1, 0, tzinfo=UTC))
    await office.receive(change, off)
    assert siti.sees.startswith("Selesai")
    assert await standing(office) == [BroadcastStatus.DONE]


async def test_a_time_that_is_over_is_asked_again(office: Office, siti: Someone) -> None:
    await scheduled(siti, "24 November 2026 08.00")
    assert "sudah lewat" in siti.sees
    await siti.taps("Batal")
    await siti.taps("Kembali")
    assert "Kirim sekarang" in siti.last.labels


async def test_who_is_no_organiser_at_the_time_sends_nothing(office: Office, siti: Someone) -> None:
    dewi = await office.santri("dewi", "Dewi", role=Role.ORGANISER)
    await scheduled(siti)
    async with office.db.write() as session:
        await session.execute(update(Person).where(Person.name == "Siti").values(role=Role.MEMBER))
    await office.passes(days=1)
    assert office.people["ahmad"].screen == []
    assert "tidak jadi dikirim, karena penulisnya bukan penyelenggara lagi." in dewi.sees
    assert await standing(office) == [BroadcastStatus.CANCELLED]


async def test_it_goes_out_even_if_its_author_has_blocked_the_bot(office: Office, siti: Someone) -> None:
    await scheduled(siti)
    async with office.db.write() as session:
        await session.execute(update(Address).where(Address.chat == "siti").values(gone_at=office.now))
    await office.passes(days=1)
    assert office.people["ahmad"].last.text == TEXT


async def test_nobody_starts_it_by_a_button(office: Office, siti: Someone) -> None:
    await scheduled(siti)
    await office.receive(forged(siti, "broadcast_departure.go:1"))
    office.now += timedelta(days=1)
    await office.receive(forged(siti, "broadcast_departure.go:1"))
    assert await standing(office) == [BroadcastStatus.SCHEDULED]


# Quiet hours


@pytest.fixture
async def preview(office: Office, siti: Someone) -> Bubble:
    """The preview at ten past ten in the evening."""
    office.now = EVENING
    return await ready(siti)


async def test_in_the_evening_it_waits_for_the_morning(
    office: Office, siti: Someone, preview: Bubble
) -> None:
    await siti.taps("Kirim sekarang")
    assert siti.sees.startswith("Sekarang 22.10 WIB, jam istirahat, Kak.")
    assert siti.last.labels == ["Kirim pukul 05.00 WIB", "Mendesak, kirim sekarang", "Kembali"]
    assert office.people["ahmad"].screen == []
    await siti.taps("Kirim pukul 05.00 WIB")
    assert "Dijadwalkan Rabu, 25 November 2026 · 05.00 WIB." in siti.sees
    await until(office, datetime(2026, 11, 24, 22, 0, tzinfo=UTC))
    assert office.people["ahmad"].last.text == TEXT


async def test_what_is_urgent_goes_at_once_and_is_written_down(
    office: Office, siti: Someone, preview: Bubble
) -> None:
    await siti.taps("Kirim sekarang")
    urgent = siti.press("Mendesak, kirim sekarang")
    await office.receive(urgent, siti.press("Mendesak, kirim sekarang"))
    assert [bubble.text for bubble in office.people["ahmad"].screen] == [TEXT]
    assert await done(office) == ["call broadcast urgent", "send broadcast"]


async def test_the_question_about_the_hour_is_about_what_was_shown(
    office: Office, siti: Someone, preview: Bubble
) -> None:
    await siti.taps("Kirim sekarang")
    urgent, morning = siti.press("Mendesak, kirim sekarang"), siti.press("Kirim pukul 05.00 WIB")
    await siti.taps("Kembali")
    await siti.taps("Ubah isi")
    await siti.says("Yang lain.")
    await office.receive(urgent, morning)
    assert siti.toasts == ["Siaran ini sudah diubah. Periksa lagi, ya."] * 2
    assert await standing(office) == [BroadcastStatus.DRAFT]


async def test_a_time_at_night_is_asked_about(office: Office, siti: Someone) -> None:
    await scheduled(siti, "besok 04.30")
    assert siti.sees.startswith("Rabu, 25 November 2026 · 04.30 WIB adalah jam istirahat, Kak.")
    await siti.taps("Mendesak, tetap pada jam itu")
    assert "Dijadwalkan Rabu, 25 November 2026 · 04.30 WIB." in siti.sees
    await until(office, datetime(2026, 11, 24, 21, 30, tzinfo=UTC))
    assert office.people["ahmad"].last.text == TEXT


async def test_what_is_late_does_not_go_out_at_night(office: Office, siti: Someone) -> None:
    await scheduled(siti, "hari ini 20.00")
    await until(office, EVENING)
    assert office.people["ahmad"].screen == []
    await until(office, datetime(2026, 11, 24, 22, 0, tzinfo=UTC))
    assert office.people["ahmad"].last.text == TEXT
