"""The channels of the program: every package in `bot/channels` that has a `plugin.py`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from bot import channels
from bot.channels.plugin import ChannelPlugin

if TYPE_CHECKING:
    from bot.channels.base import Channel
    from bot.channels.plugin import ChannelContext
    from bot.settings.loader import Settings
    from bot.settings.schema import Section


@cache
def plugins() -> Sequence[ChannelPlugin]:
    """One for each channel, in the order of their folders' names."""
    packages = [found.name for found in iter_modules(channels.__path__) if found.ispkg]
    return [import_module(f"{channels.__name__}.{name}.plugin").PLUGIN for name in packages]


def enabled(settings: Settings) -> Sequence[ChannelPlugin]:
    """The plugins that the settings turn on."""
    return [plugin for plugin in plugins() if plugin.is_enabled(settings)]


def create_channels(context: ChannelContext) -> Mapping[str, Channel]:
    """The channels to run, by name."""
    made = [plugin.create(context) for plugin in enabled(context.settings)]
    return {channel.name: channel for channel in made if channel is not None}


def sections() -> Sequence[type[Section]]:
    """The sections of the settings that belong to channels."""
    return [plugin.section() for plugin in plugins()]


@cache
def settings_class() -> type[Settings]:
    """The settings with the sections of all channels."""
    from bot.settings.loader import Settings

    return Settings.with_sections(sections())


def load_settings(path: Path, environ: Mapping[str, str]) -> Settings:
    """The settings in the file at `path`, overridden by those in `environ`. Raises `SettingsError`."""
    from bot.settings.loader import load

    return load(path, environ, settings_class(), _missing)


def _missing(settings: Settings) -> Iterator[tuple[str, str]]:
    """Keys that are needed because of what others say, each with what it must be (empty: its own description)."""
    on = enabled(settings)
    if not on:
        yield plugins()[0].switch(), ""
    for plugin in on:
        yield from plugin.missing(settings).items()
