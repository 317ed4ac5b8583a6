"""One version: of the program, of its wheel, and at the top of the changelog."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from email import message_from_bytes
from pathlib import Path
from zipfile import ZipFile

from typer.testing import CliRunner

from bot.cli import app
from tests.support.paths import ROOT

CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]

RELEASES = re.findall(r"^## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d{2}-\d{2})$", CHANGELOG, re.MULTILINE)


def test_the_top_of_the_changelog_is_this_version() -> None:
    assert RELEASES[0][0] == VERSION


def test_the_changelog_has_the_newest_first_and_nothing_but_releases() -> None:
    numbers = [tuple(map(int, version.split("."))) for version, _day in RELEASES]
    assert numbers == sorted(set(numbers), reverse=True)
    assert [day for _version, day in RELEASES] == sorted((day for _version, day in RELEASES), reverse=True)
    assert len(re.findall(r"^## ", CHANGELOG, re.MULTILINE)) - CHANGELOG.count("## [Unreleased]") == len(
        RELEASES
    )


def test_changes_are_of_the_kinds_that_the_format_knows() -> None:
    kinds = set(re.findall(r"^### (.+)$", CHANGELOG, re.MULTILINE))
    assert {"Added"} <= kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_the_program_tells_it() -> None:
    assert CliRunner().invoke(app, ["--version"]).output == f"santribot {VERSION}\n"


def test_the_wheel_has_it(tmp_path: Path) -> None:
    build = f"from hatchling.build import build_wheel; build_wheel({str(tmp_path)!r})"
    subprocess.run([sys.executable, "-c", build], cwd=ROOT, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    with ZipFile(wheel) as files:
        metadata = message_from_bytes(files.read(f"santribot-{VERSION}.dist-info/METADATA"))
    assert metadata["Version"] == VERSION
