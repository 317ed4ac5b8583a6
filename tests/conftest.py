"""What holds for every test: nothing leaves this machine, and in CI nothing is left out."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

from tests.loopback import keep_near

keep_near()

pytest_plugins = ["pytester", "tests.databases", "tests.towns"]

NO_SKIPS = "TESTS_MAY_NOT_SKIP"
"""Set by `.ci/run`: a test that would be skipped (no browser, no PostgreSQL) fails there instead."""


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
