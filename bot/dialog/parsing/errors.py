"""What was typed is not what was asked for."""

from __future__ import annotations

from bot.dialog.parsing.text import clean
from bot.i18n.messages import TextLike, Translatable, _

ECHOED = 40
"""So many characters of what was typed are shown again."""


class ParseError(ValueError):
    """`words` is one kind sentence that says what would be right."""

    def __init__(self, words: TextLike) -> None:
        super().__init__("what was typed is unclear")
        self.words = words


def echo(text: str) -> str:
    """What was typed, short enough to stand within a sentence."""
    line = clean(text)
    return line if len(line) <= ECHOED else line[: ECHOED - 1].rstrip() + "…"


def not_understood(text: str, advice: Translatable) -> ParseError:
    """The answer to something that makes no sense; `advice` says how to write it, with an example."""
    typed = echo(text)
    return ParseError(
        _('Saya belum paham "{text}". {advice}', text=typed, advice=advice) if typed else advice
    )
