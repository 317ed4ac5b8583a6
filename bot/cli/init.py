"""`santribot init`: from an account on a messenger to a bot that has an admin."""

from __future__ import annotations

import asyncio
import json
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from inspect import Parameter, Signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.channels.plugin import AccountError, ChannelPlugin, InvalidCredentialsError, Link, SetupQuestion
from bot.cli.console import CONFIG, ConfigPath, fail, settings_from
from bot.cli.database_check import work_in

if TYPE_CHECKING:
    from bot.settings.loader import Settings
    from models.db.database import Database

Values = Mapping[str, str]
"""Key of a section → the value to write."""


def init_command(plugins: Sequence[ChannelPlugin]) -> Callable[..., None]:
    """The command, with an option for each that a channel wants."""

    def init(config: Path = CONFIG, **options: str) -> None:
        """Set the bot up: its token, its settings, its database, and a link that makes you its admin."""
        _init(plugins, config, options)

    parameters = [_parameter("config", ConfigPath, CONFIG)]
    for plugin in plugins:
        for option in plugin.setup_options:
            about = typer.Option(option.flag, metavar=option.metavar, help=option.help)
            parameters.append(_parameter(option.key, Annotated[str, about], option.default))
    init.__signature__ = Signature(parameters)  # type: ignore[attr-defined]  # typer reads the options from it
    init.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return init


def _parameter(name: str, annotation: object, default: object) -> Parameter:
    return Parameter(name, Parameter.KEYWORD_ONLY, annotation=annotation, default=default)


def _init(plugins: Sequence[ChannelPlugin], config: Path, options: Values) -> None:
    if not config.exists() or typer.confirm(f"{config} exists. Write it anew?"):
        _write(config, _sections(plugins, options))
        typer.echo(f"{config} is written; only you can read it.")
    settings = settings_from(config)
    linkers = _linkers(settings)
    payload = f"admin-{work_in(settings.database.url, _invite)}"
    typer.echo("Start the bot with `santribot run`, then open this link once to become its admin:")
    for linker in linkers:
        typer.echo(linker(payload))


def _sections(plugins: Sequence[ChannelPlugin], options: Values) -> Mapping[str, Values]:
    """The sections to write. Of several channels each is asked for; at least one has to be chosen."""
    asked = [plugin for plugin in plugins if plugin.setup_questions]
    found: dict[str, Values] = {}
    while not found:
        for plugin in asked:
            if len(asked) == 1 or typer.confirm(f"Shall the bot be on {plugin.title}?"):
                found[plugin.section().section_name] = _values(plugin, options)
    return found


def _values(plugin: ChannelPlugin, options: Values) -> Values:
    """The answers to a channel's questions, and its options where they are not the usual ones."""
    given = {option.key: options.get(option.key, option.default) for option in plugin.setup_options}
    answers: dict[str, str] = {}
    for question in plugin.setup_questions:
        answers[question.key] = _answer(question, given | answers)
    usual = {option.key: option.default for option in plugin.setup_options}
    return answers | {key: value for key, value in given.items() if value != usual[key]}


def _answer(question: SetupQuestion, known: Values) -> str:
    """An answer that the messenger knows; asked for until there is one."""
    while True:
        answer: str = typer.prompt(question.prompt, hide_input=question.secret).strip()
        try:
            asyncio.run(question.check({**known, question.key: answer}))
        except InvalidCredentialsError as error:
            typer.echo(f"{error}.", err=True)
        except AccountError as error:
            fail(str(error))
        else:
            return answer


def _linkers(settings: Settings) -> Sequence[Link]:
    """One for each channel that has addresses; without any the program ends."""
    from bot.channels.registry import enabled

    try:
        linkers = [asyncio.run(plugin.linker(settings)) for plugin in enabled(settings)]
    except AccountError as error:
        fail(str(error))
    if not any(linkers):
        fail("no channel in these settings can be opened by a link; `santribot grant` makes an admin, too")
    return list(filter(None, linkers))


def _write(config: Path, sections: Mapping[str, Values]) -> None:
    """Put the settings in place at once, whole, and readable by the owner only."""
    lines = ["# Written by `santribot init`. config.example.toml explains every setting."]
    for name, values in sections.items():
        lines += ["", f"[{name}]", *(f"{key} = {json.dumps(value)}" for key, value in values.items())]
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
