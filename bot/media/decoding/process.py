"""The program that decodes photos: `python -m bot.media.decoding.process`, started by `bot.media.decoding.pool`.

It reads photos from its standard input and writes what became of them to its standard output, until the input ends. It
dies with whoever started it, and by a signal of the system when a photo takes too long, whatever Pillow does just then.
"""

from __future__ import annotations

import os
import signal
import struct
import sys
from contextlib import suppress
from typing import IO

from bot.media.decoding.limits import LARGE_MEMORY, USUAL_MEMORY, Deadline

REQUEST = struct.Struct(">?ddQ")
"""Head of a request: true where the photo may be large, the deadline by the processor and the clock, and the bytes."""
READY = b"\x01"
"""Written once, when the process can take photos."""
REPLY = struct.Struct(">BQ")
"""0, or the number of a `Problem`; and the bytes of the JPEG."""

DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of Linux."""
FIRST_TO_DIE = "1000"
"""Score by which this process is ended, and not the bot, where the machine has no memory left."""


def serve(source: IO[bytes], sink: IO[bytes]) -> None:
    """Decode photos until `source` ends."""
    from bot.media.decoding.photo import PhotoError, decode

    sink.write(READY)
    sink.flush()
    while len(head := source.read(REQUEST.size)) == REQUEST.size:
        large, processor, clock, size = REQUEST.unpack(head)
        data = source.read(size)
        _limit(Deadline(processor, clock), LARGE_MEMORY if large else USUAL_MEMORY)
        try:
            jpeg = decode(data, large=large)
            sink.write(REPLY.pack(0, len(jpeg)) + jpeg)
        except PhotoError as error:
            sink.write(REPLY.pack(error.problem, 0))
        sink.flush()
        _limit(Deadline(0, 0), LARGE_MEMORY)


def _limit(deadline: Deadline, memory: int) -> None:
    """Let the system end this process when it takes longer, and give it no more memory. 0 seconds: no deadline."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, deadline.processor)
        signal.setitimer(signal.ITIMER_REAL, deadline.clock)
    with suppress(ImportError, OSError, ValueError):  # Windows, or a system that forbids it
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (memory, resource.getrlimit(resource.RLIMIT_DATA)[1]))


def _die_with(parent: int) -> None:
    """Have the system kill this process when the one that started it is gone; on Linux only."""
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
        with suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as score:
            score.write(FIRST_TO_DIE)
        if os.getppid() != parent:
            sys.exit()


def main() -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # they are for the bot, which ends this process itself
    _die_with(int(sys.argv[1]))
    serve(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
