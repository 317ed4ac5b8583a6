"""HTTP routes of a channel as data: `bot.http` serves them, and no adapter needs to know its framework."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Literal


class MalformedPayloadError(ValueError):
    """The body can never be understood, however often it comes: it is answered with 400."""


class RetryLaterError(Exception):
    """The messages of the body are not on disk, so it has to come again: it is answered with 503."""


Headers = Mapping[str, str]
"""The head of a request; names are looked up without regard to case."""


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """A request whose sender is trusted."""

    headers: Headers
    query: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """The status and text of an answer; the text is sent as text/plain."""

    status: int = 200
    text: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class HttpRoute:
    """One method on one path. Strangers are answered with 403.

    A POST needs a check of its sender: `is_head_authentic` where the head is enough, since no body is read then of
    those who are refused, or `is_authentic` where the body is signed.
    """

    method: Literal["GET", "POST"]
    path: str
    """The path of the address that the messenger knows; a proxy may take the front of it away."""
    handle: Callable[[HttpRequest], Awaitable[HttpAnswer]]
    """Answers a trusted request; for messages, once they are on disk. Raises `MalformedPayloadError` or
    `RetryLaterError`.
    """
    is_head_authentic: Callable[[Headers], bool] | None = None
    is_authentic: Callable[[Headers, bytes], bool] | None = None

    def __post_init__(self) -> None:
        if self.method == "POST" and not (self.is_head_authentic or self.is_authentic):
            raise ValueError(f"POST {self.path} would trust everybody")

    def accepts_head(self, headers: Headers) -> bool:
        """Return whether the body of a request with these headers may be read."""
        return self.is_head_authentic is None or self.is_head_authentic(headers)

    def accepts_body(self, headers: Headers, body: bytes) -> bool:
        """Return whether the request may be handled, once its head has been accepted."""
        return self.is_authentic is None or self.is_authentic(headers, body)
