"""Formatted text: Telegram's entities as the HTML of `bot.i18n.messages`, how long it looks, and how to cut it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape, unescape
from typing import Any
from unicodedata import category

from telegram import MessageEntity

TAGS = {
    MessageEntity.BOLD: "b",
    MessageEntity.ITALIC: "i",
    MessageEntity.UNDERLINE: "u",
    MessageEntity.STRIKETHROUGH: "s",
    MessageEntity.CODE: "code",
    MessageEntity.PRE: "pre",
    MessageEntity.BLOCKQUOTE: "blockquote",
    MessageEntity.EXPANDABLE_BLOCKQUOTE: "blockquote",
}
"""Entities that stay. A spoiler, a custom emoji, a mention keep their text alone."""

Entity = Mapping[str, Any]
"""An entity in JSON: `type`, `offset`, `length`, for a link `url`."""

LINKS = ("https://", "http://", "tg://", "mailto:")
ATOM = re.compile(r"<[^>]*>|&#?\w+;|\n|[^\S\n]|.")
MAX_TAGS = 190
"""Opening and closing tags in one message: of 100 entities all count, and those that are open at a cut come again."""
BLANKS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and signs that look like nothing."""
ENTITY_OR_TAG = re.compile(r"[<&]")
TAG = re.compile(r"<[^>]*>")


def to_html(text: str, entities: Sequence[Entity]) -> str:
    """`text` with its formatting as HTML, everything else escaped; empty where nothing is formatted.

    Offsets of entities count UTF-16 units. Where one begins inside another and ends outside, it is cut there.
    """
    spans = _nested(entities)
    if not spans:
        return ""
    units = text.encode("utf-16-le")
    html, at = "", 0
    for position, _, _, _, tag in sorted(_edges(spans)):
        html += _escaped(units, at, position) + tag
        at = position
    return html + _escaped(units, at, len(units) // 2)


def _nested(entities: Sequence[Entity]) -> list[tuple[int, int, str]]:
    """Start, end and opening tag of what is kept, the outer before the inner."""
    kept = [
        (entity["offset"], entity["offset"] + entity["length"], tag)
        for entity in entities
        if (tag := _tag(entity))
    ]
    spans: list[tuple[int, int, str]] = []
    for start, end, tag in sorted(kept, key=lambda span: (span[0], -span[1])):
        around = [outer_end for _, outer_end, _ in spans if outer_end > start]
        spans.append((start, min(end, *around) if around else end, tag))
    return spans


def _edges(spans: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, int, int, str]]:
    """Every opening and closing tag after its place, sorting in the order in which they are written."""
    for index, (start, end, tag) in enumerate(spans):
        yield start, 1, -end, index, f"<{tag}>"
        yield end, 0, -start, -index, f"</{tag.split()[0]}>"


def _escaped(units: bytes, start: int, end: int) -> str:
    return escape(units[2 * start : 2 * end].decode("utf-16-le", "replace"), quote=False)


def _tag(entity: Entity) -> str:
    """The opening tag of `entity` without its brackets, or nothing where its formatting is not kept."""
    if entity["type"] == MessageEntity.TEXT_LINK:
        url = entity.get("url") or ""
        return f'a href="{escape(url)}"' if url.startswith(LINKS) else ""
    return TAGS.get(entity["type"], "")


def visible_length(html: str) -> int:
    """The number of UTF-16 units of `html` that are seen: without tags, an escape counting as its character."""
    text = unescape(TAG.sub("", html)) if ENTITY_OR_TAG.search(html) else html
    return units_of(text)


def units_of(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def is_blank(html: str) -> bool:
    """Return whether nothing of `html` is seen: Telegram takes spaces and characters without a width for no text."""
    text = TAG.sub("", html)
    if not text or text[0].isalnum():
        return not text
    return all(character.isspace() or _is_invisible(character) for character in unescape(text))


def _is_invisible(character: str) -> bool:
    return category(character) in ("Cf", "Cc", "Cn", "Co", "Cs") or character in BLANKS


def split(html: str, limit: int) -> list[str]:
    """`html` in pieces of at most `limit` visible UTF-16 units and `MAX_TAGS` tags, cut at line ends or else between
    words.

    Tags that are open at a cut are closed there and opened again in the next piece.
    """
    if visible_length(html) <= limit and html.count("<") <= MAX_TAGS:
        return [html]
    pieces: list[str] = []
    atoms = list(_atoms(html))
    opened: list[str] = []
    while atoms:
        cut = _cut(atoms, limit)
        piece = "".join(opened) + "".join(atom for atom, _ in atoms[:cut])
        opened = _still_open(opened, atoms[:cut])
        if TAG.sub("", piece).strip():
            pieces.append(piece.strip("\n ") + "".join(f"</{_name(tag)}>" for tag in reversed(opened)))
        atoms = atoms[cut:]
    return pieces


def _atoms(html: str) -> Iterator[tuple[str, int]]:
    """Tags, escapes and characters, each with the units that are seen of it."""
    for match in ATOM.finditer(html):
        atom = match.group()
        yield atom, 0 if atom[0] == "<" and len(atom) > 1 else units_of(unescape(atom))


def _cut(atoms: list[tuple[str, int]], limit: int) -> int:
    """The number of `atoms` that make the next piece: up to the last line end, or space, or unit that fits."""
    line = word = seen = tags = 0
    for index, (atom, units) in enumerate(atoms):
        seen += units
        tags += not units and atom.startswith("<")
        if seen > limit or tags > MAX_TAGS:
            return line or word or max(1, index)
        if atom == "\n":
            line = index + 1
        elif atom.isspace():
            word = index + 1
    return len(atoms)


def _still_open(opened: list[str], atoms: list[tuple[str, int]]) -> list[str]:
    tags = list(opened)
    for atom, units in atoms:
        if units or not atom.startswith("<"):
            continue
        if atom.startswith("</"):
            tags.pop()
        else:
            tags.append(atom)
    return tags


def _name(tag: str) -> str:
    return tag.strip("<>").split()[0]
