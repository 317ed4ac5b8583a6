"""`santribot check`: all that is wrong with the settings, the database and the account, in one line each."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli.account import NoAccountError, username
from bot.cli.console import CONFIG, ConfigPath, open_file
from bot.cli.database import read_state
from bot.cli.store import NoDatabaseError, ask

if TYPE_CHECKING:
    from bot.settings import Settings


def check(config: ConfigPath = CONFIG) -> None:
    """Say what is wrong with the settings, the database and the Telegram account."""
    problems = list(_problems(config))
    for problem in problems:
        typer.echo(problem)
    if problems:
        raise typer.Exit(1)
    typer.echo("Nothing is wrong: the settings, the database and the account are ready.")


def _problems(config: Path) -> Iterator[str]:
    from bot.settings import load, readable_by_others
    from bot.settings_errors import SettingsError

    try:
        settings = load(config, os.environ)
    except SettingsError as error:
        yield from error.problems
        return
    if readable_by_others(config):
        yield open_file(config)
    yield from _of_database(settings.database.url)
    yield from _of_account(settings)


def _of_database(url: str) -> Iterator[str]:
    from sqlalchemy import make_url

    where = make_url(url)
    sqlite = where.get_backend_name() == "sqlite"
    file = Path(str(where.database))
    if sqlite and not file.exists():
        if not os.access(file.parent, os.W_OK):
            yield f"database.url: a database cannot be made in {file.parent}"
        return
    try:
        yield from _of_version(ask(url, read_state), sqlite)
    except NoDatabaseError as error:
        yield str(error)


def _of_version(state: str, sqlite: bool) -> Iterator[str]:
    if state.startswith("newer"):
        yield "database.url: a newer version of santribot has used this database; install that version"
    elif state != "current" and not sqlite:
        yield f"database.url: the database is {state}; bring it to this version with `santribot db upgrade`"


def _of_account(settings: Settings) -> Iterator[str]:
    if settings.telegram.enabled:
        try:
            username(settings.telegram.token.get_secret_value(), settings.telegram.api_url)
        except NoAccountError as error:
            yield str(error)
