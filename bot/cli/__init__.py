"""The program `santribot`: one command a file.

What a command needs is imported when it runs, so that `--help` is quick.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated

import typer

from bot.cli.backup import backup, restore
from bot.cli.check import check
from bot.cli.database import database
from bot.cli.dead_letters import dead
from bot.cli.demo import demo
from bot.cli.grant import grant
from bot.cli.init import init
from bot.cli.run import run
from bot.cli.webhook import webhook

app = typer.Typer(
    name="santribot",
    help="A chat assistant for santri entrepreneurs.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
)
for command in (demo, init, run, check, grant, backup, restore):
    app.command()(command)
app.add_typer(database, name="db")
app.add_typer(dead, name="dead")
app.add_typer(webhook, name="webhook")


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
