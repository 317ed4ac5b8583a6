"""The log as somebody reads it, line by line."""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import pytest
import structlog

from bot.observability import logging as observability_logging
from bot.settings.schema import Logs


class Lines:
    """What was written so far."""

    def __init__(self, stream: io.StringIO) -> None:
        self._stream = stream

    @property
    def text(self) -> str:
        return self._stream.getvalue()

    @property
    def all(self) -> list[dict[str, Any]]:
        """Lines that were written as JSON."""
        return [json.loads(line) for line in self.text.splitlines()]

    @property
    def only(self) -> dict[str, Any]:
        [line] = self.all
        return line


@contextmanager
def written(
    form: Literal["console", "json"] = "json", level: Literal["debug", "info", "warning", "error"] = "debug"
) -> Iterator[Lines]:
    """The log of a program with these settings."""
    stream = io.StringIO()
    with as_before(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stderr", stream)
        observability_logging.configure(Logs(format=form, level=level))
        yield Lines(stream)


@contextmanager
def as_before() -> Iterator[None]:
    """A program that configures its log within this leaves no trace."""
    loggers = [logging.getLogger(name) for name in (None, *observability_logging.PACKAGES)]
    levels = [logger.level for logger in loggers]
    handlers, ours = list(loggers[0].handlers), structlog.get_config()
    try:
        yield
    finally:
        structlog.configure(**ours)
        loggers[0].handlers[:] = handlers
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
