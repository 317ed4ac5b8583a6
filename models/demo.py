"""Sample people, products and events for the demo. All names are made up; the places are real."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models import enrolments, events, products
from models.database import Base
from models.enrolments import Figure, Pillar
from models.events import Answer
from models.media import Media
from models.outbox import Departure
from models.people import Address, Belonging, Consent, Person, Role
from models.pesantren import Pesantren
from models.products import Category
from models.seed import regions_and_pesantren

GUESTS = 260
"""As many as came to the gathering of March 2022."""

BOYS = ("Ahmad", "Muhammad", "Abdul", "Fathur", "Hasan", "Ilham", "Rizal", "Yusuf", "Zainul", "Lukman", "Faisal")
GIRLS = ("Siti", "Nur", "Aisyah", "Fatimah", "Khadijah", "Laila", "Maryam", "Zahra", "Halimah", "Dewi", "Rahma")
LAST = ("Fauzi", "Hidayat", "Rohman", "Maulana", "Anwar", "Hakim", "Azizah", "Rahmawati", "Fitriyah", "Sholihah")

GOODS: Sequence[tuple[str, Category, int, str, str]] = (
    ("Keripik Tempe Bu Nyai", Category.MAKANAN, 15_000, "bungkus", "Renyah, dari kedelai lokal, dibuat santri putri."),
    ("Sambal Bawang Santri", Category.MAKANAN, 20_000, "botol", "Pedasnya pas, tahan tiga bulan."),
    ("Sarung Tenun Pesantren", Category.FESYEN, 185_000, "lembar", "Tenun tangan, motif khas pondok."),
    ("Kopi Lereng Semeru", Category.MINUMAN, 45_000, "bungkus", "Robusta sangrai sedang, 250 gram."),
    ("Sirup Rosella Asri", Category.MINUMAN, 30_000, "botol", "Dari kebun sendiri, tanpa pewarna."),
    ("Sabun Zaitun Barokah", Category.KOSMETIK_HERBAL, 12_500, "batang", "Lembut di kulit, tanpa deterjen."),
    ("Tas Anyaman Pandan", Category.KERAJINAN, 75_000, "pcs", "Anyaman rapat, kuat untuk kitab."),
    ("Bibit Lele Sangkuriang", Category.PERTANIAN_PERIKANAN, 250, "ekor", "Ukuran 5-7 cm, siap tebar."),
    ("Jasa Desain Kemasan", Category.DIGITAL_JASA, 150_000, "desain", "Selesai tiga hari, dua kali revisi."),
    ("Madu Hutan Ijen", Category.KOSMETIK_HERBAL, 95_000, "botol", "Panen liar, disaring tanpa dipanaskan."),
)

OPENINGS = {
    "santri": "home.welcome",
    "penyelenggara": "home.welcome",
    "admin": "home.welcome",
    "baru": "start.greet:id",
}
"""Each chat of the demo, and the screen that it opens with, as a button's data."""


async def fill(session: AsyncSession, channel: str, photos: Sequence[bytes], now: datetime) -> None:
    """Everything that the demo begins with; `photos` are JPEGs for the products."""
    await regions_and_pesantren(session)
    dice = random.Random(2022)  # noqa: S311 - the same sample every time
    places = (await session.scalars(select(Pesantren).order_by(Pesantren.id))).all()
    people = [_person(dice, places, now) for _number in range(GUESTS)]
    staff = _staff(places, now)
    session.add_all([*people, *staff])
    await session.flush()
    chats = [*(f"tamu-{person.id}" for person in people), "santri", "penyelenggara", "admin"]
    session.add_all(_reached(channel, chats, [*people, *staff], now))
    await _sell(session, dice, people, photos, now)
    await _enrol(session, dice, people, now)
    await _plan(session, dice, people, staff[1], now)
    session.add_all(_openings(channel, now))


def _person(dice: random.Random, places: Sequence[Pesantren], now: datetime) -> Person:
    place = dice.choice(places)
    joined = now - timedelta(days=dice.triangular(0, 200, 60))
    name = f"{dice.choice(BOYS + GIRLS)} {dice.choice(LAST)}"
    return _known(name, Role.MEMBER, dice.choice(list(Belonging)), place, joined)


def _staff(places: Sequence[Pesantren], now: datetime) -> list[Person]:
    return [
        _known("Ahmad Fauzi", Role.MEMBER, Belonging.SANTRI, places[0], now),
        _known("Siti Aminah", Role.ORGANISER, Belonging.WARGA, places[1], now),
        _known("Budi Santoso", Role.ADMIN, Belonging.WARGA, places[5], now),
    ]


