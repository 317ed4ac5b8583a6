"""Alembic's settings. `python -m models.migrations "add x"` writes the next migration."""

from __future__ import annotations

from alembic.config import Config
from sqlalchemy import Connection


def configuration(connection: Connection) -> Config:
    """Settings for one open connection, whose transaction is the caller's."""
    config = Config()
    config.set_main_option("script_location", "models:migrations")
    config.attributes["connection"] = connection
    return config
