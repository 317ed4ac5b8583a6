"""Every name that is stored somewhere, or that settings, dashboards and scripts of others refer to.

Each is a line: its kind, a space, the name. `python -m tests.snapshot.names` adds new ones to `names.txt`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Enum

from bot.app import handler_modules
from bot.channels.registry import plugins, settings_class
from bot.dialog.router import Router
from bot.i18n.messages import LANGUAGES
from bot.messages.incoming import IncomingMessage
from bot.messages.outgoing import OutgoingMessage
from bot.messages.send_result import Priority
from bot.runtime.leases import FANOUT, LISTEN, SEND
from bot.settings.loader import keys
from models.audit import AuditAction
from models.broadcasts.audience import Audience
from models.db import pg_listener
from models.people import Affiliation, Role
from models.queue.outbox import OutboxState
from models.registry import all_tables
from models.topics import Topic
from tests.support.paths import ROOT

FILE = Path(__file__).with_name("names.txt")
METRICS = ROOT / "docs" / "metrics.md"

NOT_DECLARED: dict[str, Any] = {
    "people.role": Role,
    "people.belonging": Affiliation,
    "outbox.state": OutboxState,
    "outbox.priority": Priority,
}
"""Columns that hold members of an enum, though their type does not say so."""


def present() -> set[str]:
    """The names that this version has."""
    router = Router(handler_modules())
    return {*_of_handlers(router), *_of_tables(), *_of_channels(), *_of_messages(), *_others()}


def kept() -> set[str]:
    """The names that some version had."""
    return set(FILE.read_text(encoding="utf-8").splitlines())


def _of_handlers(router: Router) -> Iterator[str]:
    for name, handler in router.buttons.items():
        yield f"button {name}"
        yield f"button {name} takes {len(handler.types)}"
    for name, form in router.forms.items():
        yield f"form {name}"
        yield from (f"field {name}.{field}" for field in form.model_fields)
    yield from (f"link {prefix}" for prefix in router.links)
    yield from (f"command {name}" for name in router.by_name)
    yield from (f"keyword {said}" for said in router.keywords)
    yield from (f"file {name}" for name in router.files)
    yield from (f"job {job.name}" for job in router.jobs)


def _of_tables() -> Iterator[str]:
    for name, table in all_tables().tables.items():
        yield f"table {name}"
        for column in table.c:
            yield f"column {name}.{column.name}"
            if isinstance(column.type, Enum):
                yield from (f"value {name}.{column.name} {value}" for value in column.type.enums)
    for name, kind in NOT_DECLARED.items():
        yield from (f"value {name} {member.value}" for member in kind)


def _of_channels() -> Iterator[str]:
    for plugin in plugins():
        yield f"channel {plugin.name}"
        yield f"lease {SEND} {plugin.name}"
        yield f"lease {LISTEN} {plugin.name}"
    yield f"lease {FANOUT}"


def _of_messages() -> Iterator[str]:
    for what, model in (("incoming", IncomingMessage), ("outgoing", OutgoingMessage), ("audience", Audience)):
        yield from (f"{what} {field}" for field in model.model_fields)


def _others() -> Iterator[str]:
    yield from (f"setting {key}" for key in keys(settings_class()))
    yield from (f"audit {action.value}" for action in AuditAction)
    yield from (f"role {role.value}" for role in Role)
    yield from (f"topic {topic.value}" for topic in Topic)
    yield from (f"language {language}" for language in LANGUAGES)
    yield f"postgresql channel {pg_listener.CHANNEL}"
    yield from (f"metric {name}" for name in _metrics())


def _metrics() -> Iterator[str]:
    """The metrics of the document, which another test compares with those that are counted."""
    yield from re.findall(r"^\| `(santribot_\w+)` \|", METRICS.read_text(encoding="utf-8"), re.MULTILINE)


if __name__ == "__main__":
    FILE.write_text("".join(f"{name}\n" for name in sorted(kept() | present())), encoding="utf-8")
