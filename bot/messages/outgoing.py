"""Outgoing messages, rendered in the person's language. Every channel shows them in its own way."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from bot.messages.incoming import FrozenModel, Point


class InlineButton(FrozenModel):
    """A button under a message. One is set of `data` (for a press), `url` (a link) and `ask` ("contact" or "place")."""

    label: str
    data: str = ""
    url: str = ""
    ask: str = ""


class MenuCommand(FrozenModel):
    """An entry of the command menu."""

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
    """Reference to the message that is changed; empty for a new message."""
    changes_photo: bool = False
    """True where the message that is changed is a photo with a caption."""
    changes_only: bool = False
    """Send nothing where the message cannot be changed any more; else a new one is sent."""
    answers: str = ""
    """`ButtonPress.id` of the press that this answers; empty where there is none."""
    toast: str = ""
    """A short line that answers a press without a message; plain text, at most 200 characters."""
    menu: list[MenuCommand] | None = None
    """New command menu of the chat; None leaves it as it is."""
    broadcast: bool = False
    """True for a message of a broadcast, which some channels send on other terms."""
    stops_asking: bool = False
    """Remove the button that asked for a contact or a place, on channels where it is not part of a message."""

    @property
    def silent(self) -> bool:
        """True where nothing is shown as a message: it only answers a press, sets a menu or removes a button."""
        return not (self.html or self.photos or self.point or self.file)
