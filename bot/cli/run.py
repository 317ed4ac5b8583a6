"""`santribot run`: the bot with real messengers, until it is stopped."""

from __future__ import annotations

import logging

from bot.cli.console import CONFIG, ConfigPath, settings_from, until_stopped


def run(config: ConfigPath = CONFIG) -> None:
    """Run the bot until Ctrl-C or SIGTERM."""
    settings = settings_from(config)
    from bot import app

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    until_stopped(app.run(settings))
