"""The page in a real browser, as the person before it uses it."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import (
    Browser,
    ConsoleMessage,
    FilePayload,
    Locator,
    Page,
    ViewportSize,
    async_playwright,
    expect,
)

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

in_a_browser = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium"),
]
"""The marks of a module whose tests share one browser."""

PHONE = ViewportSize(width=360, height=740)
DESK = ViewportSize(width=1280, height=800)
PATIENCE = 60_000
"""Milliseconds after which something that should be seen has not come: a busy machine takes its time."""

expect.set_options(timeout=PATIENCE)

TOO_FAINT = Path(__file__).with_name("page_contrast.js").read_text()
"""JavaScript: the texts that are too faint."""


@dataclass
class Screen:
    """What one person has before them, as the persona that is selected."""

    page: Page
    troubles: list[str] = field(default_factory=list, init=False)
    """What the browser complained of."""

    def __post_init__(self) -> None:
        self.page.on("console", lambda message: self.troubles.extend(_complaint(message)))
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def message(self) -> Locator:
        return self.log.get_by_role("article")

    @property
    def writing(self) -> Locator:
        return self.page.get_by_role("textbox", name="Tulis pesan")

    def persona(self, name: str) -> Locator:
        """The tab of one that they can be."""
        return self.page.get_by_role("navigation").get_by_role("button", name=name)

    async def says(self, text: str) -> None:
        await self.writing.fill(text)
        await self.writing.press("Enter")

    async def taps(self, label: str) -> None:
        await self.page.get_by_role("button", name=label, exact=True).click()

    async def becomes(self, persona: str) -> None:
        await self.persona(persona).click()

    async def attaches(self, *files: FilePayload) -> None:
        await self.page.locator("section:not([hidden]) input[type=file]").set_input_files(list(files))

    async def cannot_be_read(self) -> list[str]:
        """The texts that are too faint."""
        faint: list[str] = await self.page.evaluate(TOO_FAINT)
        return faint

    async def fits(self) -> bool:
        """Nothing is wider than the screen."""
        inside = "document.querySelector('section:not([hidden]) .scroller')"
        fits: bool = await self.page.evaluate(
            f"document.documentElement.scrollWidth <= innerWidth && {inside}.scrollWidth <= {inside}.clientWidth"
        )
        return fits

    async def focused(self) -> str:
        """What the element with the focus says."""
        return str(await self.page.evaluate("document.activeElement.textContent.trim()"))


def _complaint(message: ConsoleMessage) -> list[str]:
    """An error or a warning; that the server refuses what is no photo is as it should be."""
    wrong = message.type in ("error", "warning") and "415" not in message.text
    return [message.text] if wrong else []


@asynccontextmanager
async def browsing() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        await browser.close()


@asynccontextmanager
async def opened(browser: Browser, size: ViewportSize = PHONE, **more: Any) -> AsyncIterator[Page]:
    """A window of its own, with nothing in it; `more` as Playwright's `new_context` takes it."""
    context = await browser.new_context(viewport=size, reduced_motion="reduce", **more)
    context.set_default_timeout(PATIENCE)
    page = await context.new_page()
    yield page
    await context.close()
