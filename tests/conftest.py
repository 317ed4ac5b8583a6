"""What holds for every test: nothing leaves this machine, files are in memory, and in CI nothing is left out."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.support.loopback import keep_near
from tests.support.memory import keep_in_memory

keep_in_memory()
keep_near()

pytest_plugins = ["pytester", "tests.support.databases", "tests.support.fixtures"]

NO_SKIPS = "TESTS_MAY_NOT_SKIP"
"""Set by `.ci/run`: a test that would be skipped (no browser, no PostgreSQL) fails there instead."""

JOURNEYS = Path(__file__).with_name("journeys")


def pytest_xdist_auto_num_workers() -> int:
    """For `-n auto`: half as many more as there are cores, since many tests wait for programs that they started."""
    return (os.cpu_count() or 1) * 3 // 2


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the long ones: at the end, all others would wait for the last of them. Journeys, whose people live in
    one office, keep the order in which they are written; all others come in another one each time.
    """
    items.sort(key=_place)


def _place(item: pytest.Item) -> tuple[bool, str, int]:
    short = item.get_closest_marker("long") is None
    if JOURNEYS not in item.path.parents:
        return short, "", 0
    file, line, _name = item.location
    return short, file, line or 0


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _fail_if_skipped(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _fail_if_skipped(report)
    return report


def _fail_if_skipped(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get(NO_SKIPS):
        report.outcome = "failed"
        report.longrepr = f"left out in CI: {report.longrepr}"
