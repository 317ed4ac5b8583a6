"""Admins by the settings: made once, written down and said; what /peran decides afterwards stays."""

from __future__ import annotations

import pytest

from models.audit import AuditRow
from models.people import Person, Role
from tests.support.client import Someone, Town


@pytest.fixture
def named(town: Town) -> Town:
    """The settings name the person in chat 1."""
    bot = town.settings.bot.model_copy(update={"admins": ["test:1"]})
    town.settings = town.settings.model_copy(update={"bot": bot})
    return town


async def role_of(town: Town, name: str) -> str:
    [person] = await town.rows(Person, name=name)
    assert isinstance(person, Person)
    return person.role


async def demotes(admin: Someone, name: str) -> None:
    await admin.says(f"/peran {name}")
    await admin.taps(name)
    await admin.taps("Jadikan peserta")


async def test_it_is_written_down_and_said_to_them_and_to_other_admins(named: Town) -> None:
    other = await named.santri("2", "Budi", Role.ADMIN)
    siti, santri = await named.santri("1", "Siti"), await named.santri("3", "Ahmad")
    await siti.says("/bantuan")
    assert await role_of(named, "Siti") == Role.ADMIN
    assert any("Kakak sekarang admin karena tertulis di pengaturan." in bubble.text for bubble in siti.screen)
    assert "peran" in siti.menu
    assert other.last.text == "Siti sekarang admin karena tertulis di pengaturan (bot.admins)."
    assert santri.screen == []
    rows = await named.rows(AuditRow, action="name admin")
    assert [(row.actor_id, row.subject, row.detail) for row in rows] == [
        (None, "person:2", {"before": "member"})
    ]


async def test_it_is_said_once(named: Town) -> None:
    other, siti = await named.santri("2", "Budi", Role.ADMIN), await named.santri("1", "Siti")
    for _again in range(3):
        await siti.says("/bantuan")
    assert len(await named.rows(AuditRow, action="name admin")) == 1
    assert len(other.screen) == 1


async def test_what_peran_decides_is_not_undone(named: Town) -> None:
    siti, other = await named.santri("1", "Siti"), await named.santri("2", "Budi", Role.ADMIN)
    await siti.says("/bantuan")
    await demotes(other, "Siti")
    assert "tetap dicabut walaupun namanya ada di pengaturan" in other.last.text
    await siti.says("/peran")
    assert "tidak mengenal perintah" in siti.last.text
    assert await role_of(named, "Siti") == Role.MEMBER


async def test_nor_where_an_earlier_version_made_them_admin(named: Town) -> None:
    siti, other = await named.santri("1", "Siti", Role.ADMIN), await named.santri("2", "Budi", Role.ADMIN)
    await demotes(other, "Siti")
    await siti.says("/peran")
    assert await role_of(named, "Siti") == Role.MEMBER
    assert await named.rows(AuditRow, action="name admin") == []


async def test_who_got_another_role_before_becomes_admin(named: Town) -> None:
    siti, other = await named.santri("1", "Siti"), await named.santri("2", "Budi", Role.ADMIN)
    named.settings.bot.admins.clear()
    await other.says("/peran siti")
    await other.taps("Siti")
    await other.taps("Jadikan penyelenggara")
    named.settings.bot.admins.append("test:1")
    await siti.says("/bantuan")
    assert await role_of(named, "Siti") == Role.ADMIN


async def test_somebody_who_leaves_becomes_nothing(named: Town) -> None:
    siti = await named.santri("1", "Siti")
    await named.receive(siti.incoming(left=True))
    assert await role_of(named, "Siti") == Role.MEMBER
