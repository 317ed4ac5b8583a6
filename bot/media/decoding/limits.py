"""Limits of photos, and of the processes that decode them."""

from __future__ import annotations

from typing import NamedTuple

MAX_BYTES = 20 * 1024 * 1024
"""Messengers give no larger files to a bot."""

MAX_PIXELS = 40_000_000
USUAL_PIXELS = 12_500_000
"""Pixels of a usual photo, which takes at most 160 MB of memory. Larger ones may take 450 MB, one at a time."""

MAX_SCANS = 40
"""Scans of a JPEG. Cameras and programs make about ten."""

USUAL_MEMORY, LARGE_MEMORY = 160 << 20, 460 << 20
"""Bytes of memory that the process may have while it decodes."""


class Deadline(NamedTuple):
    """Seconds for one photo: of the processor, which do not depend on how busy the machine is, and by the clock."""

    processor: float = 10.0
    clock: float = 60.0
