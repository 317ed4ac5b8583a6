"""Texts that are hard on a regular expression, made of what it is made of, and how long it takes over them."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import re._constants as kinds  # type: ignore[import-not-found]  # not public, hence without types
import re._parser as parser  # type: ignore[import-not-found]  # as above
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from time import process_time
from types import ModuleType
from typing import Any

import bot
import handlers
import models

PROBES = "a1 Z.,:-/@+x_é\n<&#!~(?=%"
"""Of a class of characters those among these stand for the rest."""

MOST_OF_A_CLASS, MOST_PIECES = 4, 120

BREAKERS = ("", "\0", "x")
"""What a text ends with, so that a match that went well so far fails at last."""

SIZES = (16, 20, 24, 32, 48, 64, 128, 256, 512, 1024, 2048, 4096)
"""In short steps at first: what is exponential is seen before it takes hours."""

METHODS = ("search", "match", "fullmatch", "findall", "finditer", "sub", "subn", "split")
COMPILED = {"compile", "escape"}
"""What may be called of `re` itself: patterns are constants, so that they are found here."""


@dataclass(frozen=True)
class Found:
    """A pattern that a module has, and the methods by which it is used."""

    name: str
    pattern: re.Pattern[str]
    methods: tuple[str, ...]


def modules() -> Iterator[ModuleType]:
    """Every module that may meet what people type."""
    for package in (bot, handlers, models):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.startswith(("models.migrations.", "bot.__main__")):
                yield importlib.import_module(found.name)


def patterns() -> list[Found]:
    """Each once, under the name of the module that made it or of one that imports it."""
    found: dict[re.Pattern[str], str] = {}
    uses: dict[re.Pattern[str], set[str]] = {}
    for module in modules():
        own = {name: list(_patterns_in(value)) for name, value in vars(module).items()}
        called = _called(module)
        for name, several in own.items():
            for number, pattern in enumerate(several):
                found.setdefault(pattern, f"{module.__name__}.{name}" + (f"[{number}]" if number else ""))
                uses.setdefault(pattern, set()).update(called.get(name, called[""]))
    return [
        Found(name, pattern, tuple(sorted(uses[pattern])) or ("search",)) for pattern, name in found.items()
    ]


def inline(module: ModuleType) -> list[int]:
    """The lines on which a pattern is used that is no constant of its module."""
    tree = ast.parse(_source(module))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    within = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
    }
    return [
        call.lineno
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "re"
        and (call.func.attr not in COMPILED or id(call) in within)
    ]


def _source(module: ModuleType) -> str:
    return Path(str(module.__file__)).read_text(encoding="utf-8")


def _patterns_in(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, list | tuple | set | frozenset):
        yield from chain.from_iterable(map(_patterns_in, value))
    elif isinstance(value, Mapping):
        yield from chain.from_iterable(map(_patterns_in, value.values()))


def _called(module: ModuleType) -> dict[str, set[str]]:
    """Name of a constant → methods that are called of it; "" → those of all other names."""
    called: dict[str, set[str]] = {"": set()}
    constants = {name for name, value in vars(module).items() if isinstance(value, re.Pattern)}
    for node in ast.walk(ast.parse(_source(module))):
        if isinstance(node, ast.Attribute) and node.attr in METHODS:
            owner = node.value.id if isinstance(node.value, ast.Name) else ""
            called.setdefault(owner if owner in constants else "", set()).add(node.attr)
    return called


def texts(pattern: re.Pattern[str]) -> Iterator[Callable[[int], str]]:
    """Makers of texts of a given length: each piece again and again, after the least that leads to it."""
    pieces = dict.fromkeys(_pieces(parser.parse(pattern.pattern, pattern.flags), ""))
    for before, piece in list(pieces)[:MOST_PIECES]:
        for between in ("", " "):
            for end in BREAKERS:
                yield _maker(before, piece + between, end)


def _maker(before: str, piece: str, end: str) -> Callable[[int], str]:
    return lambda size: (before + piece * (size // len(piece) + 1))[: size - len(end)] + end


def _pieces(sequence: Any, before: str) -> Iterator[tuple[str, str]]:
    """Pairs of what leads to a piece and the piece; the parts of a sequence, and the sequence as a whole."""
    here = before
    for kind, value in sequence:
        for body in _bodies(kind, value):
            yield from _pieces(body, here)
        for sample in _samples(kind, value):
            if sample:
                yield here, sample
                yield "", sample
        here += next(iter(_samples(kind, value)), "")
    if whole := here[len(before) :]:
        yield before, whole
        yield "", whole


def _bodies(kind: Any, value: Any) -> list[Any]:
    """What is inside of a part of a pattern."""
    if kind is kinds.BRANCH:
        return list(value[1])
    if kind is kinds.SUBPATTERN:
        return [value[-1]]
    if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT):
        return [value[2]]
    if kind in (kinds.ASSERT, kinds.ASSERT_NOT):
        return [value[1]]
    return [value] if kind is kinds.ATOMIC_GROUP else []


def _samples(kind: Any, value: Any) -> list[str]:
    """A few texts that fit a part of a pattern."""
    if kind is kinds.LITERAL:
        return [chr(value)]
    if kind in (kinds.IN, kinds.NOT_LITERAL, kinds.ANY):
        return _members(kind, value)
    if kind is kinds.BRANCH:
        return [_sample(body) for body in value[1]]
    if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT):
        return [_sample(value[2]) * max(1, value[0])]
    if kind in (kinds.ASSERT, kinds.ASSERT_NOT):
        return [""]
    return [_sample(body) for body in _bodies(kind, value)]


def _sample(sequence: Any) -> str:
    return "".join(next(iter(_samples(kind, value)), "") for kind, value in sequence)


def _members(kind: Any, value: Any) -> list[str]:
    if kind is kinds.ANY:
        return list("a1 ")
    items = [(kinds.NEGATE, None), (kinds.LITERAL, value)] if kind is kinds.NOT_LITERAL else value
    named = [
        chr(what if how is kinds.LITERAL else what[0])
        for how, what in items
        if how in (kinds.LITERAL, kinds.RANGE)
    ]
    fitting = [character for character in [*named, *PROBES] if _fits(items, character)]
    return list(dict.fromkeys(fitting))[:MOST_OF_A_CLASS]


def _fits(items: Any, character: str) -> bool:
    negated = any(how is kinds.NEGATE for how, _what in items)
    return negated is not any(_fits_one(how, what, character) for how, what in items)


def _fits_one(how: Any, what: Any, character: str) -> bool:
    if how is kinds.LITERAL:
        return bool(ord(character) == what)
    if how is kinds.RANGE:
        return bool(what[0] <= ord(character) <= what[1])
    if how is not kinds.CATEGORY:
        return False
    name = str(what).removeprefix("CATEGORY_")
    escape = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}[name.removeprefix("NOT_")]
    fits = re.fullmatch(escape, character) is not None
    return fits is not name.startswith("NOT_")


def slowdown(pattern: re.Pattern[str], method: str, text: Callable[[int], str], floor: float) -> int | None:
    """The first size at which it takes more than three times as long as at the size before, and `floor` seconds more;
    None where it never does.
    """
    before = 0.0
    for size in SIZES:
        took = _took(pattern, method, text(size))
        if took > floor:
            took = min(took, *(_took(pattern, method, text(size)) for _again in range(2)))
            before = max(before, _took(pattern, method, text(size // 2)))
        if took > 3 * before + floor:
            return size
        before = took
    return None


def _took(pattern: re.Pattern[str], method: str, text: str) -> float:
    """Seconds of the processor."""
    work = getattr(pattern, method)
    begin = process_time()
    found = work("", text) if method in ("sub", "subn") else work(text)
    if method == "finditer":
        for _match in found:
            pass
    return process_time() - begin
