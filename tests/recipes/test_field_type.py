"""The recipe for a field type does what it says."""

from __future__ import annotations

from tests.recipes.tree import Tree, recipe

RECIPE = recipe("a field type")


def test_it_works(tree: Tree) -> None:
    tree.follow(RECIPE)
    tree.in_style(RECIPE)
    translations = tree.run(".ci/translations", "check")
    assert translations.returncode == 1
    assert 'en: missing: "{n} gram"' in translations.stdout
