"""Settings: `config.toml`, each key overridable by a variable `SANTRIBOT_<SECTION>__<KEY>`.

Whatever is wrong stops the start with one line that names the key and says what would be right. A value is
never repeated in such a line, since it may be a secret. `config.example.toml` tells what each key means.
"""

from __future__ import annotations

import re
import stat
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.settings_errors import DELIMITER, PREFIX, SettingsError, explain, unknown_variables, variable
from bot.words import LANGUAGES

STRICT = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, allow_inf_nan=False)
TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
LOOPBACK = ("127.0.0.1", "::1", "localhost")


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

    @property
    def enabled(self) -> bool:
        return bool(self.token.get_secret_value())


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


class Settings(BaseSettings):
    """All settings. Made by `load`; nothing is read from anywhere behind the caller's back."""

    model_config = SettingsConfigDict(
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
        env_prefix=PREFIX,
        env_nested_delimiter=DELIMITER,
    )

    bot: Bot = Bot()
    targets: Targets = Targets()
    database: Database = Database()
    telegram: Telegram = Telegram()
    broadcasts: Broadcasts = Broadcasts()
    page: Page = Page()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


def keys() -> dict[str, FieldInfo]:
    """Every setting by its name, "section.key"."""
    return {
        f"{section}.{key}": field
        for section, kind in Settings.model_fields.items()
        if isinstance(kind.default, Section)
        for key, field in type(kind.default).model_fields.items()
    }


def load(path: Path, environ: Mapping[str, str]) -> Settings:
    """The settings in the file at `path`, overridden by those in `environ`. Raises `SettingsError`."""
    known = keys()
    values = _merged(_read(path), _variables(environ))
    problems = unknown_variables(environ, known)
    try:
        settings = Settings(**values)
    except ValidationError as error:
        raise SettingsError(problems + explain(error, known, path, environ)) from None
    if not (settings.telegram.enabled or settings.page.enabled):
        problems.append(
            f"telegram.token is missing in {path}: it must be {known['telegram.token'].description}"
        )
    if problems:
        raise SettingsError(problems)
    return settings


def readable_by_others(path: Path) -> bool:
    """Somebody else on this machine can read the file, and the token in it."""
    mode = path.stat().st_mode
    return stat.S_ISREG(mode) and bool(mode & (stat.S_IRGRP | stat.S_IROTH))


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        problem = f"{path} does not exist: make it with `santribot init`, or copy config.example.toml"
        raise SettingsError([problem]) from None
    except OSError as error:
        raise SettingsError([f"{path} cannot be read: {error.strerror}"]) from None
    except UnicodeDecodeError:
        raise SettingsError([f"{path} must be text in UTF-8"]) from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError([f"{path} is not valid TOML: {error}"]) from None


def _variables(environ: Mapping[str, str]) -> dict[str, Any]:
    source = EnvSettingsSource(Settings)
    source.env_vars = {
        variable(key).lower(): environ[variable(key)] for key in keys() if variable(key) in environ
    }
    return source()


def _merged(file: dict[str, Any], environ: dict[str, Any]) -> dict[str, Any]:
    """Both, the environment winning key by key; a section that is no table stays as it is, to be refused."""
    merged = dict(file)
    for section, values in environ.items():
        inner = merged.get(section, {})
        merged[section] = {**inner, **values} if isinstance(inner, dict) else inner
    return merged
