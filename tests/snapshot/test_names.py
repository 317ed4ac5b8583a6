"""A stored name may be added, and never lost: it is in chats, drafts, tables, settings and dashboards of others."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tests.snapshot.names import kept, present
from tests.upgrades.old import JSON_NAMES


def test_no_name_is_lost() -> None:
    assert kept() - present() == set()


def test_a_new_name_is_written_down() -> None:
    """`python -m tests.snapshot.names` does it."""
    assert present() - kept() == set()


def test_all_names_of_the_first_version_are_written_down() -> None:
    assert set(_of_0_1_0()) - kept() == set()


def _of_0_1_0() -> Iterator[str]:
    names = json.loads(JSON_NAMES.read_text(encoding="utf-8"))
    for name, button in names["buttons"].items():
        yield f"button {name}"
        yield f"button {name} takes {len(button['types'])}"
    for name, fields in names["forms"].items():
        yield f"form {name}"
        yield from (f"field {name}.{field}" for field in fields)
    for command in names["commands"].values():
        yield from (f"command {name}" for name in command["names"])
    for column, values in names["values"].items():
        yield from (f"value {column} {value}" for value in values)
    for name, columns in names["tables"].items():
        yield f"table {name}"
        yield from (f"column {name}.{column}" for column in columns)
    for kind, line in PLAIN.items():
        yield from (f"{line} {name}" for name in names[kind])


PLAIN = {
    "deep_links": "link",
    "words": "keyword",
    "roles": "role",
    "channels": "channel",
    "languages": "language",
    "settings": "setting",
    "leases": "lease",
    "audit_kinds": "audit",
    "media_makers": "file",
    "topics": "topic",
    "notify_channels": "postgresql channel",
    "incoming": "incoming",
    "outgoing": "outgoing",
    "audience": "audience",
}
