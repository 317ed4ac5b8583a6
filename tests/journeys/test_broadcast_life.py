"""The life of a broadcast on Telegram: what is put into it, when it goes, who agrees, and what is known afterwards."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import select, update

from bot.i18n.formatting import WIB
from models.broadcasts.seal import seal
from models.broadcasts.tables import Broadcast, BroadcastStatus
from models.db.database import Database, utcnow
from models.queue.outbox import OutboxRow
from tests.channels.telegram.standin import Message
from tests.journeys.days import on, wednesday
from tests.journeys.events import publishes
from tests.journeys.office import Office, opened
from tests.journeys.visitors import Visitor

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def to_everybody(organiser: Visitor, words: str) -> Message:
    """The screen before it goes."""
    await organiser.says("/siar", "Kirim isi")
    await organiser.says(words, "Untuk siapa?")
    return await organiser.taps("Semua (", words, "Beginilah yang akan diterima")


async def more(organiser: Visitor, option: str, *sees: str) -> None:
    await organiser.taps("Pilihan lain …", "Pilihan lain")
    await organiser.taps(option, *sees)


async def brought_forward(office: Office) -> None:
    """As if the time of what is scheduled had come."""
    db = Database(f"sqlite+aiosqlite:///{office.program.config.parent / 'santribot.db'}")
    async with db.write() as session:
        now = utcnow() - timedelta(seconds=1)
        due = select(Broadcast).where(Broadcast.status == BroadcastStatus.SCHEDULED)
        for broadcast in (await session.scalars(due)).all():
            broadcast.send_at = now
            broadcast.seal = await seal(session, broadcast)
        press = update(OutboxRow).where(OutboxRow.press.startswith("broadcast_departure.go"))
        await session.execute(press.values(send_after=now))
    await db.close()


def sheet_of(office: Office, message: Message) -> list[tuple[object, ...]]:
    sheet = load_workbook(BytesIO(office.download(message))).active
    assert isinstance(sheet, Worksheet)
    return list(sheet.iter_rows(values_only=True))


async def test_a_broadcast_in_two_languages_asks_a_question_and_is_reported_by_name(tmp_path: Path) -> None:
    async with opened(tmp_path) as office:
        organiser = await office.organiser("Siti Aminah")
        santri, guest = await office.santri("Fatimah Zahra"), await office.santri("Hasan Anwar")
        await guest.says("/bahasa", "Mau memakai bahasa apa?")
        await guest.taps("English", "English")
        await publishes(organiser, "Temu Bisnis")
        await to_everybody(organiser, "Ikut pelatihan?")
        await more(organiser, "Bahasa lain …", "bahasa lain")
        await organiser.taps("English", "Kirim teks siarannya")
        await organiser.says("Will you come?", "Ikut pelatihan?", "Juga dalam: English")
        await more(organiser, "Tombol jawaban …", "Jawaban apa saja?")
        await organiser.says("Ikut, Tidak", "Tombol jawaban: Ikut · Tidak")
        await more(organiser, "Kartu acara", "Kartu mana")
        await organiser.taps("Temu Bisnis", "Kartu: Temu Bisnis")
        await organiser.taps("Topik: Pengumuman", "Siaran ini tentang apa?")
        await organiser.taps("Pelatihan", "Beginilah yang akan diterima")
        tried = await organiser.taps("Coba ke saya dulu", "Ikut pelatihan?")
        await organiser.taps("Kirim sekarang", "Mengirim …")
        arrived = await santri.sees("Ikut pelatihan?")
        assert arrived.buttons == tried.buttons
        assert arrived.buttons == [["Ikut", "Tidak"], ["Lihat acara"], ["Atur langganan"]]
        await santri.taps("Ikut", "Ikut pelatihan?")
        await santri.sees_toast("Jawaban Kakak: Ikut")
        assert arrived.buttons[0] == ["✓ Ikut", "Tidak"]
        await santri.taps("Lihat acara", "Temu Bisnis")
        assert arrived.text == "Ikut pelatihan?"
        await guest.sees("Will you come?")
        await guest.taps("Tidak", "Will you come?")
        await guest.taps("Ikut", "Will you come?")
        await organiser.says("/siaran", "Ikut pelatihan? · terkirim 4 dari 4")
        await organiser.taps("1", "Terkirim 4")
        await organiser.taps("Rincian", "Jawaban: Ikut 2 · Tidak 0")
        lines = sheet_of(office, await organiser.taps("Laporan XLSX", "Laporan per penerima."))
        assert lines[0] == ("Nama", "Pesantren", "Wilayah", "Hasil", "Alasan", "Waktu (WIB)", "Jawaban")
        told = {str(line[0]): (line[1], line[2], line[3], line[6]) for line in lines[1:]}
        assert told["Fatimah Zahra"] == ("Sidogiri", "Kab. Pasuruan", "terkirim", "Ikut")
        assert told["Siti Aminah"][2:] == ("terkirim", None)
        assert office.standin.violations == []


async def test_a_document_goes_to_all_and_is_never_uploaded(tmp_path: Path) -> None:
    async with opened(tmp_path) as office:
        organiser = await office.organiser("Siti Barokah")
        phones = await office.crowd(5)
        await organiser.says("/siar", "Kirim isi")
        await organiser.sends_document("undangan.pdf", "Untuk siapa?")
        await organiser.taps("Semua (", "Beginilah yang akan diterima 7 orang")
        await organiser.taps("Kirim sekarang", "Mengirim …")
        await organiser.sees("Terkirim 7")
        messages = [message for phone in phones for message in phone.phone.messages]
        assert [message.kind for message in messages] == ["document"] * 5
        assert [message.buttons for message in messages] == [[["Atur langganan"]]] * 5
        assert len({message.content["document"]["file_id"] for message in messages}) == 1
        assert office.standin.violations == []


async def test_a_broadcast_waits_for_its_time(tmp_path: Path) -> None:
    async with opened(tmp_path) as office:
        organiser, santri = await office.organiser("Siti Cahaya"), await office.santri("Nur Azizah")
        await to_everybody(organiser, "Besok libur.")
        await organiser.taps("Jadwalkan …", "Kapan dikirimnya?")
        day = on(wednesday())
        await organiser.says(f"{day} jam 09.00", f"Dijadwalkan {day} · 09.00 WIB.")
        await organiser.taps("Ubah lagi", "Beginilah yang akan diterima")
        await organiser.taps("Jadwalkan …", "Kapan dikirimnya?")
        await organiser.says(f"{day} jam 10.00", f"Dijadwalkan {day} · 10.00 WIB.")
        await organiser.says("/siaran", "Besok libur. · dijadwalkan 10.00 WIB")
        await santri.says("/mulai", "Ada yang bisa saya bantu?")
        assert not any("Besok libur." in message.text for message in santri.phone.messages)
        await brought_forward(office)
        await santri.sees("Besok libur.")
        await organiser.sees("mulai dikirim")
        await organiser.taps("Lihat", "Terkirim 3")


async def test_at_night_the_organiser_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime.now(UTC).astimezone(WIB)
    for name, hours in (("FROM", -1), ("TO", 2)):
        hour = f"{now + timedelta(hours=hours):%H.%M}"
        monkeypatch.setenv(f"SANTRIBOT_BROADCASTS__QUIET_{name}", hour)
    async with opened(tmp_path) as office:
        organiser, santri = await office.organiser("Siti Damai"), await office.santri("Lukman Hakim")
        await to_everybody(organiser, "Kebakaran di dapur!")
        await organiser.taps("Kirim sekarang", "jam istirahat, Kak.", "supaya tidak ada yang terbangun")
        await organiser.taps("Kirim pukul", "Dijadwalkan", f"{hour} WIB")
        await organiser.taps("Ubah lagi", "Kebakaran di dapur!")
        await organiser.taps("Kirim sekarang", "jam istirahat, Kak.")
        await organiser.taps("Mendesak, kirim sekarang", "Mengirim …")
        await santri.sees("Kebakaran di dapur!")


async def test_another_organiser_agrees_before_many_are_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SANTRIBOT_BROADCASTS__APPROVAL_ABOVE", "3")
    async with opened(tmp_path) as office:
        organiser, other = await office.organiser("Siti Elok"), await office.organiser("Dewi Rahma")
        santri = await office.santri("Hasan Basri")
        await to_everybody(organiser, "Iuran naik.")
        await organiser.taps("Minta persetujuan", "Menunggu persetujuan penyelenggara lain")
        await other.sees("Siti Elok minta persetujuan untuk siaran Iuran naik.")
        await other.taps("Periksa", "Iuran naik.", "Bila disetujui, dikirim sekarang juga.")
        await other.taps("Tolak", "Baik, penulisnya saya beri tahu.")
        await organiser.sees("belum disetujui oleh Dewi Rahma")
        await organiser.taps("Ubah siaran", "Iuran naik.")
        await organiser.taps("Ubah isi", "Kirim isi")
        await organiser.says("Iuran turun.", "Iuran turun.")
        await organiser.taps("Minta persetujuan", "Menunggu persetujuan")
        await other.sees("minta persetujuan untuk siaran Iuran turun.")
        seen = await other.taps("Periksa", "Iuran turun.")
        await other.phone.taps("Setujui", seen)
        await other.taps("Setujui", "Mengirim …")
        await santri.sees("Iuran turun.")
        await organiser.sees("disetujui oleh Dewi Rahma")
        assert [message.text for message in santri.phone.messages].count("Iuran turun.") == 1


async def test_a_broadcast_is_paused_and_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANTRIBOT_TELEGRAM__MESSAGES_PER_SECOND", "10")
    async with opened(tmp_path) as office:
        organiser = await office.admin()
        phones = await office.crowd(40)
        await to_everybody(organiser, "Selamat hari santri!")
        await organiser.taps("Kirim sekarang", "Mengirim …")
        await organiser.sees("pesan/detik · sisa ±")
        await organiser.taps("Jeda", "Dijeda.")
        await organiser.taps("Lanjutkan", "Mengirim …")
        await organiser.sees("Terkirim 41", "Selesai dalam")
        assert [len(phone.phone.messages) for phone in phones] == [1] * 40
        assert office.standin.violations == []
