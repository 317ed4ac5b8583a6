"""Progress of a long command, for eyes and for logs."""

from __future__ import annotations

import io
import sys

import pytest

from bot.cli import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def tell() -> None:
    with progress.show_progress() as show:
        for done in (0, 500, 1000):
            show("people", done, 1000)
        show("events", 0, 0)


def test_a_terminal_shows_a_bar_for_whatever_there_is_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    monkeypatch.setenv("TERM", "xterm")
    tell()
    assert "1000/1000" in terminal.getvalue()
    assert "events" not in terminal.getvalue()


def test_a_log_gets_a_line_for_what_is_finished(capsys: pytest.CaptureFixture[str]) -> None:
    tell()
    assert capsys.readouterr().err == "people: 1000\n"


def test_columns_are_as_wide_as_what_is_in_them(capsys: pytest.CaptureFixture[str]) -> None:
    progress.table([("table", "rows"), ("people", "3")])
    assert capsys.readouterr().out == "table   rows\npeople  3\n"
