"""`santribot dead`: what could not be handled or sent is looked at, tried again, or dropped."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.audit import AuditRow
from models.db.database import Database
from models.migrations import migrate
from models.queue.inbox import InboxRow
from models.queue.outbox import OutboxRow, OutboxState
from tests.cli.terminal import configure, in_database, santribot
from tests.support.filled import MORNING

SECRET = "rahasia"
TRACE = "ValueError at worker.py:69 step > routes.py:72 handle\nKeyError at forms.py:1 take"


async def letters(db: Database) -> None:
    """Two that came in and two that went out, among others that are no dead letters."""
    await migrate.upgrade(db)
    async with db.write() as session:
        session.add_all(
            [
                _came(1, f'{{"text": "{SECRET}"}}', None),
                _came(2, f'{{"text": "{SECRET}", "press": {{"data": "{SECRET}"}}}}', TRACE),
                _came(
                    3, f'{{"text": "{SECRET}", "picture": {{"ref": "{SECRET}"}}}}', "TypeError at x.py:1 y"
                ),
                _went(1, OutboxState.WAITING, None),
                _went(2, OutboxState.FAILED, "Bad Request: chat not found"),
                _went(3, OutboxState.FAILED, "Bad Request: message is too long", priority=1),
                _went(4, OutboxState.SENDING, None),
            ]
        )


def _came(number: int, body: str, failure: str | None) -> InboxRow:
    handled = MORNING + timedelta(minutes=number) if failure else None
    known = {"channel": "telegram", "update": str(number), "chat": SECRET, "arrived_at": MORNING}
    return InboxRow(id=number, body=body, failure=failure, handled_at=handled, **known)


def _went(number: int, state: OutboxState, reason: str | None, priority: int = 0) -> OutboxRow:
    body = f'{{"html": "{SECRET}", "changes": "7"}}' if priority else f'{{"html": "{SECRET}", "photos": [1]}}'
    known = {"channel": "telegram", "chat": SECRET, "claim": 7, "attempts": 3, "send_after": MORNING}
    return OutboxRow(id=number, body=body, state=state, reason=reason, priority=priority, **known)


@pytest.fixture
def dead() -> None:
    configure()
    in_database(letters)


def listed() -> list[str]:
    """The ids that are shown."""
    result = santribot("dead list")
    assert result.exit_code == 0
    assert SECRET not in result.output
    return [line.split()[0] for line in result.stdout.splitlines()[1:]]


async def arrivals(db: Database) -> list[InboxRow]:
    async with db.read() as session:
        return list(await session.scalars(select(InboxRow).order_by(InboxRow.id)))


async def departures(db: Database) -> list[OutboxRow]:
    async with db.read() as session:
        return list(await session.scalars(select(OutboxRow).order_by(OutboxRow.id)))


async def noted(db: Database) -> list[str]:
    """What was done by whoever looks after it."""
    async with db.read() as session:
        rows = await session.scalars(select(AuditRow).order_by(AuditRow.id))
        return [f"{row.action} {row.subject}" for row in rows if row.actor_id is None]


@pytest.mark.usefixtures("dead")
def test_the_list_says_what_and_why_and_never_what_was_said() -> None:
    result = santribot("dead list")
    assert SECRET not in result.output
    assert [" ".join(line.split()) for line in result.stdout.splitlines()] == [
        "id when (UTC) channel what cause",
        "in-2 2026-11-24 03:02:00 telegram button ValueError at worker.py:69 step > routes.py:72 handle …",
        "in-3 2026-11-24 03:03:00 telegram photo TypeError at x.py:1 y",
        "out-2 2026-11-24 03:00:00 telegram reply: photo Bad Request: chat not found",
        "out-3 2026-11-24 03:00:00 telegram notice: text Bad Request: message is too long",
    ]


@pytest.mark.usefixtures("dead")
def test_the_whole_cause_is_shown_where_it_is_asked_for() -> None:
    result = santribot("dead list --full")
    assert f"\nin-2: {TRACE}\n" in result.stdout
    assert SECRET not in result.output


@pytest.mark.usefixtures("dead")
def test_what_is_tried_again_waits_as_if_it_were_new() -> None:
    result = santribot("dead retry in-2 out-3")
    assert (result.exit_code, result.stdout) == (0, "2 to be tried again.\n")
    assert listed() == ["in-3", "out-2"]
    arrival = in_database(arrivals)[1]
    assert (arrival.handled_at, arrival.failure, arrival.chat) == (None, None, SECRET)
    assert SECRET in str(arrival.body)
    departure = in_database(departures)[2]
    assert departure.state == OutboxState.WAITING
    assert (departure.claim, departure.reason, departure.attempts) == (None, None, 0)


@pytest.mark.usefixtures("dead")
def test_of_what_is_dropped_nothing_stays_but_that_it_was_handled() -> None:
    result = santribot("dead drop in-2 out-3")
    assert (result.exit_code, result.stdout) == (0, "2 dropped.\n")
    assert listed() == ["in-3", "out-2"]
    arrival = in_database(arrivals)[1]
    assert (arrival.body, arrival.chat, arrival.failure, arrival.update) == (None, "", None, "2")
    assert arrival.handled_at is not None
    assert [row.id for row in in_database(departures)] == [1, 2, 4]


@pytest.mark.usefixtures("dead")
@pytest.mark.parametrize("command", ["retry", "drop"])
def test_all_of_them_at_once(command: str) -> None:
    assert santribot(f"dead {command} all").stdout.startswith("4 ")
    assert in_database(noted) == [
        f"{command} letter letter:{id_}" for id_ in ("in-2", "in-3", "out-2", "out-3")
    ]
    result = santribot("dead list")
    assert result.stdout == "There is nothing that could not be handled or sent.\n"
    assert santribot(f"dead {command} all").stdout.startswith("0 ")


@pytest.mark.usefixtures("dead")
@pytest.mark.parametrize("command", ["retry", "drop"])
@pytest.mark.parametrize("unknown", ["in-1", "in-99", "out-1", "out-4", "2", "in-02", "in-x", f"in-{10**30}"])
def test_an_id_that_there_is_not_is_named_and_the_others_are_done(command: str, unknown: str) -> None:
    result = santribot(f"dead {command} {unknown} in-2")
    assert result.exit_code == 1
    assert result.stdout.startswith("1 ")
    assert result.stderr == f"santribot: there is no dead letter {unknown}\n"
    assert listed() == ["in-3", "out-2", "out-3"]


def test_something_that_nobody_can_read_is_in_the_list_too() -> None:
    configure()

    async def broken(db: Database) -> None:
        await migrate.upgrade(db)
        async with db.write() as session:
            session.add_all([_came(1, "{", "ValidationError at x.py:1 y"), _came(2, "[]", "the same")])

    in_database(broken)
    assert listed() == ["in-1", "in-2"]


def test_without_a_database_there_is_nothing_to_look_at() -> None:
    configure()
    result = santribot("dead list")
    assert (result.exit_code, result.stderr) == (1, "santribot: database.url: santribot.db does not exist\n")
