"""Several processes of one bot on one PostgreSQL, each with its role, that come and go.

They may be brought their messages by webhook: what Caddy does in front of them a small balancer does here.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from sqlalchemy import text

from models.db.database import Database
from models.db.pg_listener import NAME
from tests.support.programs import Program, free_port

START_SECONDS = 120.0
"""A machine that is busy with other tests takes its time."""

_AT_WORK = text(
    "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE :name AND datname = current_database()"
)


class Team:
    """Each has its number: "worker3" is one of several workers."""

    def __init__(self, config: Path, db: Database, roles: Mapping[str, int]) -> None:
        self.db = db
        self.programs = {
            f"{role}{number}": Program(config, role, f"{role}{number}", free_port())
            for role, size in roles.items()
            for number in range(1, size + 1)
        }
        self.kills: Counter[str] = Counter()
        """How often a program of each role was killed."""

    async def start(self) -> None:
        for program in self.programs.values():
            await program.start()
        await self.complete()

    async def complete(self) -> None:
        """Wait until all are at work, and those of the web take connections: others may be stopped then."""
        async with asyncio.timeout(START_SECONDS):
            while await self._at_work() < len(self.programs) or not await self._reachable():  # noqa: ASYNC110 - no event
                await asyncio.sleep(0.1)

    async def _reachable(self) -> bool:
        try:
            for program in self.programs.values():
                if program.role == "web":
                    _reader, writer = await asyncio.open_connection("127.0.0.1", program.port)
                    writer.close()
        except OSError:
            return False
        return True

    async def _at_work(self) -> int:
        async with self.db.read() as session:
            return await session.scalar(_AT_WORK, {"name": f"{NAME} %"}) or 0

    async def kill(self, name: str) -> None:
        """As a power cut does it; then it is started again."""
        program = self.programs[name]
        await program.kill()
        self.kills[program.role] += 1
        await program.start()

    def holder(self, lease: str, role: str) -> str:
        """The name of the program of this role that took the lease last."""
        lines = [
            (line.partition(" ")[0], name)
            for name, log in self.logs.items()
            if self.programs[name].role == role
            for line in log.splitlines()
            if "a lease was taken" in line and lease in line
        ]
        return max(lines)[1]

    def by_chance(self, seed: int) -> Iterator[str]:
        """One after the other, nobody a second time before all had their turn."""
        chance = random.Random(seed)
        while True:
            yield from chance.sample(sorted(self.programs), len(self.programs))

    async def stop(self) -> None:
        """As an operator does it. Each ends in time, and well."""
        assert await asyncio.gather(*(program.stop() for program in self.programs.values())) == [0] * len(
            self.programs
        )

    @property
    def logs(self) -> dict[str, str]:
        return {name: program.log.read_text() for name, program in self.programs.items()}


class Balancer:
    """Passes connections on to whichever web process takes them."""

    def __init__(self) -> None:
        self.port = free_port()
        self.team: Team | None = None

    @property
    def webhook(self) -> tuple[str, str]:
        """Lines of the section [telegram]."""
        return 'mode = "webhook"', f'webhook_url = "http://127.0.0.1:{self.port}/telegram"'

    async def pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, until either side ends it."""
        ports = (
            [program.port for program in self.team.programs.values() if program.role == "web"]
            if self.team
            else []
        )
        for port in random.sample(ports, len(ports)):
            with suppress(OSError):
                there, back = await asyncio.open_connection("127.0.0.1", port)
                pumps = [asyncio.create_task(_pump(reader, back)), asyncio.create_task(_pump(there, writer))]
                await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
                for pump in pumps:
                    pump.cancel()
                back.close()
                break
        writer.close()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while chunk := await reader.read(65536):
            writer.write(chunk)
            await writer.drain()


@asynccontextmanager
async def balanced() -> AsyncIterator[Balancer]:
    balancer = Balancer()
    async with await asyncio.start_server(balancer.pass_on, "127.0.0.1", balancer.port):
        yield balancer


@asynccontextmanager
async def at_work(
    config: Path, db: Database, balancer: Balancer | None = None, **roles: int
) -> AsyncIterator[Team]:
    """So many programs of each role; ended at the end, however the test ends."""
    team = Team(config, db, roles)
    if balancer is not None:
        balancer.team = team
    try:
        await team.start()
        yield team
    finally:
        for program in team.programs.values():
            if program.process and program.process.returncode is None:
                await program.kill()
