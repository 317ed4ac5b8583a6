"""The section `[page]`: the same bot as a page in the browser."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import AfterValidator

from bot.settings.fields import MAX_PORT, alternatives, setting, true_or_false, whole_number
from bot.settings.schema import Section

LOOPBACK = ("127.0.0.1", "::1", "localhost")


def _is_loopback(host: str) -> str:
    if host not in LOOPBACK:
        raise ValueError("not this machine")
    return host


class PageSettings(Section):
    """`[page]`. The page asks for no password, so only this machine may open it."""

    section_name: ClassVar[str] = "page"

    enabled: bool = true_or_false(
        False, "Whether the bot is also a page in the browser: {right}. The page asks for no password."
    )
    host: Annotated[str, AfterValidator(_is_loopback)] = setting(
        "127.0.0.1",
        alternatives(LOOPBACK),
        "Where the page is served: {right}. Only this machine may open it.",
    )
    port: int = whole_number(8080, "The page's port: {right}.", most=MAX_PORT)
