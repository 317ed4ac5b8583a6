"""What other machines can ask this one, and what they can do to it with bad input: nothing."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

import bot.observability.health
from bot.http import body_limit, header_timeout
from bot.http.app import serve_app
from bot.http.server import listening_socket
from bot.observability.health import Health
from bot.settings.schema import Web
from models.db.database import Database
from models.migrations import migrate
from tests.support import databases
from tests.support.fakes import FakeClock, until
from tests.support.serving import HOST, FakeRoute, Service, served

MEGABYTE = 1024 * 1024
HEAD = "POST /telegram HTTP/1.1\r\nHost: x\r\nX-Secret: sesame\r\n"


@pytest.fixture
def fake() -> FakeRoute:
    return FakeRoute()


@pytest.fixture
async def service(sqlite: Database, fake: FakeRoute) -> AsyncIterator[Service]:
    """At the end it still answers, whatever was done to it."""
    async with served(Health(sqlite), fake.route) as service:
        yield service
        assert (await service.ask("/healthz"))[0] == 200


async def status_line(reader: asyncio.StreamReader) -> str:
    async with asyncio.timeout(60):
        return (await reader.readline()).decode().strip()


async def rest(reader: asyncio.StreamReader) -> str:
    """All that still comes until the connection is closed."""
    async with asyncio.timeout(60):
        return (await reader.read()).decode()


# How it is


async def test_a_bot_that_is_well_says_so(service: Service) -> None:
    well = {"status": "ok", "role": "all", "database": "ok"}
    assert await service.ask("/healthz") == (200, well)
    assert await service.ask("/readyz") == (200, well)
    async with service.session.head(f"{service.url}/healthz") as answer:
        assert answer.status == 200


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that was found out is repeated, and nothing is waited for long."""
    monkeypatch.setattr(bot.observability.health, "FRESH_SECONDS", 0.0)
    monkeypatch.setattr(bot.observability.health, "TIMEOUT_SECONDS", 0.1)


async def test_a_database_that_is_away_makes_it_wait_and_its_return_is_noticed(
    postgresql: Database, impatient: None
) -> None:
    clock = FakeClock()
    async with served(Health(postgresql, "worker", clock)) as service:
        await until_well(service)
        async with databases.away(postgresql):
            told = {"status": "waiting", "role": "worker", "database": "down since 0s"}
            assert await service.ask("/healthz") == (200, told)
            clock.now += 12
            assert (await service.ask("/healthz"))[1]["database"] == "down since 12s"
            assert (await service.ask("/readyz"))[0] == 503
        await until_well(service)
        assert (await service.ask("/readyz"))[0] == 200


async def until_well(service: Service) -> None:
    async with asyncio.timeout(60):
        while (await service.ask("/healthz"))[1]["status"] != "ok":  # noqa: ASYNC110 - no event is set
            await asyncio.sleep(0.01)


