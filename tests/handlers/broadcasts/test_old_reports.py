"""A broadcast of which it is no longer kept how it went for each recipient."""

from __future__ import annotations

from datetime import timedelta

import pytest

from models import retention
from models.broadcasts.tables import BroadcastAnswer
from models.queue.outbox import OutboxRow
from tests.handlers.office import Office, forged, ready
from tests.support.client import Someone


@pytest.fixture
async def old(office: Office, siti: Someone) -> Office:
    """Siti and Ahmad got it, Budi had blocked the bot, for Citra it failed, and that was long ago."""
    office.blocked.add("budi")
    await ready(siti)
    await siti.taps("Pilihan lain …")
    await siti.taps("Tombol jawaban …")
    await siti.says("Ikut, Tidak")
    office.through = 0
    await siti.taps("Kirim sekarang")
    await office.lets_through(3)
    office.refuses = "Bad Request: chat not found"
    await office.lets_through(1)
    office.blocked.clear()
    await office.passes(days=400)
    async with office.db.write() as session:
        assert await retention.keep_totals(session, 1, office.now - timedelta(days=365))
        await retention.drop_recipients(session, 1, 1000)
    assert await office.rows(OutboxRow) == []
    return office


async def test_how_many_they_were_is_still_told(old: Office, siti: Someone) -> None:
    await siti.says("/siaran")
    assert "terkirim 2 dari 4" in siti.sees
    await siti.taps("1")
    assert "Terkirim 2 · diblokir 1 · gagal 1" in siti.sees
    assert siti.last.labels[0] == "Rincian"
    await siti.taps("Rincian")
    assert "Rincian per penerima siaran ini sudah tidak disimpan." in siti.sees
    assert "Laporan XLSX" not in siti.last.labels


async def test_old_buttons_say_that_it_is_not_kept_any_more(old: Office, siti: Someone) -> None:
    await siti.says("/siaran")
    await siti.taps("1")
    await old.receive(forged(siti, "broadcast_file.send:1"))
    assert siti.toasts[-1] == "Rincian per penerima siaran ini sudah tidak disimpan."
    for data in ("broadcast_resend.ask:1", "broadcast_resend.resend:1"):
        await old.receive(forged(siti, data))
        assert "Kirim ulang" not in siti.sees
    assert await old.rows(OutboxRow) == []


async def test_an_answer_still_counts(old: Office) -> None:
    await old.people["ahmad"].taps("Ikut")
    assert [(row.person_id, row.choice) for row in await old.rows(BroadcastAnswer)] == [(2, 0)]
