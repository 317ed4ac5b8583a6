"""The role that `deploy/postgres/init.sh` gives the bot can do all that the bot does, and nothing else."""

from __future__ import annotations

import asyncio
import os
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg  # type: ignore[import-untyped]  # it has no types
import pytest
from sqlalchemy import URL

from bot.media.storage import FolderStorage
from models.db.database import Database
from models.migrations.migrate import upgrade
from models.seed import regions_and_pesantren
from models.transfer.fingerprint import fingerprint
from tests.support import databases
from tests.support.client import Town
from tests.support.deployment import compose
from tests.support.offices import TOOLS, Office, tools
from tests.support.paths import ROOT

ROLE = "santribot"
FORBIDDEN = (
    "SELECT pg_read_file('/etc/passwd')",
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "COPY (SELECT 1) TO '/tmp/out'",
    "CREATE ROLE other",
    "CREATE DATABASE other",
    "ALTER ROLE santribot SUPERUSER",
    "ALTER SYSTEM SET fsync = off",
    "SET ROLE postgres",
    "SELECT * FROM pg_authid",
)


@pytest.fixture
async def role(tmp_path: Path) -> AsyncIterator[Database]:
    """The database of the bot as compose's server has it when it is new."""
    (tmp_path / "password").write_text("rahasia")
    environment = {
        **os.environ,
        "PATH": f"{TOOLS}:{os.environ['PATH']}",
        "PGHOST": await asyncio.to_thread(databases.socket_folder),
        "POSTGRES_USER": "postgres",
        "BOT_PASSWORD_FILE": str(tmp_path / "password"),
    }
    script = ROOT / "deploy" / "postgres" / "init.sh"
    await asyncio.to_thread(subprocess.run, ["bash", str(script)], env=environment, check=True)
    query = {"host": environment["PGHOST"]}
    db = Database(str(URL.create("postgresql+asyncpg", username=ROLE, database=ROLE, query=query)))
    try:
        yield db
    finally:
        await db.close()
        await databases.drop("postgresql", ROLE)
        admin = await asyncpg.connect(host=environment["PGHOST"], user="postgres", database="postgres")
        await admin.execute("GRANT CONNECT ON DATABASE postgres, template1 TO PUBLIC")
        await admin.execute(f"DROP ROLE {ROLE}")
        await admin.close()


async def test_the_bot_works_with_it(role: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Migrations, people, `pg_dump` and a restore, with its triggers, locks and references."""
    await upgrade(role)
    async with role.write() as session:
        await regions_and_pesantren(session)
    santri = await Town(role).santri()
    await santri.says("/produk")
    assert santri.last.text == "1/9 Apa nama produknya?"
    tools(TOOLS, monkeypatch)
    office = Office(role, FolderStorage(tmp_path / "media"))
    await office.save(tmp_path / "office.tar")
    before = await fingerprint(role)
    connection = await asyncpg.connect(host=databases.socket_folder(), user=ROLE, database=ROLE)
    await connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    await connection.close()
    await office.restore(tmp_path / "office.tar")
    assert await fingerprint(role) == before


@pytest.mark.parametrize("statement", FORBIDDEN)
async def test_it_can_do_nothing_else(role: Database, statement: str) -> None:
    connection = await asyncpg.connect(host=databases.socket_folder(), user=ROLE, database=ROLE)
    try:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(statement)
    finally:
        await connection.close()


async def test_it_reaches_no_other_database(role: Database) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await asyncpg.connect(host=databases.socket_folder(), user=ROLE, database="postgres")


def test_compose_has_the_script_run_by_an_administrator_whom_the_bot_does_not_know() -> None:
    services = compose()["services"]
    postgres = services["postgres"]
    assert "./deploy/postgres/init.sh:/docker-entrypoint-initdb.d/santribot.sh:ro" in postgres["volumes"]
    assert postgres["environment"]["POSTGRES_USER"] != ROLE
    assert postgres["environment"]["POSTGRES_PASSWORD_FILE"].endswith("postgres-admin-password")
    for name, service in services.items():
        used = [
            secret if isinstance(secret, str) else secret["source"] for secret in service.get("secrets", ())
        ]
        assert ("postgres-admin-password" in used) is (name == "postgres")
