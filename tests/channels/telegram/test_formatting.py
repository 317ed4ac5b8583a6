"""Formatted text, in both directions."""

from __future__ import annotations

from html import escape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.formatting import Entity, split, to_html, visible_length
from tests.channels.telegram.standin import markup

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), max_size=80)
TAGS = st.sampled_from(["b", "i", "u", "s", "code", "blockquote"])


@st.composite
def formatted(draw: st.DrawFn, depth: int = 2) -> str:
    """HTML as `bot.i18n.messages` makes it."""
    parts = [escape(draw(TEXTS), quote=False)]
    for _ in range(draw(st.integers(0, 3)) if depth else 0):
        tag = draw(TAGS)
        parts += [f"<{tag}>{draw(formatted(depth - 1))}</{tag}>", escape(draw(TEXTS), quote=False)]
    return "".join(parts)


def entity(kind: str, offset: int, length: int, **more: Any) -> Entity:
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("text", "entities", "html"),
    [
        ("murah sekali", [entity("bold", 0, 5)], "<b>murah</b> sekali"),
        ("a & b", [entity("italic", 2, 1)], "a <i>&amp;</i> b"),
        ("😀 baru", [entity("bold", 3, 4)], "😀 <b>baru</b>"),
        ("abc", [entity("bold", 0, 3), entity("italic", 1, 1)], "<b>a<i>b</i>c</b>"),
        ("abc", [entity("italic", 0, 3), entity("bold", 0, 3)], "<i><b>abc</b></i>"),
        ("abcd", [entity("bold", 0, 3), entity("italic", 2, 2)], "<b>ab<i>c</i></b>d"),
        (
            "toko",
            [entity("text_link", 0, 4, url='https://t.co/?a="b')],
            '<a href="https://t.co/?a=&quot;b">toko</a>',
        ),
        ("kode", [entity("pre", 0, 4, language="python")], "<pre>kode</pre>"),
        ("kutip", [entity("expandable_blockquote", 0, 5)], "<blockquote>kutip</blockquote>"),
        ("ab", [entity("underline", 0, 1), entity("strikethrough", 1, 1)], "<u>a</u><s>b</s>"),
    ],
)
def test_formatting_becomes_tags(text: str, entities: list[Entity], html: str) -> None:
    assert to_html(text, entities) == html


@pytest.mark.parametrize(
    "plain",
    [
        entity("spoiler", 0, 4),
        entity("custom_emoji", 0, 4, custom_emoji_id="1"),
        entity("mention", 0, 4),
        entity("url", 0, 4),
        entity("text_link", 0, 4, url="javascript:alert(1)"),
    ],
    ids=lambda plain: plain["type"],
)
def test_what_other_messengers_do_not_have_is_plain_text(plain: Entity) -> None:
    assert to_html("<x> ", [plain]) == ""
    assert to_html("<x> ", [plain, entity("bold", 0, 3)]) == "<b>&lt;x&gt;</b> "


@given(formatted())
def test_formatting_survives_the_way_in(html: str) -> None:
    text, entities = markup.parse(html, "HTML")
    back = to_html(text, entities)
    assert markup.parse(back or escape(text, quote=False), "HTML")[0] == text


@given(formatted())
def test_the_visible_length_is_what_telegram_counts(html: str) -> None:
    """But for the spaces around a text, which Telegram drops."""
    assert visible_length(f"|{html}|") == markup.units(markup.parse(f"|{html}|", "HTML")[0])


@given(formatted(), st.integers(5, 60))
def test_every_piece_fits_and_nothing_is_lost(html: str, limit: int) -> None:
    pieces = [markup.parse(piece, "HTML")[0] for piece in split(html, limit)]
    assert all(markup.units(piece) <= limit for piece in pieces)
    whole = markup.parse(html, "HTML")[0]
    assert "".join("".join(pieces).split()) == "".join(whole.split())


def test_a_long_text_is_cut_at_line_ends() -> None:
    assert split("satu dua\ntiga\nempat lima", 14) == ["satu dua\ntiga", "empat lima"]


def test_a_long_line_is_cut_between_words() -> None:
    assert split("satu dua tiga", 9) == ["satu dua", "tiga"]


def test_a_word_longer_than_all_is_cut_anywhere_but_in_an_escape() -> None:
    assert split("aaa&amp;bbb", 4) == ["aaa&amp;", "bbb"]


def test_formatting_goes_on_in_the_next_piece() -> None:
    html = '<b>satu <a href="https://x.id/">dua\ntiga</a></b> empat'
    assert split(html, 10) == [
        '<b>satu <a href="https://x.id/">dua</a></b>',
        '<b><a href="https://x.id/">tiga</a></b> empat',
    ]
