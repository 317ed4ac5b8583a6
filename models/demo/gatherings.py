"""The events of the demo, and who comes to them: one was, two are to come, one is not published yet."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from models import events
from models.events import Event, EventFields, Rsvp, RsvpAnswer
from models.people import Person

ANSWERS = {RsvpAnswer.YES: 7, RsvpAnswer.MAYBE: 1, RsvpAnswer.NO: 2}
WEDNESDAY = 2
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Gathering:
    """An event, when it was published (never: None), and which share of the people answered."""

    fields: EventFields
    published_at: datetime | None
    answering: float


async def plan(
    session: AsyncSession, dice: random.Random, people: Sequence[Person], organiser: Person, now: datetime
) -> None:
    for gathering in planned(now):
        since = gathering.published_at or now
        event = await events.create(session, created_by=organiser.id, now=since, **gathering.fields)
        if gathering.published_at:
            await events.publish(session, event.id, since)
            _answer(session, dice, people, event, gathering, now)


def _answer(
    session: AsyncSession,
    dice: random.Random,
    people: Sequence[Person],
    event: Event,
    gathering: Gathering,
    now: datetime,
) -> None:
    """Let some people answer, between the invitation and now; only as many come as there are seats."""
    since = gathering.published_at or now
    until = min(now, event.starts_at)
    for person in people:
        if dice.random() >= gathering.answering:
            continue
        given = dice.choices(list(ANSWERS), list(ANSWERS.values()))[0]
        if given is RsvpAnswer.YES and event.taken == event.seats:
            given = RsvpAnswer.MAYBE
        event.taken += given is RsvpAnswer.YES
        when = since + (until - since) * dice.random()
        session.add(Rsvp(event_id=event.id, person_id=person.id, answer=given, answered_at=when))


def planned(now: datetime) -> list[Gathering]:
    """The gatherings, around a Wednesday in two to three weeks, in the morning: never at the time of the Friday
    prayer.
    """
    morning = now.replace(hour=2, minute=0, second=0, microsecond=0)  # 09.00 WIB
    wednesday = morning + DAY * ((WEDNESDAY - morning.weekday()) % 7) + 2 * WEEK
    tuesday, past, saturday = wednesday - 8 * DAY, wednesday - 5 * WEEK, wednesday + 10 * DAY
    return [
        Gathering(
            EventFields(
                title="Bazar Produk Santri",
                description="Pameran dan jualan produk santri dari seluruh Jawa Timur.",
                starts_at=past,
                ends_at=past + 7 * HOUR,
                place_name="Alun-alun Kota Batu",
                latitude=-7.8718,
                longitude=112.5268,
                seats=120,
                answer_before=None,
            ),
            past - 3 * WEEK,
            0.5,
        ),
        Gathering(
            EventFields(
                title="Pelatihan Pengemasan Produk",
                description="Kemasan yang menjual: bahan, label, dan foto dengan HP.",
                starts_at=tuesday,
                ends_at=tuesday + 3 * HOUR,
                place_name="Aula Pesantren Sidogiri, Kab. Pasuruan",
                latitude=-7.6914,
                longitude=112.8347,
                seats=40,
                answer_before=None,
            ),
            now - WEEK,
            0.15,
        ),
        Gathering(
            EventFields(
                title="Silaturahim & Temu Bisnis OPOP",
                description="Bertemu pembeli, pendamping, dan sesama pesantren. Bawa contoh produk terbaik.",
                starts_at=wednesday,
                ends_at=wednesday + 6 * HOUR,
                place_name="Hotel Grand Dafam Signature, Surabaya",
                latitude=-7.2754,
                longitude=112.7598,
                seats=260,
                answer_before=wednesday - 4 * DAY,
            ),
            now - 10 * DAY,
            0.85,
        ),
        Gathering(
            EventFields(
                title="Klinik Sertifikat Halal",
                description="Pendampingan mengisi berkas sertifikat halal, satu per satu.",
                starts_at=saturday,
                ends_at=saturday + 4 * HOUR,
                place_name="Pesantren Lirboyo, Kota Kediri",
                latitude=None,
                longitude=None,
                seats=60,
                answer_before=None,
            ),
            None,
            0.0,
        ),
    ]
