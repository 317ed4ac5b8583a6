"""What the program says about itself, and to a wrong command line."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.cli.terminal import TOKEN, configure, santribot

COMMANDS = ["run", "demo", "init", "check", "grant", "db", "db upgrade", "db state", "webhook show"]
COMMANDS += ["db copy", "db fingerprint", "backup", "restore", "dead", "dead list", "dead retry", "dead drop"]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    result = santribot(f"{command} --help")
    assert result.exit_code == 0
    assert "Usage" in result.stdout


def test_no_command_shows_help() -> None:
    assert "Commands" in santribot("").output


def test_the_version_is_the_package_s() -> None:
    assert santribot("--version").stdout == f"santribot {version('santribot')}\n"


def test_a_token_in_the_environment_is_not_in_the_help(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANTRIBOT_TELEGRAM__TOKEN", TOKEN)
    assert "raha_sia" not in santribot("run --help").output


def test_help_loads_nothing_heavy() -> None:
    code = "import sys, bot.cli; print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", code], text=True).split()
    assert "typer" in loaded
    heavy = {
        "alembic",
        "babel",
        "prometheus_client",
        "pydantic",
        "pydantic_settings",
        "sqlalchemy",
        "starlette",
        "structlog",
        "telegram",
    }
    assert not heavy & set(loaded)


def test_a_channel_that_is_off_is_not_loaded(folder: Path) -> None:
    code = """
import sys, pathlib
from bot.channels.plugin import ChannelContext
from bot.channels.registry import create_channels, load_settings
settings = load_settings(pathlib.Path("config.toml"), {})
assert not create_channels(ChannelContext(settings, None, {}))
import bot.app
print(*sys.modules)
"""
    configure("[page]\nenabled = true\n")
    loaded = subprocess.check_output([sys.executable, "-c", code], text=True).split()
    assert "sqlalchemy" in loaded
    assert not {"telegram", "starlette", "uvicorn", "aiohttp"} & set(loaded)


@pytest.mark.parametrize(
    "line", ["fly", "run --fast", "grant boss telegram:1", "demo --port 0", "grant admin 123"]
)
def test_a_wrong_command_line_is_refused(line: str) -> None:
    result = santribot(line)
    assert result.exit_code == 2
    assert "Traceback" not in result.output
