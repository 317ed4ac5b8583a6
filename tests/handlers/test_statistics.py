"""What admins read in the figures."""

from __future__ import annotations

from datetime import timedelta

import pytest

from models.people import Address, Person, Role
from tests.support.client import CHANNEL, Someone, Town


@pytest.fixture
async def admin(town: Town) -> Someone:
    return await town.santri("1", "Admin", Role.ADMIN)


async def people(town: Town, number: int, days_ago: int, region: str) -> None:
    async with town.db.write() as session:
        for count in range(number):
            created = town.now - timedelta(days=days_ago)
            person = Person(name="X", created_at=created, registered_at=created, region_code=region)
            session.add(person)
            await session.flush()
            session.add(Address(person_id=person.id, channel=CHANNEL, chat=f"{region}-{days_ago}-{count}"))


async def test_the_overview_counts_and_shows_the_way_to_the_target(town: Town, admin: Someone) -> None:
    await people(town, 3, 2, "3514")
    await people(town, 4, 20, "3509")
    await admin.says("/statistik")
    text = admin.last.text
    assert text.startswith("OPOP Jawa Timur, 24 November 2026")
    assert "Peserta 8 (+4 pekan ini) · Produk 0 (+0 pekan ini)" in text
    assert "Koppontren berdaya ░░░░░░░░░░ 0 dari 1.000" in text
    assert "Santripreneur 0" in text


async def test_each_subject_is_a_message_that_replaces_the_other(town: Town, admin: Someone) -> None:
    await people(town, 3, 2, "3514")
    await admin.says("/statistik wilayah")
    assert "Kab. Pasuruan: 3 · 0 · 0" in admin.last.text
    assert "1 dari 38 wilayah" in admin.last.text
    for label in ("Pilar", "Produk", "Acara", "Siaran", "Ringkasan"):
        await admin.taps(label)
        assert admin.last.text
    assert len(admin.screen) == 1


async def test_a_subject_that_does_not_exist_is_the_overview(admin: Someone) -> None:
    await admin.says("/statistik cuaca")
    assert admin.last.text.startswith("OPOP Jawa Timur")


async def test_figures_are_for_admins(town: Town) -> None:
    organiser = await town.santri("2", role=Role.ORGANISER)
    await organiser.says("/statistik")
    assert "tidak mengenal perintah" in organiser.last.text
