"""The error of all parsers."""

from __future__ import annotations

from bot.dialog.parsing.text import clean
from bot.i18n.messages import TextLike, Translatable, _

MAX_ECHO = 40
"""Characters of the typed text that are shown in an error."""


class ParseError(ValueError):
    """The text has no valid value. `words` is one kind sentence that tells the person what a right answer would be."""

    def __init__(self, words: TextLike) -> None:
        super().__init__("what was typed is unclear")
        self.words = words


def echo(text: str) -> str:
    """Return the typed text, shortened so that it fits into a sentence."""
    line = clean(text)
    return line if len(line) <= MAX_ECHO else line[: MAX_ECHO - 1].rstrip() + "…"


def not_understood(text: str, advice: Translatable) -> ParseError:
    """Return the error for a text without a meaning; `advice` says how to write it, with an example."""
    typed = echo(text)
    return ParseError(
        _('Saya belum paham "{text}". {advice}', text=typed, advice=advice) if typed else advice
    )
