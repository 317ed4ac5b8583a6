"""The HTTP protocol with a time limit for the head of a request: uvicorn waits for it for ever."""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.http.uvicorn_internals import close_after, current_request, is_idle

HEAD_SECONDS = 10.0


class HeaderTimeoutProtocol(H11Protocol):
    """Closes a connection on which no request begins within `HEAD_SECONDS`, although something is sent, or at first.

    The rest of a body that was refused may go by for as long, unseen: closing at once could cost the sender the answer.
    """

    _end: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in H11Protocol
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        before = current_request(self)
        super().data_received(data)
        if current_request(self) is not before:
            self._stop_waiting()
        elif is_idle(self):
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._stop_waiting()

    def _wait(self) -> None:
        self._end = self._end or close_after(self, HEAD_SECONDS)

    def _stop_waiting(self) -> None:
        if self._end is not None:
            self._end.cancel()
            self._end = None
