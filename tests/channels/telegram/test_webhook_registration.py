"""Telegram is told where to bring messages, by however many processes, and looked after."""

from __future__ import annotations

import asyncio

import pytest

from bot.channels.plugin import InvalidCredentialsError
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.receiving import webhook_registration
from bot.channels.telegram.receiving.update_parser import KINDS
from bot.channels.telegram.receiving.webhook import secret_of
from bot.media.library import MediaService
from models.db.database import utcnow
from tests.channels.telegram.brought import LIMITS, PATH, Place, ended, place
from tests.channels.telegram.listening import Inbox
from tests.channels.telegram.standin import Person, Standin
from tests.channels.telegram.standin.server import TOKEN
from tests.support.fakes import until


async def test_telegram_is_told_where_and_what_and_how(bot: Place, standin: Standin) -> None:
    updates = standin.world.updates
    assert updates.webhook == f"{bot.service.url}{PATH}"
    assert updates.secret == secret_of(TOKEN)
    assert updates.allowed == sorted(KINDS)
    assert updates.connections == 100


async def test_the_webhook_stays_when_the_bot_ends(
    standin: Standin, library: MediaService, inbox: Inbox, santri: Person
) -> None:
    async with place(standin, library, inbox.save):
        await until(lambda: bool(standin.world.updates.webhook))
    await santri.says("halo")
    assert standin.world.updates.webhook
    assert len(standin.world.updates.waiting) == 1
    assert standin.world.calls["deleteWebhook"] == 0


@pytest.mark.parametrize("fault", ["gateway", "portal", "failed", "flood", "reset_before", "reset_after"])
async def test_a_failing_telegram_is_waited_for(
    standin: Standin,
    library: MediaService,
    inbox: Inbox,
    santri: Person,
    fault: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    standin.faults.next("setWebhook", fault)
    await santri.says("halo")
    async with place(standin, library, inbox.save):
        await inbox.has(1)
        await until(lambda: standin.world.calls["setWebhook"] == 2)
    assert caplog.text.count("the webhook could not be set or looked at, trying again") == 1
    assert TOKEN not in caplog.text


async def test_a_telegram_that_is_away_for_days_is_still_waited_for(
    standin: Standin,
    library: MediaService,
    inbox: Inbox,
    santri: Person,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(webhook_registration, "MAX_PAUSE", 0.0)
    standin.faults.next("setWebhook", *["failed"] * 1100)
    await santri.says("halo")
    async with place(standin, library, inbox.save):
        await inbox.has(1)
    assert standin.world.calls["setWebhook"] == 1101
    assert caplog.text.count("the webhook could not be set") == 1


async def test_a_wrong_token_ends_the_listening_and_names_the_setting(
    standin: Standin, library: MediaService
) -> None:
    channel = TelegramChannel(
        "100200:wrong", library, api_url=standin.url, limits=LIMITS, webhook_url="https://x.example/t"
    )
    with pytest.raises(InvalidCredentialsError, match=r"telegram\.token"):
        await channel.listen(Inbox().save)
    await channel.close()


async def test_an_address_that_telegram_refuses_is_complained_of(
    standin: Standin, library: MediaService, caplog: pytest.LogCaptureFixture
) -> None:
    channel = TelegramChannel(
        standin.token, library, api_url=standin.url, limits=LIMITS, webhook_url="http://x.example/t"
    )
    listening = asyncio.create_task(channel.listen(Inbox().save))
    await until(lambda: "https url must be provided" in caplog.text)
    assert not listening.done()
    await ended(listening)
    await channel.close()


@pytest.fixture
def looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook_registration, "CHECK_SECONDS", 0.02)


async def test_a_webhook_that_another_program_removed_is_set_again(
    looks_often: None, bot: Place, inbox: Inbox, santri: Person, standin: Standin
) -> None:
    standin.world.updates.unhook()
    await santri.says("halo")
    await inbox.has(1)
    assert standin.world.updates.webhook == f"{bot.service.url}{PATH}"


async def test_a_webhook_that_stands_is_left_alone(looks_often: None, bot: Place, standin: Standin) -> None:
    await until(lambda: standin.world.calls["getWebhookInfo"] > 3)
    assert standin.world.calls["setWebhook"] == 1


async def test_deliveries_that_do_not_get_through_are_told_of_once(
    looks_often: None, bot: Place, standin: Standin, caplog: pytest.LogCaptureFixture
) -> None:
    soon = int(utcnow().timestamp()) + 10
    standin.world.updates.trouble = (soon, "Wrong response from the webhook: 502 Bad Gateway")
    await until(lambda: "502 Bad Gateway" in caplog.text)
    looks = standin.world.calls["getWebhookInfo"]
    await until(lambda: standin.world.calls["getWebhookInfo"] > looks + 3)
    assert caplog.text.count("Telegram could not bring a message waiting=0 reason=Wrong response") == 1


async def test_what_went_wrong_before_the_start_is_not_told(
    looks_often: None, bot: Place, standin: Standin, caplog: pytest.LogCaptureFixture
) -> None:
    standin.world.updates.trouble = (int(utcnow().timestamp()) - 3600, "Connection timed out")
    await until(lambda: standin.world.calls["getWebhookInfo"] > 3)
    assert "timed out" not in caplog.text


async def test_several_processes_keep_the_same_webhook(
    looks_often: None, bot: Place, library: MediaService, inbox: Inbox, santri: Person, standin: Standin
) -> None:
    url = standin.world.updates.webhook
    other = TelegramChannel(standin.token, library, api_url=standin.url, limits=LIMITS, webhook_url=url)
    listening = asyncio.create_task(other.listen(inbox.save))
    await until(lambda: standin.world.calls["setWebhook"] == 2)
    await santri.says("halo")
    await inbox.has(1)
    await ended(listening)
    await other.close()
    assert standin.world.calls["setWebhook"] == 2
