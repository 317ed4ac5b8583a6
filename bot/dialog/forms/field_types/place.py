"""Places: shared from the app's map, a link to a map, or a name."""

from __future__ import annotations

from typing import Any

from bot.dialog.context import Chat
from bot.dialog.forms.field import Complete, Field, FieldType, ReadResult
from bot.dialog.parsing import place
from bot.dialog.parsing.errors import ParseError
from bot.dialog.parsing.text import clean
from bot.i18n.messages import TextLike, _
from bot.messages.incoming import IncomingMessage


class PlaceField(FieldType):
    """A name, a point on the map, or both: a point that is shared after the name is added to it."""

    echoes = True

    def parse(self, chat: Chat, field: Field, text: str) -> dict[str, Any]:
        return place.parse(text).model_dump(mode="json")

    async def read(self, chat: Chat, field: Field, incoming: IncomingMessage, value: Any) -> ReadResult:
        point = incoming.point
        if point is None:
            return await super().read(chat, field, incoming, value)
        name, address = clean(point.name) or (value or {}).get("name", ""), clean(point.address)
        if address and address not in name:
            name = f"{name}, {address}" if name else address
        try:
            found = place.Place(name=name[:120], latitude=point.latitude, longitude=point.longitude)
        except ValueError as error:
            raise ParseError(_("Titik itu tidak ada di peta. Kirim lokasinya sekali lagi, ya.")) from error
        return Complete(found.model_dump(mode="json"))

    async def show(self, chat: Chat, field: Field, value: Any) -> TextLike:
        found = place.Place.model_validate(value)
        return found.name or _("titik di peta")

    def asks_for(self) -> str:
        return "place"
