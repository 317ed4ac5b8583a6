"""A recipe of CONTRIBUTING.md at its word: its blocks are written into a copy of the tree, its commands run there."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.support.paths import ROOT

GUIDE = ROOT / "CONTRIBUTING.md"

BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
"""A fenced block: its language, the file that it belongs to, and its lines."""

NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv", "__pycache__", ".*_cache", ".hypothesis", "*.db", "media-*"
)


@dataclass(frozen=True)
class Block:
    """A file (`python`, `po`), a change of a file (`diff`), or commands (`sh`)."""

    language: str
    path: str
    text: str

    @property
    def added(self) -> int:
        """How many lines it adds to the tree."""
        lines = self.text.splitlines()
        return sum(line.startswith("+") for line in lines) if self.language == "diff" else len(lines)


@dataclass(frozen=True)
class Recipe:
    """A section of the guide, by the beginning of its title."""

    text: str

    @property
    def blocks(self) -> list[Block]:
        return [Block(*found) for found in BLOCK.findall(self.text)]

    @property
    def files(self) -> set[str]:
        return {block.path for block in self.blocks if block.path}

    @property
    def python_lines(self) -> int:
        """Lines of Python that whoever follows it writes, the test included."""
        return sum(block.added for block in self.blocks if block.path.endswith(".py"))

    @property
    def commands(self) -> list[str]:
        return [line for block in self.blocks if block.language == "sh" for line in block.text.splitlines()]


def recipe(title: str) -> Recipe:
    sections = re.split(r"^## ", GUIDE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    [section] = [section for section in sections if section.startswith(f"Recipe: {title}")]
    return Recipe(section)


@dataclass(frozen=True)
class Tree:
    """A copy of the project."""

    root: Path

    def apply(self, recipe: Recipe) -> None:
        """Write every block where it belongs."""
        for block in recipe.blocks:
            if block.language == "diff":
                self._change(block)
            elif block.path:
                self._write(block)

    def _write(self, block: Block) -> None:
        path = self.root / block.path
        assert not path.exists(), f"{block.path} is there already"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, encoding="utf-8")

    def _change(self, block: Block) -> None:
        path = self.root / block.path
        text = path.read_text(encoding="utf-8")
        old, new = side(block, " -"), side(block, " +")
        assert text.count(old) == 1, f"{block.path} has not once:\n{old}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a Python program in the copy, whose packages win over those that are installed."""
        variables = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        variables |= {"PYTHONPATH": str(self.root), "PYTEST_DEBUG_TEMPROOT": str(self.root.parent)}
        return subprocess.run(
            [sys.executable, *command],
            cwd=self.root,
            env=variables,
            capture_output=True,
            text=True,
            check=False,
        )

    def passes(self, *command: str) -> str:
        """As `run`; fails with what it said unless it ends well. Returns what it printed."""
        result = self.run(*command)
        assert result.returncode == 0, f"{shlex.join(command)}\n{result.stdout}{result.stderr}"
        return result.stdout

    def follow(self, recipe: Recipe) -> None:
        """Do all of it: the blocks, then the commands."""
        self.apply(recipe)
        for line in recipe.commands:
            program, *rest = shlex.split(line)
            assert program == ".venv/bin/python", line
            self.passes(*rest)

    def in_style(self, recipe: Recipe) -> None:
        """Fails unless ruff finds nothing in the files that the recipe touched."""
        files = sorted(name for name in recipe.files if name.endswith(".py"))
        self.passes("-m", "ruff", "check", "--no-cache", *files)
        self.passes("-m", "ruff", "format", "--no-cache", "--check", *files)


def side(block: Block, marks: str) -> str:
    """One side of a change: its lines that begin with one of `marks`."""
    return "".join(line[1:] for line in lines(block.text) if line[0] in marks)


def lines(text: str) -> Iterator[str]:
    """Lines with their ends; an empty one stands for an empty line of the file."""
    return (line if line.strip() else " \n" for line in text.splitlines(keepends=True))


def copy(to: Path) -> Tree:
    """The project as it is here, in a new folder."""
    root = to / "santribot"
    shutil.copytree(ROOT, root, ignore=NOT_COPIED, symlinks=True)
    return Tree(root)