def _known(name: str, role: Role, belonging: Belonging, place: Pesantren, joined: datetime) -> Person:
    return Person(
        name=name,
        role=role,
        language="id",
        belonging=belonging,
        pesantren_id=place.id,
        region_code=place.region_code,
        created_at=joined,
        registered_at=joined,
    )


def _reached(channel: str, chats: Sequence[str], people: Sequence[Person], now: datetime) -> list[Base]:
    rows: list[Base] = []
    for chat, person in zip(chats, people, strict=True):
        rows.append(Address(person_id=person.id, channel=channel, chat=chat, created_at=now))
        consent = {"version": "2026-11", "channel": channel, "language": "id", "given_at": person.created_at}
        rows.append(Consent(person_id=person.id, **consent))
    return rows


async def _sell(
    session: AsyncSession, dice: random.Random, people: Sequence[Person], photos: Sequence[bytes], now: datetime
) -> None:
    for number, owner in enumerate(people[::3]):
        name, category, price, unit, description = GOODS[number % len(GOODS)]
        media = Media(mime="image/jpeg", owner_id=owner.id, content=photos[number % len(photos)])
        session.add(media)
        await session.flush()
        await products.register(
            session,
            owner=owner,
            now=max(owner.created_at, now - timedelta(days=dice.randrange(60))),
            name=name,
            category=category,
            price=price,
            unit=unit,
            capacity=dice.randrange(50, 900, 50),
            description=description,
            flagship=number % 4 != 3,
            permits=[],
            photos=[media.id],
        )


async def _enrol(session: AsyncSession, dice: random.Random, people: Sequence[Person], now: datetime) -> None:
    pillars = {
        Belonging.SANTRI: Pillar.SANTRIPRENEUR,
        Belonging.ALUMNI: Pillar.SOSIOPRENEUR,
        Belonging.PENGURUS: Pillar.PESANTRENPRENEUR,
    }
    for person in people[::2]:
        pillar = pillars.get(Belonging(person.belonging or Belonging.WARGA))
        if pillar is not None:
            figures = {Figure.TURNOVER: dice.randrange(500_000, 20_000_000, 250_000), Figure.EMPLOYED: dice.randrange(1, 12)}
            when = max(person.created_at, now - timedelta(days=dice.randrange(60)))
            await enrolments.enrol(session, person.id, pillar, figures, when)


async def _plan(
    session: AsyncSession, dice: random.Random, people: Sequence[Person], organiser: Person, now: datetime
) -> None:
    morning = now.replace(hour=2, minute=0, second=0, microsecond=0)
    wednesday = morning + timedelta(days=(2 - morning.weekday()) % 7 + 14)
    gathering = await events.create(
        session,
        created_by=organiser.id,
        now=now,
        title="Silaturahim & Temu Bisnis OPOP",
        description="Bertemu pembeli, pendamping, dan sesama pesantren. Bawa contoh produk terbaik.",
        starts_at=wednesday,
        ends_at=wednesday + timedelta(hours=6),
        place_name="Hotel Grand Dafam Signature, Surabaya",
        latitude=-7.2626,
        longitude=112.7488,
        seats=GUESTS,
        answer_before=wednesday - timedelta(days=4),
    )
    training = await events.create(
        session,
        created_by=organiser.id,
        now=now,
        title="Pelatihan Pengemasan Produk",
        description="Kemasan yang menjual: bahan, label, dan foto dengan HP.",
        starts_at=wednesday - timedelta(days=8),
        ends_at=wednesday - timedelta(days=8, hours=-3),
        place_name="Aula Pesantren Sidogiri, Kab. Pasuruan",
        latitude=None,
        longitude=None,
        seats=40,
        answer_before=None,
    )
    for event, share in ((gathering, 0.8), (training, 0.1)):
        await events.publish(session, event.id, now)
        for person in people:
            if dice.random() < share:
                await events.answer(session, event.id, person.id, dice.choices(list(Answer), (6, 1, 1))[0], now)


def _openings(channel: str, now: datetime) -> list[Departure]:
    """The bot speaks first, so that nobody looks at an empty page."""
    return [
        Departure(channel=channel, chat=chat, priority=0, press=press, send_after=now)
        for chat, press in OPENINGS.items()
    ]
