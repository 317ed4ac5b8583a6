"""`santribot demo` from a terminal: how it starts, whom it serves, what it keeps, how it ends."""

from __future__ import annotations

import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest
import pytest_asyncio

from tests.demo.program import Demo, demo, finished, free_port, run
from tests.support.webchat_browser import Json, Tab, tab

pytestmark = pytest.mark.asyncio(loop_scope="module")

OPEN = "Open {url} in a browser. Ctrl-C ends the demo.\n"


async def reads(page: Tab, chat: str, words: str) -> Json:
    """The next message of a chat that says these words; the bot may speak first, just before it answers."""
    while words not in str(message := await page.sees()) or message["chat"] != chat:
        continue
    return message


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def here() -> AsyncIterator[Demo]:
    """One that runs meanwhile, for those who only look."""
    async with demo() as here:
        yield here


async def test_the_demo_says_where_it_is_and_answers(here: Demo) -> None:
    async with tab(here) as page:
        assert here.first == OPEN.format(url=here.url)
        await page.does("say", "penyelenggara", text="/mulai")
        await reads(page, "penyelenggara", "/mulai")
        answer = await reads(page, "penyelenggara", "Assalamu'alaikum, Siti Aminah")
        assert "Acara" in [key["label"] for row in answer["rows"] for key in row]


async def test_the_bot_speaks_first_in_every_chat(here: Demo) -> None:
    async with tab(here) as page:
        opening = {chat: kept["messages"] for chat, kept in page.hello["chats"].items()}
        while not all(opening.values()):
            message = await page.sees()
            opening[message["chat"]].append(message)
        assert "Setuju, lanjut" in str(opening["baru"])
        assert "Ahmad Fauzi" in str(opening["santri"])


async def test_only_this_machine_is_served(here: Demo) -> None:
    connections = psutil.Process(here.process.pid).net_connections("inet")
    listening = [one.laddr for one in connections if one.status == psutil.CONN_LISTEN]
    assert [(address.ip, address.port) for address in listening] == [("127.0.0.1", here.port)]


async def test_a_second_demo_on_the_same_port_says_so_in_one_line(here: Demo) -> None:
    status, out, err = await finished(await run("--port", str(here.port)))
    assert (status, out) == (1, "")
    assert err == f"santribot: port {here.port} of 127.0.0.1 is used by another program\n"


async def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    folder = tmp_path / "file" / "demo"
    status, out, err = await finished(await run("--port", str(free_port()), "--data", str(folder)))
    assert (status, out) == (1, "")
    assert err == f"santribot: {folder}: Not a directory\n"


async def test_a_conversation_goes_on_after_a_restart(tmp_path: Path) -> None:
    folder = str(tmp_path / "demo")
    async with demo("--data", folder) as here, tab(here) as page:
        await page.does("say", text="/produk")
        await reads(page, "santri", "Apa nama produknya?")
        assert (await here.ends())[0] == 0
    assert {"demo.db", "demo-media"} <= set(os.listdir(folder))
    async with demo("--data", folder) as here, tab(here) as page:
        assert "/produk" in [message.get("text") for message in page.shown()]
        await page.does("say", text="Keripik Tempe")
        await reads(page, "santri", "Termasuk jenis apa?")


async def test_without_a_folder_nothing_is_left_behind(tmp_path: Path) -> None:
    async with demo(temp=tmp_path) as here:
        assert len(os.listdir(tmp_path)) == 1
        await here.ends()
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_it_ends_kindly_with_pages_open_and_tells_nothing_of_what_was_said(
    number: signal.Signals,
) -> None:
    async with demo() as here, tab(here) as page:
        await page.does("say", "santri", text="rahasia 081234567890")
        await reads(page, "santri", "Saya belum paham")
        assert await here.ends(number) == (0, "", "")
