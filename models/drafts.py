"""Forms that somebody is filling in: kept after every answer."""

from __future__ import annotations

from datetime import datetime
from secrets import randbits
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.database import Base, BigId, utcnow


class Draft(Base):
    """The answers so far of one form in one chat."""

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("address_id", "form", "target"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    """Drawn by lot, so that buttons can carry it before the row is written."""
    address_id: Mapped[int] = mapped_column(ForeignKey("addresses.id", ondelete="CASCADE"))
    form: Mapped[str] = mapped_column(String(40))
    target: Mapped[str] = mapped_column(String(40), default="")
    """What is being changed by the form; empty where something new is being made."""
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """Field name → answer as JSON; null where the question was left out."""
    at: Mapped[str] = mapped_column(String(40), default="")
    """The field being asked, or one of the screens of `bot.forms`."""
    one_field: Mapped[bool] = mapped_column(default=False)
    """Only this field is being changed; the summary comes after it."""
    afterwards: Mapped[str] = mapped_column(String(64), default="")
    """A button that is pressed for the person when the form is saved."""
    album: Mapped[str] = mapped_column(String(64), default="")
    """The album whose photos are arriving; they are answered together."""
    album_over: Mapped[bool] = mapped_column(default=False)
    """It has more photos than the question takes."""
    paused: Mapped[bool] = mapped_column(default=False)
    """The person turned to something else; the form is offered again."""
    updated_at: Mapped[datetime] = mapped_column(default=utcnow)


def begun(address_id: int, form: str, target: str, afterwards: str, now: datetime) -> Draft:
    """A form that was just opened, with nothing answered."""
    return Draft(
        id=randbits(47),
        address_id=address_id,
        form=form,
        target=target,
        answers={},
        at="",
        one_field=False,
        afterwards=afterwards,
        album="",
        album_over=False,
        paused=False,
        updated_at=now,
    )
