"""Watching a broadcast, stopping it, and what is told about it afterwards."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, update

from models.audit import AuditRow
from models.broadcasts.tables import Broadcast, BroadcastStatus
from models.people import Person, Role
from models.queue.outbox import OutboxRow, OutboxState
from tests.handlers.office import TEXT, Office, got, ready, written
from tests.support.client import Someone


async def running(office: Office, siti: Someone) -> None:
    """One of four has arrived."""
    await ready(siti)
    office.through = 0
    await siti.taps("Kirim sekarang")
    await office.lets_through(1)


async def test_the_progress_is_drawn_every_three_seconds_in_one_message(
    office: Office, siti: Someone
) -> None:
    await running(office, siti)
    control = next(b for b in siti.screen if b.text.startswith("Mengirim"))
    await office.passes(seconds=2.9)
    assert (control.text, control.labels) == ("Mengirim … penerimanya sedang disiapkan", ["Jeda", "Batalkan"])
    await office.passes(seconds=0.1)
    assert control.text == "Mengirim … ▓▓░░░░░░░░ 25% · 1 dari 4 · 1 pesan/detik · sisa ± 9 detik"
    assert await office.refreshes() == 1
    await office.lets_through(3)
    await office.passes(seconds=3)
    assert control.text == "Selesai dalam 3 detik.\nTerkirim 4"
    assert await office.refreshes() == 0


async def test_two_organisers_watch_and_a_double_press_is_no_double_refresh(
    office: Office, siti: Someone
) -> None:
    dewi = await office.santri("dewi", "Dewi", role=Role.ORGANISER)
    await running(office, siti)
    await dewi.says("/siaran")
    assert "berjalan 20%" in dewi.sees
    await office.receive(dewi.press("1"), dewi.press("1"))
    assert "1 dari 5" in dewi.sees
    assert await office.refreshes() == 2
    await office.lets_through(4)
    await office.passes(seconds=4)
    assert "Terkirim 5" in dewi.sees
    assert "Terkirim 5" in next(b for b in siti.screen if "Rincian" in b.labels).text
    assert await office.refreshes() == 0


async def test_a_cancelled_broadcast_reaches_nobody_more(office: Office, siti: Someone) -> None:
    await running(office, siti)
    await siti.taps("Batalkan")
    assert siti.sees == "Menghentikan …\n"
    office.through = 1000
    await office.passes(seconds=3)
    assert siti.sees.startswith("Dihentikan setelah 1 detik.\nTerkirim 1 · tidak dikirim 3\n")
    assert sum(map(len, got(office).values())) + [b.text for b in siti.screen].count(TEXT) == 1
    assert [row.action for row in await office.rows(AuditRow)] == ["send broadcast", "cancel broadcast"]


async def test_a_pause_lasts_until_somebody_lets_it_go_on(office: Office, siti: Someone) -> None:
    dewi = await office.santri("dewi", "Dewi", role=Role.ORGANISER)
    await running(office, siti)
    await office.receive(siti.press("Jeda"), siti.press("Jeda"))
    assert siti.sees == "Dijeda. ▓▓░░░░░░░░ 20% · 1 dari 5\n[ Lanjutkan | Batalkan ]"
    await office.lets_through(1000)
    await office.passes(hours=1)
    assert sum(map(len, got(office).values())) + [b.text for b in siti.screen].count(TEXT) == 1
    office.through = 0
    await dewi.says("/siaran")
    assert "dijeda 20%" in dewi.sees
    await dewi.taps("1")
    await dewi.taps("Lanjutkan")
    assert dewi.sees.startswith("Mengirim … ▓▓░░░░░░░░ 20% · 1 dari 5\n[ Jeda | Batalkan ]")
    await office.lets_through(2)
    await office.passes(seconds=3)
    assert dewi.sees.startswith("Mengirim … ▓▓▓▓▓▓░░░░ 60% · 3 dari 5 · 1 pesan/detik · sisa ± 3 detik")
    await office.lets_through(2)
    await office.passes(seconds=3)
    assert "Terkirim 5" in dewi.sees
    assert [row.action for row in await office.rows(AuditRow)] == [
        "send broadcast",
        "pause broadcast",
        "continue broadcast",
    ]


async def test_what_is_paused_can_be_called_off(office: Office, siti: Someone) -> None:
    await running(office, siti)
    await siti.taps("Jeda")
    await siti.taps("Batalkan")
    await office.passes(seconds=3)
    assert "Terkirim 1 · tidak dikirim 3" in siti.sees


async def test_old_buttons_of_what_is_over_show_the_result(office: Office, siti: Someone) -> None:
    await running(office, siti)
    old = [siti.press(label) for label in ("Jeda", "Batalkan")]
    await office.lets_through(3)
    for press in old:
        await office.receive(press)
        assert siti.sees.startswith("Selesai")
    assert [row.status for row in await office.rows(Broadcast)] == [BroadcastStatus.DONE]


async def test_a_message_that_nobody_takes_is_written_anew(office: Office, siti: Someone) -> None:
    await office.santri("dewi", "Dewi")
    office.refuses = "Bad Request: can't parse entities"
    await ready(siti)
    await siti.taps("Kirim sekarang")
    await office.passes(seconds=3)
    assert "Pesan-pesan pertama ditolak semua" in siti.sees
    assert "Kata aplikasinya: Bad Request: can't parse entities." in siti.sees
    office.refuses = ""
    await office.receive(siti.press("Ubah isi"), siti.press("Ubah isi"))
    await siti.says("Yang baru")
    await siti.taps("Kirim sekarang")
    assert got(office)["dewi"] == ["Yang baru"]
    assert [row.status for row in await office.rows(Broadcast)] == [
        BroadcastStatus.STOPPED,
        BroadcastStatus.DONE,
    ]


async def test_what_is_under_way_when_it_is_cancelled_still_counts(office: Office, siti: Someone) -> None:
    await running(office, siti)
    items = await office.has_under_way(2)
    await siti.taps("Batalkan")
    await office.passes(seconds=3)
    assert siti.sees == "Menghentikan …\n"
    await office.ends(items)
    await office.passes(seconds=3)
    assert "Terkirim 3 · tidak dikirim 1" in siti.sees
    assert await office.refreshes() == 0


async def test_cancelling_what_is_over_changes_nothing(office: Office, siti: Someone) -> None:
    await running(office, siti)
    stop = siti.press("Batalkan")
    await office.lets_through(3)
    await office.receive(stop)
    assert siti.toasts == ["Siaran ini sudah selesai."]
    assert "Terkirim 4" in siti.sees
    assert [row.status for row in await office.rows(Broadcast)] == [BroadcastStatus.DONE]


async def test_cancelling_one_broadcast_leaves_another(office: Office, siti: Someone) -> None:
    await running(office, siti)
    first = next(b for b in siti.screen if "Batalkan" in b.labels)
    await ready(siti, "Yang kedua")
    await siti.taps("Kirim sekarang")
    await siti.taps("Batalkan", on=first)
    await office.lets_through(1000)
    assert got(office)["citra"] == ["Yang kedua"]


async def test_who_is_no_organiser_any_more_watches_no_more(office: Office, siti: Someone) -> None:
    await running(office, siti)
    async with office.db.write() as session:
        await session.execute(update(Person).where(Person.name == "Siti").values(role=Role.MEMBER))
    before = siti.sees
    await office.passes(seconds=3)
    await siti.taps("Batalkan")
    assert siti.sees == before
    assert siti.toasts == ["Maaf, ini hanya untuk penyelenggara."]
    assert await office.refreshes() == 0


# Afterwards


async def test_the_details_say_why_somebody_got_nothing(office: Office, siti: Someone) -> None:
    office.blocked.add("ahmad")
    await running(office, siti)
    await office.lets_through(1)
    office.refuses = "Bad Request: <chat> not found"
    await office.lets_through(1)
    await office.ends(await office.has_under_way(1), OutboxState.UNKNOWN)
    await office.passes(seconds=60)
    assert "Terkirim 1 · diblokir 1 · gagal 1 · tidak pasti 1" in siti.sees
    await siti.taps("Rincian")
    assert "Diblokir: 1 orang" in siti.sees
    assert "1 × Bad Request: <chat> not found" in siti.sees
    assert "1 × tanpa keterangan" in siti.sees
    assert "Oleh Siti" in siti.sees
    await siti.taps("Kembali")
    assert "[ Rincian | Semua siaran ]" in siti.sees


async def test_the_last_ones_are_listed_the_newest_first(office: Office, siti: Someone) -> None:
    await siti.says("/siaran")
    assert "Belum ada. Ketik /siar untuk memulai." in siti.sees
    for words in ("Yang pertama", "Yang kedua"):
        await ready(siti, words)
        await siti.taps("Kirim sekarang")
        office.now += timedelta(minutes=1)
    await written(siti, "Belum dikirim")
    await siti.says("/siaran")
    assert "1. 24 November: Yang kedua · terkirim 4 dari 4\n2. 24 November: Yang pertama" in siti.sees
    assert "Belum dikirim" not in siti.sees
    await siti.taps("2")
    await siti.taps("Rincian")
    assert siti.sees.startswith("Yang pertama\n")
    await siti.taps("Semua siaran")
    assert "Siaran terakhir" in siti.sees


async def half_arrived(office: Office, siti: Someone) -> None:
    """Of four messages one arrived, one was refused, and of two nobody knows."""
    await running(office, siti)
    office.refuses = "Bad Request: chat not found"
    await office.lets_through(1)
    await office.ends(await office.has_under_way(2), OutboxState.UNKNOWN)
    office.refuses = ""
    await office.passes(seconds=60)


async def test_what_did_not_arrive_is_sent_again_when_that_is_wanted(office: Office, siti: Someone) -> None:
    await half_arrived(office, siti)
    await siti.taps("Kirim ulang yang gagal (3)")
    assert siti.sees.startswith(
        "Kirim ulang ke 3 orang?\n2 di antaranya tidak pasti, jadi mungkin menerima dua kali.\n"
    )
    assert [row.status for row in await office.rows(Broadcast)] == [BroadcastStatus.DONE]
    again = siti.press("Ya, kirim ulang")
    await office.receive(again, siti.press("Ya, kirim ulang"))
    assert siti.sees.startswith("Mengirim … ▓▓░░░░░░░░ 25% · 1 dari 4\n")
    await office.lets_through(1000)
    await office.passes(seconds=3)
    assert "Terkirim 4" in siti.sees
    assert "Kirim ulang yang gagal" not in siti.sees
    assert [row.action for row in await office.rows(AuditRow)] == ["send broadcast", "resend broadcast"]


async def test_at_night_nothing_is_sent_again(office: Office, siti: Someone) -> None:
    await half_arrived(office, siti)
    await siti.taps("Kirim ulang yang gagal (3)")
    await office.passes(hours=12)
    await siti.taps("Ya, kirim ulang")
    assert siti.toasts[-1] == "Sekarang jam istirahat. Kirim ulang mulai pukul 05.00 WIB, ya, Kak."
    assert [row.status for row in await office.rows(Broadcast)] == [BroadcastStatus.DONE]


async def test_many_are_listed_page_by_page(office: Office, siti: Someone) -> None:
    async with office.db.write() as session:
        session.add_all(
            Broadcast(
                html=f"Nomor {number}",
                status=BroadcastStatus.DONE,
                started_at=office.now + timedelta(hours=number),
            )
            for number in range(12)
        )
    await siti.says("/siaran")
    assert siti.sees.startswith("Siaran terakhir\n\n1. 24 November: Nomor 11 ·")
    await siti.taps("Berikutnya ›")
    assert "11. 24 November: Nomor 1 · terkirim 0 dari 0\n12. 24 November: Nomor 0" in siti.sees
    assert siti.last.labels == ["11", "12", "‹ Sebelumnya", "Menu"]


async def test_of_an_author_who_was_erased_the_broadcast_stays(office: Office, siti: Someone) -> None:
    dewi = await office.santri("dewi", "Dewi", role=Role.ORGANISER)
    await running(office, siti)
    await office.lets_through(1000)
    async with office.db.write() as session:
        await session.execute(update(Broadcast).values(created_by=None))
        await session.execute(delete(OutboxRow).where(OutboxRow.chat == "siti"))
    await dewi.says("/siaran")
    await dewi.taps("1")
    await dewi.taps("Rincian")
    assert "Oleh" not in dewi.sees
    assert "Terkirim 4" in dewi.sees
