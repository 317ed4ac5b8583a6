"""What the documents name exists, and what exists is named in them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import typer.main

from bench.__main__ import parser
from bot.app import handler_modules
from bot.channels.registry import settings_class
from bot.cli import app
from bot.dialog.router import Router
from bot.i18n.messages import catalogue
from bot.settings.errors import variable
from bot.settings.loader import keys
from tests.recipes.tree import BLOCK
from tests.support.paths import ROOT

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SEVERAL = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
FOR_ALL = pytest.mark.parametrize(
    "document",
    [*DOCUMENTS, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / ".github").rglob("*.md"))],
    ids=lambda path: path.name,
)


def words(document: Path) -> str:
    return document.read_text(encoding="utf-8")


# Commands of the bot


ADDRESSES = {"healthz", "readyz", "metrics"}
"""What is served over HTTP is written as commands are."""


def commands_in(text: str) -> set[str]:
    """Commands as documents write them: `/produk`."""
    return set(re.findall(r"`/([a-z_]+)(?: [^`]*)?`", text)) - ADDRESSES


@SEVERAL
def test_the_commands_that_a_document_names_exist(document: Path) -> None:
    assert commands_in(words(document)) <= set(Router(handler_modules()).by_name)


def test_every_command_is_in_the_readme() -> None:
    visible = {route.name for route in Router(handler_modules()).commands if not route.hidden}
    assert visible <= commands_in(README)


def labels_in(text: str) -> set[str]:
    """Buttons as documents write them: [Ubah …]; what a trait's button says more than its name is left away."""
    return {label.removesuffix(" …") for label in re.findall(r"\[([^\]\n]+)\](?!\()", text)}


def test_the_buttons_that_the_guide_names_exist() -> None:
    sources = (message.id for message in catalogue("en") if isinstance(message.id, str) and message.id)
    known = [re.sub(r"\\\{\w+\\\}", ".+", re.escape(source.removesuffix(" …"))) for source in sources]
    named = labels_in(words(ROOT / "docs" / "panduan-penyelenggara.md"))
    assert len(named) > 30
    assert {label for label in named if not any(re.fullmatch(one, label) for one in known)} == set()


# Settings


@SEVERAL
def test_the_variables_that_a_document_names_exist(document: Path) -> None:
    assert set(re.findall(r"SANTRIBOT_\w+__\w+", words(document))) <= set(
        map(variable, keys(settings_class()))
    )


@SEVERAL
def test_the_settings_that_a_document_names_exist(document: Path) -> None:
    sections = "|".join({key.partition(".")[0] for key in keys(settings_class())})
    named = {f"{section}.{key}" for section, key in re.findall(rf"`\[({sections})\] (\w+)", words(document))}
    assert named <= set(keys(settings_class()))


# The command line


def command_line() -> dict[str, set[str]]:
    """The options of every command: {"db upgrade": {"--config"}}."""
    found = {}
    waiting = [("", typer.main.get_command(app))]
    while waiting:
        path, command = waiting.pop()
        names = [
            name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)
        ]
        found[path] = {name for name in names if name.startswith("--")}
        waiting += [
            (f"{path} {name}".strip(), inner) for name, inner in getattr(command, "commands", {}).items()
        ]
    return found


def mentions(text: str) -> list[list[str]]:
    """What follows `santribot` where a document shows how it is called: ["db", "upgrade"]."""
    return [line.split() for line in re.findall(r"(?:`|bin/)santribot ([a-z-][^`#\n]*)", text)]


@SEVERAL
def test_the_command_lines_that_a_document_shows_exist(document: Path) -> None:
    known = command_line()
    for mention in mentions(words(document)):
        path = next((path for path in (" ".join(mention[:2]), mention[0]) if path in known), "")
        assert path or mention[0].startswith("--"), mention
        assert {word for word in mention if word.startswith("--")} <= known[path] | {"--help"}


@SEVERAL
def test_the_options_that_a_document_names_exist(document: Path) -> None:
    of_bench = {option for action in parser()._actions for option in action.option_strings}
    known = of_bench.union(*command_line().values())
    assert set(re.findall(r"`(--[a-z-]+)", words(document))) <= known


