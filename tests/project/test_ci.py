"""`.ci/run` does the steps that it is told to, and installs nothing that it was not told to."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.paths import ROOT

RUN = ROOT / ".ci" / "run"


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    bash = shutil.which("bash") or ""
    variables = {name: value for name, value in os.environ.items() if name != "CI"} | environment
    return subprocess.run(
        [bash, str(RUN), *words], env=variables, capture_output=True, text=True, check=False
    )


@pytest.fixture
def few_programs(tmp_path: Path) -> str:
    """A PATH with what `.ci/run` needs to begin, and no browser; another program, when called, leaves a file behind."""
    for name in ("dirname", "sed"):
        (tmp_path / name).symlink_to(shutil.which(name) or "")
    apt = tmp_path / "apt-get"
    apt.write_text(f"#!{shutil.which('bash')}\n: >{tmp_path}/called\nexit 9\n")
    apt.chmod(0o755)
    return str(tmp_path)


def test_every_step_is_listed_with_a_line() -> None:
    listed = [line.split(maxsplit=1) for line in run("--list").stdout.splitlines()]
    assert [name for name, _about in listed] == re.findall(r"^step_(\w+)\(\)", RUN.read_text(), re.MULTILINE)


def test_an_unknown_step_is_refused() -> None:
    result = run("style", "nonsense")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("there is no step nonsense; there are: demo tests style")


def test_without_an_environment_a_sentence_says_so(tmp_path: Path) -> None:
    result = run("translations", VENV=str(tmp_path))
    assert result.returncode == 1
    assert (
        result.stderr
        == f"{tmp_path}/bin/python is missing: run `make setup`, or name an environment by VENV\n"
    )


def test_a_missing_browser_is_not_installed_unasked(few_programs: str) -> None:
    result = run("tests", PATH=few_programs)
    assert result.returncode == 1
    assert result.stderr == "the tests need a Chromium: install one, or say --install-browser\n"
    assert not (Path(few_programs) / "called").exists()


@pytest.mark.parametrize(("words", "ci"), [(("tests", "--install-browser"), ""), (("tests",), "true")])
def test_a_missing_browser_is_installed_when_it_may_be(
    few_programs: str, words: tuple[str, ...], ci: str
) -> None:
    root = os.geteuid() == 0
    result = run(*words, PATH=few_programs, CI=ci)
    assert result.returncode == (9 if root else 1)
    assert ("installing Debian's chromium" in result.stdout) == root
    assert ("only root can install it" in result.stderr) != root
    assert (Path(few_programs) / "called").exists() == root


def test_the_readme_has_the_lines_that_are_run() -> None:
    readme = (ROOT / "README.md").read_text()
    endings = re.findall(r"readme_line '([^']+)'", RUN.read_text())
    assert len(endings) == 2
    assert all(re.search(rf"^python3 .*{end}$", readme, re.MULTILINE) for end in endings)
