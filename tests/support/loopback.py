"""No test reaches further than this machine.

What tries is stopped by an error that is no `OSError`: code that survives a broken network does not hide it.
"""

from __future__ import annotations

import socket
import sys
from typing import Any

NEAR = frozenset({"127.0.0.1", "::1", "localhost", "", None})
"""Hosts that a test may talk to. None and "" are this machine's own interfaces, to listen on."""


class TooFarError(Exception):
    """A test tried to reach something beyond this machine."""


def keep_near() -> None:
    """From now on this process can only talk to itself and its neighbours. It cannot be undone."""
    sys.addaudithook(_audit)


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        connection, address = arguments
        if connection.family in (socket.AF_INET, socket.AF_INET6) and address is not None:
            _refuse_far(address[0])
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        _refuse_far(arguments[0])


def _refuse_far(host: str | bytes | None) -> None:
    name = host.decode() if isinstance(host, bytes) else host
    if name not in NEAR:
        raise TooFarError(f"a test tried to reach {name}")
