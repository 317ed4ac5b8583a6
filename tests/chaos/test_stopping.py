"""A program that is told to stop ends before long, whatever hangs; what is left is done after the start."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.app import prepare
from models.db.database import Database
from tests.channels.telegram.standin import Standin
from tests.support import crowds, outbox_audit
from tests.support.fakes import until
from tests.support.load_users import Crowd
from tests.support.processes import at_work, balanced
from tests.support.programs import configured, started
from tests.support.servers import own_server

PEOPLE, THINK_SECONDS = 60, 2.0
HANGS = 3600.0


@pytest.mark.long
async def test_each_is_started_anew_while_people_talk(postgresql: Database, tmp_path: Path) -> None:
    await prepare(postgresql)
    await crowds.register(postgresql, PEOPLE)
    await outbox_audit.keep_ledger(postgresql)
    async with Standin() as standin, balanced() as balancer:
        standin.faults.delay = 0.5
        config = configured(standin, tmp_path, database=postgresql.url, telegram=balancer.webhook)
        async with at_work(config, postgresql, balancer, web=2, worker=1, sender=2) as team:
            async with Crowd(standin, PEOPLE, THINK_SECONDS) as crowd:
                for program in team.programs.values():
                    await crowd.got(PEOPLE // 2)
                    assert await program.stop() == 0
                    await program.start()
                    await team.complete()
            await team.stop()
    await crowd.kept_once(postgresql)
    assert crowd.doubles == 0
    lines = [line for log in team.logs.values() for line in log.splitlines()]
    troubles = [line for line in lines if "[warning" in line or "[error" in line]
    assert [line for line in troubles if "Telegram could not bring a message" not in line] == []


@pytest.mark.long
async def test_telegram_hangs(tmp_path: Path) -> None:
    db = Database(f"sqlite+aiosqlite:///{tmp_path / 'santribot.db'}")
    await prepare(db)
    await crowds.register(db, 1)
    await db.close()
    async with Standin() as standin, started(configured(standin, tmp_path)) as program:
        santri = standin.person(crowds.FIRST_ID)
        await santri.says("/mulai")
        await santri.waits_for("Assalamu'alaikum", timeout=60)
        standin.faults.delay = HANGS
        for number in range(5):
            await santri.says(f"/n{number}")
        await until(lambda: standin.world.calls["sendMessage"] > 1)
        assert await program.stop() == 0
        standin.faults.delay = 0
        await program.start()
        for number in range(5):
            await santri.waits_for(f"/n{number}", timeout=60)


@pytest.mark.long
async def test_the_database_hangs(tmp_path: Path) -> None:
    async with own_server() as server, Standin() as standin:
        db = Database(server.url)
        await crowds.register(db, PEOPLE)
        await outbox_audit.keep_ledger(db)
        config = configured(standin, tmp_path, database=server.url)
        async with at_work(config, db, all=1, web=1, worker=1, sender=1) as team:
            async with Crowd(standin, PEOPLE, THINK_SECONDS) as crowd:
                await crowd.got(PEOPLE)
                await db.close()
                server.freeze()
                await crowd.talks_for(1)
                await team.stop()
                server.thaw()
                await team.start()
                await crowd.got(PEOPLE)
            await team.stop()
        await crowd.kept_once(db)
        await db.close()
