"""The docstrings of the code begin with the verb of what something does, or with the noun of what it is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.support.paths import ROOT

PACKAGES = ("bot", "handlers", "models")

FIRST_WORDS = """
    what whose who how whether where which when why that it so if off there they he for by as to nobody somebody these
    this those also of in into up after on under until with without because between is has had not nothing
"""
FORBIDDEN = re.compile(rf"(?:{'|'.join(FIRST_WORDS.split())})\b", re.IGNORECASE)

Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def docstrings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of each docstring: of modules, classes, functions and attributes."""
    for node in ast.walk(tree):
        if isinstance(node, Documented):
            for statement in node.body:
                match statement:
                    case ast.Expr(value=ast.Constant(value=str(text))):
                        yield statement.lineno, text.strip()


def faults(source: str) -> list[str]:
    """Return the first words of each docstring that does not begin with a verb or a noun, after its line."""
    return [
        f"{line}: {' '.join(text.split()[:6])}"
        for line, text in docstrings(ast.parse(source))
        if FORBIDDEN.match(text)
    ]


@pytest.mark.parametrize("package", PACKAGES)
def test_docstrings_begin_with_a_verb_or_a_noun(package: str) -> None:
    modules = sorted((ROOT / package).rglob("*.py"))
    assert modules
    found = {str(module.relative_to(ROOT)): faults(module.read_text(encoding="utf-8")) for module in modules}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_docstrings_of_every_kind_are_read() -> None:
    source = '''"""What a module is."""
LIMIT = 1
"""How many."""
class Thing:
    """Whose thing."""
    size: int
    """Where it ends; in bytes."""
    async def run(self) -> None:
        """As `walk`, faster."""
        self.left = 1
        """Until when."""
def count() -> int:
    """Return the number of things."""
    return 1
'''
    assert sorted(faults(source), key=lambda fault: int(fault.partition(":")[0])) == [
        "1: What a module is.",
        "3: How many.",
        "5: Whose thing.",
        "7: Where it ends; in bytes.",
        "9: As `walk`, faster.",
        "11: Until when.",
    ]


def test_a_verb_or_a_noun_is_no_fault() -> None:
    assert (
        faults('"""Organisers of an event."""\nsize = 1\n"""Items in a page."""\nofficial = 1\n"""Bytes."""')
        == []
    )
