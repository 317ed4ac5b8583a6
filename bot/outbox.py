"""The outbox: messages that wait to be sent, written in the transaction that brought them forth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat import Parcel
from bot.outcomes import Priority
from bot.outgoing import Outgoing
from models.broadcasts import Broadcast
from models.outbox import Departure, State
from models.people import Address


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the outbox that is to be sent now."""

    id: int
    channel: str
    chat: str
    priority: Priority
    message: Outgoing | None
    press: str = ""
    press_ref: str = ""


@dataclass(frozen=True, slots=True)
class Finished:
    """How the sending of one item ended."""

    item: Item
    state: State
    reason: str = ""


async def put(session: AsyncSession, parcels: Sequence[Parcel]) -> list[Item]:
    """Write parcels down. Returns those that may be sent at once, in their order."""
    if not parcels:
        return []
    rows = [
        {
            "channel": parcel.channel,
            "chat": parcel.chat,
            "priority": int(parcel.priority),
            "body": parcel.message.model_dump_json(exclude_defaults=True) if parcel.message else None,
            "press": parcel.press,
            "press_ref": parcel.press_ref,
            "send_after": parcel.send_after,
        }
        for parcel in parcels
    ]
    statement = insert(Departure).returning(Departure.id, sort_by_parameter_order=True)
    ids = (await session.scalars(statement, rows)).all()
    return [
        Item(number, parcel.channel, parcel.chat, parcel.priority, parcel.message)
        for number, parcel in zip(ids, parcels, strict=True)
        if parcel.message
    ]


async def due(session: AsyncSession, channel: str, now: datetime, known: Iterable[int], limit: int) -> list[Item]:
    """The first messages of a channel whose time has come, without those already `known`."""
    skipped = set(known)
    found: list[Item] = []
    for priority in Priority:
        statement = (
            select(Departure, Broadcast.html, Broadcast.photo_id)
            .outerjoin(Broadcast, Departure.broadcast_id == Broadcast.id)
            .where(
                Departure.state == State.WAITING,
                Departure.channel == channel,
                Departure.priority == int(priority),
                Departure.send_after <= now,
            )
            .order_by(Departure.send_after, Departure.id)
            .limit(limit + len(skipped) - len(found))
        )
        for row, html, photo in await session.execute(statement):
            if row.id not in skipped:
                found.append(_item(row, html, photo))
        if len(found) >= limit:
            break
    return found[:limit]


def _item(row: Departure, html: str | None, photo: int | None) -> Item:
    message: Outgoing | None = None
    if row.body is not None:
        message = Outgoing.model_validate_json(row.body)
    elif row.press is None:
        message = Outgoing(html=html or "", photos=[photo] if photo else [])
    return Item(
        row.id, row.channel, row.chat, Priority(row.priority), message, row.press or "", row.press_ref or ""
    )


async def finish(session: AsyncSession, results: Sequence[Finished], now: datetime) -> None:
    """Record how sendings ended. Only broadcasts are kept, for their report."""
    done = [result.item.id for result in results if result.item.priority is not Priority.BROADCAST]
    if done:
        await session.execute(delete(Departure).where(Departure.id.in_(done)))
    kept = [
        {"id": r.item.id, "state": r.state, "reason": r.reason or None, "finished_at": now}
        for r in results
        if r.item.priority is Priority.BROADCAST
    ]
    if kept:
        await session.execute(update(Departure), kept)
    for result in results:
        if result.state is State.GONE:
            await gone(session, result.item.channel, result.item.chat, now)


async def gone(session: AsyncSession, channel: str, chat: str, now: datetime) -> None:
    """Nothing reaches this chat any more; what waits for it is not sent."""
    here = (Address.channel == channel, Address.chat == chat, Address.gone_at.is_(None))
    await session.execute(update(Address).where(*here).values(gone_at=now))
