"""Messages are saved before Telegram forgets them, whatever happens in between."""

from __future__ import annotations

import asyncio
import logging

import pytest
from telegram.error import InvalidToken, TelegramError

from bot.channels.plugin import InvalidCredentialsError
from bot.channels.telegram.channel import TelegramChannel, identify
from bot.media.library import MediaService
from bot.messages.incoming import Point
from bot.messages.outgoing import MenuCommand
from tests.channels.telegram.brought import LIMITS
from tests.channels.telegram.listening import Inbox, eventually, hears, listening
from tests.channels.telegram.standin import Person, Standin
from tests.support.programs import free_port


async def test_everything_that_a_person_does_arrives(
    channel: TelegramChannel, santri: Person, standin: Standin
) -> None:
    said = await santri.says("/start p-7K2M")
    await santri.edits(said, "/start")
    await santri.says_formatted("<b>Keripik</b> tempe")
    await santri.sends_photo("Foto")
    await santri.sends_album(3)
    await santri.sends_document("nib.pdf", 2000)
    await santri.shares_contact("+6281234567890")
    await santri.shares_contact("+6281234567891", own=False)
    await santri.sends_location(-7.25, 112.75)
    await santri.sends_venue(-7.25, 112.75, "Grand Dafam", "Jl. Kayoon 4")
    await santri.blocks()
    await santri.unblocks()
    await santri.says("/mulai", within=standin.group())
    inbox = Inbox()
    async with listening(channel, inbox):
        saved = await inbox.has(15)
    assert [each.text for each in saved[:4]] == ["/start p-7K2M", "/start", "Keripik tempe", "Foto"]
    assert saved[1].edited
    assert saved[2].rich == "<b>Keripik</b> tempe"
    assert len({each.picture.album for each in saved[4:7] if each.picture}) == 1
    assert saved[7].attachment is not None
    assert [each.contact.own for each in saved[8:10] if each.contact] == [True, False]
    assert saved[11].point == Point(
        latitude=-7.25, longitude=112.75, name="Grand Dafam", address="Jl. Kayoon 4"
    )
    assert [each.left for each in saved[12:14]] == [True, False]
    assert saved[14].group
    assert {each.name for each in saved} == {"Ahmad Fauzi"}
    assert standin.violations == []


async def test_what_was_saved_is_acknowledged_and_comes_once(
    channel: TelegramChannel, santri: Person, standin: Standin
) -> None:
    inbox = Inbox()
    async with listening(channel, inbox):
        for number in range(5):
            await santri.says(f"{number}")
            await inbox.has(number + 1)
        await eventually(lambda: not standin.world.updates.waiting)
    assert [each.text for each in inbox.saved] == ["0", "1", "2", "3", "4"]
    assert not standin.world.updates.waiting


async def test_what_could_not_be_saved_is_not_acknowledged_and_comes_again(
    channel: TelegramChannel, santri: Person, standin: Standin, caplog: pytest.LogCaptureFixture
) -> None:
    await santri.says("rahasia")
    inbox = Inbox(failures=1)
    async with listening(channel, inbox):
        await inbox.has(1)
    assert inbox.refused == inbox.saved
    assert "could not be saved, trying again reason=RuntimeError" in caplog.text
    assert "rahasia" not in caplog.text


async def test_nothing_is_acknowledged_while_it_is_being_saved(
    channel: TelegramChannel, santri: Person, standin: Standin
) -> None:
    await santri.says("satu")
    saving, go_on = asyncio.Event(), asyncio.Event()

    class Slow(Inbox):
        async def save(self, arrived: object) -> None:
            saving.set()
            await go_on.wait()

    async with listening(channel, Slow()):
        await saving.wait()
        polls = standin.world.updates.polls
        assert len(standin.world.updates.waiting) == 1
        go_on.set()
        await eventually(lambda: not standin.world.updates.waiting)
        assert standin.world.updates.polls == polls + 1


async def test_an_update_that_makes_no_sense_is_skipped_and_named(
    channel: TelegramChannel, santri: Person, standin: Standin, caplog: pytest.LogCaptureFixture
) -> None:
    standin.world.updates.push("message", {"message_id": 1, "text": "rahasia"})
    await santri.sends({"text": "rahasia \ud800"})
    await santri.says("halo")
    inbox = Inbox()
    async with listening(channel, inbox):
        saved = await inbox.has(1)
        await eventually(lambda: not standin.world.updates.waiting)
    assert [each.text for each in saved] == ["halo"]
    first, second = standin.world.updates.confirmed - 2, standin.world.updates.confirmed - 1
    assert f"an update was skipped trace_id=telegram:{first} kind=message" in caplog.text
    assert f"an update was skipped trace_id=telegram:{second} kind=message" in caplog.text
    assert "rahasia" not in caplog.text


async def test_a_batch_of_nonsense_is_acknowledged(channel: TelegramChannel, standin: Standin) -> None:
    standin.world.updates.push("message", {"message_id": 1})
    async with listening(channel, Inbox()):
        await eventually(lambda: not standin.world.updates.waiting)


async def test_more_than_one_batch_arrives_in_order(
    channel: TelegramChannel, santri: Person, standin: Standin
) -> None:
    for number in range(250):
        await santri.says(str(number))
    inbox = Inbox()
    async with listening(channel, inbox):
        saved = await inbox.has(250)
    assert [each.text for each in saved] == [str(number) for number in range(250)]


