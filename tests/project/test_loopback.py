"""Tests cannot reach the network, and cannot be skipped where all of them are asked for."""

from __future__ import annotations

import asyncio
import socket

import pytest

from tests.conftest import NO_SKIPS
from tests.support.loopback import TooFarError

FAR = "192.0.2.1"
"""An address that is kept for documentation and belongs to nobody."""


def test_a_far_address_cannot_be_connected_to() -> None:
    with socket.socket() as connection, pytest.raises(TooFarError, match=FAR):
        connection.connect((FAR, 80))


def test_a_far_address_cannot_be_connected_to_quietly() -> None:
    with socket.socket() as connection, pytest.raises(TooFarError):
        connection.connect_ex((FAR, 80))


def test_a_far_address_cannot_be_sent_to() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as connection, pytest.raises(TooFarError):
        connection.sendto(b"hello", (FAR, 53))


@pytest.mark.parametrize("host", ["api.telegram.org", b"api.telegram.org"])
def test_a_far_name_is_not_looked_up(host: str | bytes) -> None:
    with pytest.raises(TooFarError):
        socket.getaddrinfo(host, 443)
    with pytest.raises(TooFarError):
        socket.gethostbyname(host)  # type: ignore[arg-type]  # bytes are taken too
    with pytest.raises(TooFarError):
        socket.create_connection((host, 443))  # type: ignore[arg-type]  # as above


async def test_asyncio_cannot_reach_a_far_name() -> None:
    with pytest.raises(TooFarError):
        await asyncio.open_connection("api.telegram.org", 443)


async def test_this_machine_is_reached() -> None:
    async def greet(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"assalamu'alaikum")
        writer.close()

    server = await asyncio.start_server(greet, "localhost", 0)
    async with server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname()[:2])
        assert await reader.read() == b"assalamu'alaikum"
        writer.close()
        await writer.wait_closed()


SKIPPING = "import pytest\ndef test_left_out():\n    pytest.skip('no browser')\n"
SKIPPING_WHOLLY = "import pytest\npytest.skip('no browser', allow_module_level=True)\n"
EXPECTED_TO_FAIL = "import pytest\n@pytest.mark.xfail\ndef test_known():\n    assert False\n"


def run(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, source: str, required: str
) -> pytest.RunResult:
    monkeypatch.setenv(NO_SKIPS, required)
    pytester.makeconftest("from tests.conftest import *")
    pytester.makepyfile(source)
    return pytester.runpytest("-q", "-p", "no:cacheprovider", "-p", "no:asyncio")


@pytest.mark.parametrize("source", [SKIPPING, SKIPPING_WHOLLY], ids=["test", "module"])
def test_a_skip_is_a_failure_where_all_tests_are_asked_for(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    result = run(pytester, monkeypatch, source, required="1")
    assert result.ret != 0
    assert "no browser" in result.stdout.str()


def test_a_skip_is_a_skip_elsewhere(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(pytester, monkeypatch, SKIPPING, required="").parseoutcomes() == {"skipped": 1}


def test_an_expected_failure_is_no_skip(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(pytester, monkeypatch, EXPECTED_TO_FAIL, required="1").parseoutcomes() == {"xfailed": 1}
