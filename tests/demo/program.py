"""`santribot demo` as a process of its own."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 60.0
"""Seconds after which something that should have happened has not."""


@dataclass
class Demo:
    """The demo while it runs; `first` is the line that it began with."""

    process: Process
    port: int
    first: str

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def ends(self, by: signal.Signals = signal.SIGINT) -> tuple[int, str, str]:
        """Its exit status, and what it printed on both streams, the first line left out."""
        self.process.send_signal(by)
        return await finished(self.process)


@asynccontextmanager
async def demo(*arguments: str, temp: Path | None = None) -> AsyncIterator[Demo]:
    """It runs and has said where; at the end it is gone, however the test ended. `temp`: where it may keep files."""
    port = free_port()
    process = await run("--port", str(port), *arguments, temp=temp)
    try:
        assert process.stdout is not None
        first = await asyncio.wait_for(process.stdout.readline(), PATIENCE)
        yield Demo(process, port, first.decode())
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def run(*arguments: str, temp: Path | None = None) -> Process:
    program = Path(sys.executable).with_name("santribot")
    environ = os.environ | ({"TMPDIR": str(temp)} if temp else {})
    return await asyncio.create_subprocess_exec(
        program,
        "demo",
        "--no-open",
        *arguments,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=PIPE,
        stderr=PIPE,
        env=environ,
    )


async def finished(process: Process) -> tuple[int, str, str]:
    """The exit status of a process that ends by itself, and what it printed on both streams."""
    out, err = await asyncio.wait_for(process.communicate(), PATIENCE)
    assert process.returncode is not None
    return process.returncode, out.decode(), err.decode()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port
