"""Forms: a pydantic model whose fields are questions. The engine asks them, one at a time, in any channel."""

from bot.forms.ask import Ask, Form
from bot.forms.kinds import Kind

__all__ = ["Ask", "Form", "Kind"]
