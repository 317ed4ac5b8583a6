"""The queue of updates: kept until a later one is asked for, given to one asker at a time; or until it was brought
to the bot's webhook, where one is set.
"""

from __future__ import annotations

import asyncio
import itertools
from collections import deque
from collections.abc import Sequence

from tests.channels.telegram.standin.errors import ApiError, Json

RIVAL = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
HOOKING = "Conflict: terminated by setWebhook request"
HOOKED = (
    "Conflict: can't use getUpdates method while webhook is active;"
    " use deleteWebhook to delete the webhook first"
)
NEAR = ("http://127.0.0.1", "http://localhost", "http://[::1]")
UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Kinds of updates that come only where they are asked for by name."""


class Updates:
    def __init__(self) -> None:
        self.waiting: deque[Json] = deque()
        self.webhook = self.secret = ""
        """The address, and what the bot shall be shown there."""
        self.connections = 40
        self.trouble: tuple[int, str] | None = None
        """When and why an update could not be brought there last."""
        self.news = asyncio.Event()
        """There is something to bring, or somewhere to bring it."""
        self.polls = 0
        self.hurries = False
        """It answers at once, also where there is nothing."""
        self.confirmed = 0
        """The id of the last update that was acknowledged."""
        self.again: list[Json] = []
        """Updates that are sent once more, as Telegram does where an acknowledgement was lost."""
        self._known: dict[int, Json] = {}
        self._ids = itertools.count(700_000_001)
        self._allowed: frozenset[str] = frozenset()
        self._asker: asyncio.Future[str] | None = None

    def push(self, kind: str, content: Json) -> int:
        """Something happened; its update id. 0 where the bot does not want to know of it."""
        if (kind in UNASKED and kind not in self._allowed) or (self._allowed and kind not in self._allowed):
            return 0
        update = next(self._ids)
        self._known[update] = {"update_id": update, kind: content}
        self.waiting.append(self._known[update])
        self._wake()
        return update

    @property
    def newest(self) -> int:
        """The id of the last update."""
        return max(self._known, default=0)

    def repeat(self, update: int) -> None:
        """Send an update once more."""
        self.again.append(self._known[update])
        self._wake()

    @property
    def reachable(self) -> bool:
        """The webhook is on this machine; beyond it nothing is brought."""
        return self.webhook.startswith(NEAR)

    @property
    def allowed(self) -> list[str]:
        return sorted(self._allowed)

    def hook(self, url: str, secret: str, connections: int, allowed: Sequence[str] | None) -> None:
        """From now on updates are brought to `url`."""
        self.webhook, self.secret, self.connections = url, secret, connections
        if allowed is not None:
            self._allowed = frozenset(allowed)
        self._wake(HOOKING)

    def unhook(self) -> None:
        self.webhook = self.secret = ""
        self.trouble = None
        self.news.set()

    def took(self, update: Json) -> None:
        """The bot has taken an update that was brought."""
        for place in (self.again, self.waiting):
            for position, known in enumerate(place):
                if known is update:
                    del place[position]
                    self.confirmed = max(self.confirmed, update["update_id"])
                    return

    async def get(self, offset: int, limit: int, seconds: float, allowed: Sequence[str] | None) -> list[Json]:
        """Forget what is below `offset`; wait up to `seconds` where there is nothing. Raises `ApiError`."""
        self.polls += 1
        self._wake(RIVAL)
        if self.webhook:
            raise ApiError(HOOKED, 409)
        if allowed is not None:
            self._allowed = frozenset(allowed)
        self._forget(offset)
        if not (self.again or self.waiting or self.hurries) and seconds > 0:
            await self._wait(seconds)
        again, self.again = self.again, []
        return list(itertools.islice(itertools.chain(again, self.waiting), min(limit, 100)))

    def stop(self) -> None:
        """Let an asker go home with nothing."""
        self._wake()

    def _forget(self, offset: int) -> None:
        if offset < 0:
            offset = self.waiting[offset]["update_id"] if -offset < len(self.waiting) else 0
        while self.waiting and self.waiting[0]["update_id"] < offset:
            self.confirmed = self.waiting.popleft()["update_id"]

    async def _wait(self, seconds: float) -> None:
        asker = self._asker = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                refusal = await asker
        except TimeoutError:
            refusal = ""
        if refusal:
            raise ApiError(refusal, 409)

    def _wake(self, refusal: str = "") -> None:
        """Whoever waits for updates gets them, or hears why not."""
        self.news.set()
        if self._asker is not None and not self._asker.done():
            self._asker.set_result(refusal)
        self._asker = None
