"""What can be set, section by section, and what each value must be. `bot/settings/loader.py` reads them.

The description of a field completes the sentence "it must be ..."; `config.example.toml` tells what each means.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    StringConstraints,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import NoDecode

from bot.i18n.messages import LANGUAGES

STRICT = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, allow_inf_nan=False)
TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
LOOPBACK = ("127.0.0.1", "::1", "localhost")
WEBHOOK = r"^((https://[^\s/@?#]+|http://(127\.0\.0\.1|\[::1\]|localhost)(:[0-9]+)?)(/[^\s/?#{}]+)*)?$"
"""Telegram itself wants https. Plain http is for a server of one's own on this machine, as in tests."""


def _split(value: object) -> object:
    """A variable gives several values with commas between."""
    return [item.strip() for item in value.split(",") if item.strip()] if isinstance(value, str) else value


def _spoken(language: str) -> str:
    if language not in LANGUAGES:
        raise ValueError("not a language of the bot")
    return language


def _token_or_nothing(token: SecretStr) -> SecretStr:
    if token.get_secret_value() and not TOKEN.fullmatch(token.get_secret_value()):
        raise ValueError("not a token")
    return token


def _loopback(host: str) -> str:
    if host not in LOOPBACK:
        raise ValueError("not this machine")
    return host


ChatAddress = Annotated[str, StringConstraints(pattern=r"^[a-z]+:[^\s:]+$")]
HourOfDay = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3])\.[0-5][0-9]$")]
HOUR = 'an hour of the day, like "20.30"'
Target = Annotated[int, Field(ge=0, description="a whole number, 0 for no target")]


class Section(BaseModel):
    """One `[section]`. The description of a field completes the sentence "it must be ..."."""

    model_config = STRICT

    @field_validator("*", mode="before")
    @classmethod
    def _true_is_no_number(cls, value: object, info: ValidationInfo) -> object:
        if isinstance(value, bool) and cls.model_fields[str(info.field_name)].annotation is not bool:
            raise ValueError("true or false in place of a value")
        return value


class Bot(Section):
    """Who the bot is, and who looks after it."""

    name: str = Field(
        default="Asisten OPOP Jawa Timur",
        min_length=1,
        max_length=64,
        description="a text of 1 to 64 characters",
    )
    admins: Annotated[list[ChatAddress], NoDecode, BeforeValidator(_split)] = Field(
        default=[], description='a list of "channel:id", like ["telegram:123456789"]'
    )
    language: Annotated[str, AfterValidator(_spoken)] = Field(
        default="id", description=" or ".join(f'"{code}"' for code in LANGUAGES)
    )


class Targets(Section):
    """What the programme wants to reach; statistics show the way there. 0: no target."""

    koppontren: Target = 1000
    santripreneur: Target = 0
    sosiopreneur: Target = 0
    products: Target = 0


class Database(Section):
    """Where everything is kept. The URL may have a password in it, so it is not shown."""

    url: str = Field(
        default="sqlite+aiosqlite:///santribot.db",
        pattern=r"^(sqlite\+aiosqlite:///[^\s:]\S*|postgresql\+asyncpg://\S+)$",
        repr=False,
        description='"sqlite+aiosqlite:///FILE" or "postgresql+asyncpg://USER:PASSWORD@HOST/NAME"',
    )


class Telegram(Section):
    """The bot's account on Telegram, and how fast it may send there."""

    token: Annotated[SecretStr, AfterValidator(_token_or_nothing)] = Field(
        default=SecretStr(""), description="the token that @BotFather gave, like 123456789:AAF-x_Y"
    )
    api_url: str = Field(
        default="https://api.telegram.org",
        pattern=r"^https?://[^\s/@]+(/[^\s/]+)*$",
        description='the address of a Bot API server, like "https://api.telegram.org"',
    )
    messages_per_second: float = Field(default=30, gt=0, le=10_000, description="a number up to 10000")
    chat_messages_per_second: float = Field(default=1, gt=0, le=1000, description="a number up to 1000")
    chat_burst: int = Field(default=3, ge=1, le=100, description="a whole number from 1 to 100")
    poll_seconds: int = Field(default=25, ge=1, le=50, description="a whole number from 1 to 50")
    paid_broadcast: bool = Field(default=False, description="true or false")
    mode: Literal["polling", "webhook"] = Field(default="polling", description='"polling" or "webhook"')
    webhook_url: str = Field(
        default="",
        pattern=WEBHOOK,
        description='an address that Telegram can reach, like "https://bot.example.id/telegram"',
    )

    @property
    def enabled(self) -> bool:
        return bool(self.token.get_secret_value())

    @property
    def brought_to(self) -> str:
        """Where Telegram brings messages; empty where they are fetched."""
        return self.webhook_url if self.mode == "webhook" else ""


class Broadcasts(Section):
    """When broadcasts rest, and when one organiser is not enough. Hours are in WIB."""

    quiet_from: HourOfDay = Field(default="20.30", description=HOUR)
    quiet_to: HourOfDay = Field(default="05.00", description=HOUR)
    approval_above: int = Field(default=0, ge=0, description="a whole number, 0 for no approval")


class Page(Section):
    """The same bot as a page in the browser. It asks for no password, so only this machine may open it."""

    enabled: bool = Field(default=False, description="true or false")
    host: Annotated[str, AfterValidator(_loopback)] = Field(
        default="127.0.0.1", description=" or ".join(f'"{host}"' for host in LOOPBACK)
    )
    port: int = Field(default=8080, ge=1, le=65535, description="a whole number from 1 to 65535")


class Web(Section):
    """What is served to other machines: events of messengers, and how this process is."""

    host: str = Field(default="127.0.0.1", pattern=r"^[^\s/]+$", description='an address, like "127.0.0.1"')
    port: int = Field(default=0, ge=0, le=65535, description="a whole number from 1 to 65535, 0 for none")


class Logs(Section):
    """What is written while the bot runs."""

    format: Literal["console", "json"] = Field(default="console", description='"console" or "json"')
    level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description='"debug", "info", "warning" or "error"'
    )


class Media(Section):
    """Where the contents of photos and files are kept: in a folder, or in a bucket that speaks S3."""

    folder: Path = Field(default=Path("santribot-media"), description="a folder")
    s3_bucket: str = Field(default="", pattern=r"^\S*$", description="the name of a bucket")
    s3_endpoint: str = Field(
        default="", pattern=r"^(https?://[^\s/@]+)?$", description='an address, like "https://s3.example.id"'
    )
    s3_region: str = Field(default="us-east-1", pattern=r"^\S+$", description="the name of a region")
    s3_key: SecretStr = Field(default=SecretStr(""), description="the id of an access key")
    s3_secret: SecretStr = Field(default=SecretStr(""), description="the secret of that key")


class Retention(Section):
    """How long things are kept that nobody needs any more."""

    handled_days: int = Field(default=2, ge=1, le=365, description="a whole number from 1 to 365")
    report_days: int = Field(default=365, ge=0, description="a whole number, 0 for ever")
