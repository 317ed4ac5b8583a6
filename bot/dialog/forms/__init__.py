"""Forms: a pydantic model whose fields are questions. The engine asks them, one at a time, in any channel."""

from bot.dialog.forms.declaration import Ask, Form
from bot.dialog.forms.field_types import FieldType

__all__ = ["Ask", "FieldType", "Form"]
