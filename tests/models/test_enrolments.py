"""A person takes part in each pillar at most once, and their figures are kept over time."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from models import enrolments
from models.db.database import Database
from models.enrolments import AlreadyEnrolledError, Enrolment, Figure, Pillar
from tests.models.village import NOW, person, product

FIGURES = {"turnover": 2_500_000_000, "employed": 4, "stage": "start_up"}


async def test_the_figures_of_an_enrolment_are_its_first_measures(db: Database) -> None:
    async with db.write() as session:
        ahmad = await person(session)
        made = await enrolments.enrol(session, ahmad.id, Pillar.SANTRIPRENEUR, FIGURES, NOW)
    async with db.read() as session:
        [kept] = await enrolments.of_person(session, ahmad.id)
        assert kept.details == FIGURES
        figures = await enrolments.latest(session, made.id)
    assert figures == {Figure.TURNOVER: 2_500_000_000, Figure.EMPLOYED: 4}


async def test_enrolling_twice_is_refused_and_the_transaction_goes_on(db: Database) -> None:
    async with db.write() as session:
        ahmad = await person(session)
        await enrolments.enrol(session, ahmad.id, Pillar.SANTRIPRENEUR, {}, NOW)
        with pytest.raises(AlreadyEnrolledError):
            await enrolments.enrol(session, ahmad.id, Pillar.SANTRIPRENEUR, {}, NOW)
        await product(session, ahmad)
        await enrolments.enrol(session, ahmad.id, Pillar.SOSIOPRENEUR, {}, NOW)
    async with db.read() as session:
        pillars = [enrolment.pillar for enrolment in await enrolments.of_person(session, ahmad.id)]
    assert pillars == [Pillar.SANTRIPRENEUR, Pillar.SOSIOPRENEUR]


async def test_enrolling_ten_times_at_once_enrols_once(db: Database) -> None:
    async with db.write() as session:
        ahmad = await person(session)
    results = await asyncio.gather(*(try_to_enrol(db, ahmad.id) for _ in range(10)))
    assert sum(results) == 1
    async with db.read() as session:
        assert await session.scalar(select(func.count()).select_from(Enrolment)) == 1


async def test_who_withdrew_may_enrol_again(db: Database) -> None:
    async with db.write() as session:
        ahmad = await person(session)
        await enrolments.enrol(session, ahmad.id, Pillar.SANTRIPRENEUR, {}, NOW)
        assert await enrolments.withdraw(session, ahmad.id, Pillar.SANTRIPRENEUR, NOW)
        assert await enrolments.of_person(session, ahmad.id) == []
        assert not await enrolments.withdraw(session, ahmad.id, Pillar.SANTRIPRENEUR, NOW)
        again = await enrolments.enrol(session, ahmad.id, Pillar.SANTRIPRENEUR, {}, NOW)
        assert await enrolments.active(session, ahmad.id, Pillar.SANTRIPRENEUR) is again


async def test_a_new_period_leaves_the_figures_of_the_old_one(db: Database) -> None:
    async with db.write() as session:
        ahmad = await person(session)
        made = await enrolments.enrol(session, ahmad.id, Pillar.SANTRIPRENEUR, FIGURES, NOW)
        later = NOW + timedelta(days=90)
        await enrolments.measure(session, made, {Figure.TURNOVER: 3_000_000_000}, later)
        figures = await enrolments.latest(session, made.id)
        history = select(enrolments.MetricValue.value).where(enrolments.MetricValue.name == Figure.TURNOVER)
        values = (await session.scalars(history.order_by(enrolments.MetricValue.at))).all()
    assert figures == {Figure.TURNOVER: 3_000_000_000, Figure.EMPLOYED: 4}
    assert values == [2_500_000_000, 3_000_000_000]


async def try_to_enrol(db: Database, person_id: int) -> bool:
    try:
        async with db.write() as session:
            await enrolments.enrol(session, person_id, Pillar.SANTRIPRENEUR, FIGURES, NOW)
    except AlreadyEnrolledError:
        return False
    return True
