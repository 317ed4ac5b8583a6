"""The recipe for a command with a form and a table does what it says, in few files and lines."""

from __future__ import annotations

import pytest

from tests.recipes.tree import Tree, recipe

MAX_FILES = 8
MAX_LINES = 90

KNOWN = "every_table_is_known or every_column_that_names"
"""The tests that notice a table about people which nobody could see or erase."""

RECIPE = recipe("a command")


def test_it_is_short() -> None:
    assert 4 <= len(RECIPE.files) <= MAX_FILES
    assert 40 <= RECIPE.python_lines <= MAX_LINES


def test_it_works(tree: Tree) -> None:
    tree.follow(RECIPE)
    tree.in_style(RECIPE)
    [migration] = tree.root.glob("models/migrations/versions/*_visits.py")
    assert 'op.create_table("visits"' in migration.read_text().replace("(\n        ", "(")


def test_the_other_tests_agree(tree: Tree) -> None:
    """That the tables are those of the migrations, people's data can be seen and erased, and the documents are whole."""
    tree.follow(RECIPE)
    tree.passes("-m", "pytest", "-n", "0", "tests/test_docs.py", "tests/models/test_migrate.py")
    tree.passes("-m", "pytest", "-n", "0", "tests/models/test_erasure.py", "-k", KNOWN)


def test_what_is_left_out_is_noticed(tree: Tree) -> None:
    tree.apply(RECIPE)
    result = tree.run("-m", "pytest", "-n", "0", "tests/models/test_migrate.py")
    assert result.returncode == 1
    assert "visits" in result.stdout


@pytest.mark.parametrize("language", ["en", "jv"])
def test_missing_translations_are_named(tree: Tree, language: str) -> None:
    tree.follow(RECIPE)
    result = tree.run(".ci/translations", "check")
    assert result.returncode == 1
    assert f'{language}: missing: "Siapa yang akan berkunjung?"' in result.stdout
