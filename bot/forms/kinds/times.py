"""A moment: typed in Indonesian, understood in WIB, kept in UTC."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot import showing
from bot.forms.ask import Field
from bot.forms.kinds.base import Kind
from bot.reading import moment
from bot.words import Speech

if TYPE_CHECKING:
    from bot.chat import Chat


class MomentKind(Kind):
    """A date with its hour, in the future."""

    echoes = True

    def parse(self, chat: Chat, field: Field, text: str) -> str:
        return moment.future(text, chat.now).isoformat()

    async def show(self, chat: Chat, field: Field, value: Any) -> Speech:
        return showing.moment(datetime.fromisoformat(value))
