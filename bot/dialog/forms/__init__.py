"""Forms: a pydantic model whose fields are questions. The engine asks them, one at a time, in any channel."""

from bot.dialog.forms.declaration import Form
from bot.dialog.forms.field import FieldType
from bot.dialog.forms.lifecycle import start_form
from bot.dialog.forms.question import Ask

__all__ = ["Ask", "FieldType", "Form", "start_form"]
