"""The right to see everything that is kept, and to have it taken away."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import ForeignKey, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from models import drafts, enrolments, event_notices, events, invitations, personal_data, seed
from models.broadcasts import content, lifecycle
from models.broadcasts.audience import Audience
from models.broadcasts.progress import read_progress
from models.broadcasts.tables import Broadcast, BroadcastStatus
from models.db.database import Database
from models.db.personal import InChats
from models.drafts import Draft, DraftRow
from models.enrolments import Pillar
from models.erasure import erase, export, kept, signed
from models.events import Event, Rsvp, RsvpAnswer
from models.media import Media, MediaRef
from models.people import Address, Consent, Person, Role
from models.pesantren import propose
from models.queue.inbox import InboxRow
from models.queue.outbox import OutboxRow, OutboxState
from models.registry import all_tables
from models.topics import Topic, TopicOptOut
from models.webchat import PageMedia, PageMenu, PageMessage
from tests.models.village import NOW, event, product, send_out

NAMELESS = {"regions", "broadcast_bodies", "runs", "leases"}
"""Tables in which there is nothing about people, or nothing that another one does not have."""
MARKS = "phone chat page 1 draft photo file product need said typed failed waiting notice"
SHARED = "Bazar"
"""What people write for the programme; it stays."""


@pytest.fixture
async def village(db: Database) -> Database:
    """Zubaidah and Hasan (1 and 2), who both did everything that can be done."""
    async with db.write() as session:
        await seed.regions_and_pesantren(session)
        meeting = await event(session, seats=2)
        for name in ("Zubaidah", "Hasan"):
            await does_everything(session, name, meeting)
        for name in ("Zubaidah", "Hasan"):
            await sends_a_broadcast(session, name)
    return db


async def does_everything(session: AsyncSession, name: str, meeting: Event) -> None:
    """Whatever is only this person's begins with their name."""
    who = await signs_up(session, name)
    photo, upload = await photos(session, name, who)
    await product(session, who, name=f"{name} product", photos=[photo])
    await enrolments.enrol(session, who.id, Pillar.SOSIOPRENEUR, {"reached": 30, "need": f"{name} need"}, NOW)
    await events.answer(session, meeting.id, who.id, RsvpAnswer.YES, NOW)
    await redeems(session, who)
    await propose(session, f"{SHARED} {who.id}", "3514", who.id, NOW)
    own = await event(session, title=SHARED)
    own.created_by = who.id
    await event_notices.add_cancellation(session, own.id, by=who.id, send_at=NOW, now=NOW)
    await talks(session, name, upload)


async def signs_up(session: AsyncSession, name: str) -> Person:
    who = Person(name=name, phone=f"{name} phone", region_code="3514", pesantren_id=1, created_at=NOW)
    session.add(who)
    await session.flush()
    page = Address(person_id=who.id, channel="page", chat=f"{name} page", created_at=NOW)
    phone = Address(person_id=who.id, channel="telegram", chat=f"{name} chat", created_at=NOW)
    consent = Consent(person_id=who.id, version=f"{name} 1", channel="page", language="id", given_at=NOW)
    session.add_all([page, phone, consent])
    await session.flush()
    draft = Draft(page.id, "product", "", NOW, id=page.id, answers={"name": f"{name} draft"})
    await drafts.save(session, [draft])
    return who


async def photos(session: AsyncSession, name: str, who: Person) -> tuple[int, int]:
    """One of their own, and one that they uploaded though nothing had asked for it."""
    own, upload = Media(mime="image/jpeg", owner_id=who.id, name=f"{name} photo"), Media(mime="image/jpeg")
    upload.name = f"{name} upload"
    session.add_all([own, upload])
    await session.flush()
    session.add(MediaRef(media_id=own.id, channel="telegram", ref=f"{name} file"))
    session.add_all([PageMedia(media_id=own.id), PageMedia(media_id=upload.id)])
    return own.id, upload.id


async def redeems(session: AsyncSession, who: Person) -> None:
    await invitations.redeem(session, await invitations.create(session, Role.ADMIN, NOW), who, NOW)


