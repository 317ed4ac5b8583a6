"""Registers the channel "page"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.channels.plugin import ChannelContext, ChannelPlugin

if TYPE_CHECKING:
    from bot.channels.base import Channel
    from bot.settings.loader import Settings
    from bot.settings.schema import Section


class WebchatPlugin(ChannelPlugin):
    name = "page"
    title = "the page"

    def section(self) -> type[Section]:
        from bot.channels.webchat.settings import PageSettings

        return PageSettings

    def is_enabled(self, settings: Settings) -> bool:
        from bot.channels.webchat.settings import PageSettings

        return settings.section(PageSettings).enabled

    def switch(self) -> str:
        return "page.enabled"

    def create(self, context: ChannelContext) -> Channel | None:
        """None: for now `santribot demo` alone serves the page."""
        return None

    def role_problem(self, settings: Settings) -> str:
        return "the page is for one process that does all; set page.enabled to false"


PLUGIN = WebchatPlugin()
