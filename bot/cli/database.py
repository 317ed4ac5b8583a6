"""`santribot db`: the tables of the database, brought to this version of the program, copied and compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.console import CONFIG, USAGE, ConfigPath, fail, run_to_end, settings_from
from bot.cli.database_check import (
    SETTING,
    NoDatabaseError,
    open_existing,
    open_or_create,
    read_state,
    used_alone,
    work_in,
)
from bot.cli.progress import Progress, show_progress, table

if TYPE_CHECKING:
    from bot.settings.loader import Settings
    from models.db.database import Database
    from models.transfer.copy import TableComparison
    from models.transfer.fingerprint import TableChecksum

database = typer.Typer(name="db", help="Look after the database.", no_args_is_help=True)

FROM, TO = "--from", "--to"


@database.command()
def upgrade(config: ConfigPath = CONFIG) -> None:
    """Bring the database to this version. `run` does so by itself on SQLite."""
    work_in(settings_from(config).database.url, _upgrade)
    typer.echo("The database is up to date.")


@database.command()
def state(config: ConfigPath = CONFIG) -> None:
    """Say whether the database is new, current, older, or newer than this version."""
    typer.echo(work_in(settings_from(config).database.url, read_state))


@database.command()
def copy(
    target: Annotated[str, typer.Option(TO, metavar="URL", help="The database to fill, new or empty.")],
    source: Annotated[
        str, typer.Option(FROM, metavar="URL", help="The database to copy; else the one of the settings.")
    ] = "",
    config: ConfigPath = CONFIG,
) -> None:
    """Copy everything from one database into another, and compare every table. Stop the bot before."""
    name = FROM if source else SETTING
    source = _url(FROM, source) if source else settings_from(config).database.url
    target = _url(TO, target)
    if source == target:
        fail(f"{TO} is the database that is to be copied", USAGE)
    from models.transfer.copy import CopyDiffersError
    from models.transfer.target_check import TargetNotEmptyError

    try:
        with show_progress() as progress:
            compared = run_to_end(_copy(name, source, target, progress))
    except CopyDiffersError as error:
        _compare(error.tables)
        fail(f"nothing was copied: {error}")
    except (NoDatabaseError, TargetNotEmptyError) as error:
        fail(f"nothing was copied: {error}")
    _compare(compared)
    typer.echo("Every table has arrived as it was.")


@database.command()
def fingerprint(
    contents: Annotated[bool, typer.Option("--contents", help="Read every photo and file too.")] = False,
    config: ConfigPath = CONFIG,
) -> None:
    """Show a checksum of every table: equal checksums, equal rows, on whichever database."""
    settings = settings_from(config)
    try:
        with show_progress() as progress:
            found, missing = run_to_end(_fingerprint(settings, contents, progress))
    except (NoDatabaseError, OSError) as error:
        fail(str(error))
    table(
        [("table", "rows", "checksum"), *((name, str(one.rows), one.checksum) for name, one in found.items())]
    )
    if missing:
        fail(f"{missing} photos and files that the database names are nowhere to be found")


def _url(option: str, url: str) -> str:
    """Checked as the one in the settings is; a wrong one may have a password in it, and is not shown."""
    from pydantic import ValidationError

    from bot.settings.schema import Database

    try:
        return Database(url=url).url
    except ValidationError:
        fail(f"{option} must be {Database.model_fields['url'].description}", USAGE)


def _compare(tables: Mapping[str, TableComparison]) -> None:
    def line(name: str, one: TableComparison) -> tuple[str, ...]:
        there = "the same" if one.same else f"{one.target.rows} rows, {one.target.checksum}"
        return name, str(one.source.rows), one.source.checksum, there

    table([("table", "rows", "checksum", "in the copy"), *(line(name, one) for name, one in tables.items())])


async def _copy(name: str, source: str, target: str, progress: Progress) -> Mapping[str, TableComparison]:
    from models.transfer import copy as transfer_copy

    async with open_existing(source, name, "current") as origin, open_or_create(target, TO) as (copied, _):
        with used_alone(source, name), used_alone(target, TO):
            return await transfer_copy.copy(origin, copied, progress)


async def _fingerprint(
    settings: Settings, contents: bool, progress: Progress
) -> tuple[Mapping[str, TableChecksum], int]:
    """Checksums of all tables and, if wanted, of photos and files; and how many of these are missing."""
    from bot.maintenance.backup import blob_index
    from bot.media.storage import create_storage
    from models.transfer.fingerprint import fingerprint

    async with open_existing(settings.database.url, SETTING, "current", "older") as db:
        found = await fingerprint(db)
        if not contents:
            return found, 0
        there, missing = await blob_index.count_blobs(db, create_storage(settings.media), progress)
        return {**found, blob_index.CONTENTS: there}, missing


async def _upgrade(db: Database) -> None:
    from models.migrations import migrate

    await migrate.upgrade(db)
