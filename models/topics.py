"""Topics of broadcasts, and the topics that a person switched off."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.db.database import Base, utcnow
from models.db.enum_column import enum_column
from models.db.personal import OwnedBy


class Topic(StrEnum):
    ANNOUNCEMENT = "pengumuman"
    EVENT = "acara"
    TRAINING = "pelatihan"
    MARKET = "pasar"


class TopicOptOut(Base):
    """One topic that a person switched off. Who stopped everything has `Person.stopped_at`."""

    __tablename__ = "silences"
    __personal__ = (OwnedBy("person_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    topic: Mapped[Topic] = mapped_column(enum_column(Topic), primary_key=True)
    since: Mapped[datetime] = mapped_column(default=utcnow)
