"""The log: every line in one shape, with the message that it is about, and nothing of what people wrote."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import sqlite3
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.observability import logging as observability_logging
from bot.observability.redaction import describe_error
from bot.settings.schema import Logs
from models.db.database import Database
from models.db.dialect import is_sqlite
from tests.support.lines import written

SAID = "nomor saya 081234567890"
TOKEN = "123456789:AAF-raha_siaAAAAAAAAAAAAAAAAAAAAAAA"

log = observability_logging.get_logger("bot.post")
library = logging.getLogger("library")


def fails() -> None:
    raise ValueError(SAID)


def failure() -> ValueError:
    with pytest.raises(ValueError, match=SAID) as raised:
        fails()
    return raised.value


# The shape of a line


def test_a_line_of_json_has_when_how_bad_what_and_where() -> None:
    with written() as lines:
        log.warning("a letter came back", number=7)
    line = lines.only
    when = datetime.fromisoformat(line.pop("timestamp"))
    assert when.utcoffset() == timedelta(0)
    assert line == {"level": "warning", "event": "a letter came back", "logger": "bot.post", "number": 7}


def test_a_line_for_eyes_has_the_same() -> None:
    with written("console") as lines:
        log.warning("a letter came back", number=7, why="no such street")
    [line] = lines.text.splitlines()
    for part in ("warning", "a letter came back", "bot.post", "number=7", "why='no such street'"):
        assert part in line


def test_a_value_cannot_begin_a_line_of_its_own() -> None:
    with written("console") as lines:
        log.warning("a letter came back", name="Ahmad\n2026-11-24 error all is lost")
    assert len(lines.text.splitlines()) == 1


def test_a_library_writes_in_the_same_shape() -> None:
    with written() as lines:
        library.warning("%s of %s are used", 9, 10)
    assert lines.only | {"timestamp": ""} == {
        "timestamp": "",
        "level": "warning",
        "event": "9 of 10 are used",
        "logger": "library",
    }


def test_what_is_below_the_level_is_left_out() -> None:
    with written(level="warning") as lines:
        for each in (log, library):
            each.debug("a step")
            each.info("a start")
            each.error("an end")
    assert [line["event"] for line in lines.all] == ["an end", "an end"]


def test_a_library_never_tells_its_steps() -> None:
    """At "debug" they write down what they carry."""
    with written(level="debug") as lines:
        library.debug("sending %s", SAID)
        log.debug("a step")
    assert lines.only["event"] == "a step"


def test_a_program_that_configured_nothing_writes_plain_lines(caplog: pytest.LogCaptureFixture) -> None:
    log.error("a letter was lost", number=7, exc_info=failure())
    [line] = caplog.messages
    assert line.startswith("a letter was lost number=7 error=ValueError at test_logging.py:")


# What is never in a line


def test_an_exception_is_told_without_its_text() -> None:
    with written() as lines:
        log.error("a letter was lost", exc_info=failure())
        try:
            fails()
        except ValueError:
            log.exception("a letter was lost")
            library.exception("it broke")
    assert SAID not in lines.text
    for line in lines.all:
        assert line["error"].startswith("ValueError at test_logging.py:")
        assert line["error"].endswith("fails")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (FileNotFoundError(2, SAID), "ENOENT"),
        (OperationalError(SAID, None, sqlite3.OperationalError(SAID)), ""),
        (TimeoutError(SAID), ""),
    ],
)
def test_an_error_says_its_code_where_it_has_one(error: Exception, code: str) -> None:
    assert describe_error(error) == f"{type(error).__name__}{f' ({code})' if code else ''}"


async def test_a_database_says_its_code(db: Database) -> None:
    with pytest.raises(DBAPIError) as raised:
        async with db.read() as session:
            await session.execute(text("SELECT said FROM letters"))
    code = "SQLITE_ERROR" if is_sqlite(db) else "42P01"
    assert f"Error ({code}) at " in describe_error(raised.value)


async def test_a_task_that_nobody_waited_for_is_told_without_values() -> None:
    async def task(_said: str) -> None:
        fails()

    with written() as lines:
        running = asyncio.create_task(task(SAID))
        await asyncio.wait([running])
        del running
        gc.collect()
    assert SAID not in lines.text
    assert lines.only["event"] == "Task exception was never retrieved"
    assert "task > test_logging.py" in lines.only["error"]


async def test_a_callback_that_fails_is_told_without_values() -> None:
    def callback(_said: str) -> None:
        fails()

    with written() as lines:
        asyncio.get_running_loop().call_soon(callback, SAID)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    assert SAID not in lines.text
    assert lines.only["event"].startswith("Exception in callback")


@pytest.mark.parametrize("form", ["console", "json"])
def test_a_token_that_a_library_shows_is_struck_out(form: str) -> None:
    with written("json" if form == "json" else "console") as lines:
        library.error("POST https://api.example/bot%s/sendMessage", TOKEN)
    assert TOKEN not in lines.text
    assert "https://api.example/bot***/sendMessage" in lines.text


def test_what_a_library_shows_below_its_first_line_is_left_out() -> None:
    with written() as lines:
        library.error("it broke\nmessage: %s", SAID)
    assert lines.only["event"] == "it broke"


def test_of_an_object_nothing_is_shown_that_it_holds() -> None:
    with written() as lines:
        log.warning("a letter came back", letter=failure())
    assert lines.only["letter"] == "ValueError"


@pytest.mark.parametrize(("words", "values"), [("%d letters", (SAID,)), (f"\ud800 {SAID}", ())])
def test_a_line_that_cannot_be_written_shows_no_values(words: str, values: tuple[str, ...]) -> None:
    record = logging.LogRecord("library", logging.ERROR, "post.py", 1, words, values, None)
    line = json.loads(observability_logging.formatter(Logs(format="json")).format(record))
    assert (line["event"], line["level"]) == ("a line could not be written", "error")
    assert SAID not in str(line)


# Which message it is about


async def test_lines_tell_which_message_they_are_about() -> None:
    async def other_part() -> None:
        log.warning("in a task")
        library.warning("in a library")

    with written() as lines:
        with observability_logging.log_context("telegram:12"):
            log.warning("here")
            await asyncio.create_task(other_part())
            with observability_logging.log_context("telegram:13"):
                log.warning("of another")
            log.warning("told", trace_id="telegram:14")
        log.warning("after")
    told = {line["event"]: line.get("trace_id") for line in lines.all}
    assert told == {
        "here": "telegram:12",
        "in a task": "telegram:12",
        "in a library": "telegram:12",
        "of another": "telegram:13",
        "told": "telegram:14",
        "after": None,
    }
