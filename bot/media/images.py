"""Prepares photos for storing: checked, upright, small, and without metadata, by processes that do nothing else."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from bot.i18n.messages import Translatable, _, group_digits
from bot.media.decoding.limits import MAX_BYTES, MAX_PIXELS, Deadline
from bot.media.decoding.pool import SIZE, DecoderEndedError, DecoderPool
from bot.media.decoding.problem import Problem
from bot.observability.logging import get_logger

log = get_logger(__name__)

NOT_READABLE = _("Berkas ini bukan foto yang bisa dibuka. Kirim foto JPG atau PNG, ya.")
TOO_LARGE = _(
    "Foto ini terlalu besar. Kirim yang paling besar {most} megapiksel, ya.",
    most=group_digits(MAX_PIXELS // 1_000_000, "id"),
)
TOO_SLOW = _("Membuka foto ini terlalu lama. Coba kirim foto lain, atau tangkapan layarnya, ya.")

WORDS = {
    Problem.NOT_READABLE: NOT_READABLE,
    Problem.TOO_LARGE: TOO_LARGE,
    Problem.TOO_SLOW: TOO_SLOW,
}

DEADLINE = Deadline()

_threads = ThreadPoolExecutor(SIZE + 1, "photos")
"""Each waits for a process; one of them may wait for its turn with a large photo, while others go on."""
_pool = DecoderPool()


class NotAnImageError(ValueError):
    """The content cannot be used as a photo; `words` tell the person the reason."""

    def __init__(self, words: Translatable) -> None:
        super().__init__(words)
        self.words = words


async def prepare_in_thread(data: bytes) -> bytes:
    """Run `prepare` in a thread."""
    return await asyncio.get_running_loop().run_in_executor(_threads, prepare, data)


def prepare(data: bytes) -> bytes:
    """Return `data` upright, with sides of at most 1280 pixels, as a JPEG without metadata.

    Blocks for up to a minute: call it in a thread. Raises `NotAnImageError`, `OSError` where no process can be started.
    """
    if len(data) > MAX_BYTES:
        raise NotAnImageError(TOO_LARGE)
    try:
        problem, jpeg = _pool.decode(data, DEADLINE)
        if problem == Problem.NEEDS_MEMORY:
            problem, jpeg = _pool.decode(data, DEADLINE, large=True)
    except DecoderEndedError:
        log.warning("a photo was given up: it took too long, too much memory, or ended its process")
        raise NotAnImageError(TOO_SLOW) from None
    if problem:
        raise NotAnImageError(WORDS[Problem(problem)])
    return jpeg


def end_decoders() -> None:
    """End the processes, also in the middle of a photo; new ones are started when they are needed."""
    _pool.close()
