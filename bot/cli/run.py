"""`santribot run`: the bot with real messengers, until it is stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.channels.plugin import AccountError
from bot.cli.console import CONFIG, USAGE, ConfigPath, fail, settings_from, until_stopped
from bot.cli.database_check import SETTING, NoDatabaseError, problem_when_there, used_alone
from bot.cli.storage_check import problem_of_contents
from bot.settings.process_role import ProcessRole

if TYPE_CHECKING:
    from bot.settings.loader import Settings


def run(
    config: ConfigPath = CONFIG,
    role: Annotated[
        ProcessRole, typer.Option(help="What this process does; several share a PostgreSQL.")
    ] = ProcessRole.ALL,
) -> None:
    """Run the bot until Ctrl-C or SIGTERM."""
    settings = settings_from(config)
    if problem := _problem_of_role(settings, role):
        fail(problem, USAGE)
    if problem := problem_of_contents(settings.media, only_wrong=True):
        fail(problem)
    from bot.observability.logging import configure

    configure(settings.logs)
    try:
        until_stopped(_run(settings, role))
    except (AccountError, NoDatabaseError) as error:
        fail(str(error))
    except OSError as error:
        fail(error.strerror or str(error))


async def _run(settings: Settings, role: ProcessRole) -> None:
    """Raises `NoDatabaseError`, also where a SQLite file can be read and not written, or another process uses it."""
    from bot import app
    from bot.runtime import systemd, watchdog
    from models.db.database import is_transient, reason

    if problem := await problem_when_there(settings.database.url):
        raise NoDatabaseError(problem)
    try:
        with used_alone(settings.database.url, SETTING):
            async with watchdog.guarded(), systemd.notified():
                await app.run(settings, role)
    except Exception as error:
        if not is_transient(error):
            raise
        raise NoDatabaseError(f"{SETTING}: {reason(error)}") from None


def _problem_of_role(settings: Settings, role: ProcessRole) -> str | None:
    if role is ProcessRole.ALL:
        return None
    if settings.database.url.startswith("sqlite"):
        return f"--role {role}: a SQLite file is for one process; several need a PostgreSQL in database.url"
    from bot.channels.registry import enabled

    problems = (plugin.role_problem(settings) for plugin in enabled(settings))
    return next((f"--role {role}: {problem}" for problem in problems if problem), None)
