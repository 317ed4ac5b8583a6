"""Broadcasts as organisers write and watch them, and as the others get them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text, update

from bot.outbox import Finished, Item, claim, finish
from bot.outcomes import Priority
from models import broadcasts, enrolments, events, seed
from models.audit import AuditRow
from models.broadcasts import Broadcast, Status
from models.database import Database
from models.enrolments import Pillar
from models.events import Answer, Event
from models.outbox import Departure, State
from models.people import Address, Person, Role
from models.pesantren import Pesantren
from tests.models import village
from tests.talk import CHANNEL, Bubble, Someone, Town

JEMBER, BATU = "3509", "3579"
TEXT = "Pendaftaran pelatihan dibuka sampai Jumat."


@dataclass
class Office(Town):
    """Of broadcasts only as many messages arrive as `lets_through` says."""

    through: int = 1000
    refuses: str = ""
    """Why the messenger takes no message of a broadcast."""

    async def deliver(self) -> None:
        while True:
            async with self.db.write() as session:
                urgent = Departure.priority < int(Priority.BROADCAST)
                handed_over = update(Departure).where(urgent, Departure.state == State.SENDING)
                await session.execute(handed_over.values(state=State.WAITING))
                due = urgent, Departure.press.is_(None), Departure.send_after <= self.now
                limit = await session.scalar(select(func.count()).select_from(Departure).where(*due)) or 0
                items = await claim(session, CHANNEL, self.now, limit + self.through)
                await finish(session, [self._arrive(item) for item in items], self.now)
                self.through -= len(items) - limit
            if not items:
                return

    async def lets_through(self, number: int) -> None:
        self.through = number
        await self.deliver()
        self.through = 0

    async def has_under_way(self, number: int) -> list[Item]:
        """The sender has taken these, and does not know yet what becomes of them."""
        async with self.db.write() as session:
            return await claim(session, CHANNEL, self.now, number)

    async def ends(self, items: list[Item], state: State = State.SENT) -> None:
        async with self.db.write() as session:
            await finish(session, [Finished(item, state) for item in items], self.now)

    def _arrive(self, item: Item) -> Finished:
        if self.refuses and item.priority is Priority.BROADCAST:
            return Finished(item, State.FAILED, self.refuses)
        return super()._arrive(item)

    async def refreshes(self) -> int:
        """How many presses wait that the bot will do by itself."""
        return sum(row.press is not None for row in await self.rows(Departure))


@pytest.fixture
async def office(db: Database) -> Office:
    return await opened(db)


async def opened(db: Database) -> Office:
    """Siti is an organiser. Ahmad and Budi are santripreneurs, Budi and Citra are in Batu, all at one bot."""
    async with db.write() as session:
        await seed.regions_and_pesantren(session)
    office = Office(db)
    await office.santri("siti", "Siti", role=Role.ORGANISER)
    await office.santri("ahmad", "Ahmad", region_code=JEMBER, pesantren_id=1)
    await office.santri("budi", "Budi", region_code=BATU)
    await office.santri("citra", "Citra", region_code=BATU, pesantren_id=2)
    async with db.write() as session:
        for person_id in (2, 3):
            await enrolments.enrol(session, person_id, Pillar.SANTRIPRENEUR, {}, office.now)
    return office


@pytest.fixture
def siti(office: Office) -> Someone:
    return office.people["siti"]


async def written(siti: Someone, words: str = TEXT) -> Bubble:
    await siti.says("/siar")
    return await siti.says(words)


async def ready(siti: Someone, words: str = TEXT) -> Bubble:
    """The preview of a broadcast to everybody."""
    await written(siti, words)
    return await siti.taps("Semua (")


def got(office: Office) -> dict[str, list[str]]:
    """What arrived at the others."""
    return {name: [b.text for b in one.screen] for name, one in office.people.items() if name != "siti"}


def forged(someone: Someone, data: str) -> Any:
    """A press of a button that nobody was shown."""
    incoming = someone.press(someone.last.labels[0], someone.last)
    assert incoming.press is not None
    return incoming.model_copy(update={"press": incoming.press.model_copy(update={"data": data})})


# Who may, and what can be sent


@pytest.mark.parametrize("command", ["/siar", "/broadcast", "/siaran", "/broadcasts"])
async def test_to_santri_the_commands_do_not_exist(office: Office, command: str) -> None:
    ahmad = office.people["ahmad"]
    await ahmad.says(command)
    assert f"tidak mengenal perintah {command}" in ahmad.sees
    assert await office.rows(Broadcast) == []


async def test_a_santri_with_an_organisers_button_is_refused(office: Office, siti: Someone) -> None:
    await ready(siti)
    ahmad = office.people["ahmad"]
    await ahmad.says("/bantuan")
    await office.receive(forged(ahmad, "broadcasts.preview:1"))
    assert ahmad.toasts == ["Maaf, ini hanya untuk penyelenggara."]


async def test_a_broadcast_from_the_text_to_the_result(office: Office, siti: Someone) -> None:
    await siti.says("/siar")
    assert "Kirim isi pengumuman" in siti.sees
    await siti.says(TEXT)
    assert "[ Semua (4) ]" in siti.sees
    await siti.taps("Semua (4)")
    assert (
        siti.last.text
        == f"Semua orang yang terdaftar\nBeginilah yang akan diterima 4 orang:\n———\n{TEXT}\n———"
    )
    assert got(office) == {"ahmad": [], "budi": [], "citra": []}
    await siti.taps("Kirim sekarang")
    await office.passes(seconds=3)
    assert got(office) == {"ahmad": [TEXT], "budi": [TEXT], "citra": [TEXT]}
    assert [b.text for b in siti.screen].count(TEXT) == 1
    assert "Terkirim 4\n[ Rincian | Semua siaran ]" in siti.sees


async def test_formatting_arrives_as_it_was_typed(office: Office, siti: Someone) -> None:
    await siti.says("/siar")
    await siti.says("Sampai Jumat", rich="Sampai <b>Jumat</b>")
    await siti.taps("Semua (")
    assert "———\nSampai <b>Jumat</b>\n———" in siti.last.message.html
    await siti.taps("Kirim sekarang")
    assert office.people["ahmad"].last.message.html == "Sampai <b>Jumat</b>"


async def test_signs_that_mean_something_to_computers_are_shown_as_they_are(
    office: Office, siti: Someone
) -> None:
    await ready(siti, "1 < 2 & <b>_*[ {n}")
    assert "1 < 2 & <b>_*[ {n}" in siti.last.text.replace("&lt;", "<")
    await siti.taps("Kirim sekarang")
    assert office.people["ahmad"].last.message.html == "1 &lt; 2 &amp; &lt;b&gt;_*[ {n}"


async def test_a_photo_with_text_is_shown_as_a_message_of_its_own(office: Office, siti: Someone) -> None:
    await siti.says("/siar")
    await office.receive(siti.incoming(text="Poster", picture={"ref": "poster"}))
    await siti.taps("Semua (")
    control, photo = siti.screen[-2:]
    assert control.text == "Semua orang yang terdaftar\nBeginilah yang akan diterima 4 orang:"
    assert (photo.text, photo.message.photos, photo.message.rows) == ("Poster", [1], [])
    await siti.taps("Kirim sekarang")
    ahmad = office.people["ahmad"]
    assert (ahmad.last.text, ahmad.last.message.photos) == ("Poster", [1])


async def test_of_an_album_the_first_photo_is_taken(office: Office, siti: Someone) -> None:
    await siti.says("/siar")
    await siti.sends_album(3)
    assert siti.sees.startswith("Hanya foto pertama yang dipakai")
    assert [row.photo_id for row in await office.rows(Broadcast)] == [1]
    assert siti.said == 4


@pytest.mark.parametrize(
    ("message", "answer"),
    [
        ({"text": "  \n "}, "Kirim pengumumannya sebagai teks"),
        ({"unsupported": True}, "Kirim pengumumannya sebagai teks"),
        ({"text": "x" * 3501}, "Terlalu panjang: 3.501 huruf. Paling banyak 3.500"),
        ({"text": "🌾" * 1751}, "Terlalu panjang: 3.502 huruf"),
        ({"text": "x" * 1001, "picture": {"ref": "p"}}, "Terlalu panjang: 1.001 huruf. Paling banyak 1.000"),
        ({"attachment": {"ref": "f", "name": "surat.pdf"}}, "Berkas belum bisa disiarkan"),
        ({"point": {"latitude": -7.2, "longitude": 112.7}}, "Kirim pengumumannya sebagai teks"),
    ],
)
async def test_what_cannot_be_sent_is_answered_with_what_can(
    office: Office, siti: Someone, message: dict[str, Any], answer: str
) -> None:
    await siti.says("/siar")
    await office.receive(siti.incoming(**message))
    assert siti.sees.startswith(answer)
    await siti.says(TEXT)
    assert "Untuk siapa?" in siti.sees


# For whom


async def test_kinds_are_combined_and_values_of_a_kind_are_alternatives(
    office: Office, siti: Someone
) -> None:
    await written(siti)
    await siti.taps("Pilar …")
    await siti.taps("Santripreneur")
    assert "Pilar: Santripreneur\nYang akan menerima: 2 orang" in siti.sees
    await siti.taps("Sosiopreneur")
    assert "Pilar: Santripreneur, Sosiopreneur\nYang akan menerima: 2 orang" in siti.sees
    await siti.taps("Pilihan lain")
    assert "✓ Pilar …" in siti.last.labels
    await siti.taps("Wilayah …")
    while "Kota Batu" not in siti.last.labels:
        await siti.taps("Berikutnya ›")
    await siti.taps("Kota Batu")
    assert "✓ Kota Batu" in siti.last.labels
    assert "Wilayah: Kota Batu\nYang akan menerima: 1 orang" in siti.sees
    assert len(siti.screen) == 2
    await siti.taps("Lanjut (1)")
    await siti.taps("Kirim sekarang")
    assert got(office) == {"ahmad": [], "budi": [TEXT], "citra": []}


async def test_a_value_is_taken_back_by_pressing_it_again(office: Office, siti: Someone) -> None:
    await written(siti)
    await siti.taps("Status …")
    await siti.taps("Alumni")
    assert "Yang akan menerima: 0 orang" in siti.sees
    await siti.taps("✓ Alumni")
    assert "Semua orang yang terdaftar\nYang akan menerima: 4 orang" in siti.sees


async def test_a_nervous_double_press_chooses_once(office: Office, siti: Someone) -> None:
    await written(siti)
    await siti.taps("Peran …")
    await office.receive(siti.press("penyelenggara"), siti.press("penyelenggara"))
    assert "Peran: penyelenggara\nYang akan menerima: 1 orang" in siti.sees


async def test_everybody_forgets_the_choice(office: Office, siti: Someone) -> None:
    await written(siti)
    await siti.taps("Status …")
    await siti.taps("Alumni")
    await siti.taps("Pilihan lain")
    await siti.taps("Semua (4)")
    assert "akan diterima 4 orang" in siti.sees


async def test_pesantren_are_found_by_a_few_letters(office: Office, siti: Someone) -> None:
    async with office.db.read() as session:
        name = (await session.get_one(Pesantren, 1)).name
    await written(siti)
    await siti.taps("Pesantren …")
    await siti.taps("Cari pesantren …")
    await siti.says(name[:-1])
    await siti.taps(name)
    assert f"Pesantren: {name} (" in siti.sees
    assert "Yang akan menerima: 1 orang" in siti.sees
    await siti.taps("Cari pesantren …")
    await siti.taps("Batal")
    await siti.taps("Kembali")
    await siti.taps(f"✓ {name}")
    assert "Yang akan menerima: 4 orang" in siti.sees


async def test_guests_of_an_event_are_chosen_by_their_answer(office: Office, siti: Someone) -> None:
    await written(siti)
    await siti.taps("Tamu acara …")
    assert "Belum ada acara yang undangannya dijawab." in siti.sees
    async with office.db.write() as session:
        meeting = await village.event(session, seats=9)
        await events.answer(session, meeting.id, 2, Answer.YES, office.now)
        await events.answer(session, meeting.id, 3, Answer.MAYBE, office.now)
    await siti.taps("Pilihan lain")
    await siti.taps("Tamu acara …")
    await siti.taps("Temu Bisnis")
    assert "Tamu acara: Temu Bisnis (1 Desember) – Hadir\nYang akan menerima: 1 orang" in siti.sees
    await siti.taps("✓ Hadir")
    assert siti.toasts == ["Paling sedikit satu jawaban, ya, Kak."]
    await siti.taps("Mungkin")
    assert "Yang akan menerima: 2 orang" in siti.sees
    await siti.taps("✓ Hadir")
    await siti.taps("Lanjut (1)")
    await siti.taps("Kirim sekarang")
    assert got(office) == {"ahmad": [], "budi": [TEXT], "citra": []}


async def test_who_cannot_be_reached_is_counted_apart(office: Office, siti: Someone) -> None:
    async with office.db.write() as session:
        gone = update(Address).where(Address.chat == "citra")
        await session.execute(gone.values(gone_at=office.now))
    await ready(siti)
    assert "akan diterima 3 orang (1 orang lain tidak bisa dihubungi):" in siti.sees
    await siti.taps("Kirim sekarang")
    assert got(office)["citra"] == []


async def test_to_nobody_nothing_can_be_sent(office: Office, siti: Someone) -> None:
    await written(siti)
    await siti.taps("Status …")
    await siti.taps("Alumni")
    await siti.taps("Lanjut (0)")
    assert "Belum ada orang yang bisa menerima" in siti.sees
    assert "Kirim sekarang" not in siti.last.labels
    await siti.taps("Ubah penerima")
    assert "Untuk siapa?" in siti.sees


# Before it is sent


async def test_a_trial_reaches_only_the_organiser(office: Office, siti: Someone) -> None:
    await ready(siti)
    await siti.taps("Coba ke saya dulu")
    assert (siti.last.text, siti.last.labels) == (TEXT, [])
    assert got(office) == {"ahmad": [], "budi": [], "citra": []}
    await siti.taps("Kirim sekarang")
    assert got(office)["ahmad"] == [TEXT]


async def test_the_text_can_be_changed_and_the_audience_stays(office: Office, siti: Someone) -> None:
    await written(siti)
    await siti.taps("Pilar …")
    await siti.taps("Santripreneur")
    await siti.taps("Lanjut (2)")
    await siti.taps("Ubah isi")
    await siti.says("Diundur sampai Sabtu.")
    assert (
        "Pilar: Santripreneur\nBeginilah yang akan diterima 2 orang:\n———\nDiundur sampai Sabtu." in siti.sees
    )
    await siti.taps("Ubah isi")
    await siti.taps("Batal")
    await siti.taps("Kembali")
    assert "Diundur sampai Sabtu." in siti.sees


async def test_pressing_send_twice_sends_once(office: Office, siti: Someone) -> None:
    preview = await ready(siti)
    await office.receive(siti.press("Kirim sekarang", preview), siti.press("Kirim sekarang", preview))
    await office.passes(seconds=4)
    assert got(office) == {"ahmad": [TEXT], "budi": [TEXT], "citra": [TEXT]}
    assert [row.action for row in await office.rows(AuditRow)] == ["send broadcast"]
    assert siti.toasts == ["Siaran ini sudah dikirim."]


async def somebody_waits(db: Database) -> None:
    """Until one transaction stands behind another."""
    blocked = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    async with asyncio.timeout(20):
        while True:
            async with db.read() as session:
                if await session.scalar(blocked):
                    return
            await asyncio.sleep(0.005)


async def test_of_two_programs_that_send_at_once_only_one_does(postgresql: Database) -> None:
    office = await opened(postgresql)
    siti = office.people["siti"]
    await ready(siti)
    async with postgresql.write() as session:
        await broadcasts.queue(session, await session.get_one(Broadcast, 1), office.now)
        press = asyncio.create_task(siti.taps("Kirim sekarang"))
        await somebody_waits(postgresql)
    await press
    await office.passes(seconds=3)
    assert "Terkirim 4" in siti.sees
    assert got(office) == {"ahmad": [TEXT], "budi": [TEXT], "citra": [TEXT]}
    assert (siti.toasts, await office.rows(AuditRow)) == ([], [])


async def test_an_old_preview_does_not_send_what_it_did_not_show(office: Office, siti: Someone) -> None:
    await ready(siti)
    old = siti.press("Kirim sekarang")
    await siti.taps("Ubah isi")
    await siti.says("Diundur sampai Sabtu.")
    await office.receive(old)
    assert siti.toasts == ["Siaran ini sudah diubah. Periksa lagi, ya."]
    assert "Diundur sampai Sabtu." in siti.sees
    assert got(office)["ahmad"] == []


async def test_buttons_of_what_was_sent_show_its_result(office: Office, siti: Someone) -> None:
    await ready(siti)
    old = [siti.press(label) for label in ("Ubah isi", "Ubah penerima", "Coba ke saya dulu", "Batal")]
    await siti.taps("Kirim sekarang")
    for press in old:
        await office.receive(press)
        assert siti.sees.startswith("Selesai")
    assert got(office)["ahmad"] == [TEXT]
    assert set(siti.toasts) == {"Siaran ini sudah dikirim."}


async def test_what_is_given_up_is_not_sent(office: Office, siti: Someone) -> None:
    await ready(siti)
    send = siti.press("Kirim sekarang")
    await siti.taps("Batal")
    assert "tidak jadi dikirim" in siti.sees
    await office.receive(send)
    assert siti.toasts == ["Siaran ini sudah dibatalkan."]
    assert got(office)["ahmad"] == []


async def test_what_was_not_sent_is_offered_again(office: Office, siti: Someone) -> None:
    await written(siti)
    await siti.says("/siar")
    assert f"belum dikirim: {TEXT}. Lanjutkan?" in siti.sees
    await siti.taps("Lanjutkan")
    assert "Kirim sekarang" in siti.last.labels
    await siti.says("/siar")
    await siti.taps("Tulis baru")
    await siti.says("Yang baru")
    assert [row.status for row in await office.rows(Broadcast)] == [Status.CANCELLED, Status.DRAFT]


async def test_nobody_else_touches_a_draft(office: Office, siti: Someone) -> None:
    other = await office.santri("dewi", "Dewi", role=Role.ORGANISER)
    await ready(siti)
    await other.says("/siaran")
    for data in (
        "broadcasts.preview:1",
        "broadcasts.drop:1",
        "broadcast_audience.choose_everybody:1",
        "broadcast_audience.switch:1:pillars:santripreneur:1:0",
        "broadcast_report.open_:1",
    ):
        await office.receive(forged(other, data))
        assert other.toasts[-1] == "Tombol ini sudah tidak berlaku."
    assert [row.status for row in await office.rows(Broadcast)] == [Status.DRAFT]


@pytest.mark.parametrize(
    "data",
    [
        "broadcasts.preview:99",
        "broadcasts.preview:x",
        "broadcasts.preview",
        "broadcast_report.open_:99",
        "broadcast_report.stop:99",
        "broadcast_audience.switch:1:pillars:kiai:1:0",
        "broadcast_audience.switch:1:html:x:1:0",
        "broadcast_audience.switch:1:pesantren:1:1:0",
        "broadcasts.invite:99",
    ],
)
async def test_buttons_that_nobody_made_do_nothing(office: Office, siti: Someone, data: str) -> None:
    await ready(siti)
    before = siti.sees
    await office.receive(forged(siti, data))
    assert siti.sees == before
    assert len(siti.toasts) == 1


# While it runs


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
    assert (control.text, control.labels) == ("Mengirim … ░░░░░░░░░░ 0% · 0 dari 4", ["Batalkan"])
    await office.passes(seconds=0.1)
    assert control.text == "Mengirim … ▓▓░░░░░░░░ 25% · 1 dari 4 · sisa ± 9 detik"
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
    office.through = 1000
    await office.passes(seconds=3)
    assert siti.sees.startswith("Dihentikan setelah 1 detik.\nTerkirim 1 · tidak dikirim 3\n")
    assert sum(map(len, got(office).values())) + [b.text for b in siti.screen].count(TEXT) == 1
    assert [row.action for row in await office.rows(AuditRow)] == ["send broadcast", "cancel broadcast"]


async def test_what_is_under_way_when_it_is_cancelled_still_counts(office: Office, siti: Someone) -> None:
    await running(office, siti)
    items = await office.has_under_way(2)
    await siti.taps("Batalkan")
    assert siti.sees == "Menghentikan … yang sedang dikirim tinggal 2.\n"
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
    assert [row.status for row in await office.rows(Broadcast)] == [Status.DONE]


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
    await office.ends(await office.has_under_way(1), State.UNKNOWN)
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


# About an event


async def meeting(office: Office, **fields: Any) -> Event:
    async with office.db.write() as session:
        return await village.event(session, description="Bawa contoh produk.", **fields)


async def test_an_invitation_is_ready_to_be_sent(office: Office, siti: Someone) -> None:
    event = await meeting(office)
    await siti.says("/siaran")
    await office.receive(forged(siti, f"broadcasts.invite:{event.id}"))
    assert "Untuk siapa?" in siti.sees
    await siti.taps("Semua (")
    await siti.taps("Kirim sekarang")
    assert got(office)["ahmad"] == [
        "Kakak diundang ke acara ini:\n\n"
        "Temu Bisnis\nSelasa, 1 Desember 2026 · 09.00–15.00 WIB (21 Jumadilakhir 1448 H)\nSurabaya\n\n"
        "Bawa contoh produk.\n\n"
        "Ketik /acara untuk menjawab sebelum Selasa, 1 Desember 2026, 09.00 WIB."
    ]


async def test_inviting_twice_is_one_draft(office: Office, siti: Someone) -> None:
    event = await meeting(office)
    await siti.says("/siaran")
    press = forged(siti, f"broadcasts.invite:{event.id}")
    await office.receive(press, forged(siti, f"broadcasts.invite:{event.id}"))
    assert len(await office.rows(Broadcast)) == 1


async def test_nobody_is_invited_to_what_is_over_or_called_off(office: Office, siti: Someone) -> None:
    event = await meeting(office)
    async with office.db.write() as session:
        await events.cancel(session, event.id, office.now)
    await siti.says("/siaran")
    await office.receive(forged(siti, f"broadcasts.invite:{event.id}"))
    assert siti.toasts == ["Undangan acara ini sudah tidak bisa dijawab."]
    assert await office.rows(Broadcast) == []
