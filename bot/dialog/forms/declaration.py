"""The declaration of a form.

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
from typing import Any, ClassVar, TypeVar, get_args, get_type_hints

from pydantic import BaseModel, PrivateAttr, TypeAdapter

from bot.dialog.buttons import Rows
from bot.dialog.context import Chat
from bot.dialog.forms.field import Field
from bot.dialog.forms.field_types import field_type_of
from bot.dialog.forms.question import Answers, Ask
from bot.dialog.rights import RowKind
from bot.i18n.messages import TextLike, Translatable, _, lines
from models.people import Role

T = TypeVar("T")


class Form(BaseModel):
    """The answers of one form. Subclasses declare the questions and save the answers."""

    title: ClassVar[Translatable]
    role: ClassVar[Role] = Role.MEMBER
    """The least role that may fill it in; checked at every answer."""
    changes: ClassVar[RowKind[Any] | None] = None
    """The kind of row that `target` names, up to a "-"; checked when the form is started and when it is saved."""
    form_name: ClassVar[str] = ""
    """The name that is stored in drafts; empty for a base class of other forms."""
    form_aliases: ClassVar[tuple[str, ...]] = ()
    """Earlier names, which drafts still have."""
    skip_summary: ClassVar[bool] = False
    """Save as soon as the last question is answered, without a summary."""
    _target: str = PrivateAttr(default="")
    _continues: bool = PrivateAttr(default=False)
    _row: Any = PrivateAttr(default=None)

    def __init_subclass__(cls, *, name: str = "", aliases: tuple[str, ...] = (), **options: Any) -> None:
        """`name` is stored in drafts, so it never changes; `aliases` are earlier names that drafts may still have."""
        super().__init_subclass__(**options)
        cls.form_name, cls.form_aliases = name, aliases

    @property
    def target(self) -> str:
        """Reference to the thing that is changed; empty where a new one is created."""
        return self._target

    def row(self, kind: RowKind[T]) -> T:
        """Return the row that `target` names; `kind` is `changes`. Raises `LookupError` where there is no target."""
        if self._row is None or kind is not self.changes:
            raise LookupError(f"the form {self.form_name} changes no {kind.name}")
        row: T = self._row
        return row

    @property
    def continues(self) -> bool:
        """True when another screen follows the form, so that saving needs no message of its own."""
        return self._continues

    def answers(self) -> dict[str, Any]:
        """Return the values by field name."""
        return {name: getattr(self, name) for name in type(self).model_fields}

    async def save(self, chat: Chat) -> None:
        """Save the answers and tell the person. May raise `ParseError` before anything is changed."""
        raise NotImplementedError

    @classmethod
    async def headline(cls, chat: Chat, answers: Answers) -> TextLike:
        """Return the words for the form in "Kakak sedang mengisi ...": its title, unless a subclass knows better."""
        return cls.title

    @classmethod
    async def cancel_buttons(cls, chat: Chat, target: str) -> Rows:
        """Return the buttons under the message that the form was cancelled."""
        return [chat.home()]

    @classmethod
    async def preview(cls, chat: Chat, answers: Answers) -> tuple[TextLike, Sequence[int]]:
        """Return the summary that is shown before saving, and the ids of its photos."""
        rows = []
        for field in applicable_fields(cls, answers):
            value = answers.get(field.name)
            if value is not None:
                shown = await field.kind.show(chat, field, value)
                rows.append(_("{label}: {value}", label=field.label, value=shown))
        return lines(_("<b>{title}</b>", title=cls.title), *rows), ()


async def changed_row(chat: Chat, form: type[Form], target: str) -> Any:
    """Return the row that the form changes; None where it changes none. Raises `InvalidPressError`."""
    if form.changes is None or not target:
        return None
    number = target.partition("-")[0]
    return await form.changes.load(chat, int(number) if number.isdecimal() else 0)


@cache
def fields_of(form: type[Form]) -> tuple[Field, ...]:
    """Return the questions of a form in their order. Cached."""
    hints = get_type_hints(form, include_extras=True)
    return tuple(_field(name, hints[name]) for name in form.model_fields)


@cache
def has_conditions(form: type[Form]) -> bool:
    """Return True when some question is asked only after certain answers."""
    return any(field.ask.when is not None for field in fields_of(form))


def applicable_fields(form: type[Form], answers: Answers) -> Sequence[Field]:
    """Return the questions that apply with these answers."""
    fields = fields_of(form)
    if not has_conditions(form):
        return fields
    return [field for field in fields if field.ask.when is None or field.ask.when(answers)]


def _field(name: str, hint: Any) -> Field:
    asks = [extra for extra in get_args(hint)[1:] if isinstance(extra, Ask)]
    if len(asks) != 1:
        raise TypeError(f"the field {name} has no question: Annotated[type, Ask(...)]")
    return Field(name, asks[0], field_type_of(hint), TypeAdapter(hint))
