"""PostgreSQL's own programs for backups. They get the address and the password by environment variables, because
everybody on the machine can read a command line.
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
WITHOUT_ROLES = ("--no-owner", "--no-privileges")
"""Options that leave out roles, which may have other names where the backup is restored."""


async def dump_obstacle(server: int) -> str | None:
    """Return the reason why `pg_dump` cannot dump a server of this major version; None where it can."""
    if shutil.which(DUMP) is None:
        return f"{DUMP} is not on the PATH"
    found = _NUMBER.search(await _run({}, DUMP, "--version"))
    version = int(found[0]) if found else 0
    return f"{DUMP} is of version {version}, and the server of {server}" if version < server else None


async def dump(url: str, schema: str, snapshot: str, to: Path) -> None:
    """Dump the data of a snapshot that another transaction exported. Raises `BackupError`."""
    what = f"--schema={schema}", f"--snapshot={snapshot}", f"--file={to}"
    await _run(libpq_variables(url), DUMP, "--format=custom", *WITHOUT_ROLES, *what)


async def restore(url: str, schema: str, file: Path) -> None:
    """Restore a dump in one transaction. Raises `BackupError`."""
    if shutil.which(RESTORE) is None:
        raise BackupError(f"{RESTORE} is not on the PATH; a backup of PostgreSQL needs it")
    whole = "--exit-on-error", "--single-transaction"
    variables = libpq_variables(url)
    await _run(
        variables,
        RESTORE,
        *WITHOUT_ROLES,
        *whole,
        f"--schema={schema}",
        f"--dbname={variables['PGDATABASE']}",
        str(file),
    )


async def _run(variables: Mapping[str, str], program: str, *arguments: str) -> str:
    """Run a program and return its output.

    Raises `BackupError` with the first line of its errors; later lines may quote rows.
    """
    process = await asyncio.create_subprocess_exec(
        program,
        *arguments,
        env={**os.environ, **variables, "LC_ALL": "C"},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        output, errors = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        raise BackupError(next(iter(errors.decode(errors="replace").splitlines()), f"{program} failed"))
    return output.decode()
