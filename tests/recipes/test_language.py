"""The recipe for a language does what it says."""

from __future__ import annotations

from tests.recipes.tree import Tree, recipe

NOTICES = "every_language_of_the_bot or names_every_language or every_language_has_its_words"
"""Tests of the project that look at each language: the last of these is told to fail."""

RECIPE = recipe("a language")


def test_it_works_and_the_other_tests_notice_it(tree: Tree) -> None:
    tree.follow(RECIPE)
    tree.in_style(RECIPE)
    others = ("i18n/test_translations", "settings/test_settings", "i18n/test_messages")
    result = tree.run("-m", "pytest", "-n", "0", *(f"tests/{name}.py" for name in others), "-k", NOTICES)
    assert result.stdout.splitlines()[-1].startswith("1 failed, 2 passed")
    assert "FAILED tests/i18n/test_messages.py::test_every_language_has_its_words_here" in result.stdout


def test_what_is_not_translated_yet_is_named(tree: Tree) -> None:
    tree.apply(RECIPE)
    tree.passes(".ci/translations", "update")
    result = tree.run(".ci/translations", "check")
    assert result.returncode == 1
    lines = result.stdout.splitlines()
    assert all(line.startswith("su: ") for line in lines)
    assert lines[0].startswith("su: missing: ")
    assert '"Mau memakai bahasa apa?"' not in result.stdout
