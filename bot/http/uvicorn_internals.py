"""The parts of uvicorn that are not public, behind one function each.

`tests/http/test_uvicorn_internals.py` fails when a new version changes them.
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle


def current_request(protocol: H11Protocol) -> RequestResponseCycle | None:
    """The request whose head has come last on this connection; None where there was none yet. Each is an object of its
    own.
    """
    return protocol.cycle


def is_idle(protocol: H11Protocol) -> bool:
    """Return whether no request is being answered on this connection."""
    request = current_request(protocol)
    return request is None or request.response_complete


def close_after(protocol: H11Protocol, seconds: float) -> asyncio.TimerHandle:
    """Close the connection of this protocol later; the handle can be cancelled."""
    return protocol.loop.call_later(seconds, protocol.transport.close)