async def talks(session: AsyncSession, name: str, upload: int) -> None:
    phone = {"channel": "telegram", "chat": f"{name} chat"}
    arrival = {**phone, "arrived_at": NOW}
    session.add_all(
        [
            PageMessage(chat=f"{name} page", mine=True, body={"text": f"{name} said", "photos": [upload]}),
            PageMenu(chat=f"{name} page", commands=[{"name": "produk"}]),
            InboxRow(
                **arrival,
                update=f"1{len(name)}",
                handled_at=NOW,
                body=f"{name} typed",
                failure=f"{name} failed",
            ),
            InboxRow(**arrival, update=f"2{len(name)}", body=f"{name} waiting"),
            OutboxRow(**phone, priority=0, body=f"{name} notice"),
        ]
    )
    await session.flush()


async def sends_a_broadcast(session: AsyncSession, name: str) -> None:
    who = await session.scalar(select(Person).where(Person.name == name))
    assert who is not None
    photo, document = Media(mime="image/jpeg", owner_id=who.id), Media(mime="text/csv", owner_id=who.id)
    session.add_all([photo, document])
    await session.flush()
    draft = await lifecycle.draft(
        session, created_by=who.id, html=SHARED, audience=Audience(), now=NOW, photo_id=photo.id
    )
    draft.document_id, draft.approved_by = document.id, who.id
    await content.write(session, draft.id, "jv", f"{SHARED} jv")
    await send_out(session, draft)
    await content.answer(session, draft.id, who.id, 1, NOW)
    session.add(TopicOptOut(person_id=who.id, topic=Topic.MARKET, since=NOW))


def test_every_table_is_known_to_hold_people_or_not() -> None:
    known = {table.__tablename__ for table in (*kept(1), *signed(1))}
    assert set(all_tables().tables) - known == NAMELESS


def undeclared(table: type[Any]) -> list[str]:
    """The columns by which a table refers to a person, and of which it says nothing."""
    declared = {said.column for said in vars(table).get("__personal__", ()) if not isinstance(said, InChats)}
    return [
        column.name
        for column in table.__table__.columns
        if any(key.target_fullname in ("people.id", "addresses.id") for key in column.foreign_keys)
        and column.name not in declared
    ]


def test_every_table_says_what_of_it_is_personal() -> None:
    for name, table in personal_data.tables().items():
        assert "__personal__" in vars(table), name
        assert undeclared(table) == [], name


def test_a_table_that_refers_to_a_person_and_says_nothing_is_found() -> None:
    class Apart(DeclarativeBase):
        pass

    class Wish(Apart):
        __tablename__ = "wishes"
        id: Mapped[int] = mapped_column(primary_key=True)
        person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))

    assert undeclared(Wish) == ["person_id"]


async def test_an_export_has_something_of_every_table_and_nothing_of_others(village: Database) -> None:
    async with village.read() as session:
        found = await export(session, 1)
    assert set(found) == set(all_tables().tables) - NAMELESS
    text = json.dumps(found)
    assert "Hasan" not in text
    for what in MARKS.split():
        assert f"Zubaidah {what}" in text


async def test_an_export_can_be_read_without_the_database(village: Database) -> None:
    async with village.read() as session:
        found = await export(session, 1)
    [who], [rsvp], [measure] = found["people"], found["rsvps"], found["measures"]
    assert (who["name"], who["region"], who["pesantren"]) == ("Zubaidah", "Kab. Pasuruan", "Sidogiri")
    assert who["created_at"] == "2026-11-24T03:00:00+00:00"
    assert (rsvp["event"], rsvp["answer"]) == ("Temu Bisnis", "yes")
    assert (measure["enrolment"], measure["name"], measure["value"]) == ("sosiopreneur", "reached", 30)
    [silence], [answer] = found["silences"], found["broadcast_answers"]
    assert silence == {"topic": "pasar", "since": "2026-11-24T03:00:00+00:00"}
    assert (answer["broadcast"], answer["choice"]) == (SHARED, 1)
    assert found["broadcast_texts"] == [{"broadcast": SHARED, "language": "jv", "html": f"{SHARED} jv"}]


