"""A bot whose functions only note that they were reached, and a row of every kind that a button can name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import wraps
from types import ModuleType
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import handler_modules
from bot.dialog.commands import command
from bot.dialog.context import Chat
from bot.dialog.forms import start_form
from bot.dialog.router import Router
from bot.i18n.messages import _
from models import events, invitations, products
from models.broadcasts import lifecycle
from models.broadcasts.audience import Audience
from models.broadcasts.tables import Broadcast, BroadcastStatus
from models.people import Person, Role
from models.products import Category
from tests.models import village
from tests.support.client import MORNING, Town

Make = Callable[[AsyncSession, Person], Awaitable[int]]
"""Makes a row of a person, and returns the number that buttons carry."""


@command("isi", about=_("Isi"), open=True)
async def fill_in(chat: Chat, argument: str) -> None:
    """ "/isi product 12" starts a form, whoever asks: only the form itself is left to refuse."""
    name, _space, target = argument.partition(" ")
    await start_form(chat, chat.router.forms[name], target=target)


@command("ikut", about=_("Ikut"), open=True)
async def follow(chat: Chat, argument: str) -> None:
    """ "/ikut a-CODE" follows a link, whoever asks: only the link itself is left to refuse."""
    await chat.router.follow(chat, argument)


@command("buka", about=_("Buka"), open=True)
async def show(chat: Chat, argument: str) -> None:
    """ "/buka products.show:12" opens a screen as functions lead to each other: only the button itself can refuse."""
    name, *values = argument.split(":")
    target = chat.router.buttons[name]
    await target(chat, *(kind(value) for kind, value in zip(target.types, values, strict=True)))


OWN = (fill_in, follow, show)


@dataclass
class WatchedTown(Town):
    """`reached` has the updates with the names of the functions that ran for them."""

    reached: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        own = ModuleType("own")
        vars(own).update(fill_in=fill_in, follow=follow, show=show)
        self._router = Router([*handler_modules(), own])
        self._watch(self._router)

    @property
    def router(self) -> Router:
        return self._router

    def _watch(self, router: Router) -> None:
        for name, handler in router.buttons.items():
            router.buttons[name] = replace(handler, handler=self.noting(handler.name, handler.handler))
        for name, found in router.by_name.items():
            if found not in OWN:
                router.by_name[name] = replace(found, run=self.noting(f"/{found.name}", found.run))
        for name, link in router.links.items():
            router.links[name] = replace(link, run=self.noting(link.prefix, link.run))
        for name, keyword in router.keywords.items():
            router.keywords[name] = replace(keyword, run=self.noting(keyword.words[0], keyword.run))

    def noting(self, name: str, function: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
        @wraps(function)
        async def note(chat: Chat, *_values: Any) -> None:
            self.reached.add((chat.incoming.update, name))

        return note


async def _product(session: AsyncSession, owner: Person) -> int:
    product = await products.register(
        session, owner=owner, now=MORNING, name="Kopi", category=Category.MINUMAN, price=1, unit="kg"
    )
    return product.id


async def _archived(session: AsyncSession, owner: Person) -> int:
    number = await _product(session, owner)
    (await products_row(session, number)).archived_at = MORNING
    return number


async def products_row(session: AsyncSession, number: int) -> products.Product:
    return await session.get_one(products.Product, number)


async def _event(session: AsyncSession, owner: Person) -> int:
    event = await village.event(session, 20, MORNING)
    event.created_by = owner.id
    return event.id


async def _planned(session: AsyncSession, owner: Person) -> int:
    number = await _event(session, owner)
    (await session.get_one(events.Event, number)).status = events.EventStatus.DRAFT
    return number


def _broadcast(status: BroadcastStatus, *, sent: bool = False) -> Make:
    async def make(session: AsyncSession, owner: Person) -> int:
        broadcast: Broadcast = await lifecycle.draft(
            session, created_by=owner.id, html="Halo", audience=Audience(), now=MORNING
        )
        broadcast.status = status
        broadcast.send_at = MORNING + timedelta(days=1) if status is BroadcastStatus.SCHEDULED else None
        broadcast.started_at = MORNING if sent else None
        return broadcast.id

    return make


async def _person(session: AsyncSession, owner: Person) -> int:
    return owner.id


async def _link(session: AsyncSession, owner: Person) -> int:
    return invitations.number_of(await invitations.create(session, Role.ADMIN, MORNING))


ROWS: dict[str, Make] = {
    "product": _product,
    "product, archived or not": _archived,
    "event": _event,
    "event, drafts too": _planned,
    "draft of a broadcast": _broadcast(BroadcastStatus.DRAFT),
    "broadcast that waits": _broadcast(BroadcastStatus.SCHEDULED),
    "broadcast that waits for approval": _broadcast(BroadcastStatus.APPROVAL),
    "broadcast that was sent": _broadcast(BroadcastStatus.DONE, sent=True),
    "broadcast; a draft: the author's": _broadcast(BroadcastStatus.DONE, sent=True),
    "broadcast that was sent; before, the author's": _broadcast(BroadcastStatus.DONE, sent=True),
    "person": _person,
    "link that gives a role": _link,
}
"""The kinds of rows, by their names in the table."""
