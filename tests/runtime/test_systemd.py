"""systemd hears what the bot does, on the socket that it names."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.runtime import systemd
from tests.channels.telegram.standin import Standin
from tests.support.programs import configured, started

HEARS_SECONDS = 60


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[socket.socket]:
    """The end of the socket that systemd has."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(tmp_path / "notify"))
        listening.settimeout(HEARS_SECONDS)
        yield listening


async def hears(manager: socket.socket) -> str:
    return (await asyncio.to_thread(manager.recv, 4096)).decode()


async def test_the_program_tells_that_it_is_ready_lives_and_stops(
    manager: socket.socket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", manager.getsockname())
    monkeypatch.setenv("WATCHDOG_USEC", "400000")
    async with Standin() as standin, started(configured(standin, tmp_path)) as program:
        assert [await hears(manager) for _word in range(4)] == ["READY=1", *["WATCHDOG=1"] * 3]
        assert await program.stop() == 0
    manager.setblocking(False)
    said: list[str] = []
    while not said or said[-1] != "STOPPING=1":
        said.append(manager.recv(4096).decode())
    assert set(said[:-1]) <= {"WATCHDOG=1"}


async def test_without_a_watchdog_it_says_only_the_beginning_and_the_end(manager: socket.socket) -> None:
    async with systemd.notified({"NOTIFY_SOCKET": manager.getsockname()}):
        await asyncio.sleep(0.01)
    assert [await hears(manager) for _word in range(2)] == ["READY=1", "STOPPING=1"]


def test_a_name_in_the_abstract_space_is_reached() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(f"\0santribot-test-{os.getpid()}")
        listening.settimeout(HEARS_SECONDS)
        systemd.notify("READY=1", {"NOTIFY_SOCKET": f"@santribot-test-{os.getpid()}"})
        assert listening.recv(4096) == b"READY=1"


@pytest.mark.parametrize("environ", [{}, {"NOTIFY_SOCKET": "/nowhere/at/all"}])
def test_where_nobody_listens_nothing_happens(environ: dict[str, str]) -> None:
    systemd.notify("READY=1", environ)


@pytest.mark.parametrize(
    ("environ", "seconds"),
    [
        ({}, None),
        ({"WATCHDOG_USEC": "0"}, None),
        ({"WATCHDOG_USEC": "soon"}, None),
        ({"WATCHDOG_USEC": "60000000"}, 30.0),
        ({"WATCHDOG_USEC": "60000000", "WATCHDOG_PID": str(os.getpid())}, 30.0),
        ({"WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "1"}, None),
    ],
)
def test_it_says_that_it_lives_twice_in_the_time_it_has(
    environ: dict[str, str], seconds: float | None
) -> None:
    assert systemd.alive_seconds(environ) == seconds
