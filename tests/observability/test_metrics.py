"""Figures for Prometheus: they are right, they say nothing of people, and reading them disturbs nobody."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from time import monotonic

import pytest
from aiohttp import ClientSession
from prometheus_client.metrics_core import Metric
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.applications import Starlette

from bot.http import metrics as page
from bot.http.server import listening_socket, serve_on
from bot.messages.incoming import ButtonPress, IncomingMessage
from bot.messages.send_result import Gone, Later, Priority, Refused, Sent
from bot.observability import queue_depth
from bot.observability.metrics import Metrics
from models import queue_stats
from models.broadcasts.tables import Broadcast, BroadcastStatus
from models.db.database import Database, utcnow
from models.drafts import DraftRow
from models.media import Media
from models.people import Address, Person
from models.queue.inbox import InboxRow
from models.queue.outbox import OutboxRow, OutboxState
from tests.support.paths import ROOT

DOCUMENT = (ROOT / "docs" / "metrics.md").read_text(encoding="utf-8")
NOW = utcnow()
SECRETS = ("081234567890", "Ahmad Rahasia", "Keripik Rahasia")


@dataclass(frozen=True)
class Reply:
    """As `bot.queue.outbox.ClaimedMessage`."""

    id: int = 34
    channel: str = "telegram"
    priority: Priority = Priority.REPLY
    cause: str = "telegram:12"
    since: float = field(default_factory=lambda: monotonic() - 0.2)


def said(text: str = "Keripik Rahasia", press: ButtonPress | None = None) -> IncomingMessage:
    return IncomingMessage(
        channel="telegram", update="12", chat="081234567890", name="Ahmad Rahasia", text=text, press=press
    )


def of_a_day(metrics: Metrics) -> None:
    """Something of everything."""
    metrics.arrived([said(), said(), said(press=ButtonPress(data="Keripik Rahasia"))])
    metrics.let_go(said(), first=True)
    metrics.handled(said(), "ProductForm", 0.3, 0.02)
    metrics.handled(said(), "ProductForm", 7.0, 0.02)
    metrics.failed(said(), RuntimeError("Keripik Rahasia"))
    metrics.batch_committed("handled", 3)
    metrics.sending(Reply())
    metrics.send_ended(Reply(), Sent("1"), 0.05, final=True)
    metrics.send_ended(Reply(priority=Priority.NOTICE), Later(3, flood=True), 0.05, final=False)
    metrics.send_ended(Reply(priority=Priority.BROADCAST), Gone(), 0.05, final=True)
    metrics.send_ended(Reply(), Refused("Keripik Rahasia"), 0.05, final=True)
    metrics.recorded([Reply()])
    metrics.paused("telegram", 3, whole_channel=True, flood=True)
    metrics.paused("telegram", 3, whole_channel=False, flood=True)
    metrics.rate_limited("telegram", "all", lambda: 24.0)
    metrics.lease_taken("telegram")
    metrics.lease_lost("telegram")
    metrics.webhook_answered("telegram", 200)
    metrics.database_failed()
    metrics.unknown_name("button")


@asynccontextmanager
async def served(metrics: Metrics) -> AsyncIterator[str]:
    """The address where the figures are served."""
    listening = listening_socket("127.0.0.1", 0)
    serving = asyncio.create_task(serve_on(listening, Starlette(routes=[page.route(metrics)])))
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/metrics"
    finally:
        serving.cancel()
        await asyncio.wait([serving])


async def scraped(metrics: Metrics) -> str:
    async with served(metrics) as url, ClientSession() as client, client.get(url) as answer:
        assert answer.status == 200
        return await answer.text()


def families(text: str) -> dict[str, Metric]:
    """By the names that queries use."""
    found = {family.name: family for family in text_string_to_metric_families(text)}
    return {f"{name}_total" if one.type == "counter" else name: one for name, one in found.items()}


def series(text: str, name: str) -> dict[tuple[str, ...], float]:
    """The values of a figure by those of its labels, in the order of their names."""
    family = families(text)[name]
    return {
        tuple(value for _label, value in sorted(sample.labels.items())): sample.value
        for sample in family.samples
    }


@pytest.fixture
async def metrics(sqlite: Database) -> Metrics:
    return Metrics(sqlite, lambda: NOW, "all")


# What is counted


async def test_what_happens_is_counted(metrics: Metrics) -> None:
    of_a_day(metrics)
    text = await scraped(metrics)
    assert series(text, "santribot_messages_arrived_total") == {
        ("telegram", "text"): 2,
        ("telegram", "press"): 1,
    }
    assert series(text, "santribot_messages_handled_total") == {
        ("telegram", "handled"): 2,
        ("telegram", "failed"): 1,
    }
    assert series(text, "santribot_sendings_total") == {
        ("telegram", "sent", "reply"): 1,
        ("telegram", "later", "notice"): 1,
        ("telegram", "gone", "broadcast"): 1,
        ("telegram", "refused", "reply"): 1,
    }
    assert series(text, "santribot_pauses_total") == {
        ("flood", "telegram", "channel"): 1,
        ("flood", "telegram", "chat"): 1,
    }
    assert series(text, "santribot_pace_messages_per_second") == {("telegram", "all"): 24}
    assert series(text, "santribot_webhook_answers_total") == {("telegram", "200"): 1}
    assert series(text, "santribot_lease_changes_total") == {
        ("taken", "telegram"): 1,
        ("lost", "telegram"): 1,
    }
    assert series(text, "santribot_database_errors_total") == {("sqlite",): 1}


async def test_how_long_it_took_is_in_the_right_bucket(metrics: Metrics) -> None:
    of_a_day(metrics)
    samples = {
        (sample.name.removeprefix("santribot_arrival_to_handled_seconds"), sample.labels.get("le")): sample
        for sample in families(await scraped(metrics))["santribot_arrival_to_handled_seconds"].samples
    }
    upto = {end: samples["_bucket", end].value for end in ("0.25", "0.5", "5.0", "10.0", "300.0", "+Inf")}
    assert upto == {"0.25": 0, "0.5": 1, "5.0": 1, "10.0": 2, "300.0": 2, "+Inf": 2}
    assert samples["_count", None].value == 2
    assert samples["_sum", None].value == pytest.approx(7.3)


async def test_only_what_was_sent_is_timed_to_its_end(metrics: Metrics) -> None:
    of_a_day(metrics)
    family = families(await scraped(metrics))["santribot_handled_to_sent_seconds"]
    counts = {sample.labels["priority"]: sample.value for sample in family.samples if "_count" in sample.name}
    assert counts == {"reply": 1}


async def test_no_figure_tells_of_a_person(metrics: Metrics) -> None:
    of_a_day(metrics)
    text = await scraped(metrics)
    assert not any(secret in text for secret in SECRETS)


async def test_the_process_is_described(metrics: Metrics) -> None:
    found = families(await scraped(metrics))
    [about] = found["santribot_info"].samples
    assert (about.labels["role"], about.labels["database"]) == ("all", "sqlite")
    assert found["process_resident_memory_bytes"].samples[0].value > 1_000_000


# What waits in the database


def waiting(session: AsyncSession, priority: Priority, seconds: float, **more: object) -> None:
    """A message that has been due for so long, or will be."""
    values = {
        "channel": "t",
        "chat": "1",
        "priority": int(priority),
        "body": "{}",
        "state": OutboxState.WAITING,
    }
    due = NOW - timedelta(seconds=seconds)
    session.add(OutboxRow(**{**values, "send_after": due, **more}))


async def a_morning(db: Database) -> None:
    """Something of everything that can wait."""
    early, late = NOW - timedelta(seconds=90), NOW - timedelta(seconds=30)
    async with db.write() as session:
        person = Person(name="Ahmad Rahasia", phone="081234567890")
        running = Broadcast(html="Keripik Rahasia", status=BroadcastStatus.SENDING)
        paused = Broadcast(html="Keripik Rahasia", status=BroadcastStatus.PAUSED)
        session.add_all([person, running, paused])
        await session.flush()
        address = Address(person_id=person.id, channel="t", chat="081234567890")
        session.add(address)
        await session.flush()
        for number, (arrived, handled, failure) in enumerate(
            [(early, None, None), (late, None, None), (early, late, None), (early, late, "ValueError at …")]
        ):
            body = {"chat": "081234567890", "body": "Keripik Rahasia"}
            times = {"arrived_at": arrived, "handled_at": handled, "failure": failure}
            session.add(InboxRow(channel="t", update=str(number), **body, **times))
        waiting(session, Priority.REPLY, 20)
        waiting(session, Priority.REPLY, 10)
        waiting(session, Priority.NOTICE, 5)
        waiting(session, Priority.NOTICE, -60)
        waiting(session, Priority.REPLY, 60, press="events.remind:1", body=None)
        waiting(session, Priority.REPLY, 60, state=OutboxState.SENDING)
        waiting(session, Priority.REPLY, 60, state=OutboxState.FAILED)
        for broadcast in (running, running, paused):
            waiting(session, Priority.BROADCAST, 60, broadcast_id=broadcast.id, body=None)
        for state in (OutboxState.SENDING, OutboxState.FAILED, OutboxState.SENT):
            waiting(session, Priority.BROADCAST, 60, broadcast_id=running.id, state=state)
        draft = {"at": "name", "one_field": False, "afterwards": "", "album": "", "album_over": False}
        session.add(
            DraftRow(
                id=5,
                address_id=address.id,
                form="product",
                target="",
                answers={},
                **draft,
                paused=False,
                updated_at=NOW,
            )
        )
        session.add_all([Media(mime="image/jpeg", fetch_after=NOW), Media(mime="image/jpeg")])


async def test_what_waits_is_read_from_the_database(db: Database) -> None:
    await a_morning(db)
    text = await scraped(Metrics(db, lambda: NOW, "all"))
    single = {
        name: series(text, f"santribot_{name}")[()]
        for name in (
            "database_up",
            "inbox_waiting",
            "inbox_oldest_seconds",
            "outbox_later",
            "outbox_sending",
            "drafts",
            "people",
            "media_to_fetch",
        )
    }
    assert single == {
        "database_up": 1,
        "inbox_waiting": 2,
        "inbox_oldest_seconds": 90,
        "outbox_later": 2,
        "outbox_sending": 2,
        "drafts": 1,
        "people": 1,
        "media_to_fetch": 1,
    }
    assert series(text, "santribot_outbox_waiting") == {("reply",): 2, ("notice",): 1, ("broadcast",): 2}
    assert series(text, "santribot_outbox_oldest_seconds") == {("reply",): 20, ("notice",): 5}
    assert series(text, "santribot_dead_letters") == {("message",): 1, ("reply",): 1}
    assert not any(secret in text for secret in SECRETS)


async def test_an_empty_database_has_nothing_waiting(db: Database) -> None:
    text = await scraped(Metrics(db, lambda: NOW, "all"))
    assert series(text, "santribot_inbox_waiting") == {(): 0}
    assert series(text, "santribot_inbox_oldest_seconds") == {(): 0}
    assert set(series(text, "santribot_outbox_waiting").values()) == {0}


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[Database]:
    """The databases that were read, each time."""
    found: list[Database] = []
    read = Database.read

    def counted(db: Database) -> object:
        found.append(db)
        return read(db)

    monkeypatch.setattr(Database, "read", counted)
    return found


async def test_many_who_ask_share_one_reading(metrics: Metrics, readings: list[Database]) -> None:
    async with served(metrics) as url, ClientSession() as client:

        async def ask() -> str:
            async with client.get(url) as answer:
                return await answer.text()

        for text in [*await asyncio.gather(*(ask() for _scraper in range(10))), await ask()]:
            assert series(text, "santribot_database_up") == {(): 1}
    assert len(readings) == 1


async def test_what_took_long_to_read_is_kept_for_longer(
    metrics: Metrics, readings: list[Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue_depth, "FRESH_SECONDS", 0)
    monkeypatch.setattr(queue_depth, "REST_FACTOR", 1_000_000)
    for _time in range(3):
        await metrics.queue_depth.refresh()
    assert len(readings) == 1
    monkeypatch.setattr(queue_depth, "REST_FACTOR", 0)
    metrics = Metrics(metrics.queue_depth.db, utcnow, "all")
    for _time in range(3):
        await metrics.queue_depth.refresh()
    assert len(readings) == 4


async def test_without_its_database_the_process_still_answers(tmp_path: Path) -> None:
    db = Database(f"sqlite+aiosqlite:///{tmp_path / 'no such folder' / 'x.db'}")
    metrics = Metrics(db, utcnow, "web")
    of_a_day(metrics)
    found = families(text := await scraped(metrics))
    await db.close()
    assert series(text, "santribot_database_up") == {(): 0}
    assert "santribot_inbox_waiting" not in found
    assert "santribot_messages_arrived_total" in found


async def test_a_database_that_does_not_answer_is_not_waited_for(
    metrics: Metrics, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue_depth, "TIMEOUT_SECONDS", 60)
    monkeypatch.setattr(queue_depth, "FRESH_SECONDS", 0)
    monkeypatch.setattr(queue_depth, "REST_FACTOR", 0)
    answers, read = asyncio.Event(), Database.read

    @asynccontextmanager
    async def slow(db: Database) -> AsyncIterator[AsyncSession]:
        await answers.wait()
        async with read(db) as session:
            yield session

    assert series(await scraped(metrics), "santribot_database_up") == {(): 1}
    monkeypatch.setattr(Database, "read", slow)
    monkeypatch.setattr(queue_depth, "TIMEOUT_SECONDS", 0.05)
    for _time in range(2):
        assert series(await scraped(metrics), "santribot_database_up") == {(): 0}
    answers.set()
    monkeypatch.setattr(queue_depth, "TIMEOUT_SECONDS", 60)
    assert series(await scraped(metrics), "santribot_database_up") == {(): 1}


async def test_a_statement_of_postgresql_is_broken_off(postgresql: Database) -> None:
    async with postgresql.read() as session:
        await queue_stats.read(session, NOW, 0.5)
        with pytest.raises(DBAPIError):
            await session.execute(select(func.pg_sleep(30)))
    async with postgresql.read() as session:
        assert await session.scalar(select(func.current_setting("statement_timeout"))) == "0"


async def test_somebody_who_writes_does_not_hold_it_up(db: Database) -> None:
    async with db.write() as session:
        session.add(Person(name="Ahmad"))
        await session.flush()
        assert series(await scraped(Metrics(db, utcnow, "all")), "santribot_people") == {(): 0}


# How it is served


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", "text/plain"),
        ("text/html, */*;q=0.1", "text/plain"),
        (
            "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5",
            "application/openmetrics-text",
        ),
        (";;;=,version=", "text/plain"),
    ],
)
async def test_it_comes_in_the_form_that_is_asked_for(metrics: Metrics, accept: str, kind: str) -> None:
    of_a_day(metrics)
    async with served(metrics) as url, ClientSession(headers={"Accept": accept}) as client:
        async with client.get(url) as answer:
            assert (answer.status, answer.content_type) == (200, kind)
            assert "santribot_messages_arrived_total" in await answer.text()
        async with client.post(url) as answer:
            assert answer.status == 405


# What the page says


def in_document() -> dict[str, tuple[str, set[str], str]]:
    """The rows of its tables: name → type, labels, meaning."""
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \|([^|]*)\| ([^|]+) \|$", DOCUMENT, re.MULTILINE)
    return {
        name: (kind, set(re.findall(r"\w+", labels)), words.strip()) for name, kind, labels, words in rows
    }


async def test_the_page_has_every_figure_and_no_other(metrics: Metrics) -> None:
    await a_morning(metrics.queue_depth.db)
    of_a_day(metrics)
    exist = {
        name: (one.type, {label for s in one.samples for label in s.labels} - {"le"}, one.documentation)
        for name, one in families(await scraped(metrics)).items()
    }
    assert in_document() == exist


def test_the_alerts_ask_for_figures_that_exist() -> None:
    alerts = re.findall(r"- alert: (\w+)\n +expr: (.+)\n", DOCUMENT)
    assert len({name for name, _query in alerts}) == 6
    for _name, query in alerts:
        asked = {re.sub(r"_bucket$", "", name) for name in re.findall(r"\b(?:santribot|process)_\w+", query)}
        assert asked and asked <= set(in_document())
        assert query.count("(") == query.count(")")
