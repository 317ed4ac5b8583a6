"""The environment in which Alembic runs a migration."""

from __future__ import annotations

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Enum

from models.db.database import BigId, UtcTime
from models.registry import all_tables


def written(kind: str, value: object, _context: AutogenContext) -> str | Literal[False]:
    """The text of our own types in a script: as what they are in the database, so that it never changes."""
    if kind == "type" and isinstance(value, UtcTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and value is BigId:
        return 'sa.BigInteger().with_variant(sa.Integer(), "sqlite")'
    if kind == "type" and isinstance(value, Enum):
        return f"sa.String({value.length})"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=all_tables(),
    render_item=written,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
