"""A scheduled broadcast whose author has erased their account stays the office's."""

from __future__ import annotations

from models.broadcasts.tables import Broadcast, BroadcastStatus
from tests.handlers.office import TEXT, Office, erases_account, for_tomorrow, ready
from tests.support.client import Someone


async def _scheduled_and_erased(siti: Someone) -> None:
    await ready(siti)
    await for_tomorrow(siti)
    await erases_account(siti)


async def test_the_others_are_told_and_it_goes_out(office: Office, siti: Someone, dewi: Someone) -> None:
    await _scheduled_and_erased(siti)
    assert dewi.last.text == (
        f"Penulis siaran {TEXT} sudah menghapus akunnya. Siarannya tetap dikirim "
        "Rabu, 25 November 2026 · 08.00 WIB, kecuali ada penyelenggara yang membatalkannya."
    )
    await office.passes(days=1)
    assert office.people["ahmad"].last.text == TEXT
    assert f"Siaran {TEXT} mulai dikirim." in [bubble.text for bubble in dewi.screen]


async def test_another_organiser_stops_it(office: Office, siti: Someone, dewi: Someone) -> None:
    await _scheduled_and_erased(siti)
    await dewi.taps("Lihat")
    await dewi.taps("Batalkan")
    await office.passes(days=1)
    assert office.people["ahmad"].screen == []
    assert [row.status for row in await office.rows(Broadcast)] == [BroadcastStatus.CANCELLED]
