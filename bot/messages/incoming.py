"""What arrives: the same shape from every channel. Saved as JSON in the inbox before it is acknowledged."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints


class FrozenModel(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", cache_strings="keys")


class ButtonPress(FrozenModel):
    """A button was pressed. `ref` is the message that it stands under, `id` what the channel wants answered."""

    data: str
    ref: str = ""
    id: str = ""
    photo: bool = False
    """The message is a photo with a caption, so it cannot be changed into plain text."""


class Picture(FrozenModel):
    """A photo, already checked by its content. `ref` is how its channel finds it again."""

    ref: str
    album: str = ""
    """The same for all photos that were sent together."""


class Attachment(FrozenModel):
    """A file that is not a photo. `size` in bytes."""

    ref: str
    name: str = ""
    mime: str = ""
    size: int = 0


class Contact(FrozenModel):
    """A contact card; `own` only where the channel vouches that it is the sender's own number."""

    phone: str
    own: bool = False


class Point(FrozenModel):
    """A place on the map, in degrees (WGS 84)."""

    latitude: float
    longitude: float
    name: str = ""
    address: str = ""


DELAYED = "later-"
"""The update of a press that the bot does by itself begins so."""


class IncomingMessage(FrozenModel):
    """One thing that a person did in one chat."""

    channel: str
    update: Annotated[str, StringConstraints(max_length=64)]
    """The channel's own id of this event: the same event twice has the same id."""
    chat: Annotated[str, StringConstraints(max_length=64)]
    text: str = ""
    """What was typed, as plain text; the caption where there is a photo or a file."""
    rich: str = ""
    """The same as safe HTML, where the person used formatting."""
    press: ButtonPress | None = None
    picture: Picture | None = None
    attachment: Attachment | None = None
    contact: Contact | None = None
    point: Point | None = None
    edited: bool = False
    """The person changed an earlier message; it is not a new answer."""
    group: bool = False
    """Said in a group or a channel, where the bot has no business."""
    left: bool | None = None
    """True: the person blocked the bot. False: unblocked it. None: neither."""
    name: str = ""
    """What the person calls themself on the channel."""
    language: str = ""
    """The language of the person's app, as a two-letter code."""
    unsupported: bool = False
    """A sticker, a voice message, a poll: something no question is answered with."""

    @cached_property
    def as_json(self) -> str:
        return self.model_dump_json(exclude_defaults=True)

    @property
    def by_itself(self) -> bool:
        """Nobody did this: the bot pressed a button when its time had come."""
        return self.update.startswith(DELAYED)

    @property
    def trace_id(self) -> str:
        """What logs call this message, through all its stages: "telegram:123456"."""
        return f"{self.channel}:{self.update}"
