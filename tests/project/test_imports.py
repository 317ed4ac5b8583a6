"""The command that counts imports passes a small tree that is right, and fails for each thing that is not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.paths import ROOT

PROJECT = """\
[[tool.importlinter.contracts]]
name = "layers of bot"
type = "layers"
containers = ["bot"]
layers = ["cli", "app", "http : queue", "dialog"]
"""
FILES = {
    "pyproject.toml": PROJECT,
    "models/people.py": "",
    "models/queue/inbox.py": "from models import people",
    "bot/dialog/context.py": "from models.people import *",
    "bot/dialog/forms/engine.py": "from bot.dialog import context",
    "bot/queue/worker.py": "from bot.dialog.forms import engine\nfrom models.queue import inbox",
    "bot/http/server.py": "from bot.queue import worker",
    "bot/app.py": "import handlers.home.home\nfrom bot.queue import worker",
    "bot/cli/run.py": "from bot import app",
    "handlers/home/home.py": "from bot.dialog import context\nfrom models import people",
    "handlers/events/card.py": "from handlers.home import home",
}

UNDER_TYPE_CHECKING = """\
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.queue import worker
"""
INSIDE_A_FUNCTION = """\
def late() -> None:
    from handlers.home import home
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        write(tmp_path, name, text)
    return tmp_path


def write(root: Path, name: str, text: str) -> None:
    """A module, in folders that are packages."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    for folder in path.relative_to(root).parents[:-1]:
        (root / folder / "__init__.py").touch()


def imports(root: Path) -> tuple[int, list[str]]:
    """The exit code, and the lines printed."""
    command = [sys.executable, str(ROOT / ".ci" / "imports"), "--root", str(root)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert not result.stderr
    return result.returncode, result.stdout.splitlines()


def test_a_tree_without_faults_passes(tree: Path) -> None:
    code, lines = imports(tree)
    assert code == 0
    assert lines[-1] == "21 modules, 12 imports, 1 loose in bot/, 0 wrong"


def test_packages_are_printed_with_what_they_import(tree: Path) -> None:
    _, lines = imports(tree)
    assert f"{'bot.queue':<24} → bot: dialog · models: queue" in lines
    assert f"{'models.people':<24} → nothing" in lines
    assert "bot 5, bot.cli 1, bot.dialog 2, bot.dialog.forms 1" in lines[-2]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "bot/dialog/context.py",
            "from bot.dialog.forms import engine",
            ["circle of modules: bot.dialog.context, bot.dialog.forms.engine"],
        ),
        (
            "handlers/home/menu.py",
            "from handlers.events import card",
            ["circle of packages: handlers.events, handlers.home"],
        ),
        (
            "bot/dialog/forms/words.py",
            UNDER_TYPE_CHECKING,
            [
                "circle of packages: bot.dialog, bot.queue",
                "upward: bot.dialog.forms.words imports bot.queue.worker",
            ],
        ),
        (
            "models/people.py",
            INSIDE_A_FUNCTION,
            [
                "circle of modules: bot.dialog.context, handlers.home.home, models.people",
                "upward: models.people imports handlers.home.home",
            ],
        ),
        ("bot/queue/late.py", INSIDE_A_FUNCTION, ["upward: bot.queue.late imports handlers.home.home"]),
        (
            "handlers/home/late.py",
            "from bot.cli import run",
            ["upward: handlers.home.late imports bot.cli.run"],
        ),
    ],
    ids=["modules", "packages", "type checking", "models", "function", "handlers"],
)
def test_a_circle_and_an_upward_arrow_fail(tree: Path, name: str, text: str, said: list[str]) -> None:
    write(tree, name, text)
    code, lines = imports(tree)
    assert code == 1
    assert [line for line in lines if line in said] == said


def test_a_fourth_loose_module_fails(tree: Path) -> None:
    for name in ("one", "two"):
        write(tree, f"bot/{name}.py", "")
    assert imports(tree)[0] == 0
    write(tree, "bot/three.py", "")
    code, lines = imports(tree)
    assert (code, lines[-1]) == (1, "more than 3 loose modules in bot/: app.py, one.py, three.py, two.py")


def test_a_folder_of_many_names_is_marked(tree: Path) -> None:
    for number in range(13):
        write(tree, f"bot/http/page{number}.py", "")
    assert "bot.http 14 (many)" in imports(tree)[1][-2]
