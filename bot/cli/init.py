"""`santribot init`: from a token to a bot that has an admin."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.console import CONFIG, ConfigPath, fail, settings_from
from bot.cli.database_check import work_in
from bot.cli.telegram_account import NoAccountError, UnknownTokenError, username

if TYPE_CHECKING:
    from bot.settings.loader import Settings
    from models.db.database import Database

TELEGRAM = "https://api.telegram.org"


def init(
    config: ConfigPath = CONFIG,
    api_url: Annotated[str, typer.Option(metavar="URL", help="The Bot API server.")] = TELEGRAM,
) -> None:
    """Set the bot up: its token, its settings, its database, and a link that makes you its admin."""
    if not config.exists() or typer.confirm(f"{config} exists. Write it anew?"):
        _write(config, _ask_for_token(api_url), api_url)
        typer.echo(f"{config} is written; only you can read it.")
    settings = settings_from(config)
    bot = _username(settings)
    link = f"https://t.me/{bot}?start=admin-{work_in(settings.database.url, _invite)}"
    typer.echo(f"Start the bot with `santribot run`, then open this link once to become its admin:\n{link}")


def _ask_for_token(api_url: str) -> str:
    """A token that Telegram knows; asked for until there is one."""
    while True:
        token: str = typer.prompt("The token from @BotFather (it is not shown)", hide_input=True).strip()
        try:
            username(token, api_url)
        except UnknownTokenError as error:
            typer.echo(f"{error}.", err=True)
        except NoAccountError as error:
            fail(str(error))
        else:
            return token


def _username(settings: Settings) -> str:
    try:
        return username(settings.telegram.token.get_secret_value(), settings.telegram.api_url)
    except NoAccountError as error:
        fail(str(error))


def _write(config: Path, token: str, api_url: str) -> None:
    """Put the settings in place at once, whole, and readable by the owner only."""
    lines = ["# Written by `santribot init`. config.example.toml explains every setting.", "", "[telegram]"]
    lines += [f'token = "{token}"'] + ([f'api_url = "{api_url}"'] if api_url != TELEGRAM else [])
    try:
        handle, written = tempfile.mkstemp(dir=config.parent, prefix=f".{config.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write("\n".join(lines) + "\n")
            os.replace(written, config)
        finally:
            Path(written).unlink(missing_ok=True)
    except OSError as error:
        fail(f"{config} cannot be written: {error.strerror}")


async def _invite(db: Database) -> str:
    """A token that makes the first person who brings it an admin."""
    from models import invitations
    from models.db.database import utcnow
    from models.migrations import migrate
    from models.people import Role

    await migrate.upgrade(db)
    async with db.write() as session:
        return await invitations.create(session, Role.ADMIN, utcnow())
