"""Registers the channel "telegram"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from bot.channels.plugin import (
    AccountError,
    ChannelCommand,
    ChannelContext,
    ChannelPlugin,
    CommandGroup,
    Link,
    SetupOption,
    SetupQuestion,
)
from bot.channels.telegram import API_URL

if TYPE_CHECKING:
    from bot.channels.base import Channel
    from bot.channels.telegram.settings import TelegramSettings
    from bot.settings.loader import Settings
    from bot.settings.schema import Section

WEBHOOK_PORT = "telegram.webhook_url: Telegram brings messages to the ports 443, 80, 88 and 8443 only"


async def _check_token(answers: Mapping[str, str]) -> None:
    from bot.channels.telegram.account import username

    await username(answers["token"], answers["api_url"])


async def _show(settings: Settings) -> Sequence[str]:
    from bot.channels.telegram.webhook_command import show

    return await show(_section(settings))


async def _remove(settings: Settings) -> Sequence[str]:
    from bot.channels.telegram.webhook_command import remove

    return await remove(_section(settings))


class TelegramPlugin(ChannelPlugin):
    name = "telegram"
    title = "Telegram"
    setup_options = (SetupOption("api_url", "URL", "The Bot API server.", API_URL),)
    setup_questions = (
        SetupQuestion("token", "The token from @BotFather (it is not shown)", _check_token, secret=True),
    )

    def section(self) -> type[Section]:
        from bot.channels.telegram.settings import TelegramSettings

        return TelegramSettings

    def is_enabled(self, settings: Settings) -> bool:
        return _section(settings).enabled

    def switch(self) -> str:
        return "telegram.token"

    def create(self, context: ChannelContext) -> Channel:
        from bot.channels.telegram.channel import TelegramChannel
        from bot.channels.telegram.limits import limits_of

        telegram = _section(context.settings)
        return TelegramChannel(
            telegram.token.get_secret_value(),
            context.library,
            api_url=telegram.api_url,
            limits=limits_of(telegram),
            menus=context.menus,
            poll_seconds=telegram.poll_seconds,
            webhook_url=telegram.active_webhook_url,
        )

    def missing(self, settings: Settings) -> Mapping[str, str]:
        telegram, found = _section(settings), {}
        if telegram.mode == "webhook" and not telegram.webhook_url:
            found["telegram.webhook_url"] = ""
        if telegram.mode == "webhook" and not settings.web.port:
            found["web.port"] = "the port where webhooks arrive, from 1 to 65535"
        return found

    async def check(self, settings: Settings) -> Sequence[str]:
        from bot.channels.telegram.account import username_of

        telegram = _section(settings)
        found = [] if telegram.has_webhook_port else [WEBHOOK_PORT]
        try:
            await username_of(telegram)
        except AccountError as error:
            found.append(str(error))
        return found

    def notes(self, settings: Settings) -> Sequence[str]:
        from bot.settings.endpoints import plain_note

        note = plain_note("telegram.api_url", _section(settings).api_url, "the token")
        return [note] if note else ()

    async def linker(self, settings: Settings) -> Link:
        from bot.channels.telegram.account import username_of
        from bot.channels.telegram.channel import link

        return partial(link, await username_of(_section(settings)))

    def commands(self) -> Sequence[CommandGroup]:
        show = ChannelCommand(
            "show", "Say where Telegram brings messages, how many wait, and what went wrong last.", _show
        )
        remove = ChannelCommand(
            "remove",
            "Let Telegram keep messages until they are fetched, or until a webhook is set again.",
            _remove,
        )
        return [CommandGroup("webhook", "Look after Telegram's webhook.", (show, remove))]


def _section(settings: Settings) -> TelegramSettings:
    from bot.channels.telegram.settings import TelegramSettings

    return settings.section(TelegramSettings)


PLUGIN = TelegramPlugin()
