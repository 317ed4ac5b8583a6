"""The progress of a broadcast: how many of its messages stand where, why some failed, and its report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.broadcasts.tables import Broadcast
from models.people import Person
from models.queue.outbox import OutboxRow, OutboxState, in_state


@dataclass(frozen=True, slots=True)
class RecipientResult:
    """The result of sending to one recipient; `name` is empty where the person is not kept any more."""

    id: int
    person_id: int | None
    name: str
    channel: str
    language: str
    state: str
    """A `models.queue.outbox.OutboxState`."""
    reason: str
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class Progress:
    """The numbers of a broadcast's messages by their state."""

    waiting: int = 0
    sending: int = 0
    sent: int = 0
    gone: int = 0
    failed: int = 0
    unknown: int = 0
    cancelled: int = 0
    to_take: bool = False
    """More recipients are still to come into the outbox."""

    @classmethod
    def of(cls, states: Mapping[str, int]) -> Progress:
        """The progress from `states`: the number at each `OutboxState`."""
        return cls(**cast("dict[str, Any]", states))

    @property
    def total(self) -> int:
        return self.waiting + self.sending + self.finished

    @property
    def finished(self) -> int:
        return self.sent + self.gone + self.failed + self.unknown + self.cancelled


async def read_progress(session: AsyncSession, broadcast_id: int) -> Progress:
    ours = OutboxRow.broadcast_id == broadcast_id
    kept = select(Broadcast.to_take, Broadcast.totals).where(Broadcast.id == broadcast_id)
    to_take, totals = (await session.execute(kept)).one_or_none() or (False, None)
    if totals is not None:
        return Progress.of(totals)
    rows = await session.execute(select(OutboxRow.state, func.count()).where(ours).group_by(OutboxRow.state))
    return Progress(**dict(rows.all()), to_take=bool(to_take))


async def read_failures(session: AsyncSession, broadcast_id: int) -> list[tuple[OutboxState, str, int]]:
    """Reasons why messages failed or may be lost: state, reason in the channel's words, number; most first."""
    count = func.count()
    statement = (
        select(OutboxRow.state, func.coalesce(OutboxRow.reason, ""), count)
        .where(*in_state(broadcast_id, OutboxState.FAILED, OutboxState.UNKNOWN))
        .group_by(OutboxRow.state, OutboxRow.reason)
        .order_by(count.desc(), OutboxRow.reason)
    )
    return [
        (OutboxState(state), reason, number) for state, reason, number in await session.execute(statement)
    ]


async def read_report(
    session: AsyncSession, broadcast_id: int, after_id: int, limit: int
) -> Sequence[RecipientResult]:
    """The result of each message, in the order in which recipients were taken, from after the row `after_id` (0: from
    the first).
    """
    columns = (
        OutboxRow.id,
        OutboxRow.person_id,
        func.coalesce(Person.name, ""),
        OutboxRow.channel,
        func.coalesce(OutboxRow.language, ""),
        OutboxRow.state,
        func.coalesce(OutboxRow.reason, ""),
        OutboxRow.finished_at,
    )
    ours = OutboxRow.broadcast_id == broadcast_id, OutboxRow.id > after_id
    rows = select(*columns).outerjoin(Person, OutboxRow.person_id == Person.id).where(*ours)
    found = await session.execute(rows.order_by(OutboxRow.id).limit(limit))
    return [RecipientResult(*row) for row in found]
