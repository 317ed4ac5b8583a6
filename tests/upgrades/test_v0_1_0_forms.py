"""A form that was open when version 0.1.0 was left goes on where it was."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

import pytest

from bot.messages.incoming import Point
from models.drafts import DraftRow
from models.queue.inbox import InboxRow
from tests.upgrades.conftest import copied
from tests.upgrades.old import JSON_NAMES, SORRY, SQL, names
from tests.upgrades.town import Neighbour, OldTown

OPEN = """
    SELECT drafts.id, form, target, at, answers, paused, channel, chat FROM drafts
    JOIN addresses ON addresses.id = drafts.address_id ORDER BY form, target, chat
"""

Step = str | tuple[str, ...] | Point

ANSWERS: dict[str, tuple[Step, ...]] = {
    "=": (("ok",),),
    "at": ("besok 09.00",),
    "content": ("Isi yang baru.",),
    "labels": ("Setuju, Tidak setuju",),
    "legal": (("v", "not_yet"),),
    "name": ("Topi Santri",),
    "needs": (("v", "produksi"), ("d",)),
    "pesantren": ("lirboyo", ("v", "6")),
    "phone": ("081298765432",),
    "photos": (("d",),),
    "place": (Point(latitude=-7.25, longitude=112.75, name="Gedung Grahadi, Surabaya"),),
    "price": ("12rb",),
    "reached": ("45",),
    "region": ("gresik", ("v", "3525")),
    "stage": (("v", "scale_up"),),
    "text": ("Teks basa Jawa.",),
}
"""Field → what answers it."""


@dataclass(frozen=True)
class Left:
    """A draft, as the old database has it."""

    id: int
    form: str
    target: str
    at: str
    answers: str
    paused: bool
    channel: str
    chat: str

    def __str__(self) -> str:
        return f"{self.form}-{self.target or 'new'}-{self.at}-{self.chat}"

    def data(self, action: str) -> str:
        """A button of the question that was asked."""
        return f"~{self.id:x}:{self.at}:{action}:"

    @property
    def steps(self) -> tuple[Step, ...]:
        photos = json.loads(self.answers).get("photos")
        return (("s",),) if self.at == "photos" and not photos else ANSWERS[self.at]


def left() -> list[Left]:
    connection = sqlite3.connect(":memory:")
    connection.executescript(SQL.read_text(encoding="utf-8"))
    rows = connection.execute(OPEN).fetchall()
    connection.close()
    return [Left(*row) for row in rows]


ALL = pytest.mark.parametrize("draft", left(), ids=str)
SOME = pytest.mark.parametrize("draft", [one for one in left() if one.at in ("needs", "price")], ids=str)


def test_every_form_is_open_somewhere() -> None:
    assert {draft.form for draft in left()} == set(names(JSON_NAMES)["forms"])


@ALL
async def test_it_goes_on(draft: Left) -> None:
    async with copied("left", "sqlite") as town:
        await goes_on(town, draft)


@SOME
async def test_it_goes_on_after_the_move_to_postgresql(draft: Left) -> None:
    async with copied("left", "postgresql") as town:
        await goes_on(town, draft)


@ALL
async def test_it_is_given_up(draft: Left) -> None:
    async with copied("left", "sqlite") as town:
        one = await comes_back(town, draft)
        await one.presses_data(draft.data("x"), one.last.ref)
        assert await kept(town, draft) is None
        assert SORRY not in one.last.text


async def goes_on(town: OldTown, draft: Left) -> None:
    """The question is there again; answered, it makes room for the next, or all of it is saved."""
    one = await comes_back(town, draft)
    rows = [row for bubble in one.screen for row in bubble.message.rows]
    assert any(key.data.startswith(f"~{draft.id:x}:{draft.at}:") for row in rows for key in row)
    for step in draft.steps:
        await gives(one, step)
    now = await kept(town, draft)
    assert now is None or now.at != draft.at, one.last.text
    assert not [row for row in await town.rows(InboxRow, chat=draft.chat) if row.failure and row.id > 1000]
    assert SORRY not in one.last.text


async def comes_back(town: OldTown, draft: Left) -> Neighbour:
    """The person asks for the question that is open."""
    one = town.neighbour(draft.chat, channel=draft.channel)
    await one.presses_data(draft.data("c"), "1")
    return one


async def gives(one: Neighbour, step: Step) -> None:
    if isinstance(step, Point):
        await one.town.receive(one.incoming(point=step))
    else:
        await one.answers(step)


async def kept(town: OldTown, draft: Left) -> Any:
    rows = await town.rows(DraftRow, id=draft.id)
    return rows[0] if rows else None
