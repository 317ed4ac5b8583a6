"""What everybody does with events: /acara, the answers, the way there."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, update

from bot.app import handler_modules
from bot.dialog.context import Chat
from bot.dialog.router import Router
from bot.messages.incoming import ButtonPress
from bot.queue.worker import conversations
from models.db.database import Database
from models.events import Event, EventStatus, Rsvp, RsvpAnswer
from models.media import Media
from tests.handlers.gatherings import SURABAYA, gathering, guest, kept, organiser
from tests.support.client import Someone, Town
from tests.support.databases import url
from tests.support.media_service import library_of

START = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)


async def answers(town: Town) -> Counter[RsvpAnswer]:
    return Counter(rsvp.answer for rsvp in await town.rows(Rsvp))


async def test_the_only_event_is_shown_at_once(town: Town) -> None:
    await gathering(
        town, 260, **SURABAYA, answer_before=START - timedelta(days=2), description="Bawa produk."
    )
    santri = await town.santri()
    await santri.says("/acara")
    assert santri.sees == (
        "Temu Bisnis\n"
        "Selasa, 1 Desember 2026 · 09.00–15.00 WIB (21 Jumadilakhir 1448 H)\n"
        "Surabaya\n"
        "260 kursi · jawab sebelum 29 November, 09.00 WIB\n"
        "\n"
        "Bawa produk.\n"
        "[ Hadir | Mungkin | Tidak bisa ]\n"
        "[ Lokasi ]\n"
        "[ Semua acara | Menu ]"
    )


async def test_several_events_are_a_list_with_ones_own_answers(town: Town) -> None:
    await gathering(town, title="Pelatihan", starts_at=START + timedelta(hours=1))
    await gathering(town)
    santri = await town.santri()
    await santri.says("/acara")
    await santri.taps("Temu Bisnis")
    await santri.taps("Mungkin")
    await santri.taps("Semua acara")
    assert santri.sees == (
        "Acara yang akan datang\n"
        "\n"
        "Temu Bisnis\n"
        "Selasa, 1 Desember 2026 · 09.00 WIB · Mungkin\n"
        "\n"
        "Pelatihan\n"
        "Selasa, 1 Desember 2026 · 10.00 WIB\n"
        "[ Temu Bisnis ]\n"
        "[ Pelatihan ]\n"
        "[ Menu ]"
    )


async def test_a_long_list_has_pages(town: Town) -> None:
    for number in range(8):
        await gathering(town, title=f"Acara {number}", starts_at=START + timedelta(minutes=number))
    santri = await town.santri()
    await santri.says("/acara")
    assert "Acara 5" in santri.last.labels
    assert "Acara 6" not in santri.last.labels
    await santri.taps("Berikutnya ›")
    assert santri.last.labels == ["Acara 6", "Acara 7", "‹ Sebelumnya", "Menu"]


async def test_what_is_not_for_everybody_is_not_listed(town: Town) -> None:
    for status in (EventStatus.DRAFT, EventStatus.CANCELLED):
        event = await gathering(town)
        async with town.db.write() as session:
            await session.execute(update(Event).where(Event.id == event.id).values(status=status))
    await gathering(town, starts_at=town.now - timedelta(hours=3), ends_at=town.now - timedelta(hours=1))
    santri = await town.santri()
    await santri.says("/acara")
    assert santri.sees == "Belum ada acara yang akan datang, Kak. Lihat lagi di lain waktu, ya.\n[ Menu ]"


async def test_an_answer_changes_the_card_itself(town: Town) -> None:
    event = await gathering(town, 260, **SURABAYA)
    santri = await town.santri()
    await santri.says("/acara")
    await santri.taps("Hadir")
    assert len(santri.screen) == 1
    assert "Sisa 259 dari 260 kursi" in santri.last.text
    assert santri.last.text.endswith("Kakak hadir.")
    assert santri.last.labels == ["Ubah jawaban", "Lokasi", "Simpan ke kalender", "Semua acara", "Menu"]
    assert (await kept(town, event)).taken == 1


async def test_who_changes_their_mind_gives_the_seat_back(town: Town) -> None:
    event = await gathering(town, 1)
    ahmad = await guest(town, "Ahmad")
    await ahmad.taps("Ubah jawaban")
    await ahmad.taps("Tidak bisa")
    assert ahmad.last.text.endswith("Kakak tidak bisa hadir.")
    assert "Simpan ke kalender" not in ahmad.last.labels
    assert (await kept(town, event)).taken == 0
    siti = await guest(town, "Siti")
    assert siti.last.text.endswith("Kakak hadir.")


async def test_pressing_twice_is_one_answer(town: Town) -> None:
    event = await gathering(town)
    santri = await town.santri()
    card = await santri.says("/acara")
    await town.receive(santri.press("Hadir", card), santri.press("Hadir", card))
    assert (await kept(town, event)).taken == 1
    assert await answers(town) == {RsvpAnswer.YES: 1}
    assert santri.last.text.endswith("Kakak hadir.")


async def test_full_means_full_and_the_other_answers_are_left(town: Town) -> None:
    await gathering(town, 1)
    late = await town.santri("late", "Budi")
    await late.says("/acara")
    await guest(town, "Ahmad")
    await late.taps("Hadir")
    assert "Kursi penuh (1)" in late.last.text
    assert late.last.text.endswith("Maaf, kursinya sudah penuh, Kak. Jawaban yang lain masih bisa dipilih.")
    assert late.last.labels == ["Mungkin", "Tidak bisa", "Semua acara", "Menu"]
    await late.taps("Mungkin")
    assert late.last.text.endswith("Kakak mungkin hadir.")


async def test_an_answer_that_was_given_survives_a_full_event(town: Town) -> None:
    await gathering(town, 1)
    budi = await guest(town, "Budi", "Mungkin")
    await budi.taps("Ubah jawaban")
    await guest(town, "Ahmad")
    await budi.taps("Hadir")
    assert "penuh" in budi.last.text
    assert budi.last.text.endswith("Kakak mungkin hadir.")
    assert await answers(town) == {RsvpAnswer.YES: 1, RsvpAnswer.MAYBE: 1}


async def test_who_has_a_seat_keeps_it_when_the_event_is_full(town: Town) -> None:
    event = await gathering(town, 1)
    ahmad = await guest(town, "Ahmad")
    await ahmad.taps("Ubah jawaban")
    assert ahmad.last.labels[:3] == ["Hadir", "Mungkin", "Tidak bisa"]
    await ahmad.taps("Hadir")
    assert ahmad.last.text.endswith("Kakak hadir.")
    assert (await kept(town, event)).taken == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"status": EventStatus.CANCELLED}, "Maaf, acara ini dibatalkan."),
        (
            {"answer_before": datetime(2026, 11, 24, 2, tzinfo=UTC)},
            "Maaf, waktu untuk menjawab sudah lewat.",
        ),
        ({"starts_at": datetime(2026, 11, 24, 2, tzinfo=UTC)}, "Acara ini sudah dimulai."),
        (
            {
                "starts_at": datetime(2026, 11, 23, 2, tzinfo=UTC),
                "ends_at": datetime(2026, 11, 23, 9, tzinfo=UTC),
            },
            "Acara ini sudah selesai.",
        ),
        ({"status": EventStatus.DRAFT}, "Maaf, acara ini tidak ada atau belum dibuka, Kak."),
    ],
)
async def test_an_answer_that_comes_too_late_hears_why(
    town: Town, change: dict[str, object], sentence: str
) -> None:
    event = await gathering(town)
    santri = await town.santri()
    await santri.says("/acara")
    async with town.db.write() as session:
        await session.execute(update(Event).where(Event.id == event.id).values(**change))
    await santri.taps("Hadir")
    assert santri.last.text.endswith(sentence)
    assert len(santri.screen) == 1
    assert not {"Hadir", "Mungkin", "Ubah jawaban"} & set(santri.last.labels)
    assert "Semua acara" in santri.last.labels
    assert not await town.rows(Rsvp)


async def test_a_draft_shows_nothing_to_who_guesses_its_number(town: Town) -> None:
    event = await gathering(town, title="Rahasia")
    async with town.db.write() as session:
        await session.execute(update(Event).values(status=EventStatus.DRAFT))
    santri = await town.santri()
    for data in (f"events.show:{event.id}", f"events.location:{event.id}", f"events.calendar:{event.id}"):
        await town.receive(santri.incoming(press=ButtonPress(data=data)))
        assert santri.last.text == "Maaf, acara ini tidak ada atau belum dibuka, Kak."


async def test_a_button_of_an_event_that_is_gone_is_answered(town: Town) -> None:
    await gathering(town)
    santri = await town.santri()
    await santri.says("/acara")
    async with town.db.write() as session:
        await session.execute(delete(Event))
    await santri.taps("Hadir")
    assert santri.last.text == "Maaf, acara ini tidak ada atau belum dibuka, Kak."


async def test_an_answer_that_nobody_offered_changes_nothing(town: Town) -> None:
    event = await gathering(town)
    santri = await town.santri()
    await town.receive(santri.incoming(press=ButtonPress(data=f"events.rsvp:{event.id}:perhaps", id="p")))
    assert santri.toasts == ["Tombol ini sudah tidak berlaku."]
    assert not await town.rows(Rsvp)


async def test_the_place_is_a_pin_on_the_map(town: Town) -> None:
    await gathering(town, **SURABAYA, place_name="Hotel Grand Dafam")
    santri = await town.santri()
    card = await santri.says("/acara")
    await santri.taps("Lokasi")
    assert santri.screen[0] is card
    point = santri.last.message.point
    assert point is not None
    assert (point.latitude, point.longitude, point.name) == (-7.2650, 112.7400, "Hotel Grand Dafam")
    assert santri.last.labels == ["Menu"]


async def test_without_a_point_there_is_no_pin(town: Town) -> None:
    await gathering(town)
    santri = await town.santri()
    await santri.says("/acara")
    assert "Lokasi" not in santri.last.labels


async def test_the_calendar_gets_a_file(town: Town) -> None:
    event = await gathering(town)
    ahmad = await guest(town, "Ahmad")
    await ahmad.taps("Simpan ke kalender")
    assert len(ahmad.screen) == 2
    [file] = await town.rows(Media)
    assert (file.id, file.name) == (ahmad.last.message.file, f"acara-{event.code}.ics")
    assert (file.mime, file.expires_at) == ("text/calendar", town.now + timedelta(hours=1))
    assert b"DTSTART:20261201T020000Z\r\n" in await library_of(town.db).content(file.id)


async def test_a_cancelled_event_gives_no_file(town: Town) -> None:
    await gathering(town)
    ahmad = await guest(town, "Ahmad")
    async with town.db.write() as session:
        await session.execute(update(Event).values(status=EventStatus.CANCELLED))
    await ahmad.taps("Simpan ke kalender")
    assert ahmad.last.text.endswith("Kakak hadir.\nMaaf, acara ini dibatalkan.")
    assert not await town.rows(Media)


async def test_what_organisers_write_is_shown_as_they_typed_it(town: Town) -> None:
    await gathering(town, title="<b>Temu</b> _*[&", description="<i>Bawa</i> produk & contoh.")
    santri = await town.santri()
    await santri.says("/acara")
    assert santri.last.text.startswith("<b>Temu</b> _*[&\n")
    assert "<i>Bawa</i> produk & contoh." in santri.last.text


async def test_a_link_leads_to_the_event(town: Town) -> None:
    event = await gathering(town)
    await gathering(town, title="Pelatihan")
    santri = await town.santri()
    await santri.says(f"/start a-{event.code.lower()}")
    assert santri.last.text.startswith("Temu Bisnis\n")
    await santri.says("/start a-XXXXXX")
    assert santri.last.text == "Maaf, acara ini tidak ada atau belum dibuka, Kak."


async def test_who_comes_by_a_link_for_the_first_time_arrives_at_the_event(town: Town) -> None:
    event = await gathering(town)
    newcomer = town.someone()
    await newcomer.says(f"/start a-{event.code}")
    await newcomer.fills("Setuju, lanjut", "Ahmad Fauzi", "Lewati", "Santri", "Lewati", "Simpan")
    assert newcomer.last.text.startswith("Temu Bisnis\n")
    await newcomer.taps("Hadir")
    assert newcomer.last.text.endswith("Kakak hadir.")


async def test_organisers_go_from_here_to_what_they_plan(town: Town) -> None:
    await gathering(town)
    santri, bu_nyai = await town.santri(), await organiser(town)
    await santri.says("/acara")
    await bu_nyai.says("/acara")
    assert not {"Buat acara", "Kelola acara"} & set(santri.last.labels)
    await bu_nyai.taps("Kelola acara")
    assert bu_nyai.last.text.startswith("Kelola acara\n")


async def crowd(town: Town) -> list[Someone]:
    """Fifty people who look at the same event."""
    people = [await town.santri(f"c{number}", f"Santri {number}") for number in range(50)]
    await town.receive(*(person.incoming(text="/acara") for person in people))
    return people


def told(words: list[str]) -> tuple[int, int]:
    """How many hear that they come, and how many that it is full."""
    return (
        sum("Kakak <b>hadir</b>" in one for one in words),
        sum("kursinya sudah penuh" in one for one in words),
    )


async def test_fifty_press_for_twenty_seats_in_one_batch(town: Town) -> None:
    event = await gathering(town, 20)
    people = await crowd(town)
    await town.receive(*(person.press("Hadir") for person in people))
    assert told([person.last.message.html for person in people]) == (20, 30)
    assert (await kept(town, event)).taken == 20
    assert await answers(town) == {RsvpAnswer.YES: 20}


async def test_fifty_press_for_twenty_seats_each_in_a_transaction_of_its_own(town: Town) -> None:
    event = await gathering(town, 20)
    people = await crowd(town)
    routes = Router(handler_modules())
    gate = asyncio.Semaphore(8)

    async def press(person: Someone) -> str:
        incoming = person.press("Hadir")
        async with gate, town.db.write() as session:
            [conversation] = (await conversations(session, {(incoming.channel, incoming.chat)})).values()
            chat = Chat(
                db=session,
                router=routes,
                settings=town.settings,
                incoming=incoming,
                conversation=conversation,
                now=town.now,
            )
            await routes.handle(chat)
            [parcel] = chat.finish()
            assert parcel.message is not None
            return parcel.message.html

    assert told(await asyncio.gather(*map(press, people))) == (20, 30)
    assert (await kept(town, event)).taken == 20
    assert await answers(town) == {RsvpAnswer.YES: 20}


async def test_fifty_press_for_twenty_seats_before_four_workers(sqlite: Database) -> None:
    town = Town(sqlite)
    event = await gathering(town, 20)
    people = await crowd(town)
    inbox, _worker = town.program()
    await inbox.save([person.press("Hadir") for person in people])
    again = url("sqlite", str(sqlite.engine.url.database).rpartition("/")[2])
    others = [Database(again) for _number in range(4)]

    async def work(db: Database) -> None:
        _inbox, worker = Town(db).program()
        while await worker.step(most=3):
            pass

    try:
        await asyncio.gather(*map(work, others))
    finally:
        for db in others:
            await db.close()
    await town.deliver()
    assert told([person.last.message.html for person in people]) == (20, 30)
    assert (await kept(town, event)).taken == 20
