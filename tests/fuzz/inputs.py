"""Hostile inputs by a seed: texts, data of buttons, and JSON, most of them made from what is right."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from tests.support.hostile import patterns, texts

MAX_TEXT = 4_096
"""Characters, of 16 bits each, that Telegram lets a message have."""

WORDS = (
    *(
        "/mulai",
        "/produk",
        "/bantuan",
        "/batal",
        "BERHENTI",
        "ya",
        "tidak",
        "Rp 15.000,50",
        "1,5 jt",
        "12.000-",
    ),
    *(
        "rb rb",
        "besok jam 9",
        "30 Februari 2027 25.61",
        "Senin depan lusa",
        "0812-3456-7890",
        "+62" + "9" * 40,
    ),
    *(
        "-7.25, 112.75",
        "https://maps.app.goo.gl/x?q=1,2",
        "@toko_kita",
        "wa.me/62812",
        "PIRT 2063578010021-27",
    ),
    *(
        "belum ada",
        "١٢٣",
        "①②",
        "½",
        "<b>",
        "</b><script>",
        "&amp;&#0;",
        "{0}{name}",
        "%s%n",
        "\\",
        "~ok",
        "~v",
    ),
    *(
        "';DROP TABLE people;--",
        "../../etc/passwd",
        "\u202e",
        "\u200b",
        "\ufdfa",
        "\x00",
        "\r",
        "\n\n\n",
        "\u2028",
    ),
    *("\ud7ff", "\U0001f1ee\U0001f1e9", "a\u0301" * 9, "\ufe0f", "\x1b[2J", "9" * 400, "1e400", "NaN", "-0"),
    *("0x1F", "1_000", "९", " ", "\t", "\u3000", "null", "[]", "{}", "true", "=1+1"),
)
VALUES: Sequence[Any] = (
    *(None, True, -1, 0, 2**31, 2**53, 2**63, -(2**63), 10**30, 1.5, 1e308),
    *("", "x", "\x00", "٣", [], {}, [[]], [None], {"id": {}}),
)
"""Values that stand in the place of others in JSON."""

BYTES = (b"", b"\x00", b"\xff\xfe", b'"', b"{" * 2_000, b"[" * 100_000, b"\\ud800", b"1e999")
"""Bytes that come into a body."""


class Inputs:
    """As many as are asked for, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self._slow: list[Callable[[int], str]] = [
            make for found in patterns() for make in islice(texts(found.pattern), 40)
        ]

    def text(self) -> str:
        """A text as it can be in a message: up to `MAX_TEXT` characters."""
        chance = self.chance
        if chance.random() < 0.1:
            return chance.choice(self._slow)(chance.choice((40, 200, 1_000, MAX_TEXT)))
        words = chance.choices(WORDS, k=chance.choice((1, 1, 2, 3, 5, 9)))
        made = chance.choice(("", " ", "\n", ", ")).join(words)
        if chance.random() < 0.3:
            made = self._disturbed(made)
        if chance.random() < 0.05:
            made *= MAX_TEXT // max(1, len(made))
        return made[:MAX_TEXT]

    def press(self, real: Sequence[str]) -> str:
        """Data of a button, after those that were really shown: another number, cut, or with something in it."""
        chance = self.chance
        data = chance.choice(real)
        match chance.randrange(6):
            case 0:
                data = re.sub(
                    r"\d+", lambda _number: str(chance.choice((0, -1, 7, 2**31, 2**63, 10**30))), data
                )
            case 1:
                data = data[: chance.randrange(len(data) + 1)]
            case 2:
                data = self._disturbed(data)
            case 3:
                data += chance.choice((":", ".", "~", " ")) + chance.choice(WORDS)
            case 4:
                data = chance.choice(WORDS) + ":" + chance.choice(WORDS)
        return data.encode()[:64].decode(errors="ignore")

    def json(self, right: Any) -> Any:
        """JSON like `right`, with something else in one to three places."""
        made = right
        for _change in range(self.chance.randint(1, 3)):
            places = list(_places(made))
            made = _changed(made, self.chance.choice(places), self.chance.choice((*VALUES, self.text())))
        return made

    def bytes(self, body: bytes) -> bytes:
        """A body like this one: cut, or with other bytes in one place."""
        place = self.chance.randrange(len(body) + 1)
        added = self.chance.choice(BYTES)
        rest = body[place + 1 :] if self.chance.random() < 0.7 else b""
        return body[:place] + added + rest

    def _disturbed(self, text: str) -> str:
        place = self.chance.randrange(len(text) + 1)
        character = chr(
            self.chance.choice((0, 9, 37, 0x7F, 0x85, 0xAD, 0x300, 0x660, 0x200F, 0xFEFF, 0x1F600))
        )
        return (
            text[:place]
            + character * self.chance.choice((1, 1, 3))
            + text[place + self.chance.randrange(2) :]
        )


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    entries = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, inner in entries:
        yield from _places(inner, (*path, key))


def _changed(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    made = dict(value) if isinstance(value, dict) else list(value)
    made[path[0]] = _changed(value[path[0]], path[1:], new)
    return made
