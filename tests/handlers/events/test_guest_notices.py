"""Notices to guests of an event: at a good time, not too often, not if they stopped everything, and only from those who
may change it.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.messages.incoming import ButtonPress
from bot.settings.schema import Broadcasts
from models.audit import AuditRow
from models.db.database import Database
from models.event_notices import EventNotice
from models.events import Event, EventStatus, Rsvp, RsvpAnswer
from models.people import Address, Person, Role
from models.queue.outbox import OutboxRow
from tests.handlers.gatherings import gathering, guest, kept, organiser, planned_by
from tests.support.client import CHANNEL, MORNING, Someone, Town

NIGHT = MORNING + timedelta(hours=12)
"""22.00 WIB."""

NOT_YOURS = "Acara ini hanya bisa diubah oleh pembuatnya atau admin."


async def planner(town: Town) -> Someone:
    """The organiser of the only event, who looks at it."""
    bu_nyai = await organiser(town)
    await planned_by(town, bu_nyai.name)
    return bu_nyai


async def looks(who: Someone) -> Someone:
    await who.says("/acara")
    await who.fills("Kelola acara", "Temu Bisnis")
    return who


async def moves(who: Someone, place: str) -> str:
    """Change the place; what the organiser is told."""
    await looks(who)
    await who.fills("Ubah …", "Tempat", place, "Selesai", "Simpan")
    return who.last.text.splitlines()[-1]


def heard(who: Someone) -> list[str]:
    """The notices about the event."""
    return [
        bubble.text for bubble in who.screen if bubble.text.startswith(("Kak, acara", "Maaf, Kak, acara"))
    ]


# Whose event it is


async def test_another_organiser_sees_the_event_and_does_not_change_it(town: Town) -> None:
    event = await gathering(town)
    ahmad = await guest(town, "Ahmad")
    await planner(town)
    other = await looks(await town.santri("lain", "Pak Hadi", Role.ORGANISER))
    assert other.last.labels == ["Undang lewat siaran", "Tamu (1)", "Kelola acara", "Menu"]
    for name in ("publish", "change", "ask_cancel", "cancel"):
        press = ButtonPress(data=f"event_planning.{name}:{event.id}", id="p")
        await town.receive(other.incoming(press=press))
        assert other.toasts[-1] == NOT_YOURS
    after = await kept(town, event)
    assert (after.status, after.place_name) == (EventStatus.PUBLISHED, "Surabaya")
    assert heard(ahmad) == []
    assert await town.rows(AuditRow) == []


async def test_a_form_that_was_open_before_the_event_was_somebody_elses_saves_nothing(town: Town) -> None:
    event = await gathering(town)
    bu_nyai = await looks(await planner(town))
    await bu_nyai.fills("Ubah …", "Tempat", "Malang", "Selesai")
    await town.santri("lain", "Pak Hadi", Role.ORGANISER)
    await planned_by(town, "Pak Hadi")
    await bu_nyai.taps("Simpan")
    assert NOT_YOURS in [*bu_nyai.toasts, *bu_nyai.last.text.splitlines()]
    assert (await kept(town, event)).place_name == "Surabaya"


@pytest.mark.parametrize("owner", ["Bu Nyai", None])
async def test_an_admin_may_change_every_event(sqlite: Database, owner: str | None) -> None:
    town = Town(sqlite)
    event = await gathering(town)
    if owner:
        await planner(town)
    admin = await town.santri("admin", "Admin", Role.ADMIN)
    await moves(admin, "Malang")
    assert (await kept(town, event)).place_name == "Malang"


async def test_an_event_of_an_erased_organiser_is_the_offices(sqlite: Database) -> None:
    town = Town(sqlite)
    await gathering(town)
    other = await looks(await organiser(town))
    assert "Ubah …" in other.last.labels


# When they hear of it


async def test_at_night_nobody_is_woken(town: Town) -> None:
    await gathering(town)
    ahmad = await guest(town, "Ahmad")
    bu_nyai = await planner(town)
    town.now = NIGHT
    assert await moves(bu_nyai, "Malang") == "1 tamu saya beri tahu Rabu, 25 November 2026 · 05.00 WIB."
    await town.passes(hours=6)
    assert heard(ahmad) == []
    await town.passes(hours=1)
    assert heard(ahmad) == ["Kak, acara Temu Bisnis berubah.\n\nTempat: Malang"]


async def test_what_changes_again_in_the_night_is_told_once_as_it_is_in_the_morning(town: Town) -> None:
    await gathering(town)
    ahmad = await guest(town, "Ahmad")
    bu_nyai = await planner(town)
    town.now = NIGHT
    for place in ("Malang", "Batu", "Kediri"):
        await moves(bu_nyai, place)
    await town.passes(hours=8)
    assert heard(ahmad) == ["Kak, acara Temu Bisnis berubah.\n\nTempat: Kediri"]


async def test_of_an_event_within_a_day_they_hear_at_night_too(town: Town) -> None:
    await gathering(town, starts_at=NIGHT + timedelta(hours=23), ends_at=NIGHT + timedelta(hours=25))
    ahmad = await guest(town, "Ahmad")
    bu_nyai = await planner(town)
    town.now = NIGHT
    assert await moves(bu_nyai, "Malang") == "1 tamu saya beri tahu."
    assert len(heard(ahmad)) == 1


async def test_what_was_to_be_tomorrow_and_is_put_off_is_told_at_night_too(town: Town) -> None:
    await gathering(town, starts_at=NIGHT + timedelta(hours=12), ends_at=NIGHT + timedelta(hours=15))
    ahmad = await guest(town, "Ahmad")
    bu_nyai = await planner(town)
    town.now = NIGHT
    await looks(bu_nyai)
    await bu_nyai.fills("Ubah …", "Waktu mulai", "Rabu 2 Desember 2026 jam 10", "Simpan")
    assert heard(ahmad)[0].startswith("Kak, acara Temu Bisnis berubah.\n\nWaktu: Rabu, 2 Desember 2026")


async def test_cancelled_at_night_it_is_told_in_the_morning_and_the_change_before_it_is_not(
    town: Town,
) -> None:
    await gathering(town)
    ahmad = await guest(town, "Ahmad")
    bu_nyai = await planner(town)
    town.now = NIGHT
    await moves(bu_nyai, "Malang")
    await bu_nyai.fills("Batalkan acara", "Ya, batalkan acara")
    assert "1 tamu saya beri tahu Rabu, 25 November 2026 · 05.00 WIB." in bu_nyai.last.text
    await town.passes(hours=8)
    assert heard(ahmad) == ["Maaf, Kak, acara Temu Bisnis (Selasa, 1 Desember 2026) dibatalkan."]


# Who hears of it


async def test_who_stopped_everything_hears_nothing(town: Town) -> None:
    await gathering(town)
    ahmad, budi = await guest(town, "Ahmad"), await guest(town, "Budi")
    await ahmad.says("BERHENTI")
    bu_nyai = await planner(town)
    assert await moves(bu_nyai, "Malang") == "1 tamu saya beri tahu."
    await bu_nyai.fills("Batalkan acara", "Ya, batalkan acara")
    assert (len(heard(ahmad)), len(heard(budi))) == (0, 2)


async def test_who_stops_before_the_morning_hears_nothing(town: Town) -> None:
    await gathering(town)
    ahmad = await guest(town, "Ahmad")
    bu_nyai = await planner(town)
    town.now = NIGHT
    await moves(bu_nyai, "Malang")
    await ahmad.says("stop")
    await town.passes(hours=8)
    assert heard(ahmad) == []


# How often


async def test_more_changes_than_a_day_has_are_told_together_on_the_next(town: Town) -> None:
    await gathering(town)
    ahmad = await guest(town, "Ahmad")
    bu_nyai = await planner(town)
    notes = [await moves(bu_nyai, place) for place in ("Malang", "Batu", "Kediri", "Blitar", "Madiun")]
    assert notes[:3] == ["1 tamu saya beri tahu."] * 3
    assert notes[3:] == ["1 tamu saya beri tahu Rabu, 25 November 2026 · 05.00 WIB."] * 2
    assert len(heard(ahmad)) == 3
    await town.passes(days=1)
    assert heard(ahmad)[3:] == ["Kak, acara Temu Bisnis berubah.\n\nTempat: Madiun"]
    assert await moves(bu_nyai, "Tuban") == "1 tamu saya beri tahu."


async def test_of_an_event_that_has_no_next_day_more_changes_are_told_together_before_it_begins(
    town: Town,
) -> None:
    await gathering(town, starts_at=MORNING + timedelta(hours=9), ends_at=MORNING + timedelta(hours=11))
    ahmad = await guest(town, "Ahmad")
    bu_nyai = await planner(town)
    notes = [await moves(bu_nyai, place) for place in ("Malang", "Batu", "Kediri", "Blitar", "Madiun")]
    assert notes[3:] == ["1 tamu saya beri tahu Selasa, 24 November 2026 · 14.30 WIB."] * 2
    assert len(heard(ahmad)) == 3
    await town.passes(hours=5)
    assert heard(ahmad)[3:] == ["Kak, acara Temu Bisnis berubah.\n\nTempat: Madiun"]


async def test_a_cancellation_is_always_told(town: Town) -> None:
    town.settings = town.settings.model_copy(update={"broadcasts": Broadcasts(daily_notices=1)})
    await gathering(town)
    ahmad = await guest(town, "Ahmad")
    bu_nyai = await planner(town)
    await moves(bu_nyai, "Malang")
    await moves(bu_nyai, "Batu")
    await bu_nyai.fills("Batalkan acara", "Ya, batalkan acara")
    await town.passes(days=1)
    assert [text.split(" ")[0] for text in heard(ahmad)] == ["Kak,", "Maaf,"]


async def test_other_organisers_see_what_many_are_told(town: Town) -> None:
    town.settings = town.settings.model_copy(update={"broadcasts": Broadcasts(approval_above=1)})
    await gathering(town)
    for name in ("Ahmad", "Budi"):
        await guest(town, name)
    bu_nyai = await planner(town)
    other = await town.santri("lain", "Pak Hadi", Role.ORGANISER)
    await moves(bu_nyai, "Malang")
    assert other.last.text == "Bu Nyai memberi tahu 2 tamu karena mengubah acara Temu Bisnis (Malang)."
    await bu_nyai.fills("Batalkan acara", "Ya, batalkan acara")
    assert other.last.text == "Bu Nyai memberi tahu 2 tamu karena membatalkan acara Temu Bisnis."


# Many guests


async def many(town: Town, event: Event, number: int) -> None:
    """Guests who come, or may come."""
    async with town.db.write() as session:
        people = [Person(name=f"Tamu {n}", created_at=town.now) for n in range(number)]
        session.add_all(people)
        await session.flush()
        for person in people:
            answer = RsvpAnswer.MAYBE if person.id % 2 else RsvpAnswer.YES
            session.add(Rsvp(event_id=event.id, person_id=person.id, answer=answer, answered_at=town.now))
            session.add(
                Address(person_id=person.id, channel=CHANNEL, chat=f"tamu{person.id}", created_at=town.now)
            )


async def test_many_guests_are_told_in_slices_and_each_once(town: Town) -> None:
    event = await gathering(town, 1000)
    await many(town, event, 450)
    bu_nyai = await planner(town)
    told: list[int] = []
    await looks(bu_nyai)
    await bu_nyai.fills("Batalkan acara")
    inbox, worker = town.program()
    await inbox.save([bu_nyai.press("Ya, batalkan acara")])
    await worker.step()
    told.append(sum(row.chat.startswith("tamu") for row in await town.rows(OutboxRow)))
    for _second in range(4):
        await town.scheduler().step()
        told.append(sum(row.chat.startswith("tamu") for row in await town.rows(OutboxRow)))
    assert told == [200, 400, 450, 450, 450]
    await town.deliver()
    assert {len(heard(one)) for chat, one in town.people.items() if chat.startswith("tamu")} == {1}
    [notice] = await town.rows(EventNotice)
    assert (notice.recipients, notice.finished_at) == (450, town.now)


async def test_several_programs_tell_each_guest_once(postgresql: Database) -> None:
    town = Town(postgresql)
    event = await gathering(town, 1000)
    await many(town, event, 450)
    bu_nyai = await planner(town)
    town.now = NIGHT
    await looks(bu_nyai)
    await bu_nyai.fills("Batalkan acara", "Ya, batalkan acara")
    town.now = NIGHT + timedelta(hours=7)
    while any(row.finished_at is None for row in await town.rows(EventNotice)):
        await asyncio.gather(*(town.scheduler().step() for _program in range(3)))
    await town.deliver()
    assert {len(heard(one)) for chat, one in town.people.items() if chat.startswith("tamu")} == {1}
    assert sum(chat.startswith("tamu") for chat in town.people) == 450
