"""The part of the work that a process does: `santribot run --role`."""

from __future__ import annotations

from enum import StrEnum


class ProcessRole(StrEnum):
    """One of the parts, or all: with SQLite there is one process, which does all."""

    ALL = "all"
    WEB = "web"
    """Takes in what arrives."""
    WORKER = "worker"
    """Handles it."""
    SENDER = "sender"
    """Sends the answers."""

    def has(self, role: ProcessRole) -> bool:
        return self in (ProcessRole.ALL, role)
