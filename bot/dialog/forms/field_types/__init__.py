"""The types of fields: each reads an answer, offers choices as buttons, and shows the value."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Annotated, Any, get_args, get_origin

from bot.dialog.forms.annotations import unwrap
from bot.dialog.forms.field import FieldType
from bot.dialog.forms.field_types.choice import ChoiceField, ChoicesField, YesNoField
from bot.dialog.forms.field_types.date_time import DateTimeField
from bot.dialog.forms.field_types.lookup import LookupField
from bot.dialog.forms.field_types.numbers import MoneyField, NumberField
from bot.dialog.forms.field_types.photos import PhotosField
from bot.dialog.forms.field_types.place import PlaceField
from bot.dialog.forms.field_types.text import LinkField, LongTextField, PhoneField, TextField
from bot.dialog.parsing.place import Place as PlaceValue

LongText = Annotated[str, LongTextField()]
Link = Annotated[str, LinkField()]
Phone = Annotated[str, PhoneField()]
Rupiah = Annotated[int, MoneyField()]
Moment = Annotated[datetime, DateTimeField()]
Photos = Annotated[list[int], PhotosField()]
Place = Annotated[PlaceValue, PlaceField()]
FoundText = Annotated[str, LookupField()]
FoundId = Annotated[int, LookupField()]


def field_type_of(hint: Any) -> FieldType:
    """Return the field type of an annotation, or the default one of its Python type. Raises `TypeError`."""
    bare, extras = unwrap(hint)
    for extra in reversed(extras):
        if isinstance(extra, FieldType):
            return extra
    if bare is bool:
        return YesNoField()
    if bare is int:
        return NumberField()
    if bare is str:
        return TextField()
    if isinstance(bare, type) and issubclass(bare, Enum):
        return ChoiceField(bare)
    if get_origin(bare) is list and issubclass(get_args(bare)[0], Enum):
        return ChoicesField(get_args(bare)[0])
    raise TypeError(f"no field type for {hint}")
