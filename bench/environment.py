"""Where the bots that are measured are installed: here, or in an environment of their own as an office has it.

What only tests need is not there, so nothing can load it: PTB takes 10 MB of `cryptography` where it finds it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

LEAN: Mapping[str, str] = {"PYTHONOPTIMIZE": "2", "PYTHONNODEBUGRANGES": "1", "MALLOC_ARENA_MAX": "1"}
"""What `deploy/systemd` and `compose.yaml` say to every process of the bot: memory is not to be filled with docstrings
and places in the code, nor with what each thread keeps for itself.
"""

WARM = "import handlers.people.sign_up, bot.channels.telegram.channel, bot.app; bot.app.handler_modules()"
OTHERS = ("aiogram",)
ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Environment:
    """`programs`: the folder where `python` and `santribot` are."""

    programs: Path
    variables: Mapping[str, str] = field(default_factory=dict)

    def command(self, words: list[str]) -> list[str]:
        return [str(self.programs / words[0]), *words[1:]]

    @property
    def environ(self) -> dict[str, str]:
        """What this process was told about Python is not for the bots."""
        told = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        return told | dict(self.variables)


HERE = Environment(Path(sys.executable).parent)


def install(folder: Path, *options: str) -> Environment:
    """The project as it stands, and the frameworks to compare with, in the versions that are installed here.

    `options` are more of those of `pip install`. Takes half a minute. Raises `subprocess.CalledProcessError`.
    """
    office = Environment(folder / "bin", LEAN)
    versions = folder / "versions.txt"
    _run([sys.executable, "-m", "venv", "--without-pip", str(folder)], HERE)
    versions.write_text("\n".join(_versions()), encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--python", str(folder), "--quiet", "--disable-pip-version-check"]
    _run([*pip, "install", *options, "--constraint", str(versions), str(ROOT), *OTHERS], HERE)
    _run(office.command(["python", "-c", WARM]), office)
    return office


def _versions() -> Iterator[str]:
    for each in metadata.distributions():
        if each.name not in ("santribot", "pip"):
            yield f"{each.name}=={each.version}"


def _run(command: list[str], environment: Environment) -> None:
    subprocess.run(command, env=environment.environ, check=True, stdout=sys.stderr)
