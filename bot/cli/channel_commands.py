"""Commands that concern one channel alone, as its plugin describes them: `santribot webhook show`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import typer

from bot.channels.plugin import AccountError, ChannelCommand, ChannelOffError, CommandGroup
from bot.cli.console import CONFIG, USAGE, ConfigPath, fail, settings_from


def command_group(group: CommandGroup) -> typer.Typer:
    """The commands of a group, each with the option `--config`."""
    made = typer.Typer(name=group.name, help=group.help, no_args_is_help=True)
    for command in group.commands:
        made.command(command.name, help=command.help)(_function(command))
    return made


def _function(command: ChannelCommand) -> Callable[[ConfigPath], None]:
    def run(config: ConfigPath = CONFIG) -> None:
        settings = settings_from(config)
        try:
            lines = asyncio.run(command.run(settings))
        except ChannelOffError as error:
            fail(str(error), USAGE)
        except AccountError as error:
            fail(str(error))
        for line in lines:
            typer.echo(line)

    return run
