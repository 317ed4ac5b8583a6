"""The server of the page: for this machine and its own page only, and gone when it is told to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession, WSMsgType, WSServerHandshakeError
from structlog.testing import capture_logs

from bot.channels.webchat.pages import create_webchat_app
from bot.http.server import listening_socket, serve
from tests.support.webchat_world import World, page_world


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with page_world(tmp_path / "page.db") as world:
        yield world


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/style.css",
        "/page.js",
        "/chat.js",
        "/log.js",
        "/composer.js",
        "/icon.svg",
        "/pattern.svg",
    ],
)
async def test_the_page_is_served(world: World, session: ClientSession, path: str) -> None:
    async with session.get(world.url + path) as answer:
        assert answer.status == 200
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"


async def test_the_page_may_run_only_its_own_scripts(world: World, session: ClientSession) -> None:
    async with session.get(world.url) as answer:
        policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    "host", ["jahat.example", "127.0.0.1.jahat.example", "localhost.jahat.example:80", "", "[::1", "10.0.0.1"]
)
async def test_another_name_of_this_machine_is_refused(
    world: World, session: ClientSession, host: str
) -> None:
    async with session.get(world.url, headers={"Host": host}) as answer:
        assert answer.status in (400, 403)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
async def test_the_names_of_this_machine_are_let_in(world: World, session: ClientSession, host: str) -> None:
    address = f"{host}:{world.port}"
    headers = {"Host": address, "Origin": f"http://{address}"}
    async with session.get(world.url, headers=headers) as answer:
        assert answer.status == 200
    async with session.ws_connect(f"{world.url}/talk", headers=headers) as socket:
        assert (await socket.receive_json())["type"] == "hello"


@pytest.mark.parametrize("origin", [None, "null", "https://jahat.example", "http://127.0.0.1:1"])
async def test_another_site_can_neither_listen_nor_upload(
    world: World, session: ClientSession, origin: str | None
) -> None:
    headers = {} if origin is None else {"Origin": origin}
    with pytest.raises(WSServerHandshakeError) as refusal:
        await session.ws_connect(f"{world.url}/talk", headers=headers)
    assert refusal.value.status == 403
    async with session.post(f"{world.url}/upload", data=b"x", headers=headers) as answer:
        assert answer.status == 403


async def test_a_port_that_is_taken_is_named(world: World) -> None:
    app = create_webchat_app(world.channel, world.channel.library)
    with pytest.raises(OSError, match=f"port {world.port} of 127.0.0.1 is used by another program"):
        await serve(app, "127.0.0.1", world.port)


async def test_an_address_of_another_machine_cannot_be_served(world: World) -> None:
    app = create_webchat_app(world.channel, world.channel.library)
    with pytest.raises(OSError, match=r"port 80 of 192\.0\.2\.1 cannot be used"):
        await serve(app, "192.0.2.1", 80)


async def test_open_pages_are_told_when_the_server_goes(tmp_path: Path, session: ClientSession) -> None:
    async with page_world(tmp_path / "page.db") as world:
        socket = await session.ws_connect(f"{world.url}/talk", origin=world.url)
        assert (await socket.receive_json())["type"] == "hello"
    assert (await socket.receive()).type is WSMsgType.CLOSE
    listening_socket("127.0.0.1", world.port).close()


async def test_a_page_that_speaks_while_the_bot_goes_is_asked_to_come_again(
    world: World, session: ClientSession
) -> None:
    await world.bot_goes()
    act = {"type": "say", "id": "a1a1a1a1", "chat": "santri", "text": "Halo"}
    with capture_logs() as told:
        async with session.ws_connect(f"{world.url}/talk", origin=world.url) as socket:
            await socket.receive_json()
            await socket.send_json(act)
            assert (await socket.receive()).data == 1013
    await world.bot_comes()
    async with session.ws_connect(f"{world.url}/talk", origin=world.url) as socket:
        await socket.receive_json()
        await socket.send_json(act)
        assert (await world.hears())[0].text == "Halo"
    assert told == []


async def test_an_upload_that_never_ends_does_not_hold_the_server(tmp_path: Path) -> None:
    async with asyncio.timeout(60):
        async with page_world(tmp_path / "page.db") as world:
            reader, writer = await asyncio.open_connection("127.0.0.1", world.port)
            host = f"127.0.0.1:{world.port}"
            writer.write(
                f"POST /upload HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n".encode()
                + b"Content-Length: 9\r\nExpect: 100-continue\r\n\r\n"
            )
            assert await reader.readline() == b"HTTP/1.1 100 Continue\r\n"
        writer.close()
