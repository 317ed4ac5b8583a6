"""The token and what people say stay out of logs, errors and whatever is printed."""

from __future__ import annotations

import io
import logging
import traceback
from collections.abc import Iterator

import pytest
from telegram.error import TelegramError

from bot.channels.plugin import InvalidCredentialsError
from bot.channels.telegram.channel import TelegramChannel, connect, identify
from bot.channels.telegram.request import AiohttpRequest
from bot.media.library import MediaService
from bot.messages.outgoing import OutgoingMessage
from bot.messages.send_result import Refused
from tests.channels.telegram.brought import LIMITS
from tests.channels.telegram.listening import Inbox, listening
from tests.channels.telegram.standin import Person, Standin
from tests.channels.telegram.standin.faults import KINDS

SECRET = "100200:a-token_for-the-stand-in"
SAID = "nomor saya 081234567890"


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """Everything that is logged, also for debugging; checked at the end."""
    text, root = io.StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(text), root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield text
    root.setLevel(level)
    root.removeHandler(handler)
    assert SECRET not in text.getvalue()
    assert SAID not in text.getvalue()


def everything(error: BaseException) -> str:
    """An error as it may be shown: its text, its causes, its traceback."""
    return "".join(traceback.format_exception(error)) + repr(error) + repr(error.__context__)


async def test_a_conversation_is_not_logged(
    logged: io.StringIO, channel: TelegramChannel, santri: Person
) -> None:
    await santri.says(SAID)
    inbox = Inbox()
    async with listening(channel, inbox):
        await inbox.has(1)
        await channel.send(str(santri.id), OutgoingMessage(html=SAID))
    assert santri.sees == SAID


@pytest.mark.parametrize("fault", [kind for kind in KINDS if kind != "silence"])
async def test_a_failing_sending_tells_nothing(
    logged: io.StringIO, channel: TelegramChannel, santri: Person, standin: Standin, fault: str
) -> None:
    standin.faults.next("sendMessage", fault)
    outcome = await channel.send(str(santri.id), OutgoingMessage(html=SAID))
    assert SECRET not in repr(outcome)
    assert SAID not in repr(outcome)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1", "http://127.0.0.1:99999", "http://[bad", "no-address", "ftp://127.0.0.1"]
)
async def test_an_address_that_does_not_work_is_not_quoted(logged: io.StringIO, url: str) -> None:
    with pytest.raises(TelegramError) as raised:
        await identify(SECRET, url)
    assert SECRET not in everything(raised.value)


@pytest.mark.parametrize("fault", ["gateway", "portal", "refused", "reset_before", "silence"])
async def test_an_error_of_the_connection_does_not_quote_the_address(
    logged: io.StringIO, standin: Standin, fault: str
) -> None:
    request = AiohttpRequest(SECRET, read_timeout=0.1)
    standin.faults.next("getMe", fault)
    with pytest.raises(TelegramError) as raised:
        await connect(SECRET, standin.url, request).get_me()
    await request.shutdown()
    assert SECRET not in everything(raised.value)


async def test_a_file_is_fetched_without_telling_from_where(
    logged: io.StringIO, channel: TelegramChannel, santri: Person, standin: Standin
) -> None:
    sent = await santri.sends_document("a.pdf")
    standin.faults.next("download", "failed")
    with pytest.raises(OSError, match="404") as raised:
        await channel.fetch(sent.content["document"]["file_id"])
    assert SECRET not in everything(raised.value)


async def test_a_wrong_token_is_not_repeated(
    logged: io.StringIO, library: MediaService, standin: Standin
) -> None:
    channel = TelegramChannel(f"{SECRET}x", library, api_url=standin.url, limits=LIMITS)
    with pytest.raises(InvalidCredentialsError) as raised:
        await channel.listen(Inbox().save)
    await channel.close()
    assert SECRET not in everything(raised.value)


async def test_an_unforeseen_error_is_logged_without_what_was_said(
    logged: io.StringIO, channel: TelegramChannel, santri: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ArithmeticError(SAID)

    monkeypatch.setattr("bot.channels.telegram.sending.sender.with_markup", broken)
    outcome = await channel.send(str(santri.id), OutgoingMessage(html=SAID))
    assert outcome == Refused("not sent: ArithmeticError")
    assert "ArithmeticError" in logged.getvalue()


def test_a_bot_is_printed_without_its_token() -> None:
    bot = connect(SECRET, "http://127.0.0.1:1", AiohttpRequest(SECRET))
    assert SECRET not in repr(bot)
