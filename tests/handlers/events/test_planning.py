"""Organisers plan an event: they fill in its form, see what is wrong, save and publish it."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import update

from bot.messages.incoming import ButtonPress
from models.audit import AuditRow
from models.db.database import Database
from models.events import Event, EventStatus
from models.people import Person, Role
from tests.handlers.events.planning import CARD, REST, WHEN, audited, manages, plans
from tests.handlers.gatherings import SURABAYA, gathering, kept
from tests.support.client import Someone, Town


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


async def test_a_place_that_somebody_named_to_deceive_is_one_plain_line(town: Town) -> None:
    """On Telegram anybody can name a place of the map."""
    bu_nyai = await plans(town, *WHEN, REST[0])
    await bu_nyai.shares_place(-7.2650, 112.7400, "Gedung\rATTACH:x\u202egnp.exe\u2028Juang")
    await bu_nyai.fills("260", "Lewati", "Simpan")
    [event] = await town.rows(Event)
    assert event.place_name == "Gedung ATTACH:xgnp.exe Juang"
