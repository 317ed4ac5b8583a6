"""`santribot run` with commands that end its process or stop its event loop, and a watchdog that waits less long."""

from __future__ import annotations

import os
import re
import signal
import sys
from functools import cache
from pathlib import Path

from bot import app
from bot.channels.registry import load_settings
from bot.cli.console import until_stopped
from bot.dialog.commands import command
from bot.dialog.context import Chat
from bot.i18n.messages import _
from bot.observability import logging
from bot.runtime import watchdog
from bot.settings.loader import Settings
from bot.settings.process_role import ProcessRole

FROZEN = "frozen"
"""A file in the folder of the settings; there once a process stood still."""

_FOREVER = re.compile(r"(?:a+)+,")
"""At "aaa..." it takes twice as long for each letter; meanwhile it holds the interpreter."""


@command("mati", about=_("Mati"), hidden=True, open=True)
async def dies(chat: Chat, argument: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@command("macet", about=_("Macet"), hidden=True, open=True)
async def hangs(chat: Chat, argument: str) -> None:
    _FOREVER.match("a" * 200)


@command("beku", about=_("Beku"), hidden=True, open=True)
async def stands_still(chat: Chat, argument: str) -> None:
    """Stop this process in the middle of a transaction, the first time that anybody says so."""
    if not os.access(FROZEN, os.F_OK):
        os.close(os.open(FROZEN, os.O_CREAT))
        os.kill(os.getpid(), signal.SIGSTOP)
    await chat.reply(_("Saya cair."))


@command("hidup", about=_("Hidup"), hidden=True, open=True)
async def lives(chat: Chat, argument: str) -> None:
    await chat.reply(_("Saya hidup."))


async def run(settings: Settings, seconds: float, role: ProcessRole) -> None:
    async with watchdog.guarded(seconds):
        await app.run(settings, role)


def main(config: str, seconds: str, role: str = ProcessRole.ALL) -> None:
    usual = app.handler_modules
    app.handler_modules = cache(lambda: (*usual(), sys.modules["tests.support.fatal"]))
    settings = load_settings(Path(config), os.environ)
    logging.configure(settings.logs)
    until_stopped(run(settings, float(seconds), ProcessRole(role)))
