"""Settings: `config.toml`, each key overridable by a variable `SANTRIBOT_<SECTION>__<KEY>`.

Whatever is wrong stops the start with one line that names the key and says what would be right. A value is
never repeated in such a line, since it may be a secret. `config.example.toml` tells what each key means. Channels have
sections of their own, which `bot/channels/registry.py` adds.
"""

from __future__ import annotations

import stat
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError, create_model
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.settings.errors import DELIMITER, PREFIX, SettingsError, explain, unknown_variables, variable
from bot.settings.schema import (
    Backup,
    Bot,
    Broadcasts,
    Database,
    Limits,
    Logs,
    Media,
    RateLimit,
    Retention,
    Section,
    Targets,
    Web,
)

S = TypeVar("S", bound=Section)


class Settings(BaseSettings):
    """The settings of a run. `load` makes them; nothing else reads the environment or a file."""

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
    broadcasts: Broadcasts = Broadcasts()
    rate_limit: RateLimit = RateLimit()
    web: Web = Web()
    logs: Logs = Logs()
    media: Media = Media()
    retention: Retention = Retention()
    limits: Limits = Limits()
    backup: Backup = Backup()

    @classmethod
    def with_sections(cls, kinds: Iterable[type[Section]]) -> type[Settings]:
        """The same settings with a section of each kind more, under its `section_name`."""
        more: dict[str, Any] = {kind.section_name: (kind, kind()) for kind in kinds}
        return create_model(cls.__name__, __base__=cls, __doc__=cls.__doc__, **more)

    def section(self, kind: type[S]) -> S:
        """The section of this kind; its defaults where these settings were made without it."""
        found: S = getattr(self, kind.section_name, None) or kind()
        return found

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


Missing = Callable[[Settings], Iterable[tuple[str, str]]]
"""Keys that are needed because of what others say, each with what it must be; an empty text stands for the key's own
description.
"""


def sections(kind: type[Settings]) -> dict[str, type[Section]]:
    """Every section by its name."""
    fields = kind.model_fields.items()
    return {name: type(field.default) for name, field in fields if isinstance(field.default, Section)}


def keys(kind: type[Settings]) -> dict[str, FieldInfo]:
    """Every setting by its name, "section.key"."""
    return {
        f"{name}.{key}": field
        for name, section in sections(kind).items()
        for key, field in section.model_fields.items()
    }


def load(
    path: Path, environ: Mapping[str, str], kind: type[Settings] = Settings, missing: Missing = lambda _: ()
) -> Settings:
    """The settings in the file at `path`, overridden by those in `environ`. Raises `SettingsError`."""
    known = keys(kind)
    values = _merged(_read(path), _variables(kind, known, environ))
    problems = unknown_variables(environ, known)
    try:
        settings = kind(**values)
    except ValidationError as error:
        raise SettingsError(problems + explain(error, known, path, environ)) from None
    problems += _missing_lines(missing(settings), known, path)
    if problems:
        raise SettingsError(problems)
    return settings


def _missing_lines(
    missing: Iterable[tuple[str, str]], known: Mapping[str, FieldInfo], path: Path
) -> Sequence[str]:
    return [
        f"{key} is missing in {path}: it must be {right or known[key].description}" for key, right in missing
    ]


def readable_by_others(path: Path) -> bool:
    """Check whether somebody else on this machine can read the file, and the secrets in it."""
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


def _variables(kind: type[Settings], known: Iterable[str], environ: Mapping[str, str]) -> dict[str, Any]:
    source = EnvSettingsSource(kind)
    source.env_vars = {
        variable(key).lower(): environ[variable(key)] for key in known if variable(key) in environ
    }
    return source()


def _merged(file: dict[str, Any], environ: dict[str, Any]) -> dict[str, Any]:
    """Both, the environment winning key by key; a section that is no table stays as it is, to be refused."""
    merged = dict(file)
    for section, values in environ.items():
        inner = merged.get(section, {})
        merged[section] = {**inner, **values} if isinstance(inner, dict) else inner
    return merged
