"""The tables of broadcasts: the message, its texts and bodies in each language, and what people answered."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    ForeignKey,
    SmallInteger,
    String,
    Text,
    event,
    false,
    func,
    inspect,
)
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column

from models.broadcasts.audience import Audience
from models.db.database import Base, primary_key, utcnow
from models.db.enum_column import enum_column
from models.db.personal import NOT_PERSONAL, OwnedBy, PartOf, SignedBy
from models.topics import Topic

BROADCAST_PRIORITY = 2
"""`bot.messages.send_result.Priority.BROADCAST`."""


class BroadcastStatus(StrEnum):
    DRAFT = "draft"
    APPROVAL = "approval"
    """Waits for another organiser to agree."""
    SCHEDULED = "scheduled"
    """Goes out at `send_at`."""
    SENDING = "sending"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"
    STOPPED = "stopped"
    """The channel takes none of its messages; `reason` says why."""


WAITING = (BroadcastStatus.APPROVAL, BroadcastStatus.SCHEDULED)
"""States of a broadcast that left its author's hands and is not sent yet."""
UNSENT = (BroadcastStatus.DRAFT, *WAITING)
RUNNING = (BroadcastStatus.SENDING, BroadcastStatus.PAUSED)
ENDED = (BroadcastStatus.DONE, BroadcastStatus.CANCELLED, BroadcastStatus.STOPPED)

FALLBACK = "id"
"""The language whose body goes to those who read none of the others."""


class Broadcast(Base):
    __tablename__ = "broadcasts"
    __personal__ = (SignedBy("created_by"), SignedBy("approved_by"))

    id: Mapped[int] = primary_key()
    created_by: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    html: Mapped[str] = mapped_column(Text)
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("media.id", ondelete="SET NULL"), index=True)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("media.id", ondelete="SET NULL"), index=True)
    choices: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Labels of buttons whose presses are counted."""
    card: Mapped[str | None] = mapped_column(String(40))
    """The subject of a button under it: "product:12" or "event:5"."""
    topic: Mapped[Topic] = mapped_column(enum_column(Topic), default=Topic.ANNOUNCEMENT)
    urgent: Mapped[bool] = mapped_column(default=False)
    """Goes out in the quiet hours too."""
    audience: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """JSON of an `Audience`."""
    send_at: Mapped[datetime | None]
    """The moment to go out; null: as soon as it is sent."""
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    reason: Mapped[str | None] = mapped_column(Text)
    taken_to: Mapped[int] = mapped_column(BigInteger, default=0)
    """Recipients are taken in the order of their ids; people up to this one are in the outbox, or not meant."""
    take_until: Mapped[int | None] = mapped_column(BigInteger)
    """The last person that there was at the start; null before it, and `taken_to` reaches it at the end."""
    status: Mapped[BroadcastStatus] = mapped_column(
        enum_column(BroadcastStatus), default=BroadcastStatus.DRAFT
    )
    recipients: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    totals: Mapped[dict[str, int] | None] = mapped_column(JSON(none_as_null=True))
    """The number of its messages by `OutboxState`, once the results for each recipient are no longer kept."""
    revision: Mapped[int] = mapped_column(default=1)
    """Rises with each change of what goes out (`models.broadcasts.seal`)."""
    seal: Mapped[str | None] = mapped_column(String(64))
    """The seal of it as it left its author's hands, or was agreed to; null in a draft, and of earlier versions."""
    counted: Mapped[int | None]
    """Number of its recipients when it was last sent off, agreed to, or started; null before."""

    @hybrid_property
    def to_take(self) -> bool:
        """Return whether some recipients are not in the outbox yet."""
        return self.take_until is not None and self.taken_to < self.take_until

    @to_take.inplace.expression
    @classmethod
    def _to_take(cls) -> ColumnElement[bool]:
        return func.coalesce(cls.taken_to < cls.take_until, false())

    @property
    def meant_for(self) -> Audience:
        return Audience.model_validate(self.audience)


BOOKKEEPING = frozenset(
    {
        "id",
        "created_by",
        "approved_by",
        "reason",
        "taken_to",
        "take_until",
        "status",
        "recipients",
        "created_at",
        "started_at",
        "finished_at",
        "totals",
        "revision",
        "seal",
        "counted",
    }
)
"""Columns that nobody receives and that choose no recipients. All others are sealed, later ones too."""


def sealed_columns() -> list[str]:
    """The columns of a broadcast that its seal covers."""
    return [column.key for column in inspect(Broadcast).column_attrs if column.key not in BOOKKEEPING]


@event.listens_for(Broadcast, "before_update")
def _raise_revision(_mapper: object, _connection: object, broadcast: Broadcast) -> None:
    """Count a change that is made through the object; what statements change, `lifecycle` and `content` count."""
    attributes = inspect(broadcast).attrs
    if any(attributes[key].history.has_changes() for key in sealed_columns()):
        broadcast.revision += 1


class BroadcastText(Base):
    """The organiser's text for those who read another language than the broadcast's own."""

    __tablename__ = "broadcast_texts"
    __personal__ = (PartOf("broadcast_id", signed_by="created_by"),)

    broadcast_id: Mapped[int] = mapped_column(
        ForeignKey("broadcasts.id", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str] = mapped_column(String(5), primary_key=True)
    html: Mapped[str] = mapped_column(Text)


class BroadcastBody(Base):
    """The message as it is sent to those who read `language`: JSON of an `OutgoingMessage`, made at the start."""

    __tablename__ = "broadcast_bodies"
    __personal__ = NOT_PERSONAL

    broadcast_id: Mapped[int] = mapped_column(
        ForeignKey("broadcasts.id", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str] = mapped_column(String(5), primary_key=True)
    body: Mapped[str] = mapped_column(Text)


class BroadcastAnswer(Base):
    """A person's answer by the buttons under a broadcast; the last one counts."""

    __tablename__ = "broadcast_answers"
    __personal__ = (OwnedBy("person_id"),)

    broadcast_id: Mapped[int] = mapped_column(
        ForeignKey("broadcasts.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    choice: Mapped[int] = mapped_column(SmallInteger)
    """The position of the label in `Broadcast.choices`."""
    answered_at: Mapped[datetime] = mapped_column(default=utcnow)
