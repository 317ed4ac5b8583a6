"""Sections of the settings that no channel owns. `bot/settings/loader.py` reads them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    SecretStr,
    StringConstraints,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import NoDecode

from bot.i18n.messages import LANGUAGES
from bot.settings.endpoints import encrypted_or_private
from bot.settings.fields import MAX_PORT, one_of, setting, whole_number

STRICT = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, allow_inf_nan=False)


def _split(value: object) -> object:
    """A variable gives several values with commas between."""
    return [item.strip() for item in value.split(",") if item.strip()] if isinstance(value, str) else value


def _is_spoken(language: str) -> str:
    if language not in LANGUAGES:
        raise ValueError("not a language of the bot")
    return language


def _target(default: int, explains: str) -> Any:
    return whole_number(default, explains, zero="for no target")


ChatAddress = Annotated[str, StringConstraints(pattern=r"^[a-z]+:[^\s:]+$")]
HourOfDay = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3])\.[0-5][0-9]$")]
MIN_KEY = 32
HOUR = 'an hour of the day, like "20.30"'


class Section(BaseModel):
    """One `[section]`. The description of a field completes the sentence "it must be ..."."""

    model_config = STRICT

    section_name: ClassVar[str] = ""
    """The name in brackets, of a section that a channel owns."""

    @field_validator("*", mode="before")
    @classmethod
    def _true_is_no_number(cls, value: object, info: ValidationInfo) -> object:
        if isinstance(value, bool) and cls.model_fields[str(info.field_name)].annotation is not bool:
            raise ValueError("true or false in place of a value")
        return value


class Bot(Section):
    """The bot's name, its admins and its language."""

    name: str = setting(
        "Asisten OPOP Jawa Timur",
        "a text of 1 to 64 characters",
        "What the bot calls itself: {right}.",
        min_length=1,
        max_length=64,
    )
    admins: Annotated[list[ChatAddress], NoDecode, BeforeValidator(_split)] = setting(
        [],
        'a list of "channel:id", like ["telegram:123456789"]',
        "Who becomes admin, once, when they next write: {right}. It is noted and said. From then on /peran decides,"
        " or `santribot grant`: who lost the role there does not get it back by being named here.",
    )
    language: Annotated[str, AfterValidator(_is_spoken)] = one_of(
        LANGUAGES,
        "id",
        "The language for people whose own the bot does not speak: {right} (Indonesian, English, Javanese).",
    )


class Targets(Section):
    """Numbers that the programme wants to reach; statistics show the way there. 0: no target."""

    koppontren: int = _target(
        1000,
        "How many koppontren shall take part in Pesantrenpreneur: {right}. Statistics show the way there.",
    )
    santripreneur: int = _target(0, "How many santri shall take part in Santripreneur: {right}.")
    sosiopreneur: int = _target(0, "How many alumni shall take part in Sosiopreneur: {right}.")
    products: int = _target(0, "How many products shall be registered: {right}.")


class Database(Section):
    """The place where everything is kept. The URL may have a password in it, so it is not shown."""

    url: str = setting(
        "sqlite+aiosqlite:///santribot.db",
        '"sqlite+aiosqlite:///FILE" or "postgresql+asyncpg://USER:PASSWORD@HOST/NAME"',
        "Where everything is kept: {right}. FILE is a path relative to where santribot is started, or with a fourth /"
        " an absolute one.",
        pattern=r"^(sqlite\+aiosqlite:///[^\s:]\S*|postgresql\+asyncpg://\S+)$",
        repr=False,
    )
    lock_timeout_seconds: int = whole_number(
        2,
        "How many seconds the bot waits on PostgreSQL for a row that somebody else keeps locked: {right}. Then whoever"
        " needs that row waits aside, and everybody else is answered.",
        most=60,
    )


class Broadcasts(Section):
    """Hours at which broadcasts rest (in WIB), the size at which one organiser is not enough, and what one may send."""

    quiet_from: HourOfDay = setting(
        "20.30",
        HOUR,
        "From when to when nobody is disturbed, in WIB: a broadcast that would go out then waits for the end, unless"
        " its organiser calls it urgent. The same hour twice: there are no quiet hours. They begin at {right}.",
    )
    quiet_to: HourOfDay = setting("05.00", HOUR, "The end of the quiet hours: {right}.")
    approval_above: int = whole_number(
        0,
        "A broadcast to more people than so many, or with which an organiser alone decides for more people than so many"
        " on one day, goes out when another organiser has agreed: {right}.",
        zero="for no approval",
    )
    daily_broadcasts: int = whole_number(
        10,
        "How many broadcasts one organiser may send on a day (in WIB), agreed to or not: {right}.",
        zero="for no limit",
    )
    daily_recipients: int = whole_number(
        100_000,
        "How many people the broadcasts of one organiser may go to on a day, all together: {right}.",
        zero="for no limit",
    )
    daily_notices: int = whole_number(
        3,
        "How many times a day the guests of an event are told that it changed: {right}. Further changes are told"
        " together on the next day, or before the event where that is too late; that an event is cancelled is always"
        " told.",
        zero="for no limit",
    )


