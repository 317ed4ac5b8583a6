"""Telling systemd how the process is, in its own protocol: lines in a datagram to `NOTIFY_SOCKET` (sd_notify(3)).

Ready is who has read the settings and found the database; whether the work can be done just now is for `/readyz`.
Without systemd nobody is told anything.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress

READY, STOPPING, ALIVE = "READY=1", "STOPPING=1", "WATCHDOG=1"


def notify(state: str, environ: Mapping[str, str] = os.environ) -> None:
    """Say one thing. Nothing is raised where nobody listens: that is no reason not to work."""
    address = environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    if address.startswith("@"):  # of the abstract name space, where names begin with a zero
        address = "\0" + address[1:]
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as to:
        to.setblocking(False)
        to.sendto(state.encode(), address)


def alive_seconds(environ: Mapping[str, str] = os.environ) -> float | None:
    """Half of the time without a word after which systemd ends this process; None where it never does."""
    microseconds, process = environ.get("WATCHDOG_USEC", ""), environ.get("WATCHDOG_PID", "")
    if not microseconds.isdecimal() or process not in ("", str(os.getpid())):
        return None
    return int(microseconds) / 2_000_000 or None


@asynccontextmanager
async def notified(environ: Mapping[str, str] = os.environ) -> AsyncIterator[None]:
    """Inside, systemd hears that the process is at work; at the end, that it is about to stop."""
    seconds = alive_seconds(environ)
    alive = asyncio.create_task(_say_alive(seconds, environ)) if seconds else None
    notify(READY, environ)
    try:
        yield
    finally:
        notify(STOPPING, environ)
        if alive is not None:
            alive.cancel()


async def _say_alive(seconds: float, environ: Mapping[str, str]) -> None:
    while True:
        notify(ALIVE, environ)
        await asyncio.sleep(seconds)
