"""Settings: `config.toml`, each key overridable by a variable `SANTRIBOT_<SECTION>__<KEY>`.

Whatever is wrong stops the start with one line that names the key and says what would be right. A value is
never repeated in such a line, since it may be a secret. `config.example.toml` tells what each key means.
"""

from __future__ import annotations

import stat
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.settings.errors import DELIMITER, PREFIX, SettingsError, explain, unknown_variables, variable
from bot.settings.schema import (
    Bot,
    Broadcasts,
    Database,
    Logs,
    Media,
    Page,
    Retention,
    Section,
    Targets,
    Telegram,
    Web,
)


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
    web: Web = Web()
    logs: Logs = Logs()
    media: Media = Media()
    retention: Retention = Retention()

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
    problems += [f"{key} is missing in {path}: it must be {right}" for key, right in _missing(settings)]
    if problems:
        raise SettingsError(problems)
    return settings


def _missing(settings: Settings) -> Iterator[tuple[str, str]]:
    """Keys that are needed because of what others say, and what would be right."""
    telegram, known = settings.telegram, keys()
    if not (telegram.enabled or settings.page.enabled):
        yield "telegram.token", str(known["telegram.token"].description)
    if telegram.enabled and telegram.mode == "webhook":
        if not telegram.webhook_url:
            yield "telegram.webhook_url", str(known["telegram.webhook_url"].description)
        if not settings.web.port:
            yield "web.port", "the port where webhooks arrive, from 1 to 65535"


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
