"""Events that the browser sends: acts of a person as JSON, checked, and as the `IncomingMessage` that the bot reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, TypeAdapter

from bot.messages.incoming import (
    Attachment,
    ButtonPress,
    Contact,
    FrozenModel,
    IncomingMessage,
    Picture,
    Point,
)

MAX_TEXT = 5_000
"""Characters of one message."""
MAX_PHOTOS = 10

Text = Annotated[str, StringConstraints(max_length=MAX_TEXT, pattern=r"^[^\x00]*$")]
Id = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z-]{8,36}$")]
Chat = Annotated[str, StringConstraints(max_length=20)]
Ref = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,18}$")]


class ClientEvent(FrozenModel):
    """`id` is made by the browser; the same act sent again has the same."""

    id: Id
    chat: Chat

    def incoming(self, name: str) -> Sequence[IncomingMessage]:
        """The messages that the bot reads, by the person `name`."""
        raise NotImplementedError

    def body(self) -> dict[str, Any] | None:
        """The content of the person's own bubble; None where there is none."""
        raise NotImplementedError

    def _incoming(self, name: str, update: str = "", **what: Any) -> IncomingMessage:
        update = f"{self.chat}:{self.id}{update}"
        return IncomingMessage(
            channel="page", update=update, chat=self.chat, name=name, language="id", **what
        )


class SendText(ClientEvent):
    """`{"type": "say", "id": "…", "chat": "santri", "text": "/mulai"}`"""

    type: Literal["say"]
    text: Annotated[Text, StringConstraints(min_length=1)]

    def incoming(self, name: str) -> Sequence[IncomingMessage]:
        return [self._incoming(name, text=self.text)]

    def body(self) -> dict[str, Any]:
        return {"text": self.text}


class PressButton(ClientEvent):
    """`{"type": "press", "id": "…", "chat": "santri", "ref": "12", "data": "rsvp:3:yes"}`"""

    type: Literal["press"]
    ref: Ref
    data: Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[^\x00]*$")]
    photo: bool = False
    """Set by the channel, which knows the message."""

    def incoming(self, name: str) -> Sequence[IncomingMessage]:
        return [
            self._incoming(
                name, press=ButtonPress(data=self.data, ref=self.ref, id=self.id, photo=self.photo)
            )
        ]

    def body(self) -> None:
        return None


class SendPhotos(ClientEvent):
    """`{"type": "photos", "id": "…", "chat": "santri", "refs": ["7", "8"], "text": "Keripik"}`

    They were uploaded before.
    """

    type: Literal["photos"]
    refs: Annotated[list[Ref], Field(min_length=1, max_length=MAX_PHOTOS)]
    text: Text = ""

    def incoming(self, name: str) -> Sequence[IncomingMessage]:
        album = self.id if len(self.refs) > 1 else ""
        return [
            self._incoming(
                name,
                f":{number}",
                picture=Picture(ref=ref, album=album),
                text=self.text if number == 0 else "",
            )
            for number, ref in enumerate(self.refs)
        ]

    def body(self) -> dict[str, Any]:
        return {"text": self.text, "photos": [int(ref) for ref in self.refs]}


class SendFile(ClientEvent):
    """`{"type": "file", "id": "…", "chat": "santri", "name": "a.pdf", "mime": "application/pdf", "size": 9}`

    Only what the file is called: its content stays with the person.
    """

    type: Literal["file"]
    name: Annotated[str, StringConstraints(max_length=120, pattern=r"^[^\x00]*$")]
    mime: Annotated[str, StringConstraints(max_length=80, pattern=r"^[ -~]*$")] = ""
    size: Annotated[int, Field(ge=0, le=10**15)] = 0
    text: Text = ""

    def incoming(self, name: str) -> Sequence[IncomingMessage]:
        file = Attachment(ref="", name=self.name, mime=self.mime, size=self.size)
        return [self._incoming(name, attachment=file, text=self.text)]

    def body(self) -> dict[str, Any]:
        return {"text": self.text, "file": {"name": self.name, "size": self.size}}


class ShareContact(ClientEvent):
    """`{"type": "contact", "id": "…", "chat": "santri", "phone": "0812…"}`"""

    type: Literal["contact"]
    phone: Annotated[str, StringConstraints(pattern=r"^[-+0-9 ().]{3,32}$")]

    def incoming(self, name: str) -> Sequence[IncomingMessage]:
        return [self._incoming(name, contact=Contact(phone=self.phone, own=True))]

    def body(self) -> dict[str, Any]:
        return {"contact": self.phone}


class SharePlace(ClientEvent):
    """`{"type": "place", "id": "…", "chat": "santri", "latitude": -7.26, "longitude": 112.75}`"""

    type: Literal["place"]
    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]

    def incoming(self, name: str) -> Sequence[IncomingMessage]:
        return [self._incoming(name, point=Point(latitude=self.latitude, longitude=self.longitude))]

    def body(self) -> dict[str, Any]:
        return {"point": {"latitude": self.latitude, "longitude": self.longitude}}


class LoadOlder(FrozenModel):
    """`{"type": "older", "chat": "santri", "before": 120}`: the person scrolled up to the message 120."""

    type: Literal["older"]
    chat: Chat
    before: Annotated[int, Field(ge=1, lt=2**63)]


AnyEvent = SendText | PressButton | SendPhotos | SendFile | ShareContact | SharePlace | LoadOlder
client_events: TypeAdapter[AnyEvent] = TypeAdapter(Annotated[AnyEvent, Field(discriminator="type")])
