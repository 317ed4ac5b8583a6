"""`santribot check`: every problem of the settings and of what they name, in one line each."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli.console import CONFIG, ConfigPath, open_file
from bot.cli.database_check import SETTING, problem_of
from bot.cli.storage_check import problem_of_contents

if TYPE_CHECKING:
    from bot.settings.loader import Settings


def check(config: ConfigPath = CONFIG) -> None:
    """Say what is wrong with the settings, the database, the place for photos and the accounts."""
    problems = list(_problems(config))
    for problem in problems:
        typer.echo(problem)
    if problems:
        raise typer.Exit(1)
    for note in _notes(config):
        typer.echo(f"note: {note}")
    typer.echo(
        "Nothing is wrong: the settings, the database, the place for photos and the account are ready."
    )


def _problems(config: Path) -> Iterator[str]:
    from bot.channels.registry import load_settings
    from bot.settings.errors import SettingsError
    from bot.settings.loader import readable_by_others

    try:
        settings = load_settings(config, os.environ)
    except SettingsError as error:
        yield from error.problems
        return
    if readable_by_others(config):
        yield open_file(config)
    problems = problem_of(settings.database.url), problem_of_contents(settings.media)
    yield from filter(None, problems)
    yield from asyncio.run(_problems_of_accounts(settings))


def _notes(config: Path) -> Sequence[str]:
    """Remarks that are no problems: about what goes unencrypted through a network, and what others can read."""
    from bot.channels.registry import enabled, load_settings
    from bot.settings.endpoints import is_loopback, plain_note
    from models.db.private_files import is_open_to_others
    from models.db.url import is_unencrypted

    settings = load_settings(config, os.environ)
    notes = [plain_note("media.s3_endpoint", settings.media.s3_endpoint, "every photo")]
    notes += [note for plugin in enabled(settings) for note in plugin.notes(settings)]
    if (host := is_unencrypted(settings.database.url)) and not is_loopback(host):
        notes.append(
            f"{SETTING}: nothing makes sure that what goes to {host} is encrypted; ?ssl=verify-full does"
        )
    if not settings.media.s3_bucket and is_open_to_others(settings.media.folder):
        notes.append(f"media.folder: others on this machine can open it: chmod 700 {settings.media.folder}")
    return [note for note in notes if note]


async def _problems_of_accounts(settings: Settings) -> Sequence[str]:
    from bot.channels.registry import enabled

    return [problem for plugin in enabled(settings) for problem in await plugin.check(settings)]
