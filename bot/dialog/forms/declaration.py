"""How a form is declared.

    class ProductForm(Form, name="product"):
        title = _("Produk")
        name: Annotated[str, Ask(_("Apa nama produknya?")), StringConstraints(min_length=3, max_length=80)]
        price: Annotated[Rupiah, Ask(_("Berapa harganya?"), hint=_("mis. 15rb atau 15.000"))]

        async def save(self, chat: Chat) -> None: ...

The type of a field is its parser and its check (`bot.dialog.forms.field_types`); its constraints are pydantic's.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, get_args, get_origin, get_type_hints

from pydantic import BaseModel, PrivateAttr, TypeAdapter

from bot.dialog.buttons import Rows
from bot.i18n.messages import TextLike, Translatable, _, lines
from models.people import Role

if TYPE_CHECKING:
    from bot.dialog.context import Chat
    from bot.dialog.forms.field_types import FieldType

Answers = Mapping[str, Any]
"""Field name → answer as JSON; None where the question was left out."""

Choice = tuple[str, TextLike]
"""What is kept, and what the button says."""


@dataclass(frozen=True, kw_only=True, eq=False)
class _AskOptions:
    hint: Translatable | None = None
    """An example of an answer."""
    label: Translatable | None = None
    """What the field is called in the summary."""
    optional: bool = False
    """The question may be left out (the answer is None)."""
    labels: Mapping[Any, Translatable] | None = None
    """What the members of an enum are called."""
    at_most: int = 10
    """How many photos, or how many of several choices."""
    suggest: Callable[[Chat], Awaitable[Sequence[Choice]]] | None = None
    """Answers that are offered as buttons."""
    search: Callable[[Chat, str], Awaitable[Sequence[Choice]]] | None = None
    """What a typed text may mean, best first."""
    named: Callable[[Chat, str], Awaitable[Translatable]] | None = None
    """What a found value is called in the summary."""
    when: Callable[[Answers], bool] | None = None
    """Whether the question applies, by the answers before it."""
    preset: Callable[[Chat], Awaitable[Any]] | None = None
    """An answer (as JSON) with which the question need not be asked; None: ask it."""
    check: Callable[[Chat, Any, Answers], None] | None = None
    """Raises `ParseError` for a value that doesn't go with the answers before it."""


@dataclass(frozen=True, eq=False)
class Ask(_AskOptions):
    """The question of a field."""

    question: Translatable


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


@dataclass(frozen=True, eq=False)
class Field:
    """A question of a form, ready to be asked."""

    name: str
    ask: Ask
    kind: FieldType
    adapter: TypeAdapter[Any]

    @property
    def label(self) -> Translatable:
        return self.ask.label or self.ask.question


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
    from bot.dialog.forms.field_types import field_type_of

    asks = [extra for extra in get_args(hint)[1:] if isinstance(extra, Ask)]
    if len(asks) != 1:
        raise TypeError(f"the field {name} has no question: Annotated[type, Ask(...)]")
    return Field(name, asks[0], field_type_of(hint), TypeAdapter(hint))


def unwrapped(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    """The bare type of `Annotated[X | None, ...]` and all that it is annotated with, outermost last."""
    extras: tuple[Any, ...] = ()
    while True:
        if get_origin(hint) is Annotated:
            hint, *more = get_args(hint)
            extras = (*more, *extras)
        elif type(None) in get_args(hint):
            hint = next(arg for arg in get_args(hint) if arg is not type(None))
        else:
            return hint, extras
