"""Telegram's HTML: parsed into text and entities, with Telegram's own complaints where it is wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tests.channels.telegram.standin.errors import Json, wrong

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
    "span": "spoiler",
    "a": "text_link",
    "pre": "pre",
    "code": "code",
    "blockquote": "blockquote",
}
TOKEN = re.compile(r"<(?P<end>/?)(?P<name>[^\s<>]*)(?P<attributes>[^<>]*)>|&(?P<escape>#?\w+);|<|[^<&]+|&")
ATTRIBUTE = re.compile(r"""\s+([a-z-]+)(?:=("[^"]*"|'[^']*'|\S+))?""")
ESCAPES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
COMMAND = re.compile(r"(?<!\S)/[a-z0-9_]{1,32}(?:@\w+)?", re.IGNORECASE)


def units(text: str) -> int:
    """Telegram counts UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def parse(text: str, mode: str) -> tuple[str, list[Json]]:
    """What is seen, and the entities in it. Raises `ApiError`."""
    if not mode:
        return text.strip(), []
    if mode.upper() != "HTML":
        raise wrong("unsupported parse_mode")
    reader = _Reader()
    for match in TOKEN.finditer(text):
        reader.take(match, len(text[: match.start()].encode()))
    return reader.finished()


def commands(text: str) -> list[Json]:
    """The entities that Telegram finds by itself in what people type: commands."""
    return [
        {"type": "bot_command", "offset": units(text[: match.start()]), "length": units(match.group())}
        for match in COMMAND.finditer(text)
    ]


@dataclass
class _Reader:
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    opened: list[tuple[str, int, Json]] = field(default_factory=list)

    def take(self, match: re.Match[str], at: int) -> None:
        token = match.group()
        if match["escape"]:
            self.text += _unescaped(match["escape"])
        elif token == "<":
            raise _bad(f"Unclosed start tag at byte offset {at}")
        elif match["name"] is None:
            self.text += token
        elif match["end"]:
            self._close(match["name"].lower(), at)
        else:
            self._open(match["name"].lower(), match["attributes"], at)

    def _open(self, name: str, attributes: str, at: int) -> None:
        if name not in KINDS:
            raise _bad(f'Unsupported start tag "{name}" at byte offset {at}')
        values = {key: value.strip("\"'") for key, value in ATTRIBUTE.findall(attributes)}
        if name == "span" and values.get("class") != "tg-spoiler":
            raise _bad(f'Tag "span" must have class "tg-spoiler" at byte offset {at}')
        extra = {"url": values.get("href", "")} if name == "a" else {}
        self.opened.append((name, units(self.text), extra))

    def _close(self, name: str, at: int) -> None:
        if not self.opened:
            raise _bad(f"Unexpected end tag at byte offset {at}")
        expected, start, extra = self.opened.pop()
        if name not in ("", expected):
            raise _bad(f'Unmatched end tag at byte offset {at}, expected "</{expected}>", found "</{name}>"')
        if (length := units(self.text) - start) > 0:
            entity = {"type": KINDS[expected], "offset": start, "length": length, **extra}
            self.entities.append(entity)

    def finished(self) -> tuple[str, list[Json]]:
        """Spaces and empty lines around the text are lost, as on Telegram."""
        if self.opened:
            raise _bad(f'Can\'t find end tag corresponding to start tag "{self.opened[-1][0]}"')
        lost = units(self.text) - units(self.text.lstrip())
        text = self.text.strip()
        for entity in self.entities:
            start, end = entity["offset"] - lost, entity["offset"] + entity["length"] - lost
            entity["offset"] = max(0, start)
            entity["length"] = min(end, units(text)) - entity["offset"]
        kept = [entity for entity in self.entities if entity["length"] > 0]
        return text, sorted(kept, key=lambda entity: (entity["offset"], -entity["length"]))


def _unescaped(name: str) -> str:
    if name.startswith("#x"):
        return chr(int(name[2:], 16))
    if name.startswith("#"):
        return chr(int(name[1:]))
    return ESCAPES.get(name, f"&{name};")


def _bad(words: str) -> Exception:
    return wrong(f"can't parse entities: {words}")
