"""The rights over one's own data: to see all of it, and to have it taken away.

Which rows are a person's, and where else a person is named, each table declares (`models.db.personal`).
"""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import Column, ColumnElement, LargeBinary, delete, inspect, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from models import personal_data, subscriptions
from models.broadcasts.tables import Broadcast
from models.db import sqlite_traces
from models.db.database import Base
from models.db.personal import InChats, OwnedBy
from models.enrolments import Enrolment
from models.events import Event, Rsvp, RsvpAnswer
from models.media import Media
from models.pesantren import Pesantren
from models.products import Product
from models.queue.inbox import InboxRow
from models.queue.outbox import OutboxRow
from models.regions import Region
from models.registry import all_tables
from models.webchat import PageMessage

NAMES: dict[str, tuple[type[Base], str]] = {
    "regions": (Region, "label"),
    "pesantren": (Pesantren, "name"),
    "events": (Event, "title"),
    "products": (Product, "name"),
    "enrolments": (Enrolment, "pillar"),
    "broadcasts": (Broadcast, "html"),
}
"""Tables with the column by which a row is called where another one refers to it."""


def kept(person_id: int) -> dict[type[Base], ColumnElement[bool]]:
    """The rows that are a person's, each table before those that it refers to, and before those that tell the chats."""
    tables = personal_data.tables()
    in_order = [tables[table.name] for table in reversed(all_tables().sorted_tables)]
    in_chats = [table for table in in_order if personal_data.of_kind(table, InChats)]
    others = [table for table in in_order if table not in in_chats and personal_data.of_kind(table, OwnedBy)]
    return {table: personal_data.owned(table, person_id) for table in (*in_chats, *others)}


def signed(person_id: int) -> dict[type[Base], ColumnElement[bool]]:
    """The rows that a person made for the programme, with their parts."""
    tables = personal_data.tables().values()
    found = {table: personal_data.signed(table, person_id) for table in tables}
    return {table: theirs for table, theirs in found.items() if theirs is not None}


async def export(session: AsyncSession, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Everything that is kept about a person, fit for JSON: table → rows, each a column → value.

    Keys between tables become names, or are left out, and so is the content of photos and files.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for table, theirs in (kept(person_id) | signed(person_id)).items():
        rows = (
            await session.scalars(select(table).where(theirs).order_by(*inspect(table).primary_key))
        ).all()
        found[table.__tablename__] = [await _readable(session, row) for row in rows]
    return {name: rows for name, rows in reversed(found.items()) if rows}


async def erase(session: AsyncSession, person_id: int, now: datetime) -> None:
    """Take away everything that is kept about a person. The seats that they had taken are free again.

    Contents that only their rows named are deleted later: to ask a folder or a bucket for it would take too long here.
    Nothing of it is left in SQLite's files soon after the commit (`models.db.sqlite_traces`).
    """
    await sqlite_traces.mark(session)
    await _free_seats(session, person_id)
    await _claim_uploads(session, person_id)
    await subscriptions.withdraw(session, person_id, now)
    await _spare_what_others_need(session, person_id)
    for table, theirs in kept(person_id).items():
        await session.execute(delete(table).where(theirs))


async def _readable(session: AsyncSession, row: Base) -> dict[str, Any]:
    found: dict[str, Any] = {}
    mapped = inspect(type(row))
    numbered = len(mapped.primary_key) == 1
    for attribute in mapped.column_attrs:
        column = attribute.columns[0]
        if isinstance(column, Column) and column.foreign_keys:
            found |= await _named(session, column, getattr(row, attribute.key))
        elif not (column.primary_key and numbered) and not isinstance(column.type, LargeBinary):
            found[attribute.key] = _plain(getattr(row, attribute.key))
    return found


async def _named(session: AsyncSession, column: Column[Any], key: object) -> dict[str, Any]:
    """{"region": "Kab. Pasuruan"} for the column `region_code`; nothing where the row has no name."""
    [foreign] = column.foreign_keys
    target = foreign.column.table.name
    if target not in NAMES:
        return {}
    table, name = NAMES[target]
    row = await session.get(table, key) if key is not None else None
    return {column.name.rpartition("_")[0]: _plain(getattr(row, name, None))}


def _plain(value: object) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, datetime) else value


async def _free_seats(session: AsyncSession, person_id: int) -> None:
    taken = select(Rsvp.event_id).where(Rsvp.person_id == person_id, Rsvp.answer == RsvpAnswer.YES)
    await session.execute(update(Event).where(Event.id.in_(taken)).values(taken=Event.taken - 1))


async def _claim_uploads(session: AsyncSession, person_id: int) -> None:
    """Photos that were uploaded on the page, though no question asked for them."""
    theirs = select(PageMessage.body).where(kept(person_id)[PageMessage], PageMessage.mine)
    photos = [photo for body in await session.scalars(theirs) for photo in body.get("photos", ())]
    nobodys = update(Media).where(Media.id.in_(photos), Media.owner_id.is_(None))
    await session.execute(nobodys.values(owner_id=person_id))


async def _spare_what_others_need(session: AsyncSession, person_id: int) -> None:
    """Reports of broadcasts, ids that are not to be handled twice, and what was made for the programme."""
    theirs = kept(person_id)
    sent = update(OutboxRow).where(OutboxRow.person_id == person_id, OutboxRow.broadcast_id.is_not(None))
    await session.execute(sent.values(chat="", person_id=None))
    handled = update(InboxRow).where(theirs[InboxRow], InboxRow.handled_at.is_not(None))
    await session.execute(handled.values(body=None, failure=None))
    await session.execute(update(InboxRow).where(theirs[InboxRow]).values(chat=""))
    for column in (Broadcast.photo_id, Broadcast.document_id):
        shown = select(column).where(column.is_not(None))
        await session.execute(update(Media).where(theirs[Media], Media.id.in_(shown)).values(owner_id=None))
    for table, column in personal_data.signatures():
        await session.execute(update(table).where(column == person_id).values({column: None}))
