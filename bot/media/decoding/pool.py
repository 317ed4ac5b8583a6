"""A few processes that decode photos; one that takes too long is killed, and others go on."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from queue import LifoQueue
from typing import IO

from bot.media.decoding.limits import Deadline
from bot.media.decoding.process import READY, REPLY, REQUEST

SIZE = 2
"""Photos that are decoded at the same time."""

IDLE_SECONDS = 60.0
"""A process that had nothing to do for so long is ended: it has 40 MB."""

START_SECONDS = 60.0
"""Seconds in which a process must have started; it takes less than one on a machine that is not busy."""

SECRETS = "SANTRIBOT_"
"""Variables of the environment that begin so are not given to it."""


class DecoderEndedError(Exception):
    """The process ended in the middle: the photo took too long, too much, or a library crashed on it."""


class DecoderPool:
    """Processes that are started when they are needed. All methods may be called from threads, and block."""

    def __init__(self, size: int = SIZE) -> None:
        self._free: LifoQueue[_Decoder] = LifoQueue()
        self._all = [_Decoder() for _ in range(size)]
        self._one_large = threading.Lock()
        for decoder in self._all:
            self._free.put(decoder)

    def decode(self, data: bytes, deadline: Deadline, *, large: bool = False) -> tuple[int, bytes]:
        """Return 0 and the JPEG, or the number of a `Problem`. Raises `DecoderEndedError`, `OSError` where no process
        can be started.
        """
        with self._one_large if large else nullcontext(), self._taken() as decoder:
            return decoder.decode(data, deadline, large)

    def close(self) -> None:
        """End all processes, also in the middle of a photo. The pool may be used again."""
        for decoder in self._all:
            decoder.end()

    @contextmanager
    def _taken(self) -> Iterator[_Decoder]:
        decoder = self._free.get()
        try:
            yield decoder
        finally:
            self._free.put(decoder)


class _Decoder:
    """One process. It decodes one photo at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._idle: threading.Timer | None = None
        self._turn = threading.Lock()
        """Taken while a photo is decoded, and while an idle process is ended."""

    def decode(self, data: bytes, deadline: Deadline, large: bool) -> tuple[int, bytes]:
        with self._turn:
            if self._idle is not None:
                self._idle.cancel()
            try:
                process = self._started()
                with _killed_after(process, deadline.clock):
                    result = _ask(process, REQUEST.pack(large, *deadline, len(data)), data)
            except BaseException:
                self.end()
                raise
            self._idle = threading.Timer(IDLE_SECONDS, self._retire)
            self._idle.daemon = True
            self._idle.start()
            return result

    def _started(self) -> subprocess.Popen[bytes]:
        """Raises `OSError`."""
        process = self._process
        if process is None or process.poll() is not None:
            self.end()
            process = self._process = _start()
            with _killed_after(process, START_SECONDS):
                if process.stdout is None or process.stdout.read(len(READY)) != READY:
                    raise OSError("the process that decodes photos does not start")
        return process

    def end(self) -> None:
        """Kill the process, and wait until it is gone."""
        if self._idle is not None:
            self._idle.cancel()
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(OSError):  # what was not written any more
                        pipe.close()

    def _retire(self) -> None:
        with self._turn:
            self.end()


def _start() -> subprocess.Popen[bytes]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(SECRETS)}
    words = [sys.executable, "-P", "-m", "bot.media.decoding.process", str(os.getpid())]
    return subprocess.Popen(  # noqa: S603 - the words are our own
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    )


@contextmanager
def _killed_after(process: subprocess.Popen[bytes], seconds: float) -> Iterator[None]:
    """Kill the process where the block takes longer."""
    timer = threading.Timer(seconds, process.kill)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _ask(process: subprocess.Popen[bytes], *request: bytes) -> tuple[int, bytes]:
    source, sink = process.stdin, process.stdout
    if source is None or sink is None:
        raise DecoderEndedError
    try:
        for part in request:
            source.write(part)
        source.flush()
        problem, size = REPLY.unpack(_read(sink, REPLY.size))
        return problem, _read(sink, size)
    except (BrokenPipeError, ValueError):
        raise DecoderEndedError from None


def _read(sink: IO[bytes], size: int) -> bytes:
    found = sink.read(size)
    if len(found) < size:
        raise DecoderEndedError
    return found
