"""What the database itself notes of every answer that is written, in the transaction that writes it.

The outbox forgets what has been sent, and people cannot tell an answer that was sent twice from a message that was
handled twice. The ledger can: it has one row for each row that ever was in the outbox.
"""

from __future__ import annotations

from collections import Counter

from sqlalchemy import text

from models.db.database import Database
from models.db.dialect import is_sqlite

_TABLE = "CREATE TABLE ledger (cause VARCHAR(80) NOT NULL)"
_NOTE = "INSERT INTO ledger (cause) VALUES (NEW.cause);"
_SQLITE = (_TABLE, f"CREATE TRIGGER note_answer AFTER INSERT ON outbox BEGIN {_NOTE} END")
_POSTGRESQL = (
    _TABLE,
    f"CREATE FUNCTION note_answer() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN {_NOTE} RETURN NULL; END$$",
    "CREATE TRIGGER note_answer AFTER INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION note_answer()",
)


async def keep_ledger(db: Database) -> None:
    """Begin to note answers."""
    async with db.write() as session:
        for statement in _SQLITE if is_sqlite(db) else _POSTGRESQL:
            await session.execute(text(statement))


async def answers(db: Database) -> Counter[str]:
    """How many answers each message brought forth, by its `IncomingMessage.trace_id`."""
    async with db.read() as session:
        rows = await session.execute(text("SELECT cause, count(*) AS answers FROM ledger GROUP BY cause"))
        return Counter({row.cause: row.answers for row in rows})
