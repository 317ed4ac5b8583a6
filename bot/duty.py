"""What a process of the bot does: `santribot run --role`."""

from __future__ import annotations

from enum import StrEnum


class Duty(StrEnum):
    """With SQLite there is one process, which does all."""

    ALL = "all"
    WEB = "web"
    """Takes in what arrives."""
    WORKER = "worker"
    """Handles it."""
    SENDER = "sender"
    """Sends the answers."""

    def has(self, duty: Duty) -> bool:
        return self in (Duty.ALL, duty)
