"""The report of a broadcast as a file."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import update

from handlers.broadcasts.report import recipients_file
from models.audit import AuditRow
from models.media import Media
from models.people import Person
from models.pesantren import Pesantren
from models.queue.outbox import OutboxState
from tests.handlers.office import Office, forged, ready
from tests.support.client import Someone
from tests.support.media_service import library_of

HEAD = ("Nama", "Pesantren", "Wilayah", "Hasil", "Alasan", "Waktu (WIB)", "Jawaban")


async def reported(office: Office, siti: Someone) -> Worksheet:
    """The file that the organiser gets when they ask for it, as a messenger would fetch it."""
    await siti.says("/siaran")
    await siti.taps("1")
    await siti.taps("Rincian")
    await siti.taps("Laporan XLSX")
    media = siti.last.message.file
    assert media is not None
    return await opened(office, media)


async def opened(office: Office, media: int) -> Worksheet:
    sheet = load_workbook(BytesIO(await library_of(office.db).content(media))).active
    assert isinstance(sheet, Worksheet)
    return sheet


def rows(sheet: Worksheet) -> list[tuple[str, ...]]:
    return [tuple(str(cell or "") for cell in row) for row in sheet.iter_rows(values_only=True)]


async def test_a_line_for_each_recipient_says_what_became_of_it(office: Office, siti: Someone) -> None:
    office.blocked.add("citra")
    await ready(siti)
    await siti.taps("Pilihan lain …")
    await siti.taps("Tombol jawaban …")
    await siti.says("Ikut, Tidak")
    office.through = 0
    await siti.taps("Kirim sekarang")
    await office.lets_through(2)
    office.refuses = "Bad Request: chat not found"
    await office.lets_through(1)
    await office.lets_through(1)
    await office.people["ahmad"].taps("Tidak")
    async with office.db.read() as session:
        names = [(await session.get_one(Pesantren, number)).name for number in (1, 2)]
    sheet = await reported(office, siti)
    when = "2026-11-24 10:00:00"
    assert rows(sheet) == [
        HEAD,
        ("Siti", "", "", "terkirim", "", when, ""),
        ("Ahmad", names[0], "Kab. Jember", "terkirim", "", when, "Tidak"),
        ("Budi", "", "Kota Batu", "gagal", "Bad Request: chat not found", when, ""),
        ("Citra", names[1], "Kota Batu", "gagal", "Bad Request: chat not found", when, ""),
    ]


async def test_what_looks_like_a_formula_is_a_text(office: Office, siti: Someone) -> None:
    names = ["=HYPERLINK(A1)", "+62", "-1", "@SUM(A1)"]
    async with office.db.write() as session:
        for number, name in enumerate(names, 1):
            await session.execute(update(Person).where(Person.id == number).values(name=name))
    await ready(siti)
    await siti.taps("Kirim sekarang")
    sheet = await reported(office, siti)
    cells = [sheet.cell(row, 1) for row in range(2, 6)]
    assert [(cell.value, cell.data_type) for cell in cells] == [(name, "s") for name in names]


async def test_signs_that_no_file_can_hold_are_left_out(office: Office, siti: Someone) -> None:
    async with office.db.write() as session:
        await session.execute(update(Person).where(Person.id == 2).values(name="Ah\x01mad"))
    await ready(siti)
    await siti.taps("Kirim sekarang")
    assert "Ahmad" in [line[0] for line in rows(await reported(office, siti))]


async def test_it_is_read_page_by_page_up_to_a_limit(
    office: Office, siti: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recipients_file, "PAGE", 1)
    monkeypatch.setattr(recipients_file, "MAX_RECIPIENTS", 3)
    await ready(siti)
    await siti.taps("Kirim sekarang")
    assert [line[0] for line in rows(await reported(office, siti))] == ["Nama", "Siti", "Ahmad", "Budi"]
    assert "Penerimanya 4; di berkas ini hanya 3 yang pertama." in siti.sees


async def test_it_is_not_kept_and_it_is_written_down_who_took_it(office: Office, siti: Someone) -> None:
    await ready(siti)
    await siti.taps("Kirim sekarang")
    await reported(office, siti)
    [media] = await office.rows(Media)
    assert (media.name, media.expires_at) == ("siaran-1.xlsx", office.now + timedelta(hours=6))
    assert [row.action for row in await office.rows(AuditRow)][-1] == "export broadcast"


def test_whatever_became_of_a_message_there_is_a_word_for_it() -> None:
    assert recipients_file.STATES.keys() == set(OutboxState)


async def test_of_a_broadcast_that_is_gone_there_is_no_file(office: Office) -> None:
    with pytest.raises(FileNotFoundError):
        await recipients_file.report_file.make(office.db, "99:id")


async def test_a_draft_has_no_report(office: Office, siti: Someone) -> None:
    await ready(siti)
    await office.receive(forged(siti, "broadcast_file.send:1"))
    assert siti.toasts == ["Tombol ini sudah tidak berlaku."]
