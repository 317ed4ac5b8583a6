"""The WebSocket of the page: acts of the person come in, changes of the conversations go out."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress

from pydantic import ValidationError
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.channels.webchat.channel import Json, RejectedEventError, Subscriber, WebchatChannel
from bot.channels.webchat.protocol import LoadOlder, client_events
from bot.i18n.messages import TextLike, _, render
from bot.observability.logging import get_logger

log = get_logger(__name__)

PAUSE_SECONDS = 0.05
"""The time between two acts of one page: at most 20 a second, the others wait."""
CANNOT, FAILED, COME_AGAIN = 1003, 1011, 1013

CLOSED = (WebSocketDisconnect, RuntimeError)
"""Errors of writing to a closed socket; the reader notices and ends the conversation."""

NOT_UNDERSTOOD = _("Pesan ini tidak bisa dikirim. Muat ulang halaman, lalu coba lagi, ya.")


class WebchatSocket:
    """ASGI endpoint: one open page, until it is closed."""

    def __init__(self, channel: WebchatChannel) -> None:
        self.channel = channel

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        socket = WebSocket(scope, receive, send)
        await socket.accept()
        if self.channel.is_full:
            return await _close(socket, COME_AGAIN)
        async with self.channel.subscribe() as subscriber:
            forwarding = asyncio.create_task(_forward(socket, subscriber))
            try:
                await self._listen(socket)
            except ConnectionError:
                await _close(socket, COME_AGAIN)
            except Exception as exc:
                log.error("an act on the page was not saved", exc_info=exc)
                await _close(socket, FAILED)
            finally:
                forwarding.cancel()
                await asyncio.wait([forwarding])

    async def _listen(self, socket: WebSocket) -> None:
        while True:
            message = await socket.receive()
            if message["type"] == "websocket.disconnect":
                return
            if (frame := message.get("text")) is None:
                await _close(socket, CANNOT)
                return
            await _send_json(socket, await self._answer(frame))
            await asyncio.sleep(PAUSE_SECONDS)

    async def _answer(self, frame: str) -> Json:
        try:
            act = client_events.validate_json(frame)
            if isinstance(act, LoadOlder):
                return await self.channel.older(act.chat, act.before)
            await self.channel.take(act)
        except ValidationError:
            return _refusal(_id_of(frame), NOT_UNDERSTOOD)
        except RejectedEventError as exc:
            return _refusal(_id_of(frame), exc.words)
        return {"type": "saved", "id": act.id}


async def _forward(socket: WebSocket, subscriber: Subscriber) -> None:
    async for news in subscriber.news():
        await _send_json(socket, news)
    await _close(socket, COME_AGAIN)


async def _send_json(socket: WebSocket, news: Json) -> None:
    with suppress(*CLOSED):
        await socket.send_json(news)


async def _close(socket: WebSocket, code: int) -> None:
    with suppress(*CLOSED):
        await socket.close(code)


def _refusal(act_id: str, words: TextLike) -> Json:
    """The page must not send this act again."""
    return {"type": "refused", "id": act_id, "words": render(words, "id").unescape()}


def _id_of(frame: str) -> str:
    try:
        act = json.loads(frame)
    except (ValueError, RecursionError):
        return ""
    act_id = str(act.get("id", "")) if isinstance(act, dict) else ""
    return act_id[:36].encode("ascii", "replace").decode()
