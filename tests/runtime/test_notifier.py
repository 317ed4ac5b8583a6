"""Who is called when a table has new rows."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.runtime.notifier import Notifier


@pytest.mark.parametrize(
    ("table", "called"),
    [("inbox", {"inbox"}), ("outbox", {"outbox"}), ("", {"inbox", "outbox"}), ("media", set())],
)
def test_those_who_listen_to_a_table_are_called(table: str, called: set[str]) -> None:
    notifier, calls = Notifier(), Counter[str]()
    with (
        notifier.listening("inbox", lambda: calls.update(["inbox"])),
        notifier.listening("outbox", lambda: calls.update(["outbox"])),
    ):
        notifier.notify(table)
    assert calls == dict.fromkeys(called, 1)


def test_every_listener_is_called_until_it_has_left() -> None:
    notifier, calls = Notifier(), Counter[str]()
    with notifier.listening("outbox", lambda: calls.update(["one"])):
        with notifier.listening("outbox", lambda: calls.update(["other"])):
            notifier.notify("outbox")
        notifier.notify("outbox")
    notifier.notify("outbox")
    assert calls == {"one": 2, "other": 1}
