"""The methods of the Bot API by name, and the parameters of a call."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from tests.channels.telegram.standin.errors import ApiError, wrong
from tests.channels.telegram.standin.world import World

NOTHING = (None, "")


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    content: bytes


class Params:
    """What a call was given. In a form everything is text, in JSON it has its type: both are read."""

    def __init__(self, values: dict[str, Any], uploads: dict[str, Upload]) -> None:
        self.values, self.uploads = values, uploads

    def text(self, name: str) -> str:
        value = self.values.get(name)
        if value is not None and not isinstance(value, str):
            raise wrong(f"{name} must be a string")
        return value or ""

    def whole(self, name: str, default: int = 0) -> int:
        value = self.values.get(name)
        if value in NOTHING:
            return default
        try:
            return int(str(value))
        except ValueError:
            raise wrong(f"{name} must be a whole number") from None

    def number(self, name: str) -> float:
        try:
            return float(self.values[name])
        except (KeyError, TypeError, ValueError):
            raise wrong(f"{name} is not a number") from None

    def parsed(self, name: str) -> Any:
        """A list or an object; None where it was not given."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise wrong(f"can't parse {name} JSON object") from None


Answer = Any
Handler = Callable[[World, Params], Answer | Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Method:
    parameters: frozenset[str]
    handler: Handler


METHODS: dict[str, Method] = {}


def method(name: str, *parameters: str) -> Callable[[Handler], Handler]:
    """A method of the Bot API with all its parameters, each named even where the stand-in ignores it."""

    def add(handler: Handler) -> Handler:
        METHODS[name] = Method(frozenset(parameters), handler)
        return handler

    return add


def canonical(name: str) -> str:
    """The name as Telegram writes it; it takes any case."""
    return next((known for known in METHODS if known.lower() == name.lower()), name)


def find(name: str, params: Params) -> Handler:
    """The handler of a call. Raises `ApiError` for a method or a parameter that Telegram does not have."""
    if name not in METHODS:
        raise ApiError("Not Found: method not found", 404, violation=True)
    unknown = {*params.values, *params.uploads} - METHODS[name].parameters
    attached = {upload for upload in unknown if upload in params.uploads}
    if unknown - attached:
        raise wrong(
            f"unknown parameter {', '.join(sorted(unknown - attached))} of {name} (said by the stand-in)"
        )
    return METHODS[name].handler
