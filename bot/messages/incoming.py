"""Incoming messages, in the same form from every channel. Saved as JSON in the inbox before they are acknowledged."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints


class FrozenModel(BaseModel):
    """A model that cannot be changed and refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", cache_strings="keys")


class ButtonPress(FrozenModel):
    """A press of a button. `ref` is the message with the button, `id` the channel's id of the press, for the answer."""

    data: str
    ref: str = ""
    id: str = ""
    photo: bool = False
    """The message is a photo with a caption, so it cannot be changed into plain text."""


class Picture(FrozenModel):
    """A photo. `ref` is the channel's reference to it."""

    ref: str
    album: str = ""
    """Id of the album, the same for all photos that were sent together; empty for a single photo."""


class Attachment(FrozenModel):
    """A file that is not a photo. `ref` is the channel's reference to it, `size` is in bytes."""

    ref: str
    name: str = ""
    mime: str = ""
    size: int = 0


class Contact(FrozenModel):
    """A contact card. `own` is True only where the channel confirms that it is the sender's own number."""

    phone: str
    own: bool = False


class Point(FrozenModel):
    """A place on the map, in degrees (WGS 84)."""

    latitude: float
    longitude: float
    name: str = ""
    address: str = ""


DELAYED_PREFIX = "later-"
"""Prefix of `IncomingMessage.update` for a delayed press, which the bot does by itself."""


class IncomingMessage(FrozenModel):
    """One action of a person in a chat: a text, a photo, a press, ..."""

    channel: str
    update: Annotated[str, StringConstraints(max_length=64)]
    """The channel's id of this event; a repeated event has the same id."""
    chat: Annotated[str, StringConstraints(max_length=64)]
    text: str = ""
    """The typed text without formatting; the caption of a photo or a file."""
    rich: str = ""
    """The text as safe HTML; empty where the person used no formatting."""
    press: ButtonPress | None = None
    picture: Picture | None = None
    attachment: Attachment | None = None
    contact: Contact | None = None
    point: Point | None = None
    edited: bool = False
    """True for a change of an earlier message, which is no new answer."""
    group: bool = False
    """True for a message in a group or a channel, which the bot does not serve."""
    left: bool | None = None
    """True where the person has blocked the bot, False where they have unblocked it, else None."""
    name: str = ""
    """The person's own name on the channel."""
    language: str = ""
    """The language of the person's app, as a two-letter code."""
    unsupported: bool = False
    """True for a sticker, a voice message, a poll and other kinds that the bot cannot use."""
    too_fast: bool = False
    """True for the first message of a flood: its content was let go, as will be that of others (`emptied`)."""
    sent_at: Annotated[int, Field(exclude=True)] = 0
    """Time when it was sent, in whole seconds since 1970, as the channel tells; 0 where it does not. Not stored."""

    @cached_property
    def as_json(self) -> str:
        """The message as it is stored in the inbox."""
        return self.model_dump_json(exclude_defaults=True)

    def emptied(self) -> IncomingMessage:
        """The message without its content, in the place of one that came too fast to be read."""
        return IncomingMessage(
            channel=self.channel,
            update=self.update,
            chat=self.chat,
            group=self.group,
            name=self.name,
            language=self.language,
            too_fast=True,
        )

    @property
    def is_delayed(self) -> bool:
        """True for a delayed press, which the bot does by itself."""
        return self.update.startswith(DELAYED_PREFIX)

    @property
    def trace_id(self) -> str:
        """The name of this message in logs, through all its stages: "telegram:123456"."""
        return f"{self.channel}:{self.update}"
