"""`config.example.toml`, made from the settings: every key with its explanation and its default."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from bot.settings.fields import explanation
from bot.settings.loader import Settings, sections
from bot.settings.schema import Section

MAX_WIDTH = 118
CHANNELS_AFTER = "database"
"""Channels' sections follow this one: their accounts are what people come to set."""

HEAD = """\
The settings of santribot. Copy this file to config.toml, or let `santribot init` write one.

What is left out has the value that is shown here. Every key can also be given as an environment variable, which wins: \
[bot] name is SANTRIBOT_BOT__NAME; a list has commas between its items. Keep config.toml readable by its \
owner only (chmod 600), since it has secrets in it, such as a bot's token.
"""


def render(kind: type[Settings]) -> str:
    """The whole file for settings of this kind."""
    parts = [
        "\n".join(_comment(HEAD)),
        *(_section(name, one) for name, one in _ordered(sections(kind)).items()),
    ]
    return "\n\n".join(parts) + "\n"


def _ordered(found: Mapping[str, type[Section]]) -> Mapping[str, type[Section]]:
    """The sections as they stand in the file."""
    own = [name for name in found if name in Settings.model_fields]
    cut = own.index(CHANNELS_AFTER) + 1
    channels = [name for name in found if name not in own]
    return {name: found[name] for name in (*own[:cut], *channels, *own[cut:])}


def _section(name: str, section: type[Section]) -> str:
    lines = [line for key, field in section.model_fields.items() for line in _key(key, field)]
    return "\n".join([f"[{name}]", *lines])


def _key(key: str, field: FieldInfo) -> Iterator[str]:
    yield from _comment(explanation(field))
    yield f"{key} = {_toml(field)}"


def _comment(text: str) -> Iterator[str]:
    for paragraph in text.strip().split("\n"):
        yield from textwrap.wrap(paragraph, MAX_WIDTH, initial_indent="# ", subsequent_indent="# ") or ["#"]


def _toml(field: FieldInfo) -> str:
    """The default as TOML has it; of texts, numbers and lists, JSON's way of writing is the same."""
    value = field.default
    if field.annotation is float:
        value = float(value)
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
    return json.dumps(str(value) if isinstance(value, Path) else value, ensure_ascii=False)
