"""`santribot check`: all that is wrong with the settings and what they name, in one line each."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli.console import CONFIG, ConfigPath, open_file
from bot.cli.database_check import problem_of
from bot.cli.storage_check import problem_of_contents
from bot.cli.telegram_account import NoAccountError, username

if TYPE_CHECKING:
    from bot.settings.loader import Settings


def check(config: ConfigPath = CONFIG) -> None:
    """Say what is wrong with the settings, the database, the place for photos and the Telegram account."""
    problems = list(_problems(config))
    for problem in problems:
        typer.echo(problem)
    if problems:
        raise typer.Exit(1)
    typer.echo(
        "Nothing is wrong: the settings, the database, the place for photos and the account are ready."
    )


def _problems(config: Path) -> Iterator[str]:
    from bot.settings.errors import SettingsError
    from bot.settings.loader import load, readable_by_others

    try:
        settings = load(config, os.environ)
    except SettingsError as error:
        yield from error.problems
        return
    if readable_by_others(config):
        yield open_file(config)
    problems = (
        problem_of(settings.database.url),
        problem_of_contents(settings.media),
        _problem_of_account(settings),
    )
    yield from filter(None, problems)


def _problem_of_account(settings: Settings) -> str | None:
    if not settings.telegram.enabled:
        return None
    try:
        username(settings.telegram.token.get_secret_value(), settings.telegram.api_url)
    except NoAccountError as error:
        return str(error)
    return None
