"""What nobody needs any more goes, a slice at a time; what somebody may still need stays."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, insert, select, update

from bot.maintenance import retention as maintenance_retention
from bot.maintenance.retention import RetentionJobs
from bot.runtime import batch_size
from bot.runtime.runtime import Runtime
from bot.settings.schema import Retention
from models import retention
from models.broadcasts import fanout, lifecycle
from models.broadcasts.progress import Progress, read_progress
from models.broadcasts.tables import Broadcast, BroadcastStatus
from models.db.database import Base, Database, UnreachableError
from models.media import Media
from models.queue.inbox import InboxRow
from models.queue.outbox import OutboxRow, OutboxState
from tests.support.crowds import register, start
from tests.support.filled import MORNING

KEEP = Retention(handled_days=2, report_days=30)


@pytest.fixture(autouse=True)
def small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maintenance_retention, "INITIAL_ROWS", 3)
    for name in ("MIN_ROWS", "MAX_ROWS"):
        monkeypatch.setattr(batch_size, name, 3)


async def keep_house(db: Database, keep: Retention = KEEP, days: float = 0) -> None:
    """A round, so many days after the morning."""
    now = MORNING + timedelta(days=days)
    for job in RetentionJobs(Runtime.create(db, clock=lambda: now), keep).jobs:
        await job(now)


async def number(db: Database, table: type[Base]) -> int:
    async with db.read() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


async def arrive(db: Database, *updates: str, **known: object) -> None:
    usual = {"channel": "test", "chat": "1", "arrived_at": MORNING, "handled_at": MORNING}
    async with db.write() as session:
        await session.execute(insert(InboxRow), [{**usual, "update": update, **known} for update in updates])


async def test_ids_of_handled_messages_go_after_their_days(db: Database) -> None:
    await arrive(db, *map(str, range(10)))
    await keep_house(db, days=2)
    assert await number(db, InboxRow) == 10
    await keep_house(db, days=2.01)
    assert await number(db, InboxRow) == 0


async def test_messages_that_wait_or_that_failed_stay_however_old(db: Database) -> None:
    await arrive(db, "waits", handled_at=None, body="{}")
    await arrive(db, "failed", failure="ValueError", body="{}")
    await arrive(db, *map(str, range(5)))
    await arrive(db, "new", handled_at=MORNING + timedelta(days=99))
    await keep_house(db, days=100)
    async with db.read() as session:
        assert set(await session.scalars(select(InboxRow.update))) == {"waits", "failed", "new"}


async def test_files_go_when_they_have_expired(db: Database) -> None:
    async with db.write() as session:
        for day in (1, 2, 3, 4, 5, 6, None):
            expires = MORNING + timedelta(days=day) if day else None
            created = MORNING + timedelta(days=5)
            session.add(Media(mime="text/plain", content=b"x", expires_at=expires, created_at=created))
    await keep_house(db, days=5.5)
    async with db.read() as session:
        assert set(await session.scalars(select(Media.expires_at))) == {MORNING + timedelta(days=6), None}


async def over(db: Database, *states: OutboxState, status: BroadcastStatus = BroadcastStatus.DONE) -> int:
    """A broadcast that ended in the morning, with one message for each state."""
    await register(db, len(states))
    broadcast_id = await start(db)
    async with db.write() as session:
        await fanout.take_slice(session, broadcast_id, 1000, MORNING)
        rows = await session.scalars(select(OutboxRow.id).order_by(OutboxRow.id))
        for row, state in zip(rows.all(), states, strict=True):
            await session.execute(update(OutboxRow).where(OutboxRow.id == row).values(state=state))
        ended = update(Broadcast).values(status=status, finished_at=MORNING, started_at=MORNING)
        await session.execute(ended)
    return broadcast_id


async def progress(db: Database, broadcast_id: int) -> Progress:
    async with db.read() as session:
        return await read_progress(session, broadcast_id)


STATES = (
    (OutboxState.SENT,) * 5
    + (OutboxState.GONE,) * 2
    + (OutboxState.FAILED, OutboxState.UNKNOWN, OutboxState.CANCELLED)
)


async def test_of_an_old_broadcast_only_the_totals_stay(db: Database) -> None:
    broadcast_id = await over(db, *STATES)
    await keep_house(db, days=29)
    assert await number(db, OutboxRow) == len(STATES)
    before = await progress(db, broadcast_id)
    await keep_house(db, days=31)
    assert await number(db, OutboxRow) == 0
    assert (
        await progress(db, broadcast_id)
        == before
        == Progress(sent=5, gone=2, failed=1, unknown=1, cancelled=1)
    )


async def test_reports_are_kept_for_ever_where_the_settings_say_so(db: Database) -> None:
    await over(db, OutboxState.SENT)
    await keep_house(db, Retention(report_days=0), days=10_000)
    assert await number(db, OutboxRow) == 1


@pytest.mark.parametrize(
    ("state", "status"),
    [
        (OutboxState.WAITING, BroadcastStatus.SENDING),
        (OutboxState.SENT, BroadcastStatus.PAUSED),
        (OutboxState.WAITING, BroadcastStatus.CANCELLED),
        (OutboxState.SENDING, BroadcastStatus.STOPPED),
    ],
)
async def test_a_broadcast_that_is_not_over_keeps_its_recipients(
    db: Database, state: OutboxState, status: BroadcastStatus
) -> None:
    broadcast_id = await over(db, state, status=status)
    await keep_house(db, days=31)
    assert await number(db, OutboxRow) == 1
    async with db.read() as session:
        assert (await session.get_one(Broadcast, broadcast_id)).totals is None


async def test_a_report_whose_end_was_broken_off_is_ended_later(db: Database) -> None:
    broadcast_id = await over(db, *STATES)
    before = await progress(db, broadcast_id)
    async with db.write() as session:
        assert await retention.keep_totals(session, broadcast_id, MORNING + timedelta(days=1))
        assert await retention.drop_recipients(session, broadcast_id, 4)
    assert await progress(db, broadcast_id) == before
    await keep_house(db, days=31)
    assert (await number(db, OutboxRow), await progress(db, broadcast_id)) == (0, before)


async def test_what_failed_is_not_sent_again_where_nobody_knows_to_whom(db: Database) -> None:
    broadcast_id = await over(db, *STATES)
    async with db.write() as session:
        assert await retention.keep_totals(session, broadcast_id, MORNING + timedelta(days=1))
        assert await lifecycle.send_failed_again(session, broadcast_id, MORNING) == 0


async def test_a_reply_that_was_refused_stays(db: Database) -> None:
    async with db.write() as session:
        session.add(OutboxRow(channel="test", chat="1", priority=0, body="{}", state=OutboxState.FAILED))
    await keep_house(db, days=10_000)
    assert await number(db, OutboxRow) == 1


async def test_somebody_who_writes_meanwhile_waits_for_one_slice_only(sqlite: Database) -> None:
    await arrive(sqlite, *map(str, range(60)))
    cleaning = asyncio.create_task(keep_house(sqlite, days=3))
    seen: list[int] = []
    while not cleaning.done():
        async with sqlite.write() as session:
            seen.append(await session.scalar(select(func.count()).select_from(InboxRow)) or 0)
    await cleaning
    assert len(set(seen)) > 5


async def test_one_process_at_a_time(postgresql: Database) -> None:
    await arrive(postgresql, *map(str, range(10)))
    async with postgresql.write() as session:
        assert await retention.alone(session)
        await keep_house(postgresql, days=3)
        assert await number(postgresql, InboxRow) == 10
    await keep_house(postgresql, days=3)
    assert await number(postgresql, InboxRow) == 0


async def test_a_database_that_is_away_is_waited_for(db: Database) -> None:
    tried: list[str] = []
    done = asyncio.Event()

    async def away(_now: datetime) -> None:
        tried.append("away")
        if len(tried) < 3:
            raise UnreachableError
        done.set()

    await arrive(db, "old")
    runtime = Runtime.create(db, clock=lambda: MORNING + timedelta(days=3))
    running = asyncio.create_task(RetentionJobs(runtime, KEEP, [away]).run())
    await done.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert len(tried) == 3
    assert await number(db, InboxRow) == 0
