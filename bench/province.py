"""A province in a database: people with all that they leave behind, in lifelike numbers, whatever their number.

Of each person there are about fifteen rows: a chat, products with photos, a part in the pillars with its figures,
answers to invitations, messages of broadcasts, open forms, and messages that were handled.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import JSON, ColumnElement, Insert, case, func, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bench.rows import Number, code, filled, mixed, numbers, pick, text
from bot.messages.send_result import Priority
from models.broadcasts.tables import Broadcast
from models.broadcasts.tables import BroadcastStatus as Sending
from models.db.database import Base, Database, UtcTime, utcnow
from models.db.dialect import is_sqlite
from models.drafts import DraftRow
from models.enrolments import Enrolment, Figure, MetricValue, Pillar
from models.enrolments import EnrolmentStatus as Taking
from models.events import Event, Rsvp, RsvpAnswer
from models.events import EventStatus as Showing
from models.media import Media, MediaRef
from models.people import Address, Affiliation, Consent, Person, Role
from models.pesantren import Pesantren
from models.products import Category, Product, ProductPhoto
from models.queue.inbox import InboxRow
from models.queue.outbox import OutboxRow, OutboxState
from models.regions import all_regions
from models.topics import Topic, TopicOptOut

FIRST_ID = 7_000_000
"""Person `n`, counted from 1, has this and `n` as their chat on Telegram."""

WEEKS = 104
"""For so long people have been coming, as many each week."""
LANGUAGES = ["id"] * 9 + ["jv"]
DRAFTS_OF = 20
"""One of so many people has a form open."""
EVENTS, ANSWERS = 200, 2
BROADCASTS, TO_EVERYBODY = 20, 17
"""The last ones, of which this one went to everybody and the others to one in twenty."""
PERMITS: Sequence[list[dict[str, str]]] = (
    [],
    [{"kind": "pirt", "number": "2123514010123-28"}],
    [{"kind": "nib", "number": "1234567890123"}],
)


def talkers(people: int, number: int) -> list[int]:
    """The chats of `number` people from all over the province who speak Indonesian and have no form open."""
    free = [n for n in range(1, people + 1) if n % DRAFTS_OF and n % len(LANGUAGES) != LANGUAGES.index("jv")]
    return [FIRST_ID + free[place * len(free) // number] for place in range(number)]


async def settle(db: Database, people: int) -> None:
    """Fill a database that has its tables, regions and pesantren, and nobody."""
    async with db.engine.execution_options(writes=True).connect() as connection:
        await _make_quick(connection, is_sqlite(db))
        pesantren = await connection.scalar(select(func.count()).select_from(Pesantren)) or 0
        for statement in Province(people, pesantren, utcnow()).statements():
            await connection.execute(statement)
            await connection.commit()
        await connection.invalidate()
    if not is_sqlite(db):
        await _settle_postgresql(db)


@dataclass
class Province:
    people: int
    pesantren: int
    now: datetime

    def __post_init__(self) -> None:
        self.n = numbers(self.people)
        self.weeks = [self.now - timedelta(weeks=ago, hours=1) for ago in range(WEEKS)]
        self.came = self._ago((self.people - self.n) * WEEKS // self.people)

    def _ago(self, weeks: Number) -> ColumnElement[datetime]:
        return pick(self.weeks, weeks, UtcTime())

    def statements(self) -> Iterator[Insert]:
        """Those whose rows others refer to come first."""
        yield self._people()
        yield from self._addresses()
        yield from self._products()
        yield from self._photos()
        for place, pillar in enumerate(Pillar):
            yield from self._pillar(len(Pillar) * self.n + place, mixed(self.n, 20 + place), pillar)
        yield from self._gatherings()
        yield from self._broadcasts()
        yield from self._messages()

    def _people(self) -> Insert:
        n = self.n
        role = case((n <= 3, Role.ADMIN), (n % 1000 == 0, Role.ORGANISER), else_=Role.MEMBER)
        columns = {
            "id": n,
            "name": text("Santri ", n),
            "language": pick(LANGUAGES, n),
            "role": role,
            "belonging": pick(list(Affiliation), mixed(n, 3)),
            "pesantren_id": 1 + mixed(n, 4) % self.pesantren,
            "region_code": pick([region.code for region in all_regions()], mixed(n, 5)),
            "phone": text("+628", 100_000_000 + n),
            "created_at": self.came,
            "registered_at": self.came,
            "stopped_at": case((n % 100 == 50, self.came)),
        }
        return filled(Person, columns)

    def _addresses(self) -> Iterator[Insert]:
        """One in fifty has blocked the bot; one in twenty is on the page too."""
        n, came = self.n, self.came
        gone = case((n % 50 == 25, came))
        theirs = {"person_id": n, "channel": "telegram", "chat": text("", FIRST_ID + n), "created_at": came}
        yield filled(Address, theirs | {"gone_at": gone})
        yield filled(Address, theirs | {"channel": "page", "chat": text("", n)}, n % 20 == 0)
        agreed = {"version": "1", "channel": "telegram", "language": "id", "given_at": came}
        yield filled(Consent, {"person_id": n} | agreed)
        yield filled(TopicOptOut, {"person_id": n, "topic": Topic.MARKET, "since": came}, n % 100 == 75)

    def _products(self) -> Iterator[Insert]:
        """Everybody has one, and every other person a second one; one in twenty was archived."""
        n = self.n
        yield filled(Product, self._product(n, self.came))
        later = self._ago((self.people - n) * WEEKS // 2 // self.people)
        second = self._product(self.people + n, later) | {"archived_at": case((n % 20 == 18, later))}
        yield filled(Product, second, n % 2 == 0)

    def _product(self, number: Number, at: ColumnElement[datetime]) -> dict[str, object]:
        return {
            "id": number,
            "owner_id": self.n,
            "name": text("Sambal ", number),
            "code": code(number),
            "category": pick(list(Category), mixed(number, 6)),
            "price": 1000 * (1 + mixed(number, 7) % 90),
            "unit": "botol",
            "capacity": 400,
            "description": "Pedas, dari cabai lokal, dibuat santri putri.",
            "flagship": number % 2 == 0,
            "permits": pick(PERMITS, mixed(number, 8), JSON()),
            "created_at": at,
            "updated_at": at,
        }

    def _photos(self) -> Iterator[Insert]:
        n, every_other = self.n, self.n % 2 == 0
        kept = {"digest": text("0" * 50, 10_000_000 + n), "size": 80_000, "owner_id": n}
        yield filled(Media, {"id": n, "mime": "image/jpeg", "created_at": self.came} | kept, every_other)
        ref = {"media_id": n, "channel": "telegram", "ref": text("AgACAgUAAxkBAAIBY2", n)}
        yield filled(MediaRef, ref, every_other)
        yield filled(ProductPhoto, {"product_id": n, "position": 0, "media_id": n}, every_other)

    def _pillar(self, number: Number, drawn: Number, pillar: Pillar) -> Iterator[Insert]:
        """Three in ten take part, one in ten of them withdrew; each has two figures, of this year and of last."""
        takes, withdrew = drawn % 10 < 3, mixed(self.n, 9) % 10 == 0
        left = case((withdrew, self.came))
        columns = {
            "id": number,
            "person_id": self.n,
            "pillar": pillar,
            "status": case((withdrew, Taking.WITHDRAWN), else_=Taking.ACTIVE),
            "details": literal({"turnover": 3_000_000, "employed": 2}, JSON()),
            "created_at": self.came,
            "withdrawn_at": left,
        }
        yield filled(Enrolment, columns, takes)
        for figure, most, unit in ((Figure.TURNOVER, 20, 1_000_000), (Figure.EMPLOYED, 8, 1)):
            value = unit * (1 + mixed(self.n, 10) % most)
            measure = {
                "enrolment_id": number,
                "pillar": pillar,
                "name": figure,
                "value": value,
                "at": self.came,
            }
            for until in (self.came, left):
                yield filled(MetricValue, measure | {"until": until}, takes)

    def _gatherings(self) -> Iterator[Insert]:
        """One person in three has answered two invitations."""
        n, event = self.n, numbers(EVENTS)
        starts = pick([self.now + timedelta(days=day, hours=3) for day in range(-90, 10)], event, UtcTime())
        told = {
            "title": text("Pelatihan ", event),
            "place_name": "Aula",
            "starts_at": starts,
            "ends_at": starts,
        }
        seats = {"seats": self.people, "taken": self.people // EVENTS, "status": Showing.PUBLISHED}
        yield filled(Event, {"id": event, "code": code(event)} | told | seats)
        answer = pick([RsvpAnswer.YES, RsvpAnswer.YES, RsvpAnswer.MAYBE, RsvpAnswer.NO], mixed(n, 11))
        for turn in range(ANSWERS):
            which = 1 + (mixed(n, 12) + 77 * turn) % EVENTS
            rsvp = {"event_id": which, "person_id": n, "answer": answer, "answered_at": self.came}
            yield filled(Rsvp, rsvp, n % 3 == 0)

    def _broadcasts(self) -> Iterator[Insert]:
        """Done, with how it went for each recipient."""
        number = numbers(BROADCASTS)
        at = self._ago(BROADCASTS - number)
        done = {"status": Sending.DONE, "started_at": at, "finished_at": at, "take_until": self.people}
        yield filled(
            Broadcast, {"id": number, "html": "Pendaftaran <b>dibuka</b>.", "taken_to": self.people} | done
        )
        for which in range(1, BROADCASTS + 1):
            every = 1 if which == TO_EVERYBODY else 20
            yield self._outbox(every, broadcast_id=which, priority=int(Priority.BROADCAST))
        later = {"send_after": self.now + timedelta(days=2), "body": '{"html":"Besok ada pelatihan."}'}
        yield self._outbox(
            100, state=OutboxState.WAITING, finished_at=None, priority=int(Priority.NOTICE), **later
        )

    def _outbox(self, every: int, **columns: object) -> Insert:
        person, went = (
            Person.id,
            pick([OutboxState.SENT] * 18 + [OutboxState.GONE, OutboxState.FAILED], mixed(Person.id, 13)),
        )
        rest = {"chat": text("", FIRST_ID + person), "language": "id", "state": went, "send_after": self.now}
        row = {"channel": "telegram", "person_id": person, "finished_at": self.now} | rest | columns
        return filled(OutboxRow, row, person % every == 0)

    def _messages(self) -> Iterator[Insert]:
        """What was handled lately, and forms that are open."""
        n, now = self.n, self.now
        handled = {"channel": "telegram", "update": text("", 500_000_000 + n), "chat": ""}
        yield filled(InboxRow, handled | {"arrived_at": now, "handled_at": now}, n % 2 == 0)
        answers = literal({"name": "Keripik Tempe", "category": "makanan", "price": 15_000}, JSON())
        empty = dict.fromkeys(("target", "afterwards", "album"), "")
        flags = dict.fromkeys(("one_field", "album_over", "paused"), False)
        draft = {
            "id": Address.id,
            "address_id": Address.id,
            "form": "product",
            "answers": answers,
            "at": "unit",
        }
        open_ = Address.channel == "telegram", Address.person_id % DRAFTS_OF == 0
        yield filled(DraftRow, draft | empty | flags | {"updated_at": now}, *open_)


async def _make_quick(connection: AsyncConnection, sqlite: bool) -> None:
    """What is referred to is there: nobody has to look for each row. Such a connection is good for nothing else."""
    await connection.exec_driver_sql(
        "PRAGMA cache_size=-400000" if sqlite else "SET session_replication_role=replica"
    )
    await connection.commit()


async def _settle_postgresql(db: Database) -> None:
    """Numbers go on after those that were given; and what the server does by itself within a minute is done now."""
    ids = [t.name for t in Base.metadata.sorted_tables if t.autoincrement_column is not None]
    async with db.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        for table in ids:
            sequence = f"pg_get_serial_sequence('{table}', 'id')"
            await connection.exec_driver_sql(
                f"SELECT setval({sequence}, max(id)) FROM {table} HAVING max(id) > 0"
            )
        await connection.exec_driver_sql("VACUUM ANALYZE")
        await connection.exec_driver_sql("CHECKPOINT")
