"""A pesantren is found by a few letters, in any of its spellings."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from models import seed
from models.db.database import Database
from models.fuzzy_match import fold, rank
from models.pesantren import Pesantren, PesantrenStatus, propose, search
from models.regions import Region
from tests.models.village import NOW, person

MEANT = {
    "sidogri": "Sidogiri",
    "sid": "Sidogiri",
    "Pondok Pesantren Sidogiri": "Sidogiri",
    "ponpes sidogiri pasuruan": "Sidogiri",
    "tebu ireng": "Tebuireng",
    "TEBUIRENG": "Tebuireng",
    "gontor": "Darussalam Gontor",
    "mambaul ulum": "Mambaul Ulum Bata-Bata",
    "mamba'ul ulum": "Mambaul Ulum Bata-Bata",
    "manba’ul ma’arif": "Mamba'ul Ma'arif Denanyar",
    "syaikhona kholil": "Syaichona Mohammad Cholil",
    "syaikhona muhammad kholil": "Syaichona Mohammad Cholil",
    "salafiyah syafiiyah": "Salafiyah Syafi'iyah Sukorejo",
    "al amin prenduan": "Al-Amien Prenduan",
    "annuqoyah": "Annuqayah Guluk-Guluk",
    "nurul jadit": "Nurul Jadid Paiton",
    "paiton": "Nurul Jadid Paiton",
    "genggong": "Zainul Hasan Genggong",
    "tremas pacitan": "Tremas",
    "lirboyo kediri": "Lirboyo",
}


@pytest.fixture
async def directory(db: Database) -> Database:
    async with db.write() as session:
        await seed.regions_and_pesantren(session)
    return db


async def test_a_pesantren_is_found_however_it_is_spelled(directory: Database) -> None:
    assert {typed: (await names(directory, typed) or [""])[0] for typed in MEANT} == MEANT


async def test_what_is_no_pesantren_finds_none(directory: Database) -> None:
    for typed in ("", "   ", "xqzw", "😀", "'", "%", "pondok pesantren"):
        assert await names(directory, typed) == []


async def test_names_that_several_share_come_together_and_the_region_tells_them_apart(
    directory: Database,
) -> None:
    async with directory.write() as session:
        session.add(Pesantren(name="Nurul Islam", region_code="3516"))
    assert (await names(directory, "nurul islam"))[:2] == ["Nurul Islam", "Nurul Islam"]
    async with directory.read() as session:
        [(_, region), *_] = await search(session, "nurul islam mojokerto")
    assert region.code == "3516"


async def test_a_proposal_is_found_only_by_who_made_it_until_it_is_approved(directory: Database) -> None:
    async with directory.write() as session:
        ahmad, budi = await person(session), await person(session)
        proposal = await propose(session, "Roudlotul Banat", "3515", ahmad.id, NOW)
    assert await names(directory, "roudlotul", ahmad.id) == ["Roudlotul Banat"]
    assert await names(directory, "roudlotul", budi.id) == []
    assert await names(directory, "roudlotul") == []
    async with directory.write() as session:
        row = await session.get_one(Pesantren, proposal.id)
        row.status, row.updated_at = PesantrenStatus.APPROVED, NOW
    assert await names(directory, "roudlotul", budi.id) == ["Roudlotul Banat"]


async def test_a_renamed_pesantren_is_found_by_its_new_name(directory: Database) -> None:
    assert await names(directory, "sidogiri") == ["Sidogiri"]
    async with directory.write() as session:
        row = await session.scalar(select(Pesantren).where(Pesantren.name == "Sidogiri"))
        assert row is not None
        row.name, row.updated_at = "Sumber Barokah", row.updated_at + timedelta(seconds=1)
    assert await names(directory, "sidogiri") == []
    assert await names(directory, "sumber") == ["Sumber Barokah"]


async def test_the_same_proposal_twice_is_one(directory: Database) -> None:
    async with directory.write() as session:
        ahmad = await person(session)
        first = await propose(session, "Roudlotul Banat", "3515", ahmad.id, NOW)
        assert await propose(session, "Roudlotul Banat", "3515", ahmad.id, NOW) is first


async def test_the_directory_has_no_pesantren_twice(directory: Database) -> None:
    with pytest.raises(IntegrityError):
        async with directory.write() as session:
            session.add(Pesantren(name="Sidogiri", region_code="3514"))


async def test_seeding_again_adds_nothing(directory: Database) -> None:
    async with directory.write() as session:
        await seed.regions_and_pesantren(session)
    async with directory.read() as session:
        assert await session.scalar(select(func.count()).select_from(Region)) == 38
        assert await session.scalar(select(func.count()).select_from(Pesantren)) == 27


async def test_a_pesantren_that_was_taken_off_the_directory_does_not_come_back(directory: Database) -> None:
    async with directory.write() as session:
        await session.execute(delete(Pesantren).where(Pesantren.name == "Sidogiri"))
        await seed.regions_and_pesantren(session)
    assert await names(directory, "sidogiri") == []


async def test_a_proposal_of_somebody_who_left_is_found_by_nobody(directory: Database) -> None:
    async with directory.write() as session:
        session.add(Pesantren(name="Roudlotul Banat", region_code="3515", status=PesantrenStatus.PROPOSED))
    assert await names(directory, "roudlotul") == []


@given(typed=st.text(max_size=60), listed=st.lists(st.text(max_size=20), max_size=8))
def test_whatever_is_typed_is_compared_with_whatever_is_listed(typed: str, listed: list[str]) -> None:
    found = rank(typed, [fold(name) for name in listed], limit=5)
    assert len(set(found)) == len(found) <= 5


@given(st.text(alphabet="abdefghijklmnorstuwy '", min_size=3, max_size=30))
def test_a_name_is_found_by_itself(name: str) -> None:
    if fold(name).joined:
        assert rank(name, [fold("Zzz"), fold(name)], limit=5)[0] == 1


async def names(db: Database, typed: str, person_id: int | None = None) -> list[str]:
    async with db.read() as session:
        return [found.name for found, _ in await search(session, typed, person_id=person_id)]
