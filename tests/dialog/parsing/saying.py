"""What a person types into a parser, and the sentence that comes back."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import strategies as st

from bot.dialog.parsing.errors import ParseError
from bot.i18n.messages import render

_NEARLY_RIGHT = """
15 1 9 09 2027 24 12 31 00 . , - / : ; @ ' % rp idr rb jt juta m ribu an per se ya tidak
jam pukul setengah besok lusa senin minggu depan ini hari maret feb pagi malam wib
nib pirt halal bpom md merek sni belum ada dan +62 0812 345 6789
https:// .com ig geo: -7.25 112.75 !3d !4d
"""
_FRAGMENTS = re.findall(r"\S+", _NEARLY_RIGHT)

anything = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=60),
    st.lists(st.sampled_from([*_FRAGMENTS, " ", " ", "\n"]), max_size=14).map("".join),
    st.lists(st.sampled_from(_FRAGMENTS), max_size=10).map(" ".join),
)
"""Any text at all, and text that is nearly right."""


def sentence(read: Callable[[str], object], text: str) -> str:
    """What the person is told who typed `text`."""
    with pytest.raises(ParseError) as caught:
        read(text)
    return str(render(caught.value.words, "id").unescape())


def reads_or_explains(read: Callable[[str], object], text: str) -> None:
    """`text` is understood, or answered by a sentence that can be sent; nothing else is raised."""
    with suppress(ParseError):
        read(text)
        return
    assert sentence(read, text).encode()