def test_every_command_and_option_is_in_the_readme() -> None:
    shown = {" ".join(mention) for mention in mentions(README)}
    for path, options in command_line().items():
        if path != "db":
            assert any(line.startswith(path) for line in shown), path
        assert all(option in README for option in options - {"--open"}), path


# Dependencies


def requirements(dev: bool = True) -> set[str]:
    """The names of all packages that `pyproject.toml` asks for."""
    groups = [PROJECT["project"]["dependencies"], *(PROJECT["dependency-groups"].values() if dev else [])]
    lines = [line for group in groups for line in group if isinstance(line, str)]
    return {name[0].lower() for line in lines if (name := re.match(r"[A-Za-z0-9._-]+", line))}


def test_every_dependency_is_explained_and_no_other() -> None:
    text = words(ROOT / "docs" / "dependencies.md").partition("## Looked at and not taken")[0]
    explained = re.findall(r"^\| ([a-z][a-z0-9-]+) \|", text, re.MULTILINE)
    assert sorted(explained) == sorted([*requirements(), "package", "package"])


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_the_locks_have_hashes_and_no_addresses(lock: str) -> None:
    text = words(ROOT / lock)
    pinned = set(re.findall(r"^([a-z0-9-]+)(?:\[\w+\])?==", text, re.MULTILINE))
    assert requirements("dev" in lock) <= pinned
    assert "--hash=sha256:" in text
    assert "://" not in text


# Files, modules and classes


PLACES = r"(?:bot|handlers|models|tests|bench|docs|deploy|\.ci|\.github)"


def paths_in(text: str) -> set[str]:
    """Files and folders as documents write them: `bot/app.py`, `.ci/run`, `handlers/`."""
    return set(re.findall(rf"`({PLACES}/[\w./@-]*)[^`]*`", text))


def modules_in(text: str) -> set[str]:
    """Modules, and what is in them: `bot.cli.example`, `python -m bench.broadcast`."""
    return set(re.findall(r"`(?:[\w./]*python -m )?((?:bot|handlers|models|tests|bench)(?:\.\w+)+)`", text))


def is_module(name: str) -> bool:
    """Whether it is a module, a package, or a name in one."""
    path = ROOT / name.replace(".", "/")
    if path.is_dir() or path.with_suffix(".py").is_file():
        return True
    module = path.parent.with_suffix(".py")
    return module.is_file() and re.search(rf"\b{path.name}\b", words(module)) is not None


@FOR_ALL
def test_the_files_that_a_document_names_exist(document: Path) -> None:
    made_by_recipes = {block[1] for block in BLOCK.findall(words(document))}
    named = paths_in(words(document)) - made_by_recipes
    assert sorted(path for path in named if not (ROOT / path).exists()) == []


@FOR_ALL
def test_the_modules_that_a_document_names_exist(document: Path) -> None:
    assert sorted(name for name in modules_in(words(document)) if not is_module(name)) == []


def test_every_package_of_the_bot_is_in_the_architecture() -> None:
    packages = {f"bot/{path.parent.name}" for path in (ROOT / "bot").glob("*/__init__.py")}
    assert packages <= paths_in(words(ROOT / "docs" / "architecture.md"))


def test_the_glossary_has_each_class_once_and_where_it_is() -> None:
    rows = re.findall(r"^\| (\w+) \| `([\w/]+\.py)` \|", words(ROOT / "docs" / "glossary.md"), re.MULTILINE)
    assert len(rows) > 50
    assert len({name for name, _path in rows}) == len(rows)
    missing = [
        name
        for name, path in rows
        if not re.search(rf"^(class {name}\b|{name}\b.* = )", words(ROOT / path), re.MULTILINE)
    ]
    assert missing == []


def test_every_document_is_in_the_index() -> None:
    index = words(ROOT / "docs" / "README.md")
    documents = {path.name for path in (ROOT / "docs").glob("*.md")} - {"README.md"}
    assert {name for name in documents if f"]({name})" not in index} == set()


# Links


@FOR_ALL
def test_links_inside_the_project_lead_somewhere(document: Path) -> None:
    text = BLOCK.sub("", words(document))
    links = re.findall(r"\]\(([^)#]+)", text)
    assert [link for link in links if "://" not in link and not (document.parent / link).exists()] == []
