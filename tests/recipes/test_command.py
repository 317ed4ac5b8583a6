"""The recipe for a command with a form and a table does what it says, in few files and lines."""

from __future__ import annotations

from tests.recipes.tree import Tree, recipe

MAX_FILES = 8
MAX_LINES = 90

OTHERS = {
    "tests/project/test_docs.py": "every_command_is_in_the_readme",
    "tests/models/migrations/test_migrate.py": "exactly_the_tables",
    "tests/models/test_erasure.py": "every_table or nothing_in_the_database_is_theirs",
    "tests/handlers/people/test_privacy.py": "has_a_name_that_people_read",
    "tests/snapshot/test_names.py": "a_new_name_is_written_down",
}
"""Tests that notice a command that nobody can find, a table without its migration, and people's data that nobody can
see or erase.
"""

RECIPE = recipe("a command")


def others(tree: Tree) -> tuple[int, str]:
    """The exit code of those tests, on SQLite, and what they print."""
    chosen = f"({' or '.join(OTHERS.values())}) and not postgresql"
    result = tree.run("-m", "pytest", "-n", "0", *OTHERS, "-k", chosen)
    return result.returncode, result.stdout


def test_it_is_short() -> None:
    assert 4 <= len(RECIPE.files) <= MAX_FILES
    assert 40 <= RECIPE.python_lines <= MAX_LINES


def test_it_works_and_the_other_tests_agree(tree: Tree) -> None:
    tree.follow(RECIPE)
    tree.in_style(RECIPE)
    [migration] = tree.root.glob("models/migrations/versions/*_visits.py")
    assert "create_table" in migration.read_text()
    assert others(tree)[0] == 0
    translations = tree.run(".ci/translations", "check")
    assert translations.returncode == 1
    for language in ("en", "jv"):
        assert f'{language}: missing: "Siapa yang akan berkunjung?"' in translations.stdout


def test_a_table_without_its_migration_is_noticed(tree: Tree) -> None:
    tree.apply(RECIPE)
    code, said = others(tree)
    assert code == 1
    assert (
        "FAILED tests/models/migrations/test_migrate.py::test_the_migrations_make_exactly_the_tables" in said
    )
