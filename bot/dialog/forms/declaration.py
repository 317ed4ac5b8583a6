"""How a form is declared.

    class ProductForm(Form, name="product"):
        title = _("Produk")
        name: Annotated[str, Ask(_("Apa nama produknya?")), StringConstraints(min_length=3, max_length=80)]
        price: Annotated[Rupiah, Ask(_("Berapa harganya?"), hint=_("mis. 15rb atau 15.000"))]

        async def save(self, chat: Chat) -> None: ...

The type of a field is its parser and its check (`bot.dialog.forms.field_types`); its constraints are pydantic's.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, ClassVar, get_args, get_type_hints

from pydantic import BaseModel, PrivateAttr, TypeAdapter

from bot.dialog.buttons import Rows
from bot.dialog.context import Chat
from bot.dialog.forms.field import Field
from bot.dialog.forms.field_types import field_type_of
from bot.dialog.forms.question import Answers, Ask
from bot.i18n.messages import TextLike, Translatable, _, lines
from models.people import Role


class Form(BaseModel):
    """The answers of one form. Subclasses declare the questions and say what becomes of them."""

    title: ClassVar[Translatable]
    role: ClassVar[Role] = Role.MEMBER
    form_name: ClassVar[str] = ""
    """What drafts of it are kept under; empty for a form that others are made from."""
    form_aliases: ClassVar[tuple[str, ...]] = ()
    skip_summary: ClassVar[bool] = False
    """Saved when the last question is answered, without a summary before."""
    _target: str = PrivateAttr(default="")
    _leads_on: bool = PrivateAttr(default=False)

    def __init_subclass__(cls, *, name: str = "", aliases: tuple[str, ...] = (), **options: Any) -> None:
        """`name` stays, however the class is called; `aliases` are names that drafts still have from before."""
        super().__init_subclass__(**options)
        cls.form_name, cls.form_aliases = name, aliases

    @property
    def target(self) -> str:
        """What is being changed; empty where something new is made."""
        return self._target

    @property
    def continues(self) -> bool:
        """Something else is shown when the form is saved, so saving needs no message of its own."""
        return self._leads_on

    def answers(self) -> dict[str, Any]:
        """Field name → value, for the function that keeps them."""
        return {name: getattr(self, name) for name in type(self).model_fields}

    async def save(self, chat: Chat) -> None:
        """Keep the answers and say so. May raise `ParseError` before it has changed anything."""
        raise NotImplementedError

    @classmethod
    async def headline(cls, chat: Chat, answers: Answers) -> TextLike:
        """What is being filled in, for "Lanjutkan?"."""
        return cls.title

    @classmethod
    async def cancel_buttons(cls, chat: Chat, target: str) -> Rows:
        """Where to go when the form is given up."""
        return [chat.home()]

    @classmethod
    async def preview(cls, chat: Chat, answers: Answers) -> tuple[TextLike, Sequence[int]]:
        """The summary before saving, and photos that go with it."""
        rows = []
        for field in applicable(cls, answers):
            value = answers.get(field.name)
            if value is not None:
                shown = await field.kind.show(chat, field, value)
                rows.append(_("{label}: {value}", label=field.label, value=shown))
        return lines(_("<b>{title}</b>", title=cls.title), *rows), ()


@cache
def fields_of(form: type[Form]) -> tuple[Field, ...]:
    """The questions of a form in their order; worked out once."""
    hints = get_type_hints(form, include_extras=True)
    return tuple(_field(name, hints[name]) for name in form.model_fields)


@cache
def depends(form: type[Form]) -> bool:
    """Some question is asked only after certain answers."""
    return any(field.ask.when is not None for field in fields_of(form))


def applicable(form: type[Form], answers: Answers) -> Sequence[Field]:
    """The questions that apply with these answers."""
    fields = fields_of(form)
    if not depends(form):
        return fields
    return [field for field in fields if field.ask.when is None or field.ask.when(answers)]


def _field(name: str, hint: Any) -> Field:
    asks = [extra for extra in get_args(hint)[1:] if isinstance(extra, Ask)]
    if len(asks) != 1:
        raise TypeError(f"the field {name} has no question: Annotated[type, Ask(...)]")
    return Field(name, asks[0], field_type_of(hint), TypeAdapter(hint))
