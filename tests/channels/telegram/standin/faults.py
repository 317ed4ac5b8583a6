"""What can go wrong between a bot and Telegram, at will: once and by plan, or by chance with a seed."""

from __future__ import annotations

import json
import random
import time
from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from tests.channels.telegram.standin.errors import ApiError

KINDS = (
    "flood",
    "refused",
    "missing",
    "failed",
    "gateway",
    "portal",
    "moved",
    "garbage",
    "reset_before",
    "reset_after",
    "silence",
)
"""429, 400, 404, 500, then 502, 403, 302 and a page with 200 by something in between, the connection cut before or
after it is done, done but never answered. Where there are words, they quote the address."""
ALL = "*"


@dataclass
class Faults:
    """Chances are from 0 to 1, for sendings; `delay` in seconds is for all but the asking for updates."""

    delay: float = 0.0
    per_second: int = 0
    """More sendings than so many in any one second get a 429; 0 is no limit. Those for Stars may be more."""
    paid_per_second: int = 1000
    per_chat_second: int = 0
    """More than so many in any second to one chat get a 429; 0 is no limit."""
    per_group_minute: int = 0
    """More than so many in any minute to one group get a 429; 0 is no limit."""
    retry_after: int = 1
    refused: float = 0.0
    failed: float = 0.0
    gateway: float = 0.0
    reset_before: float = 0.0
    reset_after: float = 0.0
    seed: int = 0
    broken: dict[str, str] = field(default_factory=dict)
    """Methods that always meet a fault, and which; "*" is every other one."""
    planned: dict[str, deque[str]] = field(default_factory=lambda: defaultdict(deque))
    floods: int = 0
    """How many sendings were too many."""
    _random: random.Random | None = None
    _taken: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    """When sendings were let through, by what they count towards."""

    def next(self, method: str, *kinds: str) -> None:
        """The next calls of `method` (or "download") meet these faults, one each; "" is none."""
        assert set(kinds) <= {*KINDS, ""}, kinds
        self.planned[method].extend(kinds)

    def set(self, values: dict[str, Any]) -> None:
        """From the control API. Raises `ValueError` for what is not there."""
        known = {item.name for item in fields(self)} - {"planned", "floods", "_random", "_taken"}
        for name, value in values.items():
            if name not in known:
                raise ValueError(name)
            setattr(self, name, value)
        self._random = None

    def choose(self, method: str, values: Mapping[str, Any] | None = None) -> str:
        """The fault that this call with these parameters meets, or nothing."""
        if self.planned.get(method):
            return self.planned[method].popleft()
        if broken := self.broken.get(method, self.broken.get(ALL, "")):
            return broken
        if not method.startswith(("send", "edit")) or method == "sendChatAction":
            return ""
        if self._too_many(values or {}):
            self.floods += 1
            return "flood"
        return self._by_chance() if method.startswith("send") else ""

    def flood(self) -> ApiError:
        return ApiError(
            f"Too Many Requests: retry after {self.retry_after}",
            429,
            parameters={"retry_after": self.retry_after},
        )

    def _too_many(self, values: Mapping[str, Any]) -> bool:
        """What is refused counts towards nothing; of an album each photo counts."""
        paid = str(values.get("allow_paid_broadcast", "")).lower() == "true"
        chat = str(values.get("chat_id", ""))
        limits = [("paid", 1.0, self.paid_per_second)] if paid else [("free", 1.0, self.per_second)]
        limits.append((f"chat {chat}", 1.0, self.per_chat_second))
        if chat.startswith("-"):
            limits.append((chat, 60.0, self.per_group_minute))
        now = time.monotonic()
        held = [(self._recent(name, now - window), most) for name, window, most in limits if most]
        items = _items(values)
        if any(taken and len(taken) + items > most for taken, most in held):
            return True
        for taken, _most in held:
            taken.extend([now] * items)
        return False

    def _recent(self, name: str, since: float) -> deque[float]:
        taken = self._taken[name]
        while taken and taken[0] <= since:
            taken.popleft()
        return taken

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


def _items(values: Mapping[str, Any]) -> int:
    media = values.get("media")
    if isinstance(media, str):
        media = json.loads(media)
    return len(media) if isinstance(media, list) else 1
