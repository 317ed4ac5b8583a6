"""The section `[telegram]`: the bot's account on Telegram, and the rates at which it may send there."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, SecretStr

from bot.channels.telegram import API_URL
from bot.settings.endpoints import encrypted_or_private
from bot.settings.fields import one_of, positive_number, setting, true_or_false, whole_number
from bot.settings.schema import Section

TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
WEBHOOK_PORTS = (443, 80, 88, 8443)
WEBHOOK_URL = r"^((https://[^\s/@?#]+|http://(127\.0\.0\.1|\[::1\]|localhost)(:[0-9]+)?)(/[^\s/?#{}]+)*)?$"
"""Telegram itself wants https. Plain http is for a server of one's own on this machine, as in tests."""


def _token_or_nothing(token: SecretStr) -> SecretStr:
    if token.get_secret_value() and not TOKEN.fullmatch(token.get_secret_value()):
        raise ValueError("not a token")
    return token


class TelegramSettings(Section):
    """`[telegram]`."""

    section_name: ClassVar[str] = "telegram"

    token: Annotated[SecretStr, AfterValidator(_token_or_nothing)] = setting(
        SecretStr(""),
        "the token that @BotFather gave, like 123456789:AAF-x_Y",
        "The bot's account: {right}. Without one the bot is not on Telegram.",
    )
    api_url: Annotated[str, AfterValidator(encrypted_or_private)] = setting(
        API_URL,
        'the address of a Bot API server, like "https://api.telegram.org"; http only on this machine or to a private'
        " address",
        "The Bot API server that is talked to; another one than Telegram's own for tests, or your own server. Plain"
        " http is for this machine and private addresses only, since the token is sent along.",
        pattern=r"^https?://[^\s/@]+(/[^\s/]+)*$",
    )
    messages_per_second: float = positive_number(
        30,
        "Messages a second to all chats together: {right}. Telegram lets about 30 through free of charge.",
        most=10_000,
    )
    chat_messages_per_second: float = positive_number(
        1, "Messages a second to one chat: {right}. Telegram asks for at most about 1.", most=1_000
    )
    chat_burst: int = whole_number(
        3, "How many messages one chat may get at once before that limit holds: {right}.", most=100
    )
    poll_seconds: int = whole_number(
        25, "How many seconds one request for news stays open when there is none: {right}.", most=50
    )
    paid_broadcast: bool = true_or_false(
        False,
        "Whether broadcasts go out at up to 1000 messages a second: {right}. Telegram takes 0.1 Star for each message"
        " of a broadcast then, also of a small one; answers and notices stay free, at the rate above.",
    )
    mode: Literal["polling", "webhook"] = one_of(
        ("polling", "webhook"),
        "polling",
        "How messages arrive: {right}. By polling they are fetched, from wherever the bot runs; to a webhook Telegram"
        " brings them.",
    )
    webhook_url: str = setting(
        "",
        'an address that Telegram can reach, like "https://bot.example.id/telegram"',
        "Where Telegram brings them: {right}, which a proxy passes on to [web].",
        pattern=WEBHOOK_URL,
    )

    @property
    def enabled(self) -> bool:
        return bool(self.token.get_secret_value())

    @property
    def has_webhook_port(self) -> bool:
        """Return whether Telegram brings messages to the webhook's port; a server of one's own does to any."""
        if not self.active_webhook_url or self.api_url != API_URL:
            return True
        try:
            return (urlsplit(self.webhook_url).port or WEBHOOK_PORTS[0]) in WEBHOOK_PORTS
        except ValueError:
            return False

    @property
    def active_webhook_url(self) -> str:
        """The address that Telegram brings messages to; empty where they are fetched."""
        return self.webhook_url if self.mode == "webhook" else ""
