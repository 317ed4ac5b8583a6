"""What broadcasts are about, and what a person does not want to hear of."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.choices import one_of
from models.database import Base, utcnow


class Topic(StrEnum):
    ANNOUNCEMENT = "pengumuman"
    EVENT = "acara"
    TRAINING = "pelatihan"
    MARKET = "pasar"


class Silence(Base):
    """One topic that a person switched off. Who stopped everything has `Person.stopped_at`."""

    __tablename__ = "silences"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    topic: Mapped[Topic] = mapped_column(one_of(Topic), primary_key=True)
    since: Mapped[datetime] = mapped_column(default=utcnow)
