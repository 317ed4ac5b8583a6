"""The kinds of answers: how each is understood, offered as buttons, and shown."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Annotated, Any, get_args, get_origin

from bot.forms.ask import unwrapped
from bot.forms.kinds.base import Answer, Kind, More, Offer
from bot.forms.kinds.choice import ChoiceKind, ChoicesKind, YesNoKind
from bot.forms.kinds.lookup import LookupKind
from bot.forms.kinds.numbers import RupiahKind, WholeKind
from bot.forms.kinds.photos import PhotosKind
from bot.forms.kinds.places import PlaceKind
from bot.forms.kinds.texts import LinkKind, LongTextKind, PhoneKind, TextKind
from bot.forms.kinds.times import MomentKind
from bot.reading.place import Place as PlaceValue

LongText = Annotated[str, LongTextKind()]
Link = Annotated[str, LinkKind()]
Phone = Annotated[str, PhoneKind()]
Rupiah = Annotated[int, RupiahKind()]
Moment = Annotated[datetime, MomentKind()]
Photos = Annotated[list[int], PhotosKind()]
Place = Annotated[PlaceValue, PlaceKind()]
FoundText = Annotated[str, LookupKind()]
FoundId = Annotated[int, LookupKind()]

__all__ = [
    "Answer",
    "FoundId",
    "FoundText",
    "Kind",
    "Link",
    "LongText",
    "Moment",
    "More",
    "Offer",
    "Phone",
    "Photos",
    "Place",
    "Rupiah",
]


def kind_of(hint: Any) -> Kind:
    """The kind that a field's annotation names, or the usual one of its type."""
    bare, extras = unwrapped(hint)
    for extra in reversed(extras):
        if isinstance(extra, Kind):
            return extra
    if bare is bool:
        return YesNoKind()
    if bare is int:
        return WholeKind()
    if bare is str:
        return TextKind()
    if isinstance(bare, type) and issubclass(bare, Enum):
        return ChoiceKind(bare)
    if get_origin(bare) is list and issubclass(get_args(bare)[0], Enum):
        return ChoicesKind(get_args(bare)[0])
    raise TypeError(f"no kind of question answers {hint}")
