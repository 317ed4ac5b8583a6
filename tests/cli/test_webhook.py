"""`santribot webhook`: where Telegram brings messages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from telegram.error import InvalidToken, NetworkError

import bot.channels.telegram.channel
from bot.channels.telegram.receiving import webhook_registration
from bot.channels.telegram.receiving.webhook_registration import WebhookStatus
from tests.cli.terminal import TOKEN, configure, santribot

URL = "https://bot.example.id/telegram"
BY_WEBHOOK = f'[telegram]\ntoken = "{TOKEN}"\nmode = "webhook"\nwebhook_url = "{URL}"\n[web]\nport = 8081\n'


class Account:
    """What Telegram knows of the webhook; `removed` counts how often it was taken away."""

    def __init__(self) -> None:
        self.standing = WebhookStatus(URL, 3, "", None)
        self.removed = 0


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Account:
    account = Account()

    @asynccontextmanager
    async def connected(token: str, api_url: str) -> AsyncIterator[Account]:
        if "nowhere" in api_url:
            raise NetworkError("no connection")
        if token != TOKEN:
            raise InvalidToken(f"the token {token} was rejected")
        yield account

    async def standing(_bot: Any) -> WebhookStatus:
        return account.standing

    async def remove(_bot: Any) -> None:
        account.removed += 1

    monkeypatch.setattr(bot.channels.telegram.channel, "connected", connected)
    monkeypatch.setattr(webhook_registration, "webhook_status", standing)
    monkeypatch.setattr(webhook_registration, "remove_webhook", remove)
    return account


@pytest.mark.usefixtures("account")
def test_show_tells_where_and_how_many() -> None:
    configure(BY_WEBHOOK)
    result = santribot("webhook show")
    assert (result.exit_code, result.stdout) == (0, f"webhook: {URL}\nwaiting: 3\n")


def test_show_tells_what_went_wrong_last(account: Account) -> None:
    configure(BY_WEBHOOK)
    at = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
    account.standing = WebhookStatus(URL, 3, "Wrong response from the webhook: 502 Bad Gateway", at)
    assert santribot("webhook show").stdout.splitlines()[-1] == (
        "last error: 2026-11-24 03:00:00 UTC, Wrong response from the webhook: 502 Bad Gateway"
    )


@pytest.mark.parametrize(
    ("text", "url", "said"),
    [
        (BY_WEBHOOK, "", "none, messages are fetched"),
        (BY_WEBHOOK, "https://old.example.id/", "the settings say otherwise"),
        (f'[telegram]\ntoken = "{TOKEN}"\n', URL, "the settings say polling"),
    ],
)
def test_show_tells_what_the_settings_would_change(account: Account, text: str, url: str, said: str) -> None:
    configure(text)
    account.standing = WebhookStatus(url, 0, "", None)
    assert said in santribot("webhook show").stdout


def test_show_hides_a_token_that_another_program_put_into_the_address(account: Account) -> None:
    configure()
    account.standing = WebhookStatus(f"https://x.example/{TOKEN}", 0, "", None)
    result = santribot("webhook show")
    assert "https://x.example/***" in result.stdout
    assert TOKEN not in result.output


def test_remove_takes_it_away_and_says_who_would_set_it_again(account: Account) -> None:
    configure()
    result = santribot("webhook remove")
    assert (result.exit_code, account.removed) == (0, 1)
    assert "stop that one first" in result.stdout


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize("command", ["webhook show", "webhook remove"])
@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ('[telegram]\ntoken = "1:salah"\n', 1, "telegram.token: Telegram does not know this token"),
        (f'[telegram]\ntoken = "{TOKEN}"\napi_url = "http://nowhere"\n', 1, "http://nowhere does not answer"),
        ("[page]\nenabled = true\n", 2, "telegram.token is missing"),
    ],
)
def test_what_hinders_it_is_one_line(command: str, text: str, code: int, said: str) -> None:
    configure(text)
    result = santribot(command)
    assert result.exit_code == code
    [line] = result.stderr.splitlines()
    assert said in line
    assert "salah" not in line
