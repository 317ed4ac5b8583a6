"""The program `santribot`: one command a file.

What a command needs is imported when it runs, so that `--help` is quick.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated

import typer

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

app = typer.Typer(
    name="santribot",
    help="A chat assistant for santri entrepreneurs.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
)
for command in (demo, init_command(plugins()), run, check, grant, backup, restore):
    app.command()(command)
app.add_typer(database, name="db")
app.add_typer(dead, name="dead")
for plugin in plugins():
    for group in plugin.commands():
        app.add_typer(command_group(group), name=group.name)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"santribot {version('santribot')}")
        raise typer.Exit


@app.callback()
def _options(
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit."),
    ] = False,
) -> None:
    """A chat assistant for santri entrepreneurs."""


def main() -> None:
    app(prog_name="santribot")
