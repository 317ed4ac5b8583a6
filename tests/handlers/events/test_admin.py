"""What organisers do with events: plan, publish, change, call off, and see who comes."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import update

from bot.messages.incoming import ButtonPress
from models import erasure
from models.audit import AuditRow
from models.broadcasts.tables import Broadcast
from models.db.database import Database
from models.drafts import DraftRow
from models.events import Event, EventStatus, Rsvp, RsvpAnswer
from models.people import Person, Role
from tests.handlers.gatherings import SURABAYA, gathering, guest, kept, organiser, planned_by
from tests.support.client import Someone, Town

CARD = (
    "Temu Bisnis\n"
    "Rabu, 24 Maret 2027 · 09.00–15.00 WIB (16 Syawal 1448 H)\n"
    "Hotel Grand Dafam, Surabaya\n"
    "260 kursi"
)
WHEN = ("/acarabaru", "Temu Bisnis", "Lewati", "Rabu 24 Maret 2027 09.00")
REST = ("sampai jam 3 sore", "Hotel Grand Dafam, Surabaya", "Selesai", "260", "Lewati")


async def plans(town: Town, *answers: str) -> Someone:
    """An organiser who has answered so much of the form."""
    bu_nyai = await organiser(town)
    await bu_nyai.says(answers[0])
    await bu_nyai.fills(*answers[1:])
    return bu_nyai


async def manages(town: Town) -> Someone:
    """The organiser of the only event, who looks at it."""
    bu_nyai = await organiser(town)
    await planned_by(town, bu_nyai.name)
    await bu_nyai.says("/acara")
    await bu_nyai.fills("Kelola acara", "Temu Bisnis")
    return bu_nyai


async def audited(town: Town) -> list[str]:
    return [f"{row.action} {row.subject}" for row in await town.rows(AuditRow)]


async def test_an_event_is_planned_published_and_seen(town: Town) -> None:
    santri = await town.santri()
    bu_nyai = await plans(town, *WHEN, *REST)
    assert bu_nyai.sees == f"{CARD}\n\nSudah benar?\n[ Simpan | Ubah … ]\n[ Batal ]"
    await bu_nyai.taps("Simpan")
    assert bu_nyai.last.text == (
        f"{CARD}\n\nDraf, belum terbit.\n\nTersimpan sebagai draf. Terbitkan bila sudah siap."
    )
    await santri.says("/acara")
    assert santri.last.text.startswith("Belum ada acara")
    await bu_nyai.taps("Terbitkan")
    assert bu_nyai.last.text == (
        f"{CARD}\n\nTerbit · hadir 0 · mungkin 0 · tidak bisa 0\n\n"
        "Acara ini sekarang tampil di /acara. Undangannya belum terkirim."
    )
    assert len(santri.screen) == 1
    await santri.says("/acara")
    assert santri.last.text == CARD
    assert bu_nyai.said <= 12
    [event] = await town.rows(Event)
    assert await audited(town) == [f"create event event:{event.id}", f"publish event event:{event.id}"]


def asked(person: Someone) -> str:
    """The question on the screen, with its number."""
    found = re.search(r"\d/7 [^?.]+", person.last.text)
    assert found is not None
    return found[0]


@pytest.mark.parametrize(
    ("before", "typed", "complaint"),
    [
        (("/acarabaru",), "AB", "Terlalu pendek. Tulis paling sedikit 3 huruf, ya."),
        (("/acarabaru",), "A" * 101, "Terlalu panjang. Tulis paling banyak 100 huruf, ya."),
        (("/acarabaru",), "   ", "Terlalu pendek."),
        (WHEN[:2], "x" * 5000, "Terlalu panjang. Tulis paling banyak 600 huruf, ya."),
        (WHEN[:3], "Rabu 23 Maret 2027 jam 9", "23 Maret 2027 adalah hari Selasa, bukan Rabu."),
        (WHEN[:3], "23 Maret 2020 09.00", "Senin, 23 Maret 2020 · 09.00 WIB sudah lewat."),
        (WHEN[:3], "nanti saja", 'Saya belum paham "nanti saja".'),
        (WHEN[:3], "Jumat 26 Maret 2027 11.30", "Jumat pukul 11.30–13.00 WIB adalah waktu salat Jumat."),
        (WHEN[:3], "Jumat 26 Maret 2027 12.59", "Jumat pukul 11.30–13.00 WIB adalah waktu salat Jumat."),
        (WHEN, "08.30", "Selesainya harus sesudah mulai (Rabu, 24 Maret 2027 · 09.00 WIB)."),
        (WHEN, "09.00", "Selesainya harus sesudah mulai"),
        (WHEN, "31 Maret 2027 09.01", "Terlalu lama. Satu acara paling lama 7 hari"),
        (WHEN, "Jumat 26 Maret 2027 12.00", "Jumat pukul 11.30–13.00 WIB adalah waktu salat Jumat."),
        ((*WHEN, REST[0]), "ab", 'Saya belum paham "ab". Tulis nama tempat dan kotanya'),
        ((*WHEN, REST[0]), "-7.2650, 112.7400", "Tulis dulu nama tempatnya, ya, Kak."),
        ((*WHEN, *REST[:3]), "0", "Tulis angka mulai dari 1."),
        ((*WHEN, *REST[:3]), "100001", "Tulis angka sampai 100.000."),
        ((*WHEN, *REST[:3]), "banyak", 'Saya belum paham "banyak".'),
        ((*WHEN, *REST[:4]), "24 Maret 2027 09.01", "Batas menjawab tidak boleh sesudah acara dimulai"),
        ((*WHEN, *REST[:4]), "1 Maret 2020 09.00", "sudah lewat."),
    ],
)
async def test_what_is_wrong_is_said_and_the_question_stays(
    sqlite: Database, before: tuple[str, ...], typed: str, complaint: str
) -> None:
    bu_nyai = await plans(Town(sqlite), *before)
    question = asked(bu_nyai)
    await bu_nyai.says(typed)
    assert complaint in bu_nyai.last.text
    assert "Batal" in bu_nyai.last.labels
    await bu_nyai.fills("/acara", "/acarabaru")
    if len(before) > 1:
        await bu_nyai.taps("Lanjutkan")
    assert asked(bu_nyai) == question


@pytest.mark.parametrize(
    ("start", "end"),
    [("08.00", "11.30"), ("13.00", "15.00")],
)
async def test_a_friday_beside_the_prayer_is_fine(sqlite: Database, start: str, end: str) -> None:
    bu_nyai = await plans(Town(sqlite), *WHEN[:3], f"Jumat 26 Maret 2027 {start}", end)
    assert bu_nyai.last.text.startswith(f"Jumat, 26 Maret 2027 · {end} WIB.")


async def test_hours_that_cover_the_friday_prayer_are_refused(town: Town) -> None:
    bu_nyai = await plans(town, *WHEN[:3], "Jumat 26 Maret 2027 08.00", "15.00")
    assert "waktu salat Jumat" in bu_nyai.last.text


async def test_an_event_of_several_days_may_have_a_friday_within(town: Town) -> None:
    bu_nyai = await plans(town, *WHEN, "Sabtu 27 Maret 2027 15.00")
    assert bu_nyai.last.text.startswith("Sabtu, 27 Maret 2027 · 15.00 WIB.")


@pytest.mark.parametrize(
    ("start", "typed", "understood"),
    [
        ("09.00", "15.00", "Rabu, 24 Maret 2027 · 15.00"),
        ("09.00", "jam 3", "Rabu, 24 Maret 2027 · 15.00"),
        ("09.00", "sampai setengah 4 sore", "Rabu, 24 Maret 2027 · 15.30"),
        ("09.00", "s.d. 12.00 WIB", "Rabu, 24 Maret 2027 · 12.00"),
        ("09.00", "jam 11", "Rabu, 24 Maret 2027 · 11.00"),
        ("19.00", "jam 9", "Rabu, 24 Maret 2027 · 21.00"),
        ("09.00", "Kamis 25 Maret 2027 jam 3 sore", "Kamis, 25 Maret 2027 · 15.00"),
    ],
)
async def test_the_end_may_be_an_hour_alone(
    sqlite: Database, start: str, typed: str, understood: str
) -> None:
    bu_nyai = await plans(Town(sqlite), *WHEN[:3], f"24 Maret 2027 {start}", typed)
    assert bu_nyai.last.text.startswith(f"{understood} WIB.")


async def test_the_end_moves_with_the_beginning(town: Town) -> None:
    bu_nyai = await plans(town, *WHEN, *REST, "Ubah …", "Waktu mulai", "Rabu 31 Maret 2027 jam 8")
    assert "Rabu, 31 Maret 2027 · 08.00–14.00 WIB" in bu_nyai.last.text


async def test_times_that_no_longer_fit_are_not_saved(town: Town) -> None:
    answers = (
        *WHEN,
        *REST[:4],
        "20 Maret 2027 17.00",
        "Ubah …",
        "Waktu mulai",
        "Rabu 17 Maret 2027 jam 9",
        "Simpan",
    )
    bu_nyai = await plans(town, *answers)
    assert bu_nyai.last.text.startswith("Batas menjawab tidak boleh sesudah acara dimulai")
    assert not await town.rows(Event)
    await bu_nyai.fills("Ubah …", "Batas menjawab", "Lewati", "Simpan")
    assert "Draf" in bu_nyai.last.text


async def test_a_plan_that_lay_too_long_is_not_saved(town: Town) -> None:
    bu_nyai = await plans(town, *WHEN[:3], "besok jam 9", "jam 10", *REST[1:])
    await town.passes(days=2)
    await bu_nyai.taps("Simpan")
    assert bu_nyai.last.text.startswith("Waktu mulainya sudah lewat. Ubah dulu waktunya, ya, Kak.")
    assert not await town.rows(Event)


async def test_a_map_link_brings_the_point_after_the_name(town: Town) -> None:
    bu_nyai = await plans(town, *WHEN, *REST[:2], "https://www.google.com/maps/@-7.2650,112.7400,17z")
    assert bu_nyai.last.text.startswith("Hotel Grand Dafam, Surabaya. 6/7")
    await bu_nyai.fills("260", "Lewati", "Simpan")
    [event] = await town.rows(Event)
    assert (event.latitude, event.longitude) == (-7.2650, 112.7400)


async def test_a_shared_place_is_name_and_point_at_once(town: Town) -> None:
    bu_nyai = await plans(town, *WHEN, REST[0])
    await bu_nyai.shares_place(-7.2650, 112.7400, "Hotel Grand Dafam")
    assert bu_nyai.last.text.startswith("Hotel Grand Dafam. 6/7")


async def test_a_point_that_follows_a_name_leaves_the_name(town: Town) -> None:
    bu_nyai = await plans(town, *WHEN, *REST[:2])
    await bu_nyai.shares_place(-7.2650, 112.7400, "Dafam")
    assert bu_nyai.last.text.startswith("Hotel Grand Dafam, Surabaya. 6/7")


async def test_who_has_no_point_says_so(town: Town) -> None:
    bu_nyai = await plans(town, *WHEN, *REST[:2], "tidak ada")
    assert bu_nyai.last.text.startswith("Hotel Grand Dafam, Surabaya. 6/7 Ada berapa kursi?")


async def test_another_place_does_not_keep_the_old_point(town: Town) -> None:
    event = await gathering(town, **SURABAYA)
    bu_nyai = await manages(town)
    await bu_nyai.fills("Ubah …", "Tempat", "Gedung Juang, Malang", "Selesai", "Simpan")
    after = await kept(town, event)
    assert (after.place_name, after.latitude, after.longitude) == ("Gedung Juang, Malang", None, None)


async def test_saving_twice_makes_one_event(town: Town) -> None:
    bu_nyai = await plans(town, *WHEN, *REST)
    summary = bu_nyai.last
    await town.receive(bu_nyai.press("Simpan", summary), bu_nyai.press("Simpan", summary))
    assert len(await town.rows(Event)) == 1
    assert bu_nyai.toasts == ["Isian ini sudah selesai atau dibatalkan."]


async def test_for_santri_none_of_this_exists(town: Town) -> None:
    event = await gathering(town)
    santri = await town.santri()
    await santri.says("/acarabaru")
    assert "tidak mengenal perintah /acarabaru" in santri.last.text
    for name in ("publish", "change", "ask_cancel", "cancel", "guests", "open_"):
        await town.receive(
            santri.incoming(press=ButtonPress(data=f"event_planning.{name}:{event.id}", id="p"))
        )
    assert santri.toasts == ["Maaf, ini hanya untuk penyelenggara."] * 6
    assert (await kept(town, event)).status is EventStatus.PUBLISHED


async def test_who_is_no_organiser_any_more_cannot_save(town: Town) -> None:
    bu_nyai = await plans(town, *WHEN, *REST)
    async with town.db.write() as session:
        await session.execute(update(Person).values(role=Role.MEMBER))
    await bu_nyai.taps("Simpan")
    assert bu_nyai.toasts == ["Maaf, Kakak tidak lagi berhak mengisi ini."]
    assert not await town.rows(Event)


async def test_publishing_twice_is_written_down_once(town: Town) -> None:
    bu_nyai = await plans(town, *WHEN, *REST, "Simpan")
    card = bu_nyai.last
    await town.receive(bu_nyai.press("Terbitkan", card), bu_nyai.press("Terbitkan", card))
    assert "Terbit · " in bu_nyai.last.text
    assert [row.action for row in await town.rows(AuditRow)] == ["create event", "publish event"]


async def test_a_draft_whose_time_is_over_is_not_published(town: Town) -> None:
    bu_nyai = await plans(town, *WHEN[:3], "besok jam 9", "jam 4 sore", *REST[1:], "Simpan")
    await town.passes(hours=24)
    await bu_nyai.taps("Terbitkan")
    assert "Waktu mulainya sudah lewat. Ubah dulu waktunya, lalu terbitkan." in bu_nyai.last.text
    await bu_nyai.fills("Ubah …", "Waktu mulai", "besok jam 9", "Simpan", "Terbitkan")
    assert "Kamis, 26 November 2026 · 09.00–16.00 WIB" in bu_nyai.last.text
    assert "Terbit · " in bu_nyai.last.text


async def test_guests_hear_of_another_time_and_place(town: Town) -> None:
    event = await gathering(town, **SURABAYA)
    ahmad, budi = await guest(town, "Ahmad"), await guest(town, "Budi", "Mungkin")
    siti = await guest(town, "Siti", "Tidak bisa")
    bu_nyai = await manages(town)
    await bu_nyai.fills(
        "Ubah …", "Waktu mulai", "Rabu 2 Desember 2026 jam 10", "Ubah …", "Tempat", "Malang", "Selesai"
    )
    await bu_nyai.taps("Simpan")
    assert bu_nyai.last.text.endswith("Tersimpan.\n2 tamu saya beri tahu.")
    assert ahmad.sees == (
        "Kak, acara Temu Bisnis berubah.\n"
        "\n"
        "Waktu: Rabu, 2 Desember 2026 · 10.00–16.00 WIB (22 Jumadilakhir 1448 H)\n"
        "Tempat: Malang\n"
        "[ Lihat acara ]"
    )
    assert budi.last.text == ahmad.last.text
    assert len(siti.screen) == 1
    await ahmad.taps("Lihat acara")
    assert ahmad.last.text.endswith("Kakak hadir.")
    assert "Ubah jawaban" in ahmad.last.labels
    assert await audited(town) == [f"change event event:{event.id}"]


async def test_only_what_changed_is_told(town: Town) -> None:
    await gathering(town)
    ahmad = await guest(town, "Ahmad")
    bu_nyai = await manages(town)
    await bu_nyai.fills("Ubah …", "Waktu selesai", "16.00", "Simpan")
    assert "Waktu: " in ahmad.last.text
    assert "Tempat: " not in ahmad.last.text


async def test_more_seats_or_another_name_wake_nobody(town: Town) -> None:
    event = await gathering(town, 1)
    ahmad = await guest(town, "Ahmad")
    bu_nyai = await manages(town)
    await bu_nyai.fills("Ubah …", "Kursi", "2", "Ubah …", "Nama acara", "Temu Bisnis II", "Simpan")
    assert bu_nyai.last.text.endswith("Tersimpan.")
    assert len(ahmad.screen) == 1
    after = await kept(town, event)
    assert (after.title, after.seats, after.taken) == ("Temu Bisnis II", 2, 1)


async def test_seats_cannot_be_fewer_than_those_who_come(town: Town) -> None:
    event = await gathering(town, 5)
    await guest(town, "Ahmad")
    await guest(town, "Budi")
    bu_nyai = await manages(town)
    await bu_nyai.fills("Ubah …", "Tempat", "Malang", "Selesai", "Ubah …", "Kursi", "1", "Simpan")
    assert bu_nyai.last.text.startswith(
        "Sudah 2 orang menjawab hadir, jadi kursinya tidak bisa kurang dari itu.\n\nTemu Bisnis"
    )
    before = await kept(town, event)
    assert (before.seats, before.place_name) == (5, "Surabaya")
    await bu_nyai.fills("Ubah …", "Kursi", "2", "Simpan")
    after = await kept(town, event)
    assert (after.seats, after.place_name) == (2, "Malang")


async def test_who_gives_up_changing_changes_nothing(town: Town) -> None:
    event = await gathering(town)
    bu_nyai = await manages(town)
    await bu_nyai.fills("Ubah …", "Nama acara", "Lain", "Batal")
    assert bu_nyai.last.text == "Baik, tidak ada yang diubah."
    assert (await kept(town, event)).title == "Temu Bisnis"
    await bu_nyai.taps("Kembali")
    assert bu_nyai.last.text.startswith("Temu Bisnis\n")


async def test_what_has_begun_is_not_changed(town: Town) -> None:
    event = await gathering(town)
    bu_nyai = await manages(town)
    change = bu_nyai.press("Ubah …")
    await bu_nyai.fills("Ubah …", "Nama acara", "Lain")
    save = bu_nyai.press("Simpan")
    await town.passes(days=7)
    await town.receive(change)
    assert bu_nyai.last.labels == ["Tamu (0)", "Batalkan acara", "Kelola acara", "Menu"]
    await town.receive(save)
    assert bu_nyai.last.text.startswith("Waktu mulainya sudah lewat.")
    assert (await kept(town, event)).title == "Temu Bisnis"


async def test_what_was_cancelled_meanwhile_is_not_changed(town: Town) -> None:
    await gathering(town)
    bu_nyai = await manages(town)
    await bu_nyai.fills("Ubah …", "Nama acara", "Lain")
    async with town.db.write() as session:
        await session.execute(update(Event).values(status=EventStatus.CANCELLED))
    await bu_nyai.taps("Simpan")
    assert bu_nyai.last.text.startswith("Acara ini sudah dibatalkan atau dimulai")


async def test_a_cancelled_event_tells_its_guests_once(town: Town) -> None:
    event = await gathering(town)
    ahmad, budi = await guest(town, "Ahmad"), await guest(town, "Budi", "Mungkin")
    siti = await guest(town, "Siti", "Tidak bisa")
    bu_nyai = await manages(town)
    await bu_nyai.taps("Batalkan acara")
    assert bu_nyai.last.text == (
        "Batalkan acara Temu Bisnis? Ini tidak bisa dikembalikan.\n"
        "2 orang yang hadir atau mungkin hadir akan saya beri tahu."
    )
    ask = bu_nyai.last
    yes = [bu_nyai.press("Ya, batalkan acara", ask) for _twice in range(2)]
    await town.receive(*yes)
    assert "Dibatalkan · hadir 1 · mungkin 1 · tidak bisa 1" in bu_nyai.last.text
    assert bu_nyai.last.labels == ["Tamu (3)", "Kelola acara", "Menu"]
    assert ahmad.sees == (
        "Maaf, Kak, acara Temu Bisnis (Selasa, 1 Desember 2026) dibatalkan.\n[ Acara lain ]"
    )
    assert [len(one.screen) for one in (ahmad, budi, siti)] == [2, 2, 1]
    assert await audited(town) == [f"cancel event event:{event.id}"]
    assert len(await town.rows(Rsvp, event_id=event.id)) == 3
    await ahmad.taps("Acara lain")
    assert ahmad.last.text.startswith("Belum ada acara")


async def test_nobody_is_told_what_the_organiser_does_not_confirm(town: Town) -> None:
    event = await gathering(town)
    ahmad = await guest(town, "Ahmad")
    bu_nyai = await manages(town)
    await bu_nyai.fills("Batalkan acara", "Jangan")
    assert "Terbit · hadir 1" in bu_nyai.last.text
    assert len(ahmad.screen) == 1
    assert (await kept(town, event)).status is EventStatus.PUBLISHED


async def test_what_is_over_cannot_be_cancelled(town: Town) -> None:
    event = await gathering(town)
    bu_nyai = await manages(town)
    await bu_nyai.taps("Batalkan acara")
    await town.passes(days=8)
    await bu_nyai.taps("Ya, batalkan acara")
    assert "Selesai · hadir 0" in bu_nyai.last.text
    assert (await kept(town, event)).status is EventStatus.PUBLISHED


async def test_the_guests_are_listed_by_name_a_page_at_a_time(town: Town) -> None:
    event = await gathering(town, 30)
    async with town.db.write() as session:
        for number in range(22):
            person = Person(name=f"Santri {number:02}", created_at=town.now)
            session.add(person)
            await session.flush()
            answer = RsvpAnswer.NO if number == 0 else RsvpAnswer.YES
            session.add(Rsvp(event_id=event.id, person_id=person.id, answer=answer, answered_at=town.now))
    bu_nyai = await manages(town)
    await bu_nyai.taps("Tamu (22)")
    lines = bu_nyai.last.text.split("\n")
    assert lines[:2] == ["Tamu Temu Bisnis", "hadir 21 · mungkin 0 · tidak bisa 1"]
    assert (lines[3], lines[-1], len(lines[3:])) == ("Santri 01 · Hadir", "Santri 20 · Hadir", 20)
    await bu_nyai.taps("Berikutnya ›")
    assert bu_nyai.last.text.split("\n")[3:] == ["Santri 21 · Hadir", "Santri 00 · Tidak bisa"]
    await bu_nyai.taps("Kembali")
    assert "Terbit · " in bu_nyai.last.text


async def test_a_guest_list_without_guests(town: Town) -> None:
    await gathering(town)
    bu_nyai = await manages(town)
    await bu_nyai.taps("Tamu (0)")
    assert bu_nyai.last.text.endswith("Belum ada yang menjawab.")


async def test_all_plans_are_listed_with_how_they_stand(town: Town) -> None:
    await gathering(town)
    await guest(town, "Ahmad")
    for title, status in (("Rencana", EventStatus.DRAFT), ("Batal Sudah", EventStatus.CANCELLED)):
        event = await gathering(town, title=title)
        async with town.db.write() as session:
            await session.execute(update(Event).where(Event.id == event.id).values(status=status))
    bu_nyai = await plans(town, "/acara", "Kelola acara")
    assert bu_nyai.last.text == (
        "Kelola acara\n\n"
        "Temu Bisnis\nSelasa, 1 Desember 2026 · 09.00 WIB\nhadir 1 · mungkin 0 · tidak bisa 0\n\n"
        "Rencana\nSelasa, 1 Desember 2026 · 09.00 WIB\ndraf\n\n"
        "Batal Sudah\nSelasa, 1 Desember 2026 · 09.00 WIB\ndibatalkan"
    )


async def test_without_plans_one_can_be_made(town: Town) -> None:
    bu_nyai = await plans(town, "/acara", "Kelola acara", "Buat acara")
    assert bu_nyai.last.text == "1/7 Apa nama acaranya?"


async def test_an_invitation_is_written_as_a_broadcast_and_not_sent(town: Town) -> None:
    event = await gathering(town)
    santri = await town.santri()
    bu_nyai = await manages(town)
    await bu_nyai.taps("Undang lewat siaran")
    [broadcast] = await town.rows(Broadcast)
    assert event.title in broadcast.html
    assert not santri.screen


async def test_nobody_is_invited_who_cannot_answer_any_more(town: Town) -> None:
    await gathering(town, answer_before=town.now)
    bu_nyai = await manages(town)
    assert "Undang lewat siaran" not in bu_nyai.last.labels


async def test_a_place_that_somebody_named_to_deceive_is_one_plain_line(town: Town) -> None:
    """On Telegram anybody can name a place of the map."""
    bu_nyai = await plans(town, *WHEN, REST[0])
    await bu_nyai.shares_place(-7.2650, 112.7400, "Gedung\rATTACH:x\u202egnp.exe\u2028Juang")
    await bu_nyai.fills("260", "Lewati", "Simpan")
    [event] = await town.rows(Event)
    assert event.place_name == "Gedung ATTACH:xgnp.exe Juang"


# Whose event it is


async def planned(town: Town) -> tuple[Someone, Event]:
    """Bu Nyai and her event, with a guest."""
    bu_nyai = await organiser(town)
    event = await gathering(town)
    async with town.db.write() as session:
        (await session.get_one(Event, event.id)).created_by = 1
    return bu_nyai, event


async def test_another_organiser_sees_an_event_and_changes_nothing(town: Town) -> None:
    _bu_nyai, event = await planned(town)
    ahmad = await guest(town, "Ahmad")
    pak_kyai = await town.santri("kyai", "Pak Kyai", Role.ORGANISER)
    await pak_kyai.says("/acara")
    await pak_kyai.fills("Kelola acara", event.title)
    assert {"Ubah …", "Batalkan acara", "Terbitkan"}.isdisjoint(pak_kyai.last.labels)
    assert {"Tamu (1)", "Undang lewat siaran"} <= set(pak_kyai.last.labels)
    await pak_kyai.taps("Tamu (1)")
    assert "Ahmad · Hadir" in pak_kyai.last.text
    for name in ("publish", "change", "ask_cancel", "cancel"):
        data = f"event_planning.{name}:{event.id}"
        await town.receive(pak_kyai.incoming(press=ButtonPress(data=data, ref="m", id=name)))
        assert pak_kyai.toasts[-1] == "Acara ini hanya bisa diubah oleh pembuatnya atau admin."
        assert "Tamu (1)" in pak_kyai.last.labels
    assert (await kept(town, event)).status is EventStatus.PUBLISHED
    assert not any("dibatalkan" in bubble.text for bubble in ahmad.screen)


async def test_an_admin_changes_the_event_of_an_organiser(town: Town) -> None:
    _bu_nyai, event = await planned(town)
    admin = await town.santri("admin", "Admin", Role.ADMIN)
    await admin.says("/acara")
    await admin.fills("Kelola acara", event.title, "Ubah …", "Kursi", "77", "Simpan")
    assert (await kept(town, event)).seats == 77


async def test_a_change_that_was_begun_ends_where_the_role_ended(town: Town) -> None:
    bu_nyai, event = await planned(town)
    admin = await town.santri("admin", "Admin", Role.ADMIN)
    await admin.says("/acara")
    await admin.fills("Kelola acara", event.title, "Ubah …", "Kursi", "77")
    await bu_nyai.says("/bantuan")
    async with town.db.write() as session:
        await session.execute(update(Person).where(Person.name == "Admin").values(role=Role.ORGANISER))
    await admin.taps("Simpan")
    assert admin.toasts[-1] == "Acara ini hanya bisa diubah oleh pembuatnya atau admin."
    assert (await kept(town, event)).seats != 77
    assert await town.rows(DraftRow) == []


async def test_the_event_of_an_organiser_who_was_erased_is_the_offices(town: Town) -> None:
    _bu_nyai, event = await planned(town)
    pak_kyai = await town.santri("kyai", "Pak Kyai", Role.ORGANISER)
    async with town.db.write() as session:
        await erasure.erase(session, 1, town.now)
    await pak_kyai.says("/acara")
    await pak_kyai.fills("Kelola acara", event.title, "Batalkan acara", "Ya, batalkan acara")
    assert (await kept(town, event)).status is EventStatus.CANCELLED
