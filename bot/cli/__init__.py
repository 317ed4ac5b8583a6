"""The program `santribot`: one command a file.

What a command needs is imported when it runs, so that `--help` is quick.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import Annotated

import typer

from bot.channels.plugin import ChannelPlugin
from bot.channels.registry import plugins
from bot.cli.backup import backup, restore
from bot.cli.channel_commands import command_group
from bot.cli.check import check
from bot.cli.database import database
from bot.cli.dead_letters import dead
from bot.cli.demo import demo
from bot.cli.grant import grant
from bot.cli.init import init_command
from bot.cli.run import run


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"santribot {version('santribot')}")
        raise typer.Exit


def _options(
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit."),
    ] = False,
) -> None:
    """A chat assistant for santri entrepreneurs."""


def create_app(channels: Sequence[ChannelPlugin]) -> typer.Typer:
    """The program with the commands of these channels beside its own."""
    made = typer.Typer(
        name="santribot",
        help="A chat assistant for santri entrepreneurs.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_show_locals=False,
    )
    for command in (demo, init_command(channels), run, check, grant, backup, restore):
        made.command()(command)
    for name, group in (("db", database), ("dead", dead)):
        made.add_typer(group, name=name)
    for channel in channels:
        for own in channel.commands():
            made.add_typer(command_group(own), name=own.name)
    made.callback()(_options)
    return made


app = create_app(plugins())


def main() -> None:
    app(prog_name="santribot")