class RateLimit(Section):
    """The rate at which one chat may bring messages; what is over is let go."""

    messages_at_once: int = whole_number(
        20,
        "How many messages of one chat are read at once: {right}. What is more is not read, and the person is told so"
        " once; an album counts as one. Presses of buttons, /batal and BERHENTI are read all the same.",
    )
    messages_per_minute: int = whole_number(
        60, "How many messages a minute that chat may go on with: {right}.", zero="for no limit"
    )
    stranger_messages_at_once: int = whole_number(
        8, "How many messages are read at once of somebody who has not agreed to be kept: {right}."
    )
    stranger_messages_per_minute: int = whole_number(
        20, "How many messages a minute they may go on with: {right}.", zero="for no limit"
    )
    presses_at_once: int = whole_number(
        40,
        "How many presses of buttons in one chat are taken at once: {right}. Beyond that the same button counts"
        " once, and as many different ones are taken.",
    )
    presses_per_minute: int = whole_number(
        60, "How many presses a minute that chat may go on with: {right}.", zero="for no limit"
    )


class Web(Section):
    """The server for other machines: events of messengers, and how this process is."""

    host: str = setting(
        "127.0.0.1",
        'an address, like "127.0.0.1"',
        'Where other machines reach this process: {right} behind a proxy on this machine, or "0.0.0.0" in a container.',
        pattern=r"^[^\s/]+$",
    )
    port: int = whole_number(
        0,
        "The port for webhooks, /healthz, /readyz and /metrics: {right}.",
        most=MAX_PORT,
        zero="for none",
    )


class Logs(Section):
    """Lines that are written while the bot runs."""

    format: Literal["console", "json"] = one_of(
        ("console", "json"),
        "console",
        "How a line looks: {right}. The first is for eyes, the other for programs.",
    )
    level: Literal["debug", "info", "warning", "error"] = one_of(
        ("debug", "info", "warning", "error"),
        "info",
        "What is written: {right}, from the most to the least; the first follows every message through the bot.",
    )


class Media(Section):
    """The place for the contents of photos and files: a folder, or a bucket that speaks S3."""

    folder: Path = setting(
        Path("santribot-media"),
        "a folder",
        "The folder for photos and files, of this database alone: what it does not name is deleted there after a day."
        " With several machines it has to be the same folder for all, or a bucket as below.",
    )
    s3_bucket: str = setting(
        "",
        "the name of a bucket",
        "A bucket of Amazon S3, or of a server that speaks the same, in place of the folder; of this database alone as"
        " well.",
        pattern=r"^\S*$",
    )
    s3_endpoint: Annotated[str, AfterValidator(encrypted_or_private)] = setting(
        "",
        'an address, like "https://s3.example.id", http only on this machine or to a private address',
        "Where that server is: {right}; empty for Amazon's own.",
        pattern=r"^(https?://[^\s/@]+)?$",
    )
    s3_region: str = setting("us-east-1", "the name of a region", "The bucket's region.", pattern=r"^\S+$")
    s3_key: SecretStr = setting(
        SecretStr(""),
        "the id of an access key",
        "The id of an access key that may list, read, write and delete there; without one, what the"
        " machine has is used.",
    )
    s3_secret: SecretStr = setting(SecretStr(""), "the secret of that key", "The secret of that key.")


class Retention(Section):
    """Days for which things are kept that nobody needs any more."""

    handled_days: int = whole_number(
        2,
        "How many days the number of a handled message is remembered, so that it is not handled twice: {right}.",
        most=365,
    )
    report_days: int = whole_number(
        365,
        "How many days the report of a broadcast tells how it went for each recipient: {right}.",
        zero="for ever",
    )


class Limits(Section):
    """Limits of what one person may send and propose, so that nobody fills the disk or the directory."""

    photos_per_day: int = whole_number(
        20, "How many photos and files one person may send in a day: {right}.", zero="for no limit"
    )
    open_proposals: int = whole_number(
        5,
        "How many pesantren one person may have proposed that are not approved yet: {right}.",
        zero="for no limit",
    )


class Backup(Section):
    """The key that backups are sealed with."""

    key: SecretStr = setting(
        SecretStr(""),
        "a secret text of at least 32 characters",
        "What backups are sealed with, so that nobody can forge one: {right}; without one, `santribot backup` makes the"
        " file backup.key beside the settings. Keep either where the token is kept.",
    )

    @field_validator("key")
    @classmethod
    def _long_enough(cls, key: SecretStr) -> SecretStr:
        if key.get_secret_value() and len(key.get_secret_value()) < MIN_KEY:
            raise ValueError("too short")
        return key
