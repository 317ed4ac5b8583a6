"""Reasons why a photo is not decoded."""

from __future__ import annotations

from enum import IntEnum


class Problem(IntEnum):
    """The reason why a photo is not decoded."""

    NOT_READABLE = 1
    TOO_LARGE = 2
    TOO_SLOW = 3
    """The photo takes too long, or is made so that it would."""
    NEEDS_MEMORY = 4
    """The photo is larger than usual: it may be decoded where nobody else decodes one of these."""
