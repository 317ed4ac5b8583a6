"""How the Bot API says no."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


class ApiError(Exception):
    """An answer other than 200. `violation`: what was asked can never be right, however the chat stands."""

    def __init__(
        self, description: str, code: int = 400, *, parameters: Json | None = None, violation: bool = False
    ) -> None:
        super().__init__(description)
        self.description, self.code, self.parameters, self.violation = (
            description,
            code,
            parameters,
            violation,
        )

    def as_json(self) -> Json:
        answer = {"ok": False, "error_code": self.code, "description": self.description}
        return answer | ({"parameters": self.parameters} if self.parameters else {})


def state(words: str) -> ApiError:
    """Not possible as things are in the chat."""
    return ApiError(f"Bad Request: {words}")


def wrong(words: str) -> ApiError:
    """Never possible: whoever asks this has a bug."""
    return ApiError(f"Bad Request: {words}", violation=True)
