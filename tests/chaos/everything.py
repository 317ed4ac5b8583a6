"""Everything at once: 4 workers, 2 web, 2 senders and 300 people on PostgreSQL, while processes are killed and stand
still, connections to the database end, and Telegram answers 502 or slowly; one person floods, and broadcasts go out.

    python -m tests.chaos.everything --seconds 600 --seed 7

Nothing is lost, nothing is handled twice, no broadcast comes twice, each chat keeps its order, and nobody waits longer
than `MAX_WAIT` beyond the time in which the stand-in itself refused. It prints what happened when, and fails with the
first thing that does not hold. The same seed plans the same disturbances.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
from collections import Counter
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

from sqlalchemy import func, select, text

from bot.app import prepare
from bot.messages.outgoing import OutgoingMessage
from models.broadcasts import lifecycle
from models.broadcasts.audience import Audience
from models.broadcasts.tables import RUNNING, Broadcast
from models.db.database import Database, utcnow
from models.drafts import DraftRow
from models.queue.inbox import InboxRow
from models.queue.outbox import OutboxRow
from tests.channels.telegram.standin import Standin
from tests.support import crowds, databases, outbox_audit
from tests.support.load_users import Crowd
from tests.support.processes import Team, at_work
from tests.support.programs import configured

MAX_WAIT = 20.0
"""Seconds that anybody waits, beyond those in which the stand-in refused."""

THINK_SECONDS, TRAVEL_SECONDS = 8.0, 0.1
FLOOD_PER_SECOND = 8
BETWEEN_SECONDS = 4.0, 8.0
FROZEN_SECONDS = 3.0, 15.0
REFUSED_SECONDS = 2.0, 5.0
BROADCAST_SECONDS = 20.0
LAST_SECONDS = 120.0

_END_ONE = text(
    """
    SELECT count(pg_terminate_backend(pid)) FROM (
        SELECT pid FROM pg_stat_activity
        WHERE datname = current_database() AND application_name LIKE 'santribot%' AND pid <> pg_backend_pid()
        AND application_name <> :own ORDER BY md5(concat(pid, CAST(:salt AS text))) LIMIT 3
    ) AS chosen
    """
)


@dataclass
class Disturbances:
    """Does harm, one thing after the other, as its seed plans."""

    team: Team
    standin: Standin
    db: Database
    chance: random.Random
    begin: float = field(default_factory=monotonic)
    done: Counter[str] = field(default_factory=Counter)
    refused: list[tuple[float, float]] = field(default_factory=list)
    """Times in which the stand-in refused or was slow, by the monotonic clock."""

    async def run(self, seconds: float) -> None:
        kinds: list[Callable[[], Coroutine[Any, Any, None]]] = [
            self.kill,
            self.freeze,
            self.end_connections,
            self.gateway,
            self.slow,
        ]
        end = monotonic() + seconds
        while monotonic() < end:
            for kind in self.chance.sample(kinds, len(kinds)):
                await asyncio.sleep(self.chance.uniform(*BETWEEN_SECONDS))
                if monotonic() > end:
                    break
                await kind()
                self.done[kind.__name__] += 1

    async def kill(self) -> None:
        name = self._victim()
        self._say(f"kill {name}")
        await self.team.kill(name)
        await self.team.complete()

    async def freeze(self) -> None:
        name, seconds = self._victim(), self.chance.uniform(*FROZEN_SECONDS)
        self._say(f"{name} stands still for {seconds:.1f} s")
        self.team.programs[name].freeze()
        try:
            await asyncio.sleep(seconds)
        finally:
            self.team.programs[name].thaw()
        await self.team.complete()

    async def end_connections(self) -> None:
        self._say("some connections to the database end")
        own = f"santribot {self.db.number}"
        async with self.db.write() as session:
            await session.execute(_END_ONE, {"salt": str(self.chance.random()), "own": own})

    async def gateway(self) -> None:
        self._say("Telegram answers 502")
        await self._refuse(gateway=0.5)

    async def slow(self) -> None:
        self._say("Telegram is slow")
        await self._refuse(delay=2.0)

    async def _refuse(self, **faults: float) -> None:
        begin, usual = monotonic(), {name: getattr(self.standin.faults, name) for name in faults}
        self.standin.faults.set(dict(faults))
        try:
            await asyncio.sleep(self.chance.uniform(*REFUSED_SECONDS))
        finally:
            self.standin.faults.set(usual)
            self.refused.append((begin, monotonic()))

    def _victim(self) -> str:
        return self.chance.choice(sorted(self.team.programs))

    def _say(self, what: str) -> None:
        print(f"{monotonic() - self.begin:6.1f} s  {what}", flush=True)


async def everything(db: Database, folder: Path, seconds: float, seed: int, people: int) -> None:
    await prepare(db)
    await crowds.register(db, people + 1)
    await outbox_audit.keep_ledger(db)
    async with Standin() as standin:
        standin.faults.delay = TRAVEL_SECONDS
        config = configured(standin, folder, database=db.url)
        async with at_work(config, db, worker=4, web=2, sender=2) as team:
            harm = Disturbances(team, standin, db, random.Random(seed))
            async with Crowd(standin, people, THINK_SECONDS, seed) as crowd:
                beside = [asyncio.create_task(flood(standin, people)), asyncio.create_task(announce(db))]
                doing = asyncio.create_task(harm.run(seconds))
                while not doing.done():
                    await crowd.talks_for(0.5)
                doing.result()
                floods = (await stopped(beside))[0]
            await all_done(db)
            await team.complete()
            await team.stop()
            logs = team.logs
        report(crowd, harm, floods)
        await holds(db, standin, crowd, harm, logs)


async def flood(standin: Standin, number: int) -> int:
    """One more person says something many times a second; how often it was."""
    phone, count = standin.person(crowds.FIRST_ID + number), 0
    with suppress(asyncio.CancelledError):
        while True:
            count += 1
            await phone.says(f"/banjir{count}")
            await asyncio.sleep(1 / FLOOD_PER_SECOND)
    return count


async def announce(db: Database) -> int:
    """Broadcasts go out to everybody, one after the other; their number."""
    count = 0
    with suppress(asyncio.CancelledError):
        while True:
            await asyncio.sleep(BROADCAST_SECONDS)
            count += 1
            html = f"Siaran nomor {count}."
            with suppress(Exception):
                async with db.write() as session:
                    draft = await lifecycle.draft(
                        session, created_by=None, html=html, audience=Audience(), now=utcnow()
                    )
                    body = OutgoingMessage(html=html).model_dump_json(exclude_defaults=True)
                    await lifecycle.start(session, draft, {"id": body}, utcnow())
    return count


async def stopped(tasks: list[asyncio.Task[int]]) -> list[int]:
    for task in tasks:
        task.cancel()
    return await asyncio.gather(*tasks)


async def all_done(db: Database) -> None:
    """Wait until nothing waits any more."""
    waiting = (
        select(func.count()).select_from(InboxRow).where(InboxRow.handled_at.is_(None)),
        select(func.count()).select_from(OutboxRow).where(OutboxRow.broadcast_id.is_(None)),
        select(func.count()).select_from(Broadcast).where(Broadcast.status.in_(RUNNING)),
    )
    async with asyncio.timeout(LAST_SECONDS):
        while True:
            async with db.read() as session:
                if not any([await session.scalar(count) for count in waiting]):
                    return
            await asyncio.sleep(0.2)


def overlap(wait: tuple[float, float], refused: list[tuple[float, float]]) -> float:
    """Seconds of a wait in which the stand-in refused."""
    return sum(max(0.0, min(wait[1], end) - max(wait[0], begin)) for begin, end in refused)


def longest_wait(crowd: Crowd, harm: Disturbances) -> float:
    waits = [wait for talker in crowd.talkers for wait in talker.waits]
    return max(end - begin - overlap((begin, end), harm.refused) for begin, end in waits)


def broadcasts_got(standin: Standin) -> Counter[tuple[int, str]]:
    """Count of each broadcast in each chat."""
    sent = [event for event in standin.world.events if event["kind"] == "message"]
    return Counter((event["chat"], event["text"]) for event in sent if "Siaran nomor" in event["text"])


def report(crowd: Crowd, harm: Disturbances, floods: int) -> None:
    print(f"{crowd.said} messages and {floods} of the flooder; {dict(harm.done)}")
    print(f"{crowd.doubles} messages more than were expected, broadcasts among them")
    print(f"longest wait {longest_wait(crowd, harm):.1f} s beyond what Telegram refused", flush=True)


async def holds(
    db: Database, standin: Standin, crowd: Crowd, harm: Disturbances, logs: dict[str, str]
) -> None:
    """Raise `AssertionError` with the first thing that is not as it should be. `Crowd.doubles` has seen the order."""
    got = broadcasts_got(standin)
    assert set(got.values()) <= {1}, "a broadcast came twice"
    async with db.read() as session:
        arrivals = (await session.scalars(select(InboxRow))).all()
        assert await session.scalar(select(func.count()).select_from(DraftRow)) == 0
    assert [row.id for row in arrivals if row.handled_at is None or row.failure] == [], "not handled"
    noted = await outbox_audit.answers(db)
    del noted[""]  # broadcasts answer nothing
    assert set(noted.values()) == {1}, "handled twice"
    assert len(arrivals) >= crowd.said, "lost"
    await crowd.registered(db)
    assert standin.violations == []
    assert not [name for name, log in logs.items() if "Traceback" in log], "a traceback in a log"
    assert longest_wait(crowd, harm) <= MAX_WAIT, "somebody waited too long"


async def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos.everything", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--people", type=int, default=300)
    given = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="santribot-")
    print(f"logs in {folder}")
    async with databases.migrated("postgresql") as db:
        await everything(db, Path(folder), given.seconds, given.seed, given.people)
    print("all of it held")


if __name__ == "__main__":
    asyncio.run(main())
