"""Translatable texts of the bot.

`_("Halo, {name}!", name=person.name)` is a `Message`: the Indonesian source text and its values.
`render(words, language)` makes text of it: it looks up the translation, writes the values as that language does, and
escapes all that people typed. The result is HTML with the few tags that messengers know (b, i, u, s, code, pre, a,
blockquote).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from gettext import c2py
from importlib.resources import files
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from markupsafe import Markup, escape

MARKS = re.compile("[<&]")

SOURCE = "id"
LANGUAGES = {"id": "Bahasa Indonesia", "en": "English", "jv": "Basa Jawa"}


class Translatable:
    """A text that exists in each language of `LANGUAGES`."""

    def html(self, language: str) -> str:
        """Return safe HTML: all but the bot's own text is escaped."""
        raise NotImplementedError

    def __add__(self, other: Translatable | str) -> Translatable:
        return Joined(("", self, other))


TextLike = Translatable | str
"""Text for a person: a text of the bot, safe `Markup`, or somebody's plain text, which is escaped."""


class Message(Translatable):
    """A sentence of the bot: its Indonesian text is the key of its translations."""

    __slots__ = ("count", "source", "values")

    def __init__(self, source: str, values: dict[str, Any], count: int | None = None) -> None:
        self.source, self.values, self.count = source, values, count

    def html(self, language: str) -> str:
        template = translate(self.source, language, self.count)
        if not self.values:
            return template
        return template.format(**{key: to_html(value, language) for key, value in self.values.items()})

    def __repr__(self) -> str:
        return f"_({self.source!r})"


class Joined(Translatable):
    """Several texts as one, with a separator between those that are not empty."""

    __slots__ = ("items",)

    def __init__(self, separator_and_items: tuple[TextLike, ...]) -> None:
        self.items = separator_and_items

    def html(self, language: str) -> str:
        separator, *items = self.items
        return str.join(
            to_html(separator, language), filter(None, [to_html(item, language) for item in items])
        )


class Localized(Translatable):
    """A value that each language writes in its own way: `Localized(lambda language: ...)`."""

    __slots__ = ("write",)

    def __init__(self, write: Callable[[str], str]) -> None:
        self.write = write

    def html(self, language: str) -> str:
        return escape(self.write(language))


def _(source: str, /, **values: Any) -> Message:
    """Mark `source` for translation; `{name}` in it is replaced by the value of that name."""
    return Message(source, values)


def _n(source: str, _plural: str, count: int, /, **values: Any) -> Message:
    """Mark a text with a count for translation. Indonesian has no plural, so both sources are the same text."""
    return Message(source, {"n": count, **values}, count)


def lines(*items: TextLike | None) -> Translatable:
    """Join the items that are not empty, one a line."""
    return Joined(("\n", *(item for item in items if item)))


def paragraphs(*items: TextLike | None) -> Translatable:
    """Join the items that are not empty, with an empty line between them."""
    return Joined(("\n\n", *(item for item in items if item)))


def join(items: Iterable[TextLike], separator: str = ", ") -> Translatable:
    """Join the items that are not empty."""
    return Joined((separator, *items))


def render(value: object, language: str) -> Markup:
    """Return `value` as safe `Markup` in `language`. Whole numbers get separators: 1204 is 1.204 in Indonesian."""
    return Markup(to_html(value, language))  # noqa: S704 - `to_html` escapes


def to_html(value: object, language: str) -> str:
    """Return `value` as safe HTML in `language`, as a plain string."""
    if isinstance(value, Translatable):
        return value.html(language)
    if isinstance(value, int) and not isinstance(value, bool):
        return group_digits(value, language)
    return escape(value)


def to_plain_text(value: TextLike, language: str) -> str:
    """Return `value` without tags and escapes, for example for a button."""
    text = to_html(value, language)
    return Markup(text).striptags() if MARKS.search(text) else " ".join(text.split())  # noqa: S704 - as in `render`


def group_digits(number: int, language: str) -> str:
    """Format a whole number: 1204 → "1.204" (id, jv), "1,204" (en)."""
    text = f"{number:,}"
    return text if language == "en" else text.replace(",", ".")


def translate(source: str, language: str, count: int | None = None) -> str:
    """Return the translation of `source`, or `source` itself where the catalogue has none."""
    if language == SOURCE:
        return source
    message = catalogue(language).get(source)
    if message is None or not message.string:
        return source
    if isinstance(message.string, str):
        return message.string
    return message.string[plural_rule(language)(1 if count is None else count)] or source


@cache
def catalogue(language: str) -> Catalog:
    """Read the catalogue of one language from `bot/locale`. Cached."""
    path = files("bot") / "locale" / language / "LC_MESSAGES" / "santribot.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


@cache
def plural_rule(language: str) -> Callable[[int], int]:
    """Return the function that maps a count to the index of its plural form. Cached."""
    return c2py(catalogue(language).plural_expr)
