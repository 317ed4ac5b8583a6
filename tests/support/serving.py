"""What is served to other machines, on a free port while a test runs; and a plain connection to it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import BytesIO

from aiohttp import ClientSession
from starlette.routing import BaseRoute

from bot.channels.http import (
    Headers,
    HttpAnswer,
    HttpRequest,
    HttpRoute,
    MalformedPayloadError,
    RetryLaterError,
)
from bot.http.app import serve_app
from bot.observability.health import Health
from bot.settings.schema import Web
from tests.support.programs import free_port

HOST = "127.0.0.1"
SECRET = {"X-Secret": "sesame"}


class FakeRoute:
    """A route that remembers its bodies. Cleared, `open` keeps every request waiting."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self.open = asyncio.Event()
        self.open.set()
        self.busy = asyncio.Event()
        self.route = HttpRoute(
            "POST", "/opop/telegram", self._handle, is_head_authentic=self._is_head_authentic
        )

    def _is_head_authentic(self, headers: Headers) -> bool:
        return headers.get("X-Secret") == SECRET["X-Secret"]

    async def _handle(self, request: HttpRequest) -> HttpAnswer:
        self.busy.set()
        await self.open.wait()
        match request.body:
            case b"nonsense":
                raise MalformedPayloadError
            case b"full":
                raise RetryLaterError
            case b"broken":
                raise ArithmeticError("rahasia")
        self.heard.append(request.body)
        return HttpAnswer()


@dataclass
class Service:
    port: int
    health: Health
    session: ClientSession
    task: asyncio.Task[None] | None = None
    writers: list[asyncio.StreamWriter] = field(default_factory=list)
    told: list[int] = field(default_factory=list)
    """The statuses of the routes' answers, as figures are told of them."""

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    async def ask(self, path: str) -> tuple[int, dict[str, str]]:
        """The status and the JSON of an answer."""
        async with self.session.get(self.url + path) as answer:
            return answer.status, await answer.json()

    async def brings(self, body: bytes, path: str = "/telegram", **headers: str) -> int:
        """The status that a delivery is answered with."""
        content = BytesIO(body)
        async with self.session.post(self.url + path, data=content, headers=SECRET | headers) as answer:
            return answer.status

    async def connect(self, *sent: str | bytes) -> asyncio.StreamReader:
        """A connection on which this was sent, to read the answer from."""
        reader, writer = await asyncio.open_connection(HOST, self.port)
        self.writers.append(writer)
        for piece in sent:
            writer.write(piece.encode() if isinstance(piece, str) else piece)
        with contextlib.suppress(ConnectionError):
            await writer.drain()
        return reader

    async def stops(self) -> None:
        assert self.task is not None
        self.task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self.task


@asynccontextmanager
async def served(
    health: Health, *routes: HttpRoute, more: Sequence[BaseRoute] = (), port: int = 0
) -> AsyncIterator[Service]:
    """From when it answers until the test is through with it."""
    web = Web(host=HOST, port=port or free_port())
    async with ClientSession() as session:
        service = Service(web.port, health, session)
        told = lambda _channel, status: service.told.append(status)  # noqa: E731
        service.task = asyncio.create_task(serve_app(web, health, {"test": routes}, more, told))
        try:
            await _answers(service)
            yield service
        finally:
            for writer in service.writers:
                writer.close()
            await service.stops()


async def _answers(service: Service) -> None:
    async with asyncio.timeout(60):
        while True:
            with contextlib.suppress(OSError):
                _reader, writer = await asyncio.open_connection(HOST, service.port)
                return writer.close()
            await asyncio.sleep(0.005)
