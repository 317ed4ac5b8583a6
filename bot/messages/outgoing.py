"""What is sent: one message, rendered in the person's language, that every channel can show in its own way."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from bot.messages.incoming import FrozenModel, Point


class InlineButton(FrozenModel):
    """A button under a message. One of `data` (pressed), `url` (opened), `ask` ("contact" or "place") is set."""

    label: str
    data: str = ""
    url: str = ""
    ask: str = ""


class MenuCommand(FrozenModel):
    """A line of the command menu."""

    name: str
    about: str


class OutgoingMessage(BaseModel):
    """One message. `html` has only the tags named in `bot.i18n.messages`, with everything else escaped."""

    model_config = ConfigDict(extra="forbid")

    html: str = ""
    rows: list[list[InlineButton]] = []
    photos: list[int] = []
    """Ids in `models.media`; the first carries the text and the buttons."""
    point: Point | None = None
    file: int | None = None
    """A document: an id in `models.media`."""
    changes: str = ""
    """The message to change instead of sending a new one."""
    changes_photo: bool = False
    """That message is a photo with a caption."""
    changes_only: bool = False
    """Nothing is sent where that message cannot be changed any more."""
    answers: str = ""
    """The press that this answers (`ButtonPress.id`)."""
    toast: str = ""
    """A short line that answers a press without a message; plain text, at most 200 characters."""
    menu: list[MenuCommand] | None = None
    """Sets the chat's command menu; nothing is shown."""
    broadcast: bool = False
    """One of many alike; some channels send those on other terms."""
    stops_asking: bool = False
    """Takes away the button that asked for a contact or a place, where it stands apart from its message."""

    @property
    def silent(self) -> bool:
        """There is nothing to show as a message: only something to answer, to set or to take away."""
        return not (self.html or self.photos or self.point or self.file)
