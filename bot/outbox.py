"""The outbox: messages that wait to be sent, written in the transaction that brought them forth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat import Parcel
from bot.outcomes import Priority
from bot.outgoing import Outgoing
from models import broadcasts
from models.broadcasts import Broadcast, Status
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
    broadcast_id: int | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """How the sending of one item ended."""

    item: Item
    state: State
    reason: str = ""


async def put(session: AsyncSession, parcels: Sequence[Parcel], now: datetime) -> list[Item]:
    """Write parcels down. Returns the messages that may go at once, in their order: they are claimed already,
    for the sender that they are handed to.
    """
    parcels = await _not_twice(session, parcels)
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
    ids = await _inserted(session, rows)
    return [
        Item(number, parcel.channel, parcel.chat, parcel.priority, parcel.message)
        for number, parcel, ready in zip(ids, parcels, at_once, strict=True)
        if ready and parcel.message
    ]


async def _inserted(session: AsyncSession, rows: list[dict[str, Any]]) -> Sequence[int]:
    """The ids of new rows, in the order of `rows`.

    SQLite counts up through the rows of one statement, so sorting puts its ids in order; SQLAlchemy does not rely
    on that and would insert one row after the other.
    """
    statement = insert(Departure.__table__)  # type: ignore[arg-type]  # the table itself, without the mapper's work
    key = Departure.__table__.c.id
    if session.get_bind().dialect.name == "sqlite":
        return sorted(await session.scalars(statement.returning(key), rows))
    return (await session.scalars(statement.returning(key, sort_by_parameter_order=True), rows)).all()


async def _not_twice(session: AsyncSession, parcels: Sequence[Parcel]) -> list[Parcel]:
    """Without the presses that are to wait only `once` and that wait already."""
    once = [parcel for parcel in parcels if parcel.once]
    if not once:
        return list(parcels)
    columns = (Departure.channel, Departure.chat, Departure.press, Departure.press_ref)
    same = Departure.press.in_({parcel.press for parcel in once})
    waiting = {tuple(row) for row in await session.execute(select(*columns).where(same))}
    kept: list[Parcel] = []
    for parcel in parcels:
        place = (parcel.channel, parcel.chat, parcel.press, parcel.press_ref)
        if parcel.once and place in waiting:
            continue
        waiting.add(place)
        kept.append(parcel)
    return kept


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
        .with_for_update(of=Departure, skip_locked=True)
    )
    rows = (await session.execute(statement)).all()
    taken = update(Departure).where(Departure.id.in_([row.id for row, _html, _photo in rows]))
    if rows:
        await session.execute(taken.values(state=State.SENDING))
    return [_item(row, html, photo) for row, html, photo in rows]


async def recover(session: AsyncSession, now: datetime) -> None:
    """After a stop: what was being sent is sent again, but for broadcasts, which might arrive twice."""
    left = update(Departure).where(Departure.state == State.SENDING)
    broadcast = Departure.priority == int(Priority.BROADCAST)
    await session.execute(left.where(broadcast).values(state=State.UNKNOWN, reason="stopped while sending"))
    await session.execute(left.where(~broadcast).values(state=State.WAITING))
    running = select(Broadcast.id).where(Broadcast.status == Status.SENDING)
    for broadcast_id in (await session.scalars(running)).all():
        await broadcasts.finish(session, broadcast_id, now)


async def release(session: AsyncSession, channels: Collection[str]) -> None:
    """At a stop, when nothing is under way any more: what was claimed and not sent waits again."""
    claimed = Departure.state == State.SENDING, Departure.channel.in_(channels)
    await session.execute(update(Departure).where(*claimed).values(state=State.WAITING))


def _due(channel: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return Departure.state == State.WAITING, Departure.channel == channel, Departure.send_after <= now


def _item(row: Departure, html: str | None, photo: int | None) -> Item:
    message: Outgoing | None = None
    if row.body is not None:
        message = Outgoing.model_validate_json(row.body)
    elif row.press is None:
        message = Outgoing(html=html or "", photos=[photo] if photo else [])
    return Item(
        row.id,
        row.channel,
        row.chat,
        Priority(row.priority),
        message,
        row.press or "",
        row.press_ref or "",
        row.broadcast_id,
    )


async def finish(session: AsyncSession, results: Sequence[Finished], now: datetime) -> None:
    """Record how sendings ended. Only broadcasts are kept, for their report; the last message ends them."""
    done = [result.item.id for result in results if result.item.priority is not Priority.BROADCAST]
    if done:
        await session.execute(delete(Departure).where(Departure.id.in_(done)))
    kept = defaultdict[tuple[State, str], list[int]](list)
    for result in results:
        if result.item.priority is Priority.BROADCAST:
            kept[result.state, result.reason].append(result.item.id)
    for (state, reason), ids in kept.items():
        ended = update(Departure).where(Departure.id.in_(ids))
        await session.execute(ended.values(state=state, reason=reason or None, finished_at=now))
    for broadcast_id in {r.item.broadcast_id for r in results if r.item.broadcast_id is not None}:
        await broadcasts.finish(session, broadcast_id, now)
    for result in results:
        if result.state is State.GONE:
            await gone(session, result.item.channel, result.item.chat, now)


async def gone(session: AsyncSession, channel: str, chat: str, now: datetime) -> None:
    """Nothing reaches this chat any more, until its person writes again."""
    here = (Address.channel == channel, Address.chat == chat, Address.gone_at.is_(None))
    await session.execute(update(Address).where(*here).values(gone_at=now))
