"""The errors of databases, for those who never see SQLAlchemy."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError as DatabaseError
from sqlalchemy.exc import SQLAlchemyError as AnyDatabaseError

__all__ = ["AnyDatabaseError", "DatabaseError"]
