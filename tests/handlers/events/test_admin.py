"""Organisers look after an event that there is: change, call off, see who comes, and whose it is."""

from __future__ import annotations

from sqlalchemy import update

from bot.messages.incoming import ButtonPress
from models import erasure
from models.broadcasts.tables import Broadcast
from models.drafts import DraftRow
from models.events import Event, EventStatus, Rsvp, RsvpAnswer
from models.people import Person, Role
from tests.handlers.events.planning import audited, manages, plans
from tests.handlers.gatherings import SURABAYA, gathering, guest, kept, organiser
from tests.support.client import Someone, Town


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
