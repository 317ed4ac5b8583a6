"""An empty folder for every test, and a Telegram to ask."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from telegram.error import InvalidToken, NetworkError

import bot.channels.telegram.channel
from tests.cli.terminal import TOKEN
from tests.support.lines import as_before


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test starts in an empty folder, as somebody new does."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("SANTRIBOT_")]:
        monkeypatch.delenv(name)
    return tmp_path


@pytest.fixture(autouse=True)
def log_as_before() -> Iterator[None]:
    """Commands run within the tests; each would leave its log behind."""
    with as_before():
        yield


@pytest.fixture
def telegram(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Telegram that knows one token, and is not always reached."""

    async def identify(token: str, api_url: str) -> str:
        if "nowhere" in api_url:
            raise NetworkError("no connection")
        if token != TOKEN:
            raise InvalidToken(f"the token {token} was rejected")
        return "OpopBot"

    monkeypatch.setattr(bot.channels.telegram.channel, "identify", identify)
