"""The image is made of the right things, runs as nobody in particular, and its health check tells the truth."""

from __future__ import annotations

import asyncio
import json
import os
import re
import socket
import sys
import tomllib

import pytest

from tests.support import deployment
from tests.support.deployment import image, of
from tests.support.paths import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_image_runs_as_a_user_who_may_do_nothing() -> None:
    (user,) = of(image(), "USER")
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", user)
    assert f"--uid {user.partition(':')[0]} " in " ".join(of(image(), "RUN"))


def test_the_image_is_made_of_files_that_are_there_and_reach_the_builder() -> None:
    assert {"requirements.txt", "bot", "handlers", "models"} <= set(deployment.copied())
    for name in deployment.copied():
        assert (ROOT / name).exists(), name
        assert deployment.reaches_the_builder(name), name
    assert deployment.reaches_the_builder("bot/locale/en/LC_MESSAGES/santribot.po")


@pytest.mark.parametrize(
    "name",
    [
        "config.toml",
        ".env",
        "secrets/config.toml",
        "santribot.db",
        "santribot-media/ab/cd",
        "backups/a.tar",
        ".git/config",
        "bot/__pycache__/app.pyc",
    ],
)
def test_no_secret_and_nothing_of_people_reaches_the_builder(name: str) -> None:
    assert not deployment.reaches_the_builder(name)


def test_all_that_is_installed_is_pinned_by_its_hash() -> None:
    installs = [run for run in of(deployment.instructions(), "RUN") if "pip install" in run]
    assert [("--require-hashes" in run or "--no-deps" in run) for run in installs] == [True, True]


def test_the_image_has_a_python_that_the_program_runs_on() -> None:
    needed = tuple(map(int, PROJECT["requires-python"].removeprefix(">=").split(".")))
    for base in of(deployment.instructions(), "FROM"):
        assert tuple(map(int, re.findall(r"python:(\d+)\.(\d+)-slim", base)[0])) >= needed


def test_the_image_starts_a_program_that_is_there() -> None:
    (entry,), (command,), (signal,) = (of(image(), word) for word in ("ENTRYPOINT", "CMD", "STOPSIGNAL"))
    assert json.loads(entry)[0] in PROJECT["scripts"]
    assert signal == "SIGTERM"
    deployment.understood(json.loads(command))


@pytest.mark.parametrize(("status", "code"), [("200 OK", 0), ("503 Service Unavailable", 1)])
async def test_the_health_check_believes_what_healthz_says(status: str, code: int) -> None:
    asked = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append((await reader.readuntil(b"\r\n\r\n")).split()[1])
        writer.write(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n".encode())
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        assert await _check_health(server.sockets[0].getsockname()[1]) == code
    assert asked == [b"/healthz"]


async def test_the_health_check_sees_that_nobody_is_there() -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        assert await _check_health(bound.getsockname()[1]) == 1


async def _check_health(port: int) -> int:
    """The exit status of the image's own check, of a process that answers at `port`."""
    (check,) = of(image(), "HEALTHCHECK")
    program, *arguments = json.loads(check.partition(" CMD ")[2])
    assert program == "python"
    environ = os.environ | {"SANTRIBOT_WEB__PORT": str(port)}
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(sys.executable, *arguments, env=environ, stderr=quiet)
    return await process.wait()
