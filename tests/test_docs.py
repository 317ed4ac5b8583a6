"""What the documents name exists, and what exists is named in them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main

from bot.app import handler_modules
from bot.cli import app
from bot.routes import Routes
from bot.settings import keys
from bot.settings_errors import variable

ROOT = Path(__file__).parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SEVERAL = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)


def words(document: Path) -> str:
    return document.read_text(encoding="utf-8")


# Commands of the bot


def commands_in(text: str) -> set[str]:
    """Commands as documents write them: `/produk`."""
    return set(re.findall(r"`/([a-z_]+)(?: [^`]*)?`", text))


@SEVERAL
def test_the_commands_that_a_document_names_exist(document: Path) -> None:
    assert commands_in(words(document)) <= set(Routes(handler_modules()).by_name)


def test_every_command_is_in_the_readme() -> None:
    visible = {route.name for route in Routes(handler_modules()).commands if not route.hidden}
    assert visible <= commands_in(README)


# Settings


@SEVERAL
def test_the_variables_that_a_document_names_exist(document: Path) -> None:
    assert set(re.findall(r"SANTRIBOT_\w+__\w+", words(document))) <= set(map(variable, keys()))


@SEVERAL
def test_the_settings_that_a_document_names_exist(document: Path) -> None:
    sections = "|".join({key.partition(".")[0] for key in keys()})
    named = {f"{section}.{key}" for section, key in re.findall(rf"`\[({sections})\] (\w+)", words(document))}
    assert named <= set(keys())


# The command line


def options() -> Iterator[tuple[str, str]]:
    """Every option with its command: ("run", "--config")."""
    root = typer.main.get_command(app)
    todo = [("", root)]
    while todo:
        path, command = todo.pop()
        yield from ((path, option) for parameter in command.params for option in parameter.opts if option.startswith("--"))
        todo += [(f"{path} {name}".strip(), inner) for name, inner in getattr(command, "commands", {}).items()]


def command_lines(text: str) -> set[str]:
    """What follows `santribot` in documents: "db upgrade --config x"."""
    return {line.strip() for line in re.findall(r"(?:`|bin/)santribot ([a-z-][^`#\n]*)", text)}


def test_each() -> None: ...
