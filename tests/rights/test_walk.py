"""The table of rights is walked: each command, press, link, word, and step of a form is really sent by each kind of
person.

What is expected stands in docs/rights.md, so a right that changes in the code alone is noticed here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import pytest
from sqlalchemy import delete, update

from bot.dialog.context import Chat
from bot.dialog.rights_table import Entry, Kind, PersonKind, Right, entries
from bot.messages.incoming import ButtonPress, Contact, IncomingMessage
from models import drafts
from models.db.database import Database
from models.drafts import Draft, DraftRow
from models.people import Address, Person, Role
from tests.rights import writing
from tests.rights.answers import ANSWERS, TARGETS
from tests.rights.document import DOCUMENT, documented
from tests.rights.town import OWN, ROWS, WatchedTown
from tests.support.client import Someone

TABLE = documented()
OTHER = "other"
"""The organiser whose rows are those of others."""


@dataclass(frozen=True)
class Walker:
    """A kind of person on rows of one kind, and what the table says."""

    column: PersonKind
    role: Role | None
    owns: bool

    def allowed(self, entry: Entry) -> bool:
        right = entry.rights[list(PersonKind).index(self.column)]
        return right is Right.YES or right is (Right.OWN if self.owns else Right.OTHERS)


WALKERS = [
    Walker(PersonKind.STRANGER, None, False),
    Walker(PersonKind.MEMBER, Role.MEMBER, True),
    Walker(PersonKind.MEMBER, Role.MEMBER, False),
    Walker(PersonKind.ORGANISER_OWN, Role.ORGANISER, True),
    Walker(PersonKind.ORGANISER_OTHERS, Role.ORGANISER, False),
    Walker(PersonKind.ADMIN, Role.ADMIN, True),
    Walker(PersonKind.ADMIN, Role.ADMIN, False),
]


class Walk:
    """A town with one person of each role, and with rows of each kind of each of them."""

    def __init__(self, town: WatchedTown) -> None:
        self.town = town
        self.rows: dict[tuple[str, str], int] = {}
        """By the kind of row and the person whose it is."""
        self.addresses: dict[str, int] = {}

    async def opens(self) -> None:
        for who in (*Role, OTHER):
            await self.town.santri(who, who, Role.ORGANISER if who == OTHER else Role(who))
        async with self.town.db.write() as session:
            for number, who in enumerate((*Role, OTHER), 1):
                person = await session.get_one(Person, number)
                self.addresses[who] = number
                for kind, make in ROWS.items():
                    self.rows[kind, who] = await make(session, person)

    def someone(self, walker: Walker) -> Someone:
        return self.town.people[walker.role] if walker.role else self.town.someone("stranger", "Tamu")

    def row(self, walker: Walker, entry: Entry) -> int:
        return self.rows[entry.rows, walker.role if walker.owns and walker.role else OTHER]


@pytest.fixture
async def walk(sqlite: Database, regions: None) -> Walk:
    walk = Walk(WatchedTown(sqlite))
    await walk.opens()
    return walk


def test_the_document_is_what_the_code_declares() -> None:
    """`python -m tests.rights.writing` writes it anew."""
    assert DOCUMENT.read_text(encoding="utf-8") == writing.text()


async def test_everything_that_is_declared_is_in_the_table(walk: Walk) -> None:
    found = {(one.kind, one.name) for one in entries(walk.town.router)} - {
        (Kind.COMMAND, f"/{own.name}") for own in OWN
    }
    assert found == {(one.kind, one.name) for one in TABLE}
    assert len(TABLE) == len(found)


async def test_a_button_with_an_id_names_its_kind_of_row(walk: Walk) -> None:
    """Ids are looked up in one place, so that none can be forgotten. The one that is left the bot presses itself."""
    loose = set()
    for handler in walk.town.router.buttons.values():
        names = list(handler._signature.parameters)[1:]
        if handler.row is None and any(name == "id" or name.endswith("_id") for name in names):
            loose.add(handler.name)
    assert loose == {"broadcast_departure.go"}


async def test_the_table_is_walked(walk: Walk, record_property: Any) -> None:
    """Every pair of an entry and a kind of person, but for the steps of forms."""
    tried: dict[str, tuple[Entry, Walker]] = {}
    sent: list[IncomingMessage] = []
    for entry in TABLE:
        if entry.kind is not Kind.FORM:
            for walker in WALKERS:
                for message in _messages(walk, walker, entry):
                    tried[message.update] = entry, walker
                    sent.append(message)
    await walk.town.receive(*sent)
    holes = [
        (entry.kind, entry.name, walker)
        for number, (entry, walker) in tried.items()
        if ((number, entry.name) in walk.town.reached) != walker.allowed(entry)
    ]
    pairs = {(entry.kind, entry.name, walker) for entry, walker in tried.values()}
    record_property("pairs", len(pairs))
    print(
        f"{len(TABLE)} entries, {len(pairs)} pairs, {len(list(all_steps()))} steps of forms, {len(holes)} holes"
    )
    assert len(pairs) == len(WALKERS) * sum(entry.kind is not Kind.FORM for entry in TABLE)
    assert len(pairs) > 800
    assert holes == []


def _messages(walk: Walk, walker: Walker, entry: Entry) -> Iterator[IncomingMessage]:
    """One for each way in: a button is pressed, or its screen is opened by another function."""
    someone = walk.someone(walker)
    match entry.kind:
        case Kind.BUTTON:
            data = _data(walk, walker, entry)
            yield someone.incoming(press=ButtonPress(data=data, ref="m", id="p"))
            yield someone.incoming(text=f"/buka {data}")
        case Kind.LINK:
            yield someone.incoming(text=f"/ikut {entry.name}-x")
        case _:
            yield someone.incoming(text=entry.name)


def _data(walk: Walk, walker: Walker, entry: Entry) -> str:
    handler = walk.town.router.buttons[entry.name]
    values = [_value(kind) for kind in handler.types]
    if entry.rows:
        values[0] = str(walk.row(walker, entry))
    return ":".join([entry.name, *values])


def _value(kind: type) -> str:
    if issubclass(kind, Enum):
        return str(next(iter(kind)).value)
    return "0" if kind is int else "x"


async def test_a_press_that_is_not_ones_own_tells_nothing_about_its_values(walk: Walk) -> None:
    member, stranger = walk.town.people[Role.MEMBER], walk.town.someone("stranger", "Tamu")
    bad = ButtonPress(data="roles.give:abc:nothing", ref="m", id="p")
    await walk.town.receive(member.incoming(press=bad), stranger.incoming(press=bad))
    assert member.toasts == ["Maaf, ini hanya untuk admin."]
    assert "Setuju, lanjut" in stranger.last.labels


# Forms

FORMS = [entry for entry in TABLE if entry.kind is Kind.FORM]
STEPS = ("start", "answer", "press", "finish", "finish by a word")


@pytest.mark.parametrize("entry", FORMS, ids=lambda entry: entry.name)
async def test_each_step_of_a_form_is_walked(
    walk: Walk, entry: Entry, monkeypatch: pytest.MonkeyPatch, record_property: Any
) -> None:
    async def save(self: Any, chat: Chat) -> None:
        walk.town.reached.add((chat.incoming.update, "save"))

    monkeypatch.setattr(walk.town.router.forms[entry.name], "save", save)
    holes, pairs = [], 0
    for walker in WALKERS:
        for step in _steps(walker):
            let_through = await _tries(walk, walker, entry, step)
            pairs += 1
            if let_through != _expected(walker, entry, step):
                holes.append((entry.name, step, walker))
    record_property("pairs", pairs)
    assert holes == []


def _steps(walker: Walker) -> Sequence[str]:
    """A stranger has no draft, so there is nothing else to do than to start."""
    return STEPS if walker.role else STEPS[:1]


def _expected(walker: Walker, entry: Entry, step: str) -> bool:
    """Whose row it is, is checked when a form is started and when it is finished; the role at every step."""
    if step in ("answer", "press") and not walker.owns:
        owner = next(one for one in WALKERS if one.role is walker.role and one.owns)
        return owner.allowed(entry)
    return walker.allowed(entry)


async def _tries(walk: Walk, walker: Walker, entry: Entry, step: str) -> bool:
    """Return whether the step was let through."""
    town, someone = walk.town, walk.someone(walker)
    target = TARGETS.get(entry.name, "{row}").format(row=walk.row(walker, entry)) if entry.rows else ""
    async with town.db.write() as session:
        await session.execute(delete(DraftRow))
        if step != "start" and walker.role:
            await drafts.save(session, [_draft(walk, walker, entry, step, target)])
    message = someone.incoming(**_input(entry, step, target))
    await town.receive(message)
    left = await town.rows(DraftRow)
    match step:
        case "start":
            return [(row.form, row.target) for row in left] == [(entry.name, target)]
        case "answer":
            return bool(left)
        case "press":
            return "berhak" not in "".join(someone.toasts[-1:])
    return (message.update, "save") in town.reached


def _draft(walk: Walk, walker: Walker, entry: Entry, step: str, target: str) -> Draft:
    form = walk.town.router.forms[entry.name]
    first = next(iter(form.model_fields))
    at = "=" if step.startswith("finish") else first
    draft = Draft(walk.addresses[walker.role or ""], entry.name, target, walk.town.now, id=7, at=at)
    draft.answers = ANSWERS[entry.name] if at == "=" else {}
    return draft


def _input(entry: Entry, step: str, target: str) -> dict[str, Any]:
    match step:
        case "start":
            return {"text": f"/isi {entry.name} {target}"}
        case "answer":
            return {"contact": Contact(phone="081234567890", own=False)}
        case "press":
            return {"press": ButtonPress(data="~7:elsewhere:c:", ref="m", id="p")}
        case "finish":
            return {"press": ButtonPress(data="~7:=:ok:", ref="m", id="p")}
    return {"text": "ya"}


def all_steps() -> Iterator[tuple[Entry, Walker, str]]:
    for entry in FORMS:
        for walker in WALKERS:
            for step in _steps(walker):
                yield entry, walker, step


def test_every_form_has_answers_to_be_finished_with() -> None:
    assert {entry.name for entry in FORMS} == ANSWERS.keys()
    assert len(list(all_steps())) == len(FORMS) * (6 * len(STEPS) + 1)


# What happens between the start of a form and its finish


async def test_a_form_that_wakes_up_looks_at_the_role_first(walk: Walk) -> None:
    """An album is taken 1.5 s after its last photo, by a press of the bot itself, and this form has no summary."""
    organiser = walk.town.people[Role.ORGANISER]
    await organiser.says("/isi broadcast")
    for ref in ("a", "b"):
        await organiser.sends_photo(ref, album="1")
    async with walk.town.db.write() as session:
        await session.execute(update(Person).where(Person.name == Role.ORGANISER).values(role=Role.MEMBER))
    await walk.town.passes(seconds=2)
    assert "Siaran" not in organiser.last.text
    assert [row.form for row in await walk.town.rows(DraftRow)] == ["broadcast"]


async def test_what_was_open_is_not_shown_after_the_role_was_lost(walk: Walk) -> None:
    organiser = walk.town.people[Role.ORGANISER]
    await organiser.says("/isi event")
    await organiser.says("Temu Rahasia")
    async with walk.town.db.write() as session:
        await session.execute(update(Person).where(Person.name == Role.ORGANISER).values(role=Role.MEMBER))
    seen = len(organiser.screen)
    await organiser.says("Temu Rahasia, diubah", edited=True)
    await organiser.says("berhenti")
    assert len(organiser.screen) == seen
    await organiser.says("/acara")
    await organiser.says("lanjut")
    assert "dibatalkan" in organiser.last.text
    assert await walk.town.rows(DraftRow) == []


async def test_no_two_addresses_share_a_draft(walk: Walk) -> None:
    assert {row.id: row.chat for row in await walk.town.rows(Address)} == {
        number: chat for chat, number in walk.addresses.items()
    }
