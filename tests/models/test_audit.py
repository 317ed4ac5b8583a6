"""The kinds of changes that the audit knows."""

from __future__ import annotations

from sqlalchemy import String

from models.audit import AuditAction, AuditRow, record
from models.db.database import Database

STORED = """
create event, change event, publish event, cancel event,
submit broadcast, approve broadcast, reject broadcast, schedule broadcast, take back broadcast,
call broadcast urgent, send broadcast, pause broadcast, continue broadcast, cancel broadcast, resend broadcast,
export broadcast, change role, give role, invite, redeem invitation, retry letter, drop letter
"""
"""A kind may be added; one that was ever stored is never renamed, since rows have it."""


def test_no_kind_that_was_ever_stored_is_lost() -> None:
    stored = {kind.strip() for kind in STORED.split(",")}
    assert stored <= set(AuditAction)


def test_every_kind_fits_its_column() -> None:
    kind = AuditRow.__table__.c.action.type
    assert isinstance(kind, String)
    assert max(map(len, AuditAction)) <= (kind.length or 0)


async def test_a_kind_is_stored_as_its_words(db: Database) -> None:
    async with db.write() as session:
        await record(session, None, AuditAction.PUBLISH_EVENT, "event:1")
    async with db.read() as session:
        row = await session.get_one(AuditRow, 1)
    assert (row.action, type(row.action)) == ("publish event", str)
