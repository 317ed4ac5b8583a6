"""The parts of python-telegram-bot that are not public, behind one function each.

`tests/channels/telegram/test_library_internals.py` fails when a new version changes them.
"""

from __future__ import annotations

from typing import Any, cast

import orjson
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.request import RequestData

Seconds = ODVInput[float]
"""A time limit as `telegram.request.BaseRequest` takes it."""


def is_default(limit: Seconds) -> bool:
    """Return whether the library leaves a time limit to the request."""
    return isinstance(limit, DefaultValue)


def chosen(limit: Seconds, usual: float | None) -> float | None:
    """The time limit that was given, or else the usual one."""
    return usual if isinstance(limit, DefaultValue) else limit


class JsonBody:
    """Takes the place of a `RequestData`, which looks through every value for files and for the library's own objects:
    that costs as much as sending it.
    """

    __slots__ = ("body",)

    contains_files = False

    def __init__(self, values: dict[str, Any]) -> None:
        self.body = orjson.dumps(values)


def json_request(values: dict[str, Any]) -> RequestData:
    """A body for `BaseRequest.post`, which passes it on to `do_request` without looking into it."""
    return cast(RequestData, JsonBody(values))
