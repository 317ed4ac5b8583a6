"""Areas of code that are mutated, and which tests are to notice it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.support.paths import ROOT


@dataclass(frozen=True)
class Area:
    """Modules, as patterns of paths, and the folders or files of tests for them."""

    name: str
    modules: Sequence[str]
    tests: Sequence[str]

    def paths(self) -> list[Path]:
        """The modules, relative to the project, in order."""
        found = {path for pattern in self.modules for path in ROOT.glob(pattern)}
        return sorted(path.relative_to(ROOT) for path in found if path.name != "__init__.py")

    def nearest_tests(self, module: Path) -> list[str]:
        """The test files that have the module's name, else all of the area's tests."""
        found = {
            str(path.relative_to(ROOT)) for path in self._test_files() if self._is_named_after(path, module)
        }
        return sorted(found) or list(self.tests)

    def _test_files(self) -> Iterator[Path]:
        for name in self.tests:
            path = ROOT / name
            yield from path.rglob("test_*.py") if path.is_dir() else [path]

    def _is_named_after(self, test: Path, module: Path) -> bool:
        return test.stem.startswith(f"test_{module.stem.removesuffix('s')}")


AREAS = (
    Area(
        "queue",
        ["bot/queue/*.py", "models/queue/*.py"],
        ["tests/queue", "tests/models/queue", "tests/delivery"],
    ),
    Area("delivery", ["bot/delivery/*.py"], ["tests/delivery"]),
    Area(
        "rights",
        ["models/roles.py", "models/invitations.py", "handlers/people/*.py", "bot/dialog/router.py"],
        ["tests/handlers/people", "tests/models/test_invitations.py", "tests/handlers/test_rights.py"],
    ),
    Area("forms", ["bot/dialog/forms/**/*.py"], ["tests/dialog", "tests/handlers/products"]),
    Area("parsing", ["bot/dialog/parsing/**/*.py"], ["tests/dialog/parsing"]),
    Area(
        "broadcasts",
        ["models/broadcasts/*.py"],
        ["tests/models/broadcasts", "tests/handlers/broadcasts", "tests/delivery"],
    ),
    Area("events", ["models/events.py"], ["tests/models/test_events.py", "tests/handlers/events"]),
)
