"""The recipe for a channel does what it says."""

from __future__ import annotations

from tests.recipes.tree import Tree, recipe

RECIPE = recipe("a channel")


def test_it_works(tree: Tree) -> None:
    tree.follow(RECIPE)
    tree.in_style(RECIPE)
    assert "[sms]" in (tree.root / "config.example.toml").read_text()
    faults = tree.run(".ci/imports").stdout.partition(" modules, ")[2].splitlines()[1:]
    assert not [line for line in faults if "sms" in line]
    tree.passes("-m", "pytest", "-n", "0", "tests/settings/test_settings.py", "-k", "example")


def test_nothing_outside_of_its_folder_is_touched() -> None:
    code = {path for path in RECIPE.files if not path.startswith("tests/")}
    assert all(path.startswith("bot/channels/sms/") for path in code)
