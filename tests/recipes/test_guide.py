"""The four recipes are there, and each is at most a page."""

from __future__ import annotations

import re

import pytest

from tests.recipes.tree import GUIDE, recipe

TITLES = ("a command", "a channel", "a field type", "a language")
MAX_LINES = 185
"""Of a section, code and blank lines included."""


def test_there_are_four() -> None:
    found = re.findall(r"^## Recipe: (.*)", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(found) == len(TITLES)


@pytest.mark.parametrize("title", TITLES)
def test_each_is_at_most_a_page_and_has_a_test_of_its_own(title: str) -> None:
    section = recipe(title)
    assert len(section.text.splitlines()) <= MAX_LINES
    assert any(path.startswith("tests/") and "/test_" in path for path in section.files)
    assert any("pytest" in command for command in section.commands)
