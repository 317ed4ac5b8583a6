"""What the bot says, before it is known in which language.

`_("Halo, {name}!", name=person.name)` is a `Message`: the Indonesian source text and what goes into it. Only
`render(words, language)` makes text of it: the translation is looked up, the values are written as that language
writes them, and whatever people typed is escaped. The result is HTML with the few tags that messengers know
(b, i, u, s, code, pre, a, blockquote).
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
    """Something that can be said in any language of `LANGUAGES`."""

    def html(self, language: str) -> str:
        """Safe HTML: what is not the bot's own is escaped."""
        raise NotImplementedError

    def __add__(self, other: Translatable | str) -> Translatable:
        return Joined(("", self, other))


TextLike = Translatable | str
"""What may be handed to a person: words of the bot, safe `Markup`, or somebody's plain text (escaped)."""


class Message(Translatable):
    """A sentence of the bot: its Indonesian text is the key of its translations."""

    __slots__ = ("count", "source", "values")

    def __init__(self, source: str, values: dict[str, Any], count: int | None = None) -> None:
        self.source, self.values, self.count = source, values, count

    def html(self, language: str) -> str:
        template = translate(self.source, language, self.count)
        if not self.values:
            return template
        return template.format(**{key: html(value, language) for key, value in self.values.items()})

    def __repr__(self) -> str:
        return f"_({self.source!r})"


class Joined(Translatable):
    """Several things said as one, with a separator between those that are not empty."""

    __slots__ = ("items",)

    def __init__(self, separator_and_items: tuple[TextLike, ...]) -> None:
        self.items = separator_and_items

    def html(self, language: str) -> str:
        separator, *items = self.items
        return str.join(html(separator, language), filter(None, [html(item, language) for item in items]))


class Localized(Translatable):
    """A value that each language writes in its own way: `Shown(lambda language: ...)`."""

    __slots__ = ("write",)

    def __init__(self, write: Callable[[str], str]) -> None:
        self.write = write

    def html(self, language: str) -> str:
        return escape(self.write(language))


def _(source: str, /, **values: Any) -> Message:
    """Mark `source` for translation; `{name}` in it is replaced by the value of that name."""
    return Message(source, values)


def _n(source: str, _plural: str, count: int, /, **values: Any) -> Message:
    """As `_`, for languages with a plural; Indonesian has none, so both sources are the same text."""
    return Message(source, {"n": count, **values}, count)


def lines(*items: TextLike | None) -> Translatable:
    """The items that are there, one below the other."""
    return Joined(("\n", *(item for item in items if item)))


def paragraphs(*items: TextLike | None) -> Translatable:
    """The items that are there, with an empty line between."""
    return Joined(("\n\n", *(item for item in items if item)))


def listed(items: Iterable[TextLike], separator: str = ", ") -> Translatable:
    return Joined((separator, *items))


def render(value: object, language: str) -> Markup:
    """`value` as escaped HTML in `language`. Whole numbers get their separators: 1204 is 1.204 in Indonesian."""
    return Markup(html(value, language))  # noqa: S704 - `html` escapes


def html(value: object, language: str) -> str:
    """As `render`, for those who only go on with the text."""
    if isinstance(value, Translatable):
        return value.html(language)
    if isinstance(value, int) and not isinstance(value, bool):
        return grouped(value, language)
    return escape(value)


def plain(value: TextLike, language: str) -> str:
    """`value` without tags and escapes, as a button has it."""
    text = html(value, language)
    return Markup(text).striptags() if MARKS.search(text) else " ".join(text.split())  # noqa: S704 - as in `render`


def grouped(number: int, language: str) -> str:
    """1204 → "1.204" (id, jv), "1,204" (en)."""
    text = f"{number:,}"
    return text if language == "en" else text.replace(",", ".")


def translate(source: str, language: str, count: int | None = None) -> str:
    """The translation of `source`, or `source` itself where the catalogue has none."""
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
    """The messages of one language, read once from `bot/locale`."""
    path = files("bot") / "locale" / language / "LC_MESSAGES" / "santribot.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


@cache
def plural_rule(language: str) -> Callable[[int], int]:
    return c2py(catalogue(language).plural_expr)
