"""What was typed is not what was asked for."""

from __future__ import annotations

from bot.reading.text import clean
from bot.words import Speech, Words, _

ECHOED = 40
"""So many characters of what was typed are shown again."""


class Unclear(ValueError):
    """`words` is one kind sentence that says what would be right."""

    def __init__(self, words: Speech) -> None:
        super().__init__("what was typed is unclear")
        self.words = words


def echo(text: str) -> str:
    """What was typed, short enough to stand within a sentence."""
    line = clean(text)
    return line if len(line) <= ECHOED else line[: ECHOED - 1].rstrip() + "…"


def not_understood(text: str, advice: Words) -> Unclear:
    """The answer to something that makes no sense; `advice` says how to write it, with an example."""
    typed = echo(text)
    return Unclear(_('Saya belum paham "{text}". {advice}', text=typed, advice=advice) if typed else advice)
