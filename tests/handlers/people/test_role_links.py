"""Links that give a role: they live no longer than the role of who made them, are listed, and can be revoked."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from models import erasure
from models.audit import AuditRow
from models.people import Person, Role
from tests.support.client import Someone, Town

GONE = "Tautan ini tidak berlaku lagi"


async def link_of(admin: Someone, label: str = "Undang admin") -> str:
    await admin.says("/peran")
    await admin.taps(label)
    return next(line for line in admin.last.text.splitlines() if line.startswith("/mulai"))


async def role_of(town: Town, name: str) -> str:
    [person] = await town.rows(Person, name=name)
    assert isinstance(person, Person)
    return person.role


async def actions(town: Town, action: str) -> list[tuple[int | None, str, dict[str, object]]]:
    return [(row.actor_id, row.subject, row.detail) for row in await town.rows(AuditRow, action=action)]


@pytest.mark.parametrize("becomes", ["peserta", "penyelenggara"])
async def test_a_link_ends_with_the_role_of_who_made_it(town: Town, becomes: str) -> None:
    admin, budi = await town.santri("1", "Admin", Role.ADMIN), await town.santri("2", "Budi", Role.ADMIN)
    siti = await town.santri("3", "Siti")
    link = await link_of(budi)
    await admin.says("/peran budi")
    await admin.taps("Budi")
    await admin.taps(f"Jadikan {becomes}")
    await siti.says(link)
    assert siti.last.text.startswith(GONE)
    assert await role_of(town, "Siti") == Role.MEMBER
    await budi.says(link)
    assert budi.last.text.startswith(GONE)
    assert await role_of(town, "Budi") != Role.ADMIN
    assert await actions(town, "redeem invitation") == []


async def test_a_link_ends_with_the_account_of_who_made_it(town: Town) -> None:
    budi, siti = await town.santri("2", "Budi", Role.ADMIN), await town.santri("3", "Siti")
    link = await link_of(budi)
    async with town.db.write() as session:
        await erasure.erase(session, 1, town.now)
    await siti.says(link)
    assert siti.last.text.startswith(GONE)


async def test_who_comes_by_a_dead_link_for_the_first_time_is_signed_up_all_the_same(town: Town) -> None:
    budi, stranger = await town.santri("2", "Budi", Role.ADMIN), town.someone("9", "Tamu")
    link = await link_of(budi)
    async with town.db.write() as session:
        await session.execute(update(Person).where(Person.id == 1).values(role=Role.MEMBER))
    await stranger.says(link)
    await stranger.taps("Setuju, lanjut")
    assert stranger.last.text.startswith(GONE)
    assert (await town.rows(Person, id=2))[0].role == Role.MEMBER


async def test_links_are_listed_and_one_is_revoked(town: Town) -> None:
    admin, budi = await town.santri("1", "Admin", Role.ADMIN), await town.santri("2", "Budi", Role.ADMIN)
    siti = await town.santri("3", "Siti")
    first = await link_of(budi)
    await town.passes(minutes=1)
    second = await link_of(admin, "Undang penyelenggara")
    await admin.says("/tautanperan")
    assert "1. admin, dari Budi, sampai Rabu, 25 November 2026 · 10.00" in admin.last.text
    assert "2. penyelenggara, dari Admin" in admin.last.text
    await admin.taps("Cabut 1")
    assert "dari Budi" not in admin.last.text
    assert "1. penyelenggara, dari Admin" in admin.last.text
    await siti.says(first)
    assert siti.last.text.startswith(GONE)
    await siti.says(second)
    assert await role_of(town, "Siti") == Role.ORGANISER
    await admin.says("/tautanperan")
    assert "Tidak ada tautan peran" in admin.last.text
    [(actor, subject, detail)] = await actions(town, "revoke invitation")
    assert (actor, detail) == (1, {"role": "admin"})
    made = {
        number for _actor, _subject, had in await actions(town, "invite") for number in [had["invitation"]]
    }
    assert subject in {f"invitation:{number}" for number in made}


async def test_a_link_is_revoked_right_below_it_and_revoking_twice_is_once(town: Town) -> None:
    admin, siti = await town.santri("1", "Admin", Role.ADMIN), await town.santri("3", "Siti")
    link = await link_of(admin)
    below = admin.last
    await town.receive(admin.press("Cabut tautan ini", below), admin.press("Cabut tautan ini", below))
    assert len(await actions(town, "revoke invitation")) == 1
    await siti.says(link)
    assert siti.last.text.startswith(GONE)


async def test_a_link_that_was_used_or_is_old_is_not_listed(town: Town) -> None:
    admin, siti = await town.santri("1", "Admin", Role.ADMIN), await town.santri("3", "Siti")
    await siti.says(await link_of(admin))
    await link_of(admin)
    await town.passes(days=1)
    await admin.says("/tautanperan")
    assert "Tidak ada tautan peran" in admin.last.text


async def test_the_maker_hears_who_used_the_link(town: Town) -> None:
    admin, siti = await town.santri("1", "Admin", Role.ADMIN), await town.santri("3", "Siti")
    await siti.says(await link_of(admin))
    assert admin.last.text == "Siti memakai tautan Kakak dan sekarang admin."
    [(actor, subject, detail)] = await actions(town, "redeem invitation")
    [(_maker, _role, made)] = await actions(town, "invite")
    assert (actor, subject) == (2, "person:2")
    assert detail == {"role": "admin", "invitation": made["invitation"], "made_by": 1}


async def test_a_member_revokes_nothing(town: Town) -> None:
    admin, siti = await town.santri("1", "Admin", Role.ADMIN), await town.santri("3", "Siti")
    link = await link_of(admin)
    stolen = admin.press("Cabut tautan ini").press
    await town.receive(siti.incoming(press=stolen))
    assert "hanya untuk" in siti.toasts[-1]
    await siti.says(link)
    assert await role_of(town, "Siti") == Role.ADMIN
