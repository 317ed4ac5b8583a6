"""What can go wrong between a bot and Telegram, at will: once and by plan, or by chance with a seed."""

from __future__ import annotations

import random
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field, fields
from typing import Any

from tests.telegram.standin.errors import ApiError

KINDS = ("flood", "refused", "failed", "gateway", "portal", "moved", "reset_before", "reset_after", "silence")
"""429, 400, 500, then 502, 403 and 302 by something in between, the connection cut before or after it is
done, done but never answered. Where there are words, they quote the address."""


@dataclass
class Faults:
    """Chances are from 0 to 1, for sendings; `delay` in seconds is for all but the asking for updates."""

    delay: float = 0.0
    per_second: int = 0
    """More sendings than so many in one second get a 429; 0 is no limit."""
    retry_after: int = 1
    refused: float = 0.0
    failed: float = 0.0
    gateway: float = 0.0
    reset_before: float = 0.0
    reset_after: float = 0.0
    seed: int = 0
    planned: dict[str, deque[str]] = field(default_factory=lambda: defaultdict(deque))
    _random: random.Random | None = None
    _second: int = 0
    _sent: int = 0

    def next(self, method: str, *kinds: str) -> None:
        """The next calls of `method` (or "download") meet these faults, one each; "" is none."""
        assert set(kinds) <= {*KINDS, ""}, kinds
        self.planned[method].extend(kinds)

    def set(self, values: dict[str, Any]) -> None:
        """From the control API. Raises `ValueError` for what is not there."""
        known = {item.name for item in fields(self)} - {"planned", "_random", "_second", "_sent"}
        for name, value in values.items():
            if name not in known:
                raise ValueError(name)
            setattr(self, name, value)
        self._random = None

    def choose(self, method: str) -> str:
        """The fault that this call meets, or nothing."""
        if self.planned.get(method):
            return self.planned[method].popleft()
        if not method.startswith("send"):
            return ""
        return "flood" if self._too_many() else self._by_chance()

    def flood(self) -> ApiError:
        return ApiError(
            f"Too Many Requests: retry after {self.retry_after}",
            429,
            parameters={"retry_after": self.retry_after},
        )

    def _too_many(self) -> bool:
        if not self.per_second:
            return False
        now = int(time.monotonic())
        if now != self._second:
            self._second, self._sent = now, 0
        self._sent += 1
        return self._sent > self.per_second

    def _by_chance(self) -> str:
        chances = {
            "refused": self.refused,
            "failed": self.failed,
            "gateway": self.gateway,
            "reset_before": self.reset_before,
            "reset_after": self.reset_after,
        }
        if not any(chances.values()):
            return ""
        self._random = self._random or random.Random(self.seed)
        drawn = self._random.random()
        for kind, chance in chances.items():
            if drawn < chance:
                return kind
            drawn -= chance
        return ""
