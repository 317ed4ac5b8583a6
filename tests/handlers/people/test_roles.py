"""Giving and taking roles."""

from __future__ import annotations

import asyncio

from models.audit import AuditRow
from models.db.database import Database
from models.people import Person, Role
from tests.support.client import Town
from tests.support.databases import somebody_waits


async def test_an_admin_gives_a_role_and_the_person_is_told(town: Town) -> None:
    admin = await town.santri("1", "Admin", Role.ADMIN)
    siti = await town.santri("2", "Siti Aminah")
    await admin.says("/peran siti")
    await admin.taps("Siti Aminah")
    await admin.taps("Jadikan penyelenggara")
    assert "Siti Aminah – penyelenggara" in admin.last.text
    assert siti.last.text == "Peran Kakak sekarang: penyelenggara."
    assert "siar" in siti.menu
    await siti.says("/siar")
    assert "tidak mengenal" not in siti.last.text
    rows = await town.rows(AuditRow, action="change role")
    assert [(row.subject, row.detail) for row in rows] == [
        ("person:2", {"before": "member", "role": "organiser"})
    ]


async def test_a_role_is_taken_back_and_its_open_buttons_stop_working(town: Town) -> None:
    admin = await town.santri("1", "Admin", Role.ADMIN)
    other = await town.santri("2", "Budi", Role.ADMIN)
    await other.says("/peran")
    await admin.says("/peran budi")
    await admin.taps("Budi")
    await admin.taps("Jadikan peserta")
    await other.taps("Undang admin")
    assert other.toasts == ["Maaf, ini hanya untuk admin."]
    await other.says("/peran")
    assert "tidak mengenal perintah" in other.last.text


async def test_the_last_admin_cannot_lock_themself_out(town: Town) -> None:
    admin = await town.santri("1", "Admin", Role.ADMIN)
    await admin.says("/peran admin")
    await admin.taps("Admin")
    await admin.taps("Jadikan peserta")
    assert admin.toasts == ["Peran Kakak sendiri hanya bisa diubah oleh admin lain."]
    assert (await town.rows(Person))[0].role == Role.ADMIN


async def test_of_two_admins_who_demote_each_other_at_the_same_moment_one_stays(postgresql: Database) -> None:
    town = Town(postgresql)
    admin, _budi = await town.santri("1", "Admin", Role.ADMIN), await town.santri("2", "Budi", Role.ADMIN)
    await admin.says("/peran budi")
    await admin.taps("Budi")
    async with postgresql.write() as session:
        (await session.get_one(Person, 1)).role = Role.MEMBER
        await session.flush()
        press = asyncio.create_task(admin.taps("Jadikan peserta"))
        await somebody_waits(postgresql)
    await press
    assert admin.toasts == ["Maaf, ini hanya untuk admin."]
    assert {person.name: person.role for person in await town.rows(Person)} == {
        "Admin": Role.MEMBER,
        "Budi": Role.ADMIN,
    }
    assert await town.rows(AuditRow) == []


async def test_giving_twice_is_written_down_once(town: Town) -> None:
    admin = await town.santri("1", "Admin", Role.ADMIN)
    await town.santri("2", "Siti")
    await admin.says("/peran siti")
    await admin.taps("Siti")
    screen = admin.last
    await town.receive(admin.press("Jadikan admin", screen), admin.press("Jadikan admin", screen))
    assert len(await town.rows(AuditRow, action="change role")) == 1


async def test_an_invitation_works_once(town: Town) -> None:
    admin = await town.santri("1", "Admin", Role.ADMIN)
    siti, budi = await town.santri("2", "Siti"), await town.santri("3", "Budi")
    await admin.says("/peran")
    await admin.taps("Undang penyelenggara")
    command = next(line for line in admin.last.text.splitlines() if line.startswith("/mulai"))
    await siti.says(command)
    await budi.says(command)
    assert siti.last.text == "Selamat, Kakak sekarang penyelenggara."
    assert budi.last.text == "Tautan ini sudah dipakai atau sudah lewat waktunya."


async def test_nobody_of_that_name(town: Town) -> None:
    admin = await town.santri("1", "Admin", Role.ADMIN)
    await admin.says("/peran %")
    assert 'Belum ada peserta bernama "%"' in admin.last.text


async def test_to_a_santri_the_command_does_not_exist(town: Town) -> None:
    santri = await town.santri()
    await santri.says("/peran ahmad")
    assert "tidak mengenal perintah /peran" in santri.last.text
