"""A browser without a screen: what the page's JavaScript says and hears, over a real WebSocket."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import Any, Protocol

from aiohttp import ClientSession, ClientWebSocketResponse

Json = dict[str, Any]
_numbers = count(10_000_000)


class Served(Protocol):
    """Whatever serves the page."""

    @property
    def url(self) -> str: ...


class Tab:
    """One open page: `hello` is how everything stood when it was opened."""

    def __init__(self, served: Served, session: ClientSession, socket: ClientWebSocketResponse) -> None:
        self.served, self.session, self.socket = served, session, socket
        self.hello: Json = {}
        self._unread: list[Json] = []

    async def does(self, kind: str, chat: str = "santri", **what: Any) -> str:
        """Do something; the id that it was given."""
        act_id = str(what.pop("id", next(_numbers)))
        await self.socket.send_json({"type": kind, "id": act_id, "chat": chat, **what})
        return act_id

    async def hears(self, kind: str) -> Json:
        """The next news of this kind; of others it does not matter whether they come before or after."""
        async with asyncio.timeout(60):
            while not (fitting := [news for news in self._unread if news["type"] == kind]):
                self._unread.append(await self.socket.receive_json())
        self._unread.remove(fitting[0])
        return fitting[0]

    async def sees(self) -> Json:
        """The next message that appears or changes."""
        message: Json = (await self.hears("message"))["message"]
        return message

    async def uploads(self, content: bytes) -> tuple[int, Json]:
        """The status and the answer."""
        headers = {"Origin": self.served.url}
        async with self.session.post(f"{self.served.url}/upload", data=content, headers=headers) as answer:
            return answer.status, await answer.json()

    async def gets(self, path: str) -> tuple[int, bytes, dict[str, str]]:
        async with self.session.get(self.served.url + path) as answer:
            return answer.status, await answer.read(), dict(answer.headers)

    def shown(self, chat: str = "santri") -> list[Json]:
        """The messages that stood there when the page was opened."""
        messages: list[Json] = self.hello["chats"][chat]["messages"]
        return messages


@asynccontextmanager
async def tab(served: Served) -> AsyncIterator[Tab]:
    async with (
        ClientSession() as session,
        session.ws_connect(f"{served.url}/talk", origin=served.url) as socket,
    ):
        opened = Tab(served, session, socket)
        opened.hello = await opened.hears("hello")
        yield opened
