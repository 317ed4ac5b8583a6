"""A visitor of the demo, who says and taps things and waits for what comes."""

from __future__ import annotations

from playwright.async_api import Locator, expect

from tests.support.screen import Screen


class Visitor(Screen):
    """Goes on when they see what they wait for."""

    def showing(self, words: str) -> Locator:
        return self.message.filter(has_text=words).last

    async def sees(self, *words: str) -> None:
        for each in words:
            await expect(self.showing(each)).to_be_visible()

    async def says(self, text: str, *then: str) -> None:
        await super().says(text)
        await self.sees(*then)

    async def taps(self, label: str, *then: str) -> None:
        """The newest button of that name: earlier questions keep theirs."""
        await self.page.get_by_role("button", name=label, exact=True).last.click()
        await self.sees(*then)

    async def becomes(self, persona: str, *then: str) -> None:
        await super().becomes(persona)
        await self.sees(*then)
