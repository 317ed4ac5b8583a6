"""The log: lines of an event, a time, a level and fields, for eyes or for programs.

    log = get_logger(__name__)
    log.warning("an update was skipped", trace_id="telegram:12", exc_info=error)

What people wrote, their names, numbers and addresses never stand in a line, nor does a token. So an exception is told
by `bot.observability.redaction.describe_error`, without its text, also where a library logs it.
"""

from __future__ import annotations

import logging
import re
import sys
from contextvars import ContextVar, Token
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import orjson
import structlog
from structlog.dev import ConsoleRenderer
from structlog.stdlib import LoggerFactory, ProcessorFormatter
from structlog.types import EventDict, FilteringBoundLogger, Processor

from bot.observability.redaction import describe_error

if TYPE_CHECKING:
    from bot.settings.schema import Logs

PACKAGES = ("bot", "handlers", "models")
TRACE_ID, ERROR = "trace_id", "error"

_BEFORE_VALUES = re.compile(r"[^\n(<]*")
"""asyncio shows objects in its lines, with whatever they hold."""
_TOKEN = re.compile(r"(?<![0-9])[0-9]{6,}+:[A-Za-z0-9_-]{20,}")

_trace_id: ContextVar[str] = ContextVar(TRACE_ID, default="")


class log_context:  # noqa: N801 - used as a statement: with log_context(incoming.trace_id): ...
    """Every line that is logged within it tells which message it is about."""

    __slots__ = ("_token", "_trace_id")

    def __init__(self, trace_id: str) -> None:
        self._trace_id = trace_id

    def __enter__(self) -> None:
        self._token: Token[str] = _trace_id.set(self._trace_id)

    def __exit__(self, *_: object) -> None:
        _trace_id.reset(self._token)


def get_logger(name: str) -> FilteringBoundLogger:
    """The logger of the module `name`. Fields are plain values; `exc_info` is an exception."""
    log: FilteringBoundLogger = structlog.get_logger(name)
    return log


def configure(settings: Logs) -> None:
    """All lines go to stderr, as the settings want them. Once, where a program starts.

    Libraries do not go below "info": what they tell at "debug" is what people wrote.
    """
    level: int = getattr(logging, settings.level.upper())
    structlog.configure(
        processors=[ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(level),
    )
    handler = logging.StreamHandler()
    handler.setFormatter(formatter(settings))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(max(level, logging.INFO))
    for package in PACKAGES:
        logging.getLogger(package).setLevel(level)


def formatter(settings: Logs) -> logging.Formatter:
    """Makes one line of a record, of ours or of a library."""
    renderer: Processor = _json
    if settings.format == "console":
        renderer = ConsoleRenderer(colors=sys.stderr.isatty(), sort_keys=False)
    return _OneLine(foreign_pre_chain=[_first_words], processors=[_arranged, renderer])


class _OneLine(ProcessorFormatter):
    """Strikes tokens out, should a library show one."""

    def format(self, record: logging.LogRecord) -> str:
        try:
            line = super().format(record)
        except Exception as error:
            line = super().format(_unwritten(record, error))
        return _TOKEN.sub("***", line)


def _unwritten(record: logging.LogRecord, error: Exception) -> logging.LogRecord:
    """Return a record in place of one that cannot be shown, as with a "%d" for a text: logging itself would print all
    its values.
    """
    why = type(error), error, error.__traceback__
    return logging.LogRecord(record.name, record.levelno, "", 0, "a line could not be written", (), why)


def _first_words(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Keep what a library says, without what it shows below its first line."""
    words = str(event["event"])
    if event["_record"].name == "asyncio":
        words = _BEFORE_VALUES.match(words)[0]  # type: ignore[index]  # it also matches nothing
    event["event"] = words.partition("\n")[0].strip()
    return event


def _arranged(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Put what every line has first."""
    record: logging.LogRecord = event.pop("_record")
    del event["_from_structlog"]
    moment = datetime.fromtimestamp(record.created, UTC)
    head = {
        "timestamp": moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "level": record.levelname.lower(),
        "event": event.pop("event"),
        "logger": record.name,
    }
    return {**head, **_told(event)}


def _told(event: EventDict) -> EventDict:
    """The fields, with the message that the line is about and the way to its exception."""
    if (trace_id := _trace_id.get()) and TRACE_ID not in event:
        event[TRACE_ID] = trace_id
    if isinstance(error := _exception(event.pop("exc_info", None)), BaseException):
        event[ERROR] = describe_error(error)
    return event


def _exception(exc_info: Any) -> Any:
    """logging takes an exception, a triple of which it is the second, or True for the one being handled."""
    if exc_info is True:
        return sys.exception()
    return exc_info[1] if isinstance(exc_info, tuple) else exc_info


def _json(_logger: Any, _method: str, event: EventDict) -> str:
    return orjson.dumps(event, default=_kind_of).decode()


def _kind_of(value: object) -> str:
    """No field should be an object; of one that is, nothing is shown that it holds."""
    return type(value).__name__


def _plain(_logger: Any, _method: str, event: EventDict) -> str:
    """A line for programs that configured nothing: "an update was skipped kind=message"."""
    words = event.pop("event")
    return " ".join([words, *(f"{name}={value}" for name, value in _told(event).items())])


structlog.configure(
    processors=[_plain],
    wrapper_class=structlog.make_filtering_bound_logger(0),
    logger_factory=LoggerFactory(),
)