async def test_a_webhook_in_the_way_is_removed(
    channel: TelegramChannel, santri: Person, standin: Standin, caplog: pytest.LogCaptureFixture
) -> None:
    standin.world.updates.webhook = "https://elsewhere.example/hook"
    await santri.says("halo")
    inbox = Inbox()
    async with listening(channel, inbox):
        await inbox.has(1)
    assert standin.world.updates.webhook == ""
    assert "a webhook is set for this bot" in caplog.text


async def test_without_a_webhook_nothing_is_removed(
    channel: TelegramChannel, santri: Person, standin: Standin
) -> None:
    await santri.says("halo")
    inbox = Inbox()
    async with listening(channel, inbox):
        await inbox.has(1)
    assert not {"getWebhookInfo", "deleteWebhook"} & set(standin.world.calls)


async def test_links_lead_to_the_bot_once_its_name_is_known(
    channel: TelegramChannel, standin: Standin
) -> None:
    assert channel.link("p-ACDEFG") == ""
    standin.faults.next("getMe", "gateway", "reset_after")
    await channel.load_identity()
    assert channel.link("p-ACDEFG") == "https://t.me/santri_uji_bot?start=p-ACDEFG"


async def test_another_program_with_the_same_token_is_complained_of_once(
    channel: TelegramChannel, library: MediaService, standin: Standin, caplog: pytest.LogCaptureFixture
) -> None:
    rival = TelegramChannel(standin.token, library, api_url=standin.url, limits=LIMITS, poll_seconds=30)
    async with listening(channel, Inbox()):
        await eventually(lambda: standin.world.updates.polls >= 1)
        async with listening(rival, Inbox()) as second:
            await eventually(lambda: standin.world.updates.polls >= 2)
            await eventually(lambda: "another program" in caplog.text)
            assert not second.done()
    await rival.close()
    assert caplog.text.count("another program fetches this bot's messages too") == 1


async def test_a_wrong_token_ends_the_listening_and_names_the_setting(
    library: MediaService, standin: Standin
) -> None:
    channel = TelegramChannel("100200:wrong", library, api_url=standin.url, limits=LIMITS)
    with pytest.raises(InvalidCredentialsError, match=r"telegram\.token"):
        await channel.listen(Inbox().save)
    await channel.close()


@pytest.mark.parametrize("fault", ["gateway", "portal", "failed", "reset_before", "reset_after", "flood"])
async def test_a_failing_telegram_is_waited_for(
    channel: TelegramChannel, santri: Person, standin: Standin, fault: str
) -> None:
    standin.faults.next("getUpdates", fault)
    await hears(channel, santri, "halo")


async def test_a_telegram_that_is_not_there_yet_is_waited_for(
    library: MediaService, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    port = free_port()
    channel = TelegramChannel(
        Standin().token, library, api_url=f"http://127.0.0.1:{port}", limits=LIMITS, poll_seconds=1
    )
    inbox = Inbox()
    async with listening(channel, inbox):
        await eventually(lambda: "no connection to Telegram" in caplog.text)
        async with Standin(port) as standin:
            await standin.person().says("halo")
            await inbox.has(1)
            await eventually(lambda: not standin.world.updates.waiting)
    await channel.close()
    assert caplog.text.count("no connection to Telegram") == 1
    assert "fetched from Telegram again" in caplog.text


# Menus and who the bot is


MENUS = {
    "id": [MenuCommand(name="mulai", about="Mulai"), MenuCommand(name="produk", about="Daftarkan produk")],
    "en": [MenuCommand(name="start", about="Start")],
}


async def test_the_menus_are_set_without_holding_up_the_first_message(
    library: MediaService, standin: Standin
) -> None:
    channel = TelegramChannel(
        standin.token, library, api_url=standin.url, limits=LIMITS, menus=MENUS, poll_seconds=1
    )
    standin.faults.delay = 0.2
    inbox = Inbox()
    indonesian, english = standin.person(language="id"), standin.person(language="en")
    await indonesian.says("/mulai")
    async with listening(channel, inbox):
        await inbox.has(1)
        assert indonesian.menu == []
        await eventually(lambda: bool(indonesian.menu) and english.menu == ["start"])
    await channel.close()
    assert indonesian.menu == ["mulai", "produk"]
    assert standin.person(language="jv").menu == ["mulai", "produk"]


async def test_menus_that_telegram_does_not_take_hinder_nothing(
    library: MediaService, standin: Standin, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = {"id": [MenuCommand(name="Daftar!", about="Daftar")]}
    channel = TelegramChannel(
        standin.token, library, api_url=standin.url, limits=LIMITS, menus=wrong, poll_seconds=1
    )
    inbox = Inbox()
    async with listening(channel, inbox):
        await standin.person().says("/mulai")
        await inbox.has(1)
        await eventually(lambda: "does not take the command menus" in caplog.text)
    await channel.close()


async def test_a_bot_is_known_by_its_token(standin: Standin) -> None:
    assert await identify(standin.token, standin.url) == "santri_uji_bot"


@pytest.mark.parametrize("token", ["100200:wrong", "nonsense", ""])
async def test_nobody_is_known_by_a_wrong_token(standin: Standin, token: str) -> None:
    with pytest.raises(InvalidToken) as raised:
        await identify(token, standin.url)
    assert not token or token not in repr(raised.value)


async def test_nobody_is_known_where_telegram_is_not_there() -> None:
    with pytest.raises(TelegramError, match="no connection"):
        await identify("1:secret", f"http://127.0.0.1:{free_port()}")
