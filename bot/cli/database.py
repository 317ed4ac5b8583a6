"""`santribot db`: the tables of the database, brought to this version of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from bot.cli.console import CONFIG, ConfigPath, settings_from
from bot.cli.store import read_state, work_in

if TYPE_CHECKING:
    from models.database import Database

database = typer.Typer(name="db", help="Look after the database.", no_args_is_help=True)


@database.command()
def upgrade(config: ConfigPath = CONFIG) -> None:
    """Bring the database to this version. `run` does so by itself on SQLite."""
    work_in(settings_from(config).database.url, _upgrade)
    typer.echo("The database is up to date.")


@database.command()
def state(config: ConfigPath = CONFIG) -> None:
    """Say whether the database is new, current, older, or newer than this version."""
    typer.echo(work_in(settings_from(config).database.url, read_state))


async def _upgrade(db: Database) -> None:
    from models import migrate

    await migrate.upgrade(db)
