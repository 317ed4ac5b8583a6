"""The history of the tables, as Alembic scripts. `python -m models.migrations "add x"` writes the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection

if TYPE_CHECKING:
    from alembic.config import Config


def configuration(connection: Connection) -> Config:
    """Alembic's settings for one open connection, whose transaction is the caller's."""
    from alembic.config import Config  # slow to load, and most starts have nothing to migrate

    config = Config()
    config.set_main_option("script_location", "models:migrations")
    config.attributes["connection"] = connection
    return config
