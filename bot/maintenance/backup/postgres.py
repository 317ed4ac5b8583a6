"""PostgreSQL's own programs for backups. Where the database is they are told by their environment: what stands in a
command line, everybody on the machine can read.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from bot.maintenance.backup.manifest import BackupError
from models.db.url import libpq_variables

DUMP, RESTORE = "pg_dump", "pg_restore"
_NUMBER = re.compile(r"\d+")
PLAINLY = ("--no-owner", "--no-privileges")
"""Roles may have other names where it is restored."""


async def cannot_dump(server: int) -> str | None:
    """Why `pg_dump` cannot dump a server of this major version; None where it can."""
    if shutil.which(DUMP) is None:
        return f"{DUMP} is not on the PATH"
    found = _NUMBER.search(await _run({}, DUMP, "--version"))
    version = int(found[0]) if found else 0
    return f"{DUMP} is of version {version}, and the server of {server}" if version < server else None


async def dump(url: str, schema: str, snapshot: str, to: Path) -> None:
    """What a transaction sees that exported its snapshot."""
    what = f"--schema={schema}", f"--snapshot={snapshot}", f"--file={to}"
    await _run(libpq_variables(url), DUMP, "--format=custom", *PLAINLY, *what)


async def restore(url: str, schema: str, file: Path) -> None:
    """All of it or nothing."""
    if shutil.which(RESTORE) is None:
        raise BackupError(f"{RESTORE} is not on the PATH; a backup of PostgreSQL needs it")
    whole = "--exit-on-error", "--single-transaction"
    place = libpq_variables(url)
    await _run(
        place, RESTORE, *PLAINLY, *whole, f"--schema={schema}", f"--dbname={place['PGDATABASE']}", str(file)
    )


async def _run(place: Mapping[str, str], program: str, *arguments: str) -> str:
    """What it writes. Raises `BackupError` with the first line of what went wrong; later ones may quote rows."""
    process = await asyncio.create_subprocess_exec(
        program,
        *arguments,
        env={**os.environ, **place, "LC_ALL": "C"},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        said, wrong = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        raise BackupError(next(iter(wrong.decode(errors="replace").splitlines()), f"{program} failed"))
    return said.decode()
