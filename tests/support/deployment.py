"""What an office runs the bot with, read from `Dockerfile`, `compose.yaml`, `deploy/` and its documents."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import typer.main
import yaml  # type: ignore[import-untyped]  # its types are a package of their own, for this one call

from bot.cli import app
from bot.settings.loader import Settings
from tests.support.paths import ROOT

UNITS = ROOT / "deploy" / "systemd"
OPERATIONS, ON_DUTY = ROOT / "docs" / "operations.md", ROOT / "docs" / "panduan-operator.md"
HOST = "bot.example.id"

Instructions = list[tuple[str, str]]
"""Of a Dockerfile: [("USER", "10001:10001")]."""


def understood(words: list[str]) -> None:
    """What follows `santribot` on a command line is taken by it. Raises what click raises where it is not."""
    command: Any = typer.main.get_command(app)
    while words and words[0] in getattr(command, "commands", {}):
        command, words = command.commands[words[0]], words[1:]
    assert not hasattr(command, "commands"), f"santribot has no command {words}"
    command.make_context("santribot", list(words))


# The image


def image() -> Instructions:
    """The last stage of the Dockerfile: what runs."""
    everything = instructions()
    last = max(number for number, (word, _rest) in enumerate(everything) if word == "FROM")
    return everything[last:]


def instructions() -> Instructions:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", "")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(word, rest.strip()) for word, _space, rest in (line.partition(" ") for line in lines)]


def of(stage: Instructions, word: str) -> list[str]:
    return [rest for found, rest in stage if found == word]


def image_variables() -> dict[str, str]:
    return dict(re.findall(r"(\w+)=(\S+)", " ".join(of(image(), "ENV"))))


def copied() -> list[str]:
    """What the Dockerfile takes out of the project."""
    lines = [rest.split()[:-1] for rest in of(instructions(), "COPY") if not rest.startswith("--from")]
    return [name for line in lines for name in line]


def reaches_the_builder(name: str) -> bool:
    """As .dockerignore says: the last pattern that fits a path, or a folder above it, decides."""
    reaches = True
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines():
        pattern = line.removeprefix("!").removeprefix("**/")
        above = [Path(name), *Path(name).parents][:-1]
        places = [part for place in above for part in (str(place), place.name if "**/" in line else "")]
        if line and not line.startswith("#") and any(fnmatch(place, pattern) for place in places if place):
            reaches = line.startswith("!")
    return reaches


# Compose


def compose() -> dict[str, Any]:
    """`compose.yaml` as Compose reads it where `.env` has BOT_HOST and nothing else."""
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    text = re.sub(r"\$\{BOT_HOST:\?[^}]*\}", HOST, text)
    found: dict[str, Any] = yaml.safe_load(re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", text))
    return found


def bots() -> dict[str, dict[str, Any]]:
    """The services that run the image of the bot."""
    return {name: one for name, one in compose()["services"].items() if one["image"] == "santribot"}


def seconds(duration: str) -> int:
    """ "15s"."""
    return int(duration.removesuffix("s"))


# systemd


def unit(name: str) -> list[tuple[str, str]]:
    """The settings of a unit, in order: [("User", "santribot")]."""
    lines = (UNITS / name).read_text(encoding="utf-8").splitlines()
    pairs = [line.partition("=") for line in lines if line and line[0] not in "#["]
    return [(key, value) for key, _equals, value in pairs]


def program_lines(name: str) -> Iterator[str]:
    """What follows `santribot` in the lines that a unit starts."""
    for key, value in unit(name):
        if key == "ExecStart":
            yield value.partition("bin/santribot ")[2]


# Documents


def shell(document: Path) -> list[str]:
    """The lines of a document that are to be pasted, without what is said about them."""
    text = document.read_text(encoding="utf-8").replace("\\\n", " ")
    fences = re.findall(r"^ *```sh\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
    return [re.sub(r"(^|\s)#.*", "", line).strip() for fence in fences for line in fence.splitlines()]


def calls(document: Path) -> Iterator[list[str]]:
    """What a document lets people say to `santribot`, in whatever way it is started."""
    start = r"(?:^|&& |\$\()(?:santribot|drill|docker compose run --rm(?: -T)? tools|docker run .*santribot) "
    for line in shell(document):
        for words in re.findall(rf"{start}([a-z][^|&>;]*)", line):
            yield shlex.split(words)


def anchors(document: Path) -> set[str]:
    """What a link to a part of a document may name."""
    heads: list[str] = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def settings_with(folder: Path, environ: Mapping[str, str]) -> Settings:
    """The settings of the bot with these variables and the `config.toml` that docs/operations.md writes."""
    from bot.channels.registry import load_settings

    config = folder / "config.toml"
    url = "postgresql+asyncpg://santribot:secret@postgres/santribot"
    config.write_text(f'[telegram]\ntoken = "1:token"\n[database]\nurl = "{url}"\n')
    return load_settings(config, environ)
