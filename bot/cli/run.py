"""`santribot run`: the bot with real messengers, until it is stopped."""

from __future__ import annotations

import logging

from bot.cli.account import UnknownTokenError, refused_tokens
from bot.cli.console import CONFIG, ConfigPath, fail, settings_from, until_stopped
from bot.cli.store import problem_of


def run(config: ConfigPath = CONFIG) -> None:
    """Run the bot until Ctrl-C or SIGTERM."""
    settings = settings_from(config)
    if problem := problem_of(settings.database.url):
        fail(problem)
    from bot import app

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    try:
        with refused_tokens():
            until_stopped(app.run(settings))
    except UnknownTokenError as error:
        fail(str(error))