async def test_after_an_erasure_nothing_in_the_database_is_theirs(village: Database) -> None:
    before = await everything(village)
    assert before.count("Zubaidah") > 15
    await erase_first(village)
    after = await everything(village)
    assert "Zubaidah" not in after.replace("Zubaidah waiting", "")
    assert after.count("Hasan") == before.count("Hasan")
    async with village.read() as session:
        assert await export(session, 1) == {}


async def test_what_others_have_is_left_as_it_was(village: Database) -> None:
    async with village.read() as session:
        before = await export(session, 2)
    await erase_first(village)
    async with village.read() as session:
        assert await export(session, 2) == before


async def test_what_was_made_for_the_programme_stays_without_a_name(village: Database) -> None:
    await erase_first(village)
    async with village.read() as session:
        for _table, column in personal_data.signatures():
            signers = set(await session.scalars(select(column)))
            assert 1 not in signers
            assert None in signers
        [broadcast] = await session.scalars(select(Broadcast).where(Broadcast.created_by.is_(None)))
        photo = await session.get_one(Media, broadcast.photo_id)
        document = await session.get_one(Media, broadcast.document_id)
        assert (broadcast.html, photo.owner_id, document.owner_id) == (SHARED, None, None)
        assert await content.texts(session, broadcast.id) == {"jv": f"{SHARED} jv"}


async def test_the_seats_of_somebody_who_left_are_free(village: Database) -> None:
    await erase_first(village)
    async with village.read() as session:
        meeting = await session.get_one(Event, 1)
        coming = await session.scalar(
            select(func.count()).where(Rsvp.event_id == 1, Rsvp.answer == RsvpAnswer.YES)
        )
    assert (meeting.taken, coming) == (1, 1)


async def test_reports_of_broadcasts_keep_their_numbers_and_nothing_more_is_sent(village: Database) -> None:
    await erase_first(village)
    async with village.read() as session:
        for broadcast_id in (1, 2):
            progress = await read_progress(session, broadcast_id)
            assert (progress.waiting, progress.cancelled) == (1, 1)
        waiting = select(OutboxRow.chat).where(OutboxRow.state == OutboxState.WAITING)
        assert set(await session.scalars(waiting)) == {"Hasan chat"}
    await erase_second(village)
    async with village.read() as session:
        assert set(await session.scalars(select(Broadcast.status))) == {BroadcastStatus.DONE}


async def test_somebody_who_approved_the_broadcast_of_another_has_it_in_the_export(village: Database) -> None:
    async with village.write() as session:
        await session.execute(update(Broadcast).where(Broadcast.created_by == 2).values(approved_by=1))
        found = await export(session, 1)
    assert len(found["broadcasts"]) == 2


async def test_the_conversation_in_which_somebody_leaves_can_be_finished(village: Database) -> None:
    async with village.write() as session:
        who = await session.get_one(Person, 1)
        reached = (await session.scalars(select(Address).where(Address.person_id == 1))).all()
        left = (await session.scalars(select(DraftRow))).all()
        await erase(session, 1, NOW)
        assert who.language == "id"
        assert [address.channel for address in reached] == ["page", "telegram"]
        assert len(left) == 2
    await erase_first(village)


async def test_who_comes_back_is_a_new_person(sqlite: Database) -> None:
    async with sqlite.write() as session:
        await seed.regions_and_pesantren(session)
        first = await signs_up(session, "Zubaidah")
        await erase(session, first.id, NOW)
        second = await signs_up(session, "Zubaidah")
    assert second.id > first.id


async def erase_second(db: Database) -> None:
    async with db.write() as session:
        await erase(session, 2, NOW)


async def erase_first(db: Database) -> None:
    async with db.write() as session:
        await erase(session, 1, NOW)


async def everything(db: Database) -> str:
    """All rows of all tables as one text."""
    async with db.read() as session:
        rows = [row for table in all_tables().sorted_tables for row in await session.execute(select(table))]
    return "\n".join(map(str, rows))
