"""One mutant against its tests, in a copy of the tree."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pytest

from tests.mutation.areas import Area
from tests.mutation.mutants import Mutant
from tests.support.paths import ROOT

TRIAL_SECONDS = 240
"""Tests that take longer than this hang because of the mutant."""

QUICK = ("-k", "not postgresql", "-m", "not long")


class Outcome(StrEnum):
    KILLED = "killed"
    SURVIVED = "survived"


@dataclass(frozen=True)
class Bench:
    """A copy of the project in which mutants are tried one after the other."""

    root: Path

    def trial(self, mutant: Mutant, area: Area) -> Outcome:
        """Try the tests with the module's name first, on SQLite; then all of the area, on both databases."""
        path = self.root / mutant.module
        path.write_text(mutant.code(), encoding="utf-8")
        try:
            for words in (
                (*area.nearest_tests(Path(mutant.module)), *QUICK),
                (*area.tests, "-m", "not long"),
            ):
                if not self._passes(words):
                    return Outcome.KILLED
        finally:
            path.write_bytes((ROOT / mutant.module).read_bytes())
        return Outcome.SURVIVED

    def _passes(self, words: tuple[str, ...]) -> bool:
        """Whether no test fails; such that hang do."""
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", *_there(words)]
        environ = os.environ | {"PYTHONPATH": str(self.root), "PYTHONDONTWRITEBYTECODE": "1"}
        with subprocess.Popen(
            command, cwd=self.root, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as tests:
            try:
                status = tests.wait(TRIAL_SECONDS)
            except subprocess.TimeoutExpired:
                tests.terminate()
                return False
        return status in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)


def _there(words: tuple[str, ...]) -> list[str]:
    return [word for word in words if not word.startswith("tests/") or (ROOT / word).exists()]
