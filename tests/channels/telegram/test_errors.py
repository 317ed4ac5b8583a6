"""What becomes of a message when Telegram or the network fails."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.errors import send_result
from bot.channels.telegram.refusals import GarbledAnswerError, MethodNotFoundError, ServerError
from bot.channels.telegram.request import AiohttpRequest, AnswerLostError, NotReachedError
from bot.media.library import MediaService
from bot.messages.outgoing import OutgoingMessage
from bot.messages.send_result import Gone, Later, Refused, SendResult, Sent, Unavailable, Unknown
from models.db.database import Database, UnreachableError
from tests.channels.telegram.brought import LIMITS
from tests.channels.telegram.standin import Person, Standin
from tests.support.media_service import in_memory, keep

HELLO = OutgoingMessage(html="Halo")


async def meets(channel: TelegramChannel, santri: Person, standin: Standin, fault: str) -> SendResult:
    standin.faults.next("sendMessage", fault)
    return await channel.send(str(santri.id), HELLO)


async def test_a_flood_is_waited_out_as_long_as_telegram_says(
    channel: TelegramChannel, santri: Person, standin: Standin
) -> None:
    standin.faults.retry_after = 17
    assert await meets(channel, santri, standin, "flood") == Later(17.0, flood=True)


async def test_a_flood_in_a_group_concerns_the_group(channel: TelegramChannel, standin: Standin) -> None:
    group = standin.group()
    standin.faults.next("sendMessage", "flood")
    assert await channel.send(str(group.chat.id), HELLO) == Later(1.0, whole_channel=False, flood=True)


async def test_more_than_the_limit_in_a_second_is_a_flood(
    channel: TelegramChannel, santri: Person, standin: Standin
) -> None:
    standin.faults.per_second = 5
    outcomes = [await channel.send(str(santri.id), HELLO) for _ in range(20)]
    assert Later(1.0, flood=True) in outcomes
    assert len(santri.messages) == sum(isinstance(each, Sent) for each in outcomes)


@pytest.mark.parametrize(
    ("fault", "arrives"), [("gateway", False), ("reset_before", False), ("reset_after", True)]
)
async def test_whether_it_arrived_is_not_known(
    channel: TelegramChannel, santri: Person, standin: Standin, fault: str, arrives: bool
) -> None:
    assert isinstance(await meets(channel, santri, standin, fault), Unknown)
    assert bool(santri.messages) is arrives


async def test_a_message_does_not_follow_somebody_elsewhere(
    channel: TelegramChannel, santri: Person, standin: Standin
) -> None:
    assert isinstance(await meets(channel, santri, standin, "moved"), Unavailable)
    assert standin.world.calls["sendMessage"] == 1


@pytest.mark.parametrize("fault", ["failed", "portal"])
async def test_a_server_that_fails_or_is_not_telegram_is_asked_again_later(
    channel: TelegramChannel, santri: Person, standin: Standin, fault: str
) -> None:
    assert isinstance(await meets(channel, santri, standin, fault), Unavailable)


async def test_a_refusal_keeps_telegrams_words(
    channel: TelegramChannel, santri: Person, standin: Standin
) -> None:
    assert await meets(channel, santri, standin, "refused") == Refused("Refused by plan: /bot***/sendmessage")


async def test_a_connection_works_again_after_it_broke(
    channel: TelegramChannel, santri: Person, standin: Standin
) -> None:
    await meets(channel, santri, standin, "reset_before")
    assert isinstance(await channel.send(str(santri.id), HELLO), Sent)


@pytest.fixture
async def lonely(library: MediaService) -> AsyncIterator[TelegramChannel]:
    """A channel whose Telegram is not there."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        channel = TelegramChannel("1:secret", library, api_url=url, limits=LIMITS)
        yield channel
        await channel.close()


async def test_where_nobody_answers_the_message_waits(lonely: TelegramChannel) -> None:
    assert isinstance(await lonely.send("5", HELLO), Later)


async def test_a_photo_is_not_refused_because_the_database_is_away(standin: Standin, santri: Person) -> None:
    nowhere = Database("postgresql+asyncpg://postgres@127.0.0.1:1/nobody")
    channel = TelegramChannel(
        standin.token, MediaService(nowhere, in_memory()), api_url=standin.url, limits=LIMITS
    )
    with pytest.raises(UnreachableError):
        await channel.send(str(santri.id), OutgoingMessage(html="Foto", photos=[1]))
    await channel.close()


async def test_a_file_too_large_for_telegram_is_refused(
    channel: TelegramChannel, santri: Person, library: MediaService
) -> None:
    film = await keep(library, bytes(53_000_000), "application/pdf", "film.pdf")
    send_result = await channel.send(str(santri.id), OutgoingMessage(file=film))
    assert send_result == Refused("the server answered 413")


async def test_an_answer_that_takes_too_long_may_have_been_a_yes(standin: Standin) -> None:
    request = AiohttpRequest(standin.token, read_timeout=0.1)
    standin.faults.next("getMe", "silence")
    with pytest.raises(TimedOut):
        await request.post(f"{standin.url}/bot{standin.token}/getMe")
    await request.shutdown()


async def test_a_call_may_have_its_own_time(standin: Standin) -> None:
    request = AiohttpRequest(standin.token)
    standin.faults.next("getMe", "silence")
    with pytest.raises(TimedOut):
        await request.post(f"{standin.url}/bot{standin.token}/getMe", read_timeout=0.1)
    await request.shutdown()


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (RetryAfter(3), Later(3.0, flood=True)),
        (Forbidden("Forbidden: user is deactivated"), Gone()),
        (ChatMigrated(-5), Gone()),
        (BadRequest("Bad Request: chat not found"), Gone()),
        (BadRequest("Bad Request: PEER_ID_INVALID"), Gone()),
        (BadRequest("Bad Request: message is too long"), Refused("Message is too long")),
        (ServerError(500), Unavailable("the server answered 500")),
        (ServerError(503), Unavailable("the server answered 503")),
        (MethodNotFoundError("Not Found: method not found"), Unavailable("Not Found: method not found")),
        (ServerError(502), Unknown("the server answered 502", repeatable=True)),
        (ServerError(504), Unknown("the server answered 504", repeatable=True)),
        (GarbledAnswerError(), Unknown("Invalid server response", repeatable=True)),
        (AnswerLostError("x"), Unknown("x")),
        (TimedOut("x"), Unknown("x")),
        (NetworkError("x"), Unknown("x")),
        (TelegramError("x"), Unknown("x")),
    ],
    ids=repr,
)
def test_every_error_means_something(error: TelegramError, expected: SendResult) -> None:
    assert send_result(error, "5") == expected


@pytest.mark.parametrize(
    "error",
    [
        ServerError(429),
        NotReachedError("x"),
        InvalidToken(),
        Conflict("x"),
    ],
    ids=repr,
)
def test_what_telegram_did_not_take_is_sent_later(error: TelegramError) -> None:
    assert isinstance(send_result(error, "5"), Later)
