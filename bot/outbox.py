"""The outbox: messages that wait to be sent, written in the transaction that brought them forth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, insert, select, update
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


async def put(session: AsyncSession, parcels: Sequence[Parcel], now: datetime) -> list[Item]:
    """Write parcels down. Returns the messages that may go at once, in their order: they are claimed already, for
    the sender that they are handed to.
    """
    if not parcels:
        return []
    at_once = [parcel.message is not None and parcel.send_after <= now for parcel in parcels]
    rows = [
        {
            "channel": parcel.channel,
            "chat": parcel.chat,
            "priority": int(parcel.priority),
            "body": parcel.message.model_dump_json(exclude_defaults=True) if parcel.message else None,
            "press": parcel.press,
            "press_ref": parcel.press_ref,
            "state": State.SENDING if ready else State.WAITING,
            "send_after": parcel.send_after,
        }
        for parcel, ready in zip(parcels, at_once, strict=True)
    ]
    statement = insert(Departure).returning(Departure.id, sort_by_parameter_order=True)
    ids = (await session.scalars(statement, rows)).all()
    return [
        Item(number, parcel.channel, parcel.chat, parcel.priority, parcel.message)
        for number, parcel, ready in zip(ids, parcels, at_once, strict=True)
        if ready and parcel.message
    ]


async def any_due(session: AsyncSession, channel: str, now: datetime) -> bool:
    return await session.scalar(select(Departure.id).where(*_due(channel, now)).limit(1)) is not None


async def claim(session: AsyncSession, channel: str, now: datetime, limit: int) -> list[Item]:
    """Take the first messages of a channel whose time has come, so that nobody else does."""
    order = (Departure.priority, Departure.send_after, Departure.id)
    statement = (
        select(Departure, Broadcast.html, Broadcast.photo_id)
        .outerjoin(Broadcast, Departure.broadcast_id == Broadcast.id)
        .where(*_due(channel, now), Departure.press.is_(None))
        .order_by(*order)
        .limit(limit)
    )
    rows = (await session.execute(statement)).tuples().all()
    taken = update(Departure).where(Departure.id.in_([row.id for row, _html, _photo in rows]))
    if rows:
        await session.execute(taken.values(state=State.SENDING))
    return [_item(row, html, photo) for row, html, photo in rows]


async def recover(session: AsyncSession) -> None:
    """After a stop: what was being sent is sent again, but for broadcasts, which might arrive twice."""
    left = update(Departure).where(Departure.state == State.SENDING)
    broadcast = Departure.priority == int(Priority.BROADCAST)
    await session.execute(left.where(broadcast).values(state=State.UNKNOWN, reason="stopped while sending"))
    await session.execute(left.where(~broadcast).values(state=State.WAITING))


def _due(channel: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return Departure.state == State.WAITING, Departure.channel == channel, Departure.send_after <= now


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
