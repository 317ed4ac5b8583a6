"""`santribot run` and `santribot demo`: how they start and end."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import bot.app
import bot.demo
from bot.channels.plugin import InvalidCredentialsError
from bot.channels.telegram.errors import UNKNOWN_TOKEN
from bot.settings.loader import Settings
from bot.settings.process_role import ProcessRole
from tests.cli.terminal import configure, santribot


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_run_stops_kindly(monkeypatch: pytest.MonkeyPatch, number: signal.Signals) -> None:
    configure()
    tidied = []

    async def run(_settings: Settings, _role: ProcessRole) -> None:
        os.kill(os.getpid(), number)
        try:
            await asyncio.Event().wait()
        finally:
            tidied.append(True)

    monkeypatch.setattr(bot.app, "run", run)
    result = santribot("run")
    assert (result.exit_code, tidied) == (0, [True])


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        (
            "[page]\nenabled = true\n",
            "a SQLite file is for one process; several need a PostgreSQL in database.url",
        ),
        (
            '[page]\nenabled = true\n[database]\nurl = "postgresql+asyncpg://h/d"\n',
            "the page is for one process that does all",
        ),
    ],
)
def test_a_role_needs_what_several_processes_need(settings: str, problem: str) -> None:
    configure(settings)
    result = santribot("run --role worker")
    assert result.exit_code == 2
    assert problem in result.stderr


def test_run_says_that_a_token_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    configure()

    async def run(_settings: Settings, _role: ProcessRole) -> None:
        raise InvalidCredentialsError(UNKNOWN_TOKEN)

    monkeypatch.setattr(bot.app, "run", run)
    result = santribot("run")
    assert result.exit_code == 1
    assert result.stderr.startswith("santribot: telegram.token: Telegram does not know this token")


@pytest.mark.parametrize("command", ["run", "db upgrade", "db state", "grant admin telegram:1"])
def test_wrong_settings_are_one_line_and_exit_code_2(command: str) -> None:
    configure("[telegram]\ntokn = 1\n[page]\nport = 0\n")
    result = santribot(command)
    assert result.exit_code == 2
    [line] = result.stderr.splitlines()
    assert "did you mean telegram.token? (1 more: see `santribot check`)" in line


def test_a_file_that_others_can_read_is_warned_of() -> None:
    configure().chmod(0o644)
    assert "chmod 600 config.toml" in santribot("db state").stderr


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a browser was asked to open, by a demo that is ready at once."""

    async def demo(port: int, _data: Path | None, ready: Callable[[str], None]) -> None:
        ready(f"http://127.0.0.1:{port}")

    urls: list[str] = []
    monkeypatch.setattr(bot.demo, "run", demo)
    monkeypatch.setattr("webbrowser.open", urls.append)
    monkeypatch.setenv("DISPLAY", ":0")
    return urls


def test_the_demo_opens_a_browser(opened: list[str]) -> None:
    assert "http://127.0.0.1:9000" in santribot("demo --port 9000").stdout
    assert opened == ["http://127.0.0.1:9000"]


def test_the_demo_opens_no_browser_when_told_so(opened: list[str]) -> None:
    santribot("demo --no-open")
    assert opened == []


def test_the_demo_opens_no_browser_without_a_screen(
    opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    santribot("demo")
    assert opened == []


def test_a_port_that_is_taken_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    async def demo(port: int, _data: Path | None, _ready: Callable[[str], None]) -> None:
        raise OSError(f"port {port} is taken")

    monkeypatch.setattr(bot.demo, "run", demo)
    result = santribot("demo")
    assert (result.exit_code, result.stderr) == (1, "santribot: port 8080 is taken\n")
