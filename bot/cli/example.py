"""`python -m bot.cli.example`: writes `config.example.toml` anew. For developers, after a setting has changed."""

from __future__ import annotations

from pathlib import Path

FILE = Path("config.example.toml")


def text() -> str:
    """The file as it has to be."""
    from bot.channels.registry import settings_class
    from bot.settings.example import render

    return render(settings_class())


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
