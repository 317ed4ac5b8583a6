"""The PostgreSQL server is stopped while people talk, and comes back: the bot waits, and nothing is lost.

`TESTS_OUTAGE_SECONDS=20` makes it longer.
"""

from __future__ import annotations

import asyncio
import os
import re
from pathlib import Path

import pytest
from aiohttp import ClientSession

from models.db.database import Database
from tests.channels.telegram.standin import Standin
from tests.support import crowds, outbox_audit
from tests.support.load_users import Crowd
from tests.support.processes import Team, at_work
from tests.support.programs import Program, configured
from tests.support.servers import own_server

SECONDS = float(os.environ.get("TESTS_OUTAGE_SECONDS", "3"))
PEOPLE, THINK_SECONDS = 60, 2.0
IN_FLIGHT = 64
"""So many messages were on their way at most when the server stopped; it was not told that they arrived."""

ONE, SEVERAL = {"all": 1}, {"web": 1, "worker": 2, "sender": 2}


async def health(program: Program) -> str:
    """How it says it is: "ok", or "waiting"."""
    async with ClientSession() as session, session.get(f"http://127.0.0.1:{program.port}/healthz") as answer:
        status: str = (await answer.json())["status"]
        return status


async def all_say(status: str, team: Team) -> None:
    """Wait until all of them say of themselves that they are so."""
    async with asyncio.timeout(60):
        for program in team.programs.values():
            while await health(program) != status:  # noqa: ASYNC110 - no event is set
                await asyncio.sleep(0.05)


@pytest.mark.long
@pytest.mark.parametrize(("roles", "way"), [(ONE, "fast"), (SEVERAL, "immediate")], ids=["one", "several"])
async def test_the_server_is_stopped_while_people_talk(
    roles: dict[str, int], way: str, tmp_path: Path
) -> None:
    async with own_server() as server, Standin() as standin:
        standin.faults.delay = 0.1
        db = Database(server.url)
        await crowds.register(db, PEOPLE)
        await outbox_audit.keep_ledger(db)
        config = configured(standin, tmp_path, database=server.url)
        async with at_work(config, db, None, **roles) as team:
            async with Crowd(standin, PEOPLE, THINK_SECONDS) as crowd:
                await crowd.got(PEOPLE)
                await db.close()
                await server.stop(way)
                await crowd.talks_for(SECONDS)
                await all_say("waiting", team)
                await server.start()
                await crowd.got(PEOPLE)
                await all_say("ok", team)
            await team.stop()
        print(f"{crowd.said} messages, {crowd.doubles} twice, silence {crowd.longest_silence:.1f} s")
        await crowd.kept_once(db)
        await db.close()
        assert standin.violations == []
    assert crowd.doubles <= IN_FLIGHT
    for log in team.logs.values():
        told = re.findall("the database (cannot be used|can be used again)", log)
        assert told in ([], ["cannot be used", "can be used again"])
        assert "Traceback" not in log and "could not be saved" not in log
