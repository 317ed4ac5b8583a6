"""Connections to PostgreSQL end in the midst of each kind of work: nothing is lost, and nothing is done twice."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select, text

from bot.app import prepare
from models.broadcasts.tables import Broadcast, BroadcastStatus
from models.db.database import Database
from models.queue.outbox import OutboxRow, OutboxState
from tests.channels.telegram.standin import Standin
from tests.support import crowds, outbox_audit
from tests.support.load_users import Crowd
from tests.support.processes import at_work
from tests.support.programs import configured

PEOPLE, THINK_SECONDS = 12, 1.0
IN_FLIGHT = 64

WORK = {
    "save": "BEFORE INSERT ON inbox",
    "answer": "BEFORE INSERT ON outbox",
    "handled": "AFTER UPDATE ON inbox",
    "claim": "BEFORE UPDATE ON outbox",
    "record": "AFTER DELETE ON outbox",
    "broadcast": "BEFORE UPDATE ON broadcasts",
    "heartbeat": "BEFORE UPDATE ON runs",
    "lease": "BEFORE UPDATE ON leases",
}
"""Each kind, and the statement in which a connection ends."""

COMMITTED = {"commit of an arrival": "inbox", "commit of an answer": "outbox"}
"""Each kind, and the table whose rows are in a transaction that ends while it is committed."""

TIMES = "2, 5"
"""The first time may be before everything is at work."""


async def end_connections(db: Database) -> None:
    """From now on connections end in the midst of work, at the times that are counted by sequences."""
    async with db.write() as session:
        for number, kind in enumerate([*WORK, *COMMITTED]):
            when = (
                f"TRIGGER end_{number} {WORK[kind]}"
                if kind in WORK
                else f"CONSTRAINT TRIGGER end_{number} AFTER INSERT ON {COMMITTED[kind]} DEFERRABLE INITIALLY DEFERRED"
            )
            ends = f"IF nextval('times_{number}') IN ({TIMES}) THEN PERFORM pg_terminate_backend(pg_backend_pid())"
            body = f"$$BEGIN {ends}; END IF; RETURN coalesce(NEW, OLD); END$$"
            await session.execute(text(f"CREATE SEQUENCE times_{number}"))
            await session.execute(
                text(f"CREATE FUNCTION end_{number}() RETURNS trigger LANGUAGE plpgsql AS {body}")
            )
            await session.execute(text(f"CREATE {when} FOR EACH ROW EXECUTE FUNCTION end_{number}()"))


async def counted(db: Database) -> dict[str, int]:
    """Count of the beginnings of each kind of work."""
    async with db.read() as session:
        return {
            kind: await session.scalar(text(f"SELECT last_value FROM times_{number}")) or 0
            for number, kind in enumerate([*WORK, *COMMITTED])
        }


@pytest.mark.long
async def test_connections_end_in_the_midst_of_each_kind_of_work(
    postgresql: Database, tmp_path: Path
) -> None:
    await prepare(postgresql)
    await crowds.register(postgresql, PEOPLE)
    await outbox_audit.keep_ledger(postgresql)
    await end_connections(postgresql)
    async with Standin() as standin:
        config = configured(standin, tmp_path, database=postgresql.url)
        async with at_work(config, postgresql, all=2) as team:
            async with Crowd(standin, PEOPLE, THINK_SECONDS) as crowd:
                await crowd.got(PEOPLE)
                number = await crowds.start(postgresql)
                await crowd.got(3 * PEOPLE)
                while await status(postgresql, number) is BroadcastStatus.SENDING:
                    await crowd.talks_for(0.1)
            await team.complete()
            await team.stop()
        announced = Counter(
            event["chat"]
            for event in standin.world.events
            if event["kind"] == "message" and "Pendaftaran" in event["text"]
        )
        assert standin.violations == []
    assert set(announced.values()) <= {1}
    async with postgresql.write() as session:
        states = Counter(await session.scalars(select(OutboxRow.state)))
        assert states.total() == PEOPLE
        assert states.keys() <= {OutboxState.SENT, OutboxState.UNKNOWN}
        await session.execute(text("TRUNCATE outbox"))
        await session.execute(text("DELETE FROM ledger WHERE cause = ''"))
    assert len(announced) >= states[OutboxState.SENT]
    times = await counted(postgresql)
    print(times)
    assert {kind for kind, count in times.items() if count < 5} <= {"lease", "broadcast"}
    await crowd.kept_once(postgresql)
    assert crowd.doubles <= 2 * len(times) * IN_FLIGHT
    assert not any("Traceback" in log for log in team.logs.values())


async def status(db: Database, number: int) -> BroadcastStatus:
    async with db.read() as session:
        return (await session.get_one(Broadcast, number)).status
