"""Four workers, two web, two senders and many people talking; again and again one of the eight is killed.

No message is lost, none is handled twice, and each chat keeps its order. `TESTS_CHAOS_SECONDS=180` makes it the long
run, with 300 people and a kill every five seconds, on a machine that does nothing else, in which nobody waits longer
than `LONGEST_SILENCE` either;
`TESTS_CHAOS_MODE=webhook` has the messages brought.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.app import prepare
from models.db.database import Database
from tests.channels.telegram.standin import Standin
from tests.support import crowds, outbox_audit
from tests.support.load_users import Crowd
from tests.support.processes import at_work, balanced
from tests.support.programs import configured

LONG = "TESTS_CHAOS_SECONDS"
SECONDS = float(os.environ.get(LONG, "12"))
BY_WEBHOOK = os.environ.get("TESTS_CHAOS_MODE") == "webhook"
PEOPLE, THINK_SECONDS = (300, 6.0) if LONG in os.environ else (100, 3.0)
BETWEEN_KILLS = 5.0 if LONG in os.environ else 2.0
LONGEST_SILENCE = 6.0
SEED = 2026

TRAVEL_SECONDS = 0.1
"""So long Telegram takes to answer: messages are always on their way."""

IN_FLIGHT = 64
"""So many a sender has on their way at once, and so many may come twice when it is killed."""


@pytest.mark.long
async def test_processes_are_killed_while_people_talk(postgresql: Database, tmp_path: Path) -> None:
    await prepare(postgresql)
    await crowds.register(postgresql, PEOPLE)
    await outbox_audit.keep_ledger(postgresql)
    async with Standin() as standin, balanced() as balancer:
        standin.faults.delay = TRAVEL_SECONDS
        telegram = balancer.webhook if BY_WEBHOOK else ()
        config = configured(standin, tmp_path, database=postgresql.url, telegram=telegram)
        async with at_work(config, postgresql, balancer, worker=4, web=2, sender=2) as team:
            async with Crowd(standin, PEOPLE, THINK_SECONDS, SEED) as crowd:
                await crowd.got(1)
                victims = team.by_chance(SEED)
                for _kill in range(int(SECONDS / BETWEEN_KILLS)):
                    await crowd.talks_for(BETWEEN_KILLS)
                    await team.complete()
                    await team.kill(next(victims))
                silence = crowd.longest_silence
            await team.complete()
            await team.stop()
        assert standin.violations == []
    print(f"{crowd.said} messages, {crowd.doubles} twice, killed {dict(team.kills)}, silence {silence:.1f} s")
    await crowd.kept_once(postgresql)
    assert crowd.doubles <= IN_FLIGHT * team.kills["sender"]
    assert not any("Traceback" in log for log in team.logs.values())
    assert LONG not in os.environ or silence <= LONGEST_SILENCE
