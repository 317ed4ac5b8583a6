"""Errors of pydantic as one kind sentence that says what a right answer would be."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from bot.dialog.forms.field import Field
from bot.dialog.parsing.errors import ParseError
from bot.i18n.messages import Translatable, _


def validate(field: Field, value: Any) -> Any:
    """Return `value` as JSON if the field's constraints allow it. Raises `ParseError`."""
    try:
        return field.adapter.dump_python(field.adapter.validate_python(value), mode="json")
    except ValidationError as error:
        raise ParseError(_sentence(error)) from error


def _sentence(error: ValidationError) -> Translatable:
    first = error.errors(include_url=False, include_input=False)[0]
    limits = first.get("ctx", {})
    match first["type"]:
        case "string_too_short":
            return _("Terlalu pendek. Tulis paling sedikit {n} huruf, ya.", n=limits["min_length"])
        case "string_too_long":
            return _("Terlalu panjang. Tulis paling banyak {n} huruf, ya.", n=limits["max_length"])
        case "greater_than_equal" | "greater_than":
            return _("Terlalu kecil. Paling sedikit {n}, ya.", n=limits.get("ge", limits.get("gt")))
        case "less_than_equal" | "less_than":
            return _("Terlalu besar. Paling banyak {n}, ya.", n=limits.get("le", limits.get("lt")))
        case _:
            return _("Jawaban itu belum bisa saya pakai. Coba tulis dengan cara lain, ya.")
