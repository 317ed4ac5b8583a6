"""A place: shared from the app's map, a link to a map, or a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.forms.ask import Field
from bot.forms.kinds.base import Answer, Kind, Reading
from bot.incoming import Incoming
from bot.reading import place
from bot.reading.unclear import Unclear
from bot.words import Speech, _

if TYPE_CHECKING:
    from bot.chat import Chat


class PlaceKind(Kind):
    """A name, a point on the map, or both: a point that is shared after the name joins it."""

    echoes = True

    def parse(self, chat: Chat, field: Field, text: str) -> dict[str, Any]:
        return place.read(text).model_dump(mode="json")

    async def read(self, chat: Chat, field: Field, incoming: Incoming, value: Any) -> Reading:
        point = incoming.point
        if point is None:
            return await super().read(chat, field, incoming, value)
        name = point.name or (value or {}).get("name", "")
        if point.address and point.address not in name:
            name = f"{name}, {point.address}" if name else point.address
        try:
            found = place.Place(name=name[:120], latitude=point.latitude, longitude=point.longitude)
        except ValueError as error:
            raise Unclear(_("Titik itu tidak ada di peta. Kirim lokasinya sekali lagi, ya.")) from error
        return Answer(found.model_dump(mode="json"))

    async def show(self, chat: Chat, field: Field, value: Any) -> Speech:
        found = place.Place.model_validate(value)
        return found.name or _("titik di peta")

    def ask_key(self) -> str:
        return "place"
