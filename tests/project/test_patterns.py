"""No text that anybody types holds up the bot: every pattern takes time in proportion to the text's length."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.support.hostile import Found, inline, modules, patterns, slowdown, texts

FLOOR_SECONDS = 0.008
"""Less than this is no slowness, on whatever machine. With a step for each pair of 4,096 characters it is far more."""

READ_SECONDS = 20
"""A program that reads one text is done by then, also on a busy machine."""

PATTERNS = patterns()


@pytest.mark.parametrize("found", PATTERNS, ids=[found.name for found in PATTERNS])
def test_twice_the_text_takes_about_twice_the_time(found: Found) -> None:
    for text in texts(found.pattern):
        for method in found.methods:
            size = slowdown(found.pattern, method, text, FLOOR_SECONDS)
            assert size is None, f"{method} of {text(24)!r}... at {size} characters"


def test_the_patterns_are_found() -> None:
    names = {found.name for found in PATTERNS}
    assert {
        "handlers.products.permits._BETWEEN",
        "bot.dialog.parsing.money._UNIT",
        "models.fuzzy_match._DOUBLE",
    } <= names
    assert len(names) > 60


def test_every_pattern_is_a_constant_of_its_module() -> None:
    assert {module.__name__: lines for module in modules() if (lines := inline(module))} == {}


@pytest.mark.parametrize(
    "slow", [r"(?:no|n?o\b|[\s:])*,", r"(?:a+)+,", r"(\d+),(\d+)", r"[a-z\d]*\d[a-z\d]*-"]
)
def test_a_pattern_that_is_slow_is_found_out(slow: str) -> None:
    pattern = re.compile(slow)
    assert any(slowdown(pattern, "search", text, FLOOR_SECONDS) for text in texts(pattern))


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        ("handlers.products.permits", "no " * 40 + "x"),
        ("handlers.products.permits", "no " * 160 + "1"),
        ("handlers.products.permits", "1." * 240 + "!"),
        ("bot.dialog.parsing.money", "1 " * 2000),
        ("bot.dialog.parsing.place", "-7.1" + " " * 4000),
    ],
)
def test_a_text_that_would_hold_up_the_bot_is_read(reader: str, text: str) -> None:
    """In a program of its own, which can be ended: a pattern lets nobody else have a turn."""
    program = "\n".join(
        (
            "import sys",
            "from bot.dialog.parsing.errors import ParseError",
            f"from {reader} import parse",
            "try: parse(sys.argv[1])",
            "except ParseError: pass",
        )
    )
    subprocess.run([sys.executable, "-c", program, text], check=True, timeout=READ_SECONDS)