async def test_a_database_that_does_not_answer_holds_up_nobody_and_is_asked_once(
    sqlite: Database, impatient: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, answers = 0, asyncio.Event()

    async def hangs(_db: Database) -> migrate.MigrationState:
        nonlocal asked
        asked += 1
        await answers.wait()
        return migrate.MigrationState.CURRENT

    monkeypatch.setattr(migrate, "state", hangs)
    async with served(Health(sqlite)) as service:
        assert {(await service.ask("/readyz"))[0] for _again in range(3)} == {503}
        assert asked == 1
        answers.set()
        await until_well(service)


async def test_a_database_that_never_answers_does_not_hinder_the_end(
    sqlite: Database, impatient: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hangs(_db: Database) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(migrate, "state", hangs)
    async with served(Health(sqlite)) as service:
        assert (await service.ask("/healthz"))[1]["status"] == "waiting"


async def test_a_database_of_another_version_is_not_served_from(db: Database, impatient: None) -> None:
    async with served(Health(db)) as service:
        async with db.write() as session:
            await session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        status, told = await service.ask("/readyz")
        assert (status, told["database"]) == (503, "of another version since 0s")
        assert (await service.ask("/healthz"))[0] == 200


async def test_many_who_ask_cost_one_look(sqlite: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, state = 0, migrate.state

    async def counted(db: Database) -> migrate.MigrationState:
        nonlocal asked
        asked += 1
        return await state(db)

    monkeypatch.setattr(migrate, "state", counted)
    monkeypatch.setattr(bot.observability.health, "FRESH_SECONDS", 60.0)
    async with served(Health(sqlite)) as service:
        await asyncio.gather(*(service.ask("/healthz") for _scraper in range(20)))
        await service.ask("/readyz")
    assert asked == 1


async def test_other_parts_tell_how_they_are(service: Service) -> None:
    service.health.note("telegram", "out of reach")
    _status, told = await service.ask("/healthz")
    assert (told["status"], told["telegram"]) == ("waiting", "out of reach since 0s")
    assert (await service.ask("/readyz"))[0] == 200
    service.health.note("telegram")
    assert (await service.ask("/healthz"))[1] == {
        "status": "ok",
        "role": "all",
        "database": "ok",
        "telegram": "ok",
    }


async def test_other_routes_have_their_place(sqlite: Database) -> None:
    async def metrics(_request: Request) -> Response:
        return PlainTextResponse("santribot_people 3")

    async with (
        served(Health(sqlite), FakeRoute().route, more=[Route("/metrics", metrics)]) as service,
        service.session.get(f"{service.url}/metrics") as answer,
    ):
        assert (answer.status, await answer.text()) == (200, "santribot_people 3")


# What is asked wrongly


@pytest.mark.parametrize("path", ["/", "/telegram/", "/telegram/x", "/talk", "/index.html"])
async def test_a_path_that_there_is_not(service: Service, path: str) -> None:
    async with service.session.post(service.url + path, allow_redirects=False) as answer:
        assert answer.status == 404


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/telegram"), ("PUT", "/telegram"), ("POST", "/healthz"), ("DELETE", "/readyz")],
)
async def test_a_method_that_there_is_not(service: Service, method: str, path: str) -> None:
    async with service.session.request(method, service.url + path) as answer:
        assert answer.status == 405


@pytest.mark.parametrize("host", ["", "jahat.example", "127.0.0.1:1", "[::1", "a" * 300])
async def test_the_name_of_the_host_does_not_matter(service: Service, fake: FakeRoute, host: str) -> None:
    assert await service.brings(b"halo", Host=host) == 200
    assert fake.heard == [b"halo"]


@pytest.mark.parametrize("path", ["/opop/telegram", "/telegram"])
async def test_a_proxy_may_take_away_the_front_of_the_path(
    service: Service, fake: FakeRoute, path: str
) -> None:
    assert await service.brings(b"halo", path) == 200
    assert fake.heard == [b"halo"]


async def test_a_stranger_is_not_listened_to(service: Service, fake: FakeRoute) -> None:
    async with service.session.post(f"{service.url}/telegram", data=b"halo") as answer:
        assert (answer.status, await answer.read()) == (403, b"")
    reader = await service.connect("POST /telegram HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n")
    assert await status_line(reader) == "HTTP/1.1 403 Forbidden"
    assert not fake.busy.is_set()


@pytest.mark.parametrize(("body", "status"), [(b"nonsense", 400), (b"full", 503), (b"", 200)])
async def test_what_becomes_of_a_delivery_is_told_by_the_status(
    service: Service, body: bytes, status: int
) -> None:
    async with service.session.post(
        f"{service.url}/telegram", data=body, headers={"X-Secret": "sesame"}
    ) as answer:
        assert (answer.status, await answer.read()) == (status, b"")
        assert (answer.headers.get("Retry-After") is not None) == (status == 503)
    assert service.told == [status]


async def test_every_answer_is_told_also_those_to_strangers_and_to_too_much(service: Service) -> None:
    async with service.session.post(f"{service.url}/telegram", data=b"halo"):
        pass
    await service.brings(b"broken")
    await service.brings(bytes(2_000_000))
    assert service.told == [403, 500, 413]


async def test_an_unforeseen_error_is_logged_without_its_words(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    assert await service.brings(b"broken") == 500
    assert "a request failed error=ArithmeticError at " in caplog.text
    assert "rahasia" not in caplog.text


# Too much, too slow, broken


async def test_fifty_megabytes_are_refused_before_they_are_sent(service: Service, fake: FakeRoute) -> None:
    reader = await service.connect(f"{HEAD}Content-Length: {50 * MEGABYTE}\r\n\r\n", b"x" * 1000)
    assert (await status_line(reader)).startswith("HTTP/1.1 413 ")
    reader = await service.connect(
        f"{HEAD}Content-Length: {50 * MEGABYTE}\r\nExpect: 100-continue\r\n\r\n",
    )
    assert (await status_line(reader)).startswith("HTTP/1.1 413 ")
    assert not fake.busy.is_set()


async def test_whoever_sends_fifty_megabytes_all_the_same_hears_why_not(
    service: Service, fake: FakeRoute
) -> None:
    sent = f"{HEAD}Content-Length: {50 * MEGABYTE}\r\n\r\n"
    reader = await service.connect(sent, *[b"x" * MEGABYTE] * 50, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
    assert (await status_line(reader)).startswith("HTTP/1.1 413 ")
    await reader.readuntil(b"HTTP/1.1 200 OK")
    assert not fake.busy.is_set()


async def test_a_body_without_a_size_is_refused_as_soon_as_it_is_too_large(
    service: Service, fake: FakeRoute
) -> None:
    piece = f"{MEGABYTE // 4:x}\r\n".encode() + b"x" * (MEGABYTE // 4) + b"\r\n"
    reader = await service.connect(f"{HEAD}Transfer-Encoding: chunked\r\n\r\n", *[piece] * 5)
    assert (await status_line(reader)).startswith("HTTP/1.1 413 ")
    assert not fake.busy.is_set()


async def test_a_body_of_a_megabyte_is_taken(service: Service, fake: FakeRoute) -> None:
    assert await service.brings(b"x" * MEGABYTE) == 200
    assert [len(body) for body in fake.heard] == [MEGABYTE]
    assert await service.brings(b"x" * (MEGABYTE + 1)) == 413


async def test_a_slow_body_is_not_waited_for(
    service: Service, fake: FakeRoute, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(body_limit, "BODY_SECONDS", 0.05)
    reader = await service.connect(f"{HEAD}Content-Length: 100\r\n\r\n", b"x")
    assert await status_line(reader) == "HTTP/1.1 408 Request Timeout"
    assert "connection: close" in (await rest(reader)).lower()
    assert not fake.busy.is_set()


@pytest.fixture
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(header_timeout, "HEAD_SECONDS", 0.05)


@pytest.mark.parametrize("sent", ["", "POST /tele", f"{HEAD}X-More: "])
async def test_a_slow_head_is_not_waited_for(no_patience: None, service: Service, sent: str) -> None:
    assert await rest(await service.connect(sent)) == ""


async def test_the_next_head_is_not_waited_for_either(no_patience: None, service: Service) -> None:
    reader = await service.connect("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
    await reader.readuntil(b"}")
    service.writers[0].write(b"GET /hea")
    assert await rest(reader) == ""


async def test_a_refused_body_that_never_ends_is_cut_off(no_patience: None, service: Service) -> None:
    reader = await service.connect(f"{HEAD}Content-Length: {50 * MEGABYTE}\r\n\r\n", b"x" * MEGABYTE)
    assert (await rest(reader)).startswith("HTTP/1.1 413")


async def test_a_long_answer_is_not_cut_off(no_patience: None, service: Service, fake: FakeRoute) -> None:
    fake.open.clear()
    reader = await service.connect(f"{HEAD}Content-Length: 4\r\n\r\nhalo")
    await fake.busy.wait()
    await asyncio.sleep(2 * header_timeout.HEAD_SECONDS)
    fake.open.set()
    assert await status_line(reader) == "HTTP/1.1 200 OK"


async def test_a_connection_that_rests_between_two_requests_is_kept(
    no_patience: None, service: Service
) -> None:
    request = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    reader = await service.connect(request)
    for _again in range(2):
        assert await status_line(reader) == "HTTP/1.1 200 OK"
        await reader.readuntil(b"}")
        await asyncio.sleep(2 * header_timeout.HEAD_SECONDS)
        service.writers[0].write(request)


async def test_several_requests_go_over_one_connection(
    no_patience: None, service: Service, fake: FakeRoute
) -> None:
    once = f"{HEAD}Content-Length: 4\r\n\r\nhalo"
    reader = await service.connect(once, once)
    await until(lambda: len(fake.heard) == 2)
    assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200 OK")
    assert await status_line(reader) == "HTTP/1.1 200 OK"


async def test_a_body_that_breaks_off_is_nothing(
    service: Service, fake: FakeRoute, caplog: pytest.LogCaptureFixture
) -> None:
    await service.connect(f"{HEAD}Content-Length: 100\r\n\r\n", b"x")
    service.writers.pop().close()
    assert await service.brings(b"halo") == 200
    assert fake.heard == [b"halo"]
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(64),
        b"GET\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 100_000,
        f"{HEAD}Content-Length: many\r\n\r\n".encode(),
        f"{HEAD}Content-Length: -1\r\n\r\n".encode(),
        f"{HEAD}Transfer-Encoding: chunked\r\n\r\nzz\r\n".encode(),
        b"GET / HTTP/1.1\r\n\r\n",
    ],
    ids=["TLS", "no path", "a head of 100 kB", "size no number", "size below 0", "broken chunk", "no host"],
)
async def test_what_is_not_http_is_refused_and_closed(service: Service, fake: FakeRoute, sent: bytes) -> None:
    reader = await service.connect(sent)
    assert (await rest(reader)).startswith("HTTP/1.1 4")
    assert fake.heard == []


# The end


async def test_what_is_under_way_at_the_end_is_finished(sqlite: Database) -> None:
    fake = FakeRoute()
    async with served(Health(sqlite), fake.route) as service:
        fake.open.clear()
        delivery = asyncio.create_task(service.brings(b"halo"))
        await fake.busy.wait()
        end = asyncio.create_task(service.stops())
        async with asyncio.timeout(60):
            while (await service.health.report())["status"] != "stopping":  # noqa: ASYNC110 - no event is set
                await asyncio.sleep(0.005)
        fake.open.set()
        assert await delivery == 200
        await end
        listening_socket(HOST, service.port).close()


async def test_what_does_not_end_in_time_has_to_come_again(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.http.app.FINISHING_SECONDS", 0)
    fake = FakeRoute()
    async with served(Health(sqlite), fake.route) as service:
        fake.open.clear()
        delivery = asyncio.create_task(service.brings(b"halo"))
        await fake.busy.wait()
        await service.stops()
        assert await delivery == 503
    assert fake.heard == []
    assert "Traceback" not in caplog.text


async def test_nothing_is_ready_from_when_the_end_has_begun(service: Service) -> None:
    service.health.stop()
    assert await service.ask("/readyz") == (503, {"status": "stopping", "role": "all", "database": "ok"})
    assert (await service.ask("/healthz"))[0] == 200


async def test_a_port_that_is_taken_is_named(service: Service, sqlite: Database) -> None:
    with pytest.raises(OSError, match=f"port {service.port} of 127.0.0.1 is used by another program"):
        await serve_app(Web(port=service.port), Health(sqlite))


async def test_the_log_says_where_it_listens(sqlite: Database, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with served(Health(sqlite)) as service:
        assert f"serving HTTP host=127.0.0.1 port={service.port}" in caplog.text
