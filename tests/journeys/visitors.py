"""Somebody who writes to the bot, as a test sees them: each deed waits for what they see next."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass, field
from typing import Any

from tests.channels.telegram.standin import Message
from tests.channels.telegram.standin import Person as Phone

PATIENCE = 60.0
"""So many seconds they look at the phone before they give up."""


@dataclass
class Visitor:
    """Somebody who writes to the bot."""

    phone: Phone
    said: int = 0
    """How often they typed, pressed or sent something."""
    screen: Message = field(init=False)
    """What they saw last."""

    async def says(self, text: str, *sees: str) -> Message:
        await self._does(self.phone.says(text))
        return await self.sees(*sees)

    async def says_formatted(self, html: str, *sees: str) -> Message:
        await self._does(self.phone.says_formatted(html))
        return await self.sees(*sees)

    async def taps(self, label: str, *sees: str, on: Message | None = None) -> Message:
        await self._does(self.phone.taps(label, on))
        return await self.sees(*sees)

    async def forges(self, data: str, on: Message) -> None:
        """Press a button that was never shown to them; only its toast can be seen."""
        await self._does(self.phone.presses(data, on))

    async def sends_photo(self, *sees: str, caption: str = "") -> Message:
        await self._does(self.phone.sends_photo(caption))
        return await self.sees(*sees)

    async def sends_album(self, count: int, *sees: str) -> Message:
        await self._does(self.phone.sends_album(count))
        return await self.sees(*sees)

    async def sends_document(self, name: str, *sees: str, size: int = 1000, mime: str = "") -> Message:
        await self._does(self.phone.sends_document(name, size, mime=mime or "application/pdf"))
        return await self.sees(*sees)

    async def sends(self, content: dict[str, Any], *sees: str) -> Message:
        await self._does(self.phone.sends(content))
        return await self.sees(*sees)

    async def shares_contact(self, *sees: str, phone: str = "+6281234567890", own: bool = True) -> Message:
        await self._does(self.phone.shares_contact(phone, own=own))
        return await self.sees(*sees)

    async def sends_location(self, latitude: float, longitude: float, *sees: str) -> Message:
        await self._does(self.phone.sends_location(latitude, longitude))
        return await self.sees(*sees)

    async def sees(self, first: str, *others: str) -> Message:
        """The message that came, or was changed, since their last deed; all these words are in it."""
        message = await self.phone.waits_for(first, PATIENCE)
        for words in others:
            assert words in message.text, message.text
        self.screen = message
        return message

    async def sees_toast(self, words: str) -> None:
        await self.phone.waits_for_toast(words, PATIENCE)

    async def fills(self, *answers: tuple[str, str]) -> Message:
        """One answer after the other, each with what follows: pressed where there is such a button, else typed."""
        for answer, sees in answers:
            offered = [key["text"] for key in self.screen.keys]
            await (self.taps(answer, sees) if answer in offered else self.says(answer, sees))
        return self.screen

    async def _does(self, deed: Awaitable[Any]) -> None:
        self.said += 1
        await deed
