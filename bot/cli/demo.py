"""`santribot demo`: the whole bot on a page in the browser, without a token and without settings."""

from __future__ import annotations

import os
import sys
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.console import fail, until_stopped


def demo(
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port on this machine.")] = 8080,
    show: Annotated[bool, typer.Option("--open/--no-open", help="Open the page in a browser.")] = True,
    data: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", file_okay=False, help="Keep the demo's data here; else it is new each time."
        ),
    ] = None,
) -> None:
    """Try the bot in the browser, with sample people, products and events."""
    from bot.demo import run
    from bot.observability.logging import configure
    from bot.settings.schema import Logs
    from models.db.single_process import DatabaseInUseError

    def ready(url: str) -> None:
        typer.echo(f"Open {url} in a browser. Ctrl-C ends the demo.")
        if show and _has_screen():
            webbrowser.open(url)

    configure(Logs(level="warning"))
    try:
        until_stopped(run(port, data, ready))
    except DatabaseInUseError as error:
        fail(str(error))
    except OSError as error:
        why = error.strerror or str(error)
        fail(f"{error.filename}: {why}" if error.filename else why)


def _has_screen() -> bool:
    """Return whether there is a desktop to open a browser on; in a bare terminal it would take the terminal."""
    return sys.platform == "darwin" or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))
