"""Problems of the settings, in one line each: the key, and what would be right. Never the value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path

from pydantic import ValidationError
from pydantic.fields import FieldInfo

PREFIX = "SANTRIBOT_"
DELIMITER = "__"


class SettingsError(Exception):
    """The settings cannot be used. `problems` has a line for each reason; the text is the first of them."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(" ".join(problem.split()) for problem in problems)
        super().__init__(self.problems[0])


def variable(key: str) -> str:
    """The variable of a key: "bot.name" → "SANTRIBOT_BOT__NAME"."""
    return PREFIX + key.replace(".", DELIMITER).upper()


def unknown_variables(environ: Mapping[str, str], known: Mapping[str, FieldInfo]) -> list[str]:
    """A line for each variable of the environment that is meant for us and sets nothing."""
    names = {variable(key) for key in known}
    strangers = sorted(name for name in environ if name.startswith(PREFIX) and name not in names)
    return [f"{name} is not a setting; {_instead(_key(name), list(known), variable)}" for name in strangers]


def _key(variable: str) -> str:
    return variable.removeprefix(PREFIX).lower().replace(DELIMITER, ".")


def explain(
    error: ValidationError, known: Mapping[str, FieldInfo], path: Path, environ: Mapping[str, str]
) -> list[str]:
    """A line for each setting that is wrong in the file at `path` or in `environ`."""
    details = error.errors(include_url=False, include_context=False, include_input=False)
    names = [".".join(str(part) for part in detail["loc"][:2]) for detail in details]
    return [_line(name, known, path, environ) for name in dict.fromkeys(names)]


def _line(name: str, known: Mapping[str, FieldInfo], path: Path, environ: Mapping[str, str]) -> str:
    if name in known:
        place = variable(name) if variable(name) in environ else f"{name} in {path}"
        return f"{place} must be {known[name].description}"
    if name in _sections(known):
        return f"{name} in {path} must be a section, [{name}]"
    candidates = list(known) if "." in name else [*known, *_sections(known)]
    return f"{name} in {path} is not a setting; {_instead(name, candidates)}"


def _sections(known: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(key.partition(".")[0] for key in known))


def _instead(name: str, names: list[str], spell: Callable[[str], str] = str) -> str:
    """The setting that may have been meant: nearly the same letters, or the same key in another section."""
    by_last = {key.rpartition(".")[2]: key for key in names}
    close = _like(name, names) or by_last.get(_like(name.rpartition(".")[2], by_last))
    return f"did you mean {spell(close)}?" if close else "config.example.toml has them all"


def _like(name: str, names: Iterable[str]) -> str:
    return next(iter(get_close_matches(name, names, n=1, cutoff=0.8)), "")
