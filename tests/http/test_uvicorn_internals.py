"""Parts of uvicorn that are not public are still as `bot.http.uvicorn_internals` needs them."""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.types import Receive, Scope, Send
from uvicorn import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from bot.http.uvicorn_internals import close_after, current_request, is_idle

HEAD = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


class FakeTransport(asyncio.Transport):
    """A connection that nobody is at the other end of."""

    def __init__(self) -> None:
        super().__init__()
        self.written, self.closed = b"", asyncio.Event()

    def write(self, data: Any) -> None:
        self.written += data

    def close(self) -> None:
        self.closed.set()

    def is_closing(self) -> bool:
        return self.closed.is_set()


async def test_a_request_is_seen_from_its_head_to_its_answer() -> None:
    may_answer, answered = asyncio.Event(), asyncio.Event()

    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        await may_answer.wait()
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body"})
        answered.set()

    config = Config(app, lifespan="off", log_config=None)
    config.load()
    protocol = H11Protocol(config, ServerState(), {})
    transport = FakeTransport()
    protocol.connection_made(transport)
    assert current_request(protocol) is None and is_idle(protocol)

    protocol.data_received(HEAD[:10])
    assert current_request(protocol) is None and is_idle(protocol)
    protocol.data_received(HEAD[10:])
    first = current_request(protocol)
    assert first is not None and not is_idle(protocol)

    may_answer.set()
    await answered.wait()
    assert is_idle(protocol)
    protocol.data_received(HEAD)
    assert current_request(protocol) is not first

    close_after(protocol, 60.0).cancel()
    assert not transport.closed.is_set()
    close_after(protocol, 0.0)
    await transport.closed.wait()
    protocol.connection_lost(None)
