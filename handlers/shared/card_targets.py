"""Things that the button under a broadcast can open: events, products.

Their packages declare them here, so that broadcasts need not know any of them:

    EVENT_CARD = declare_card_target("event", _("Lihat acara"), find=_find_card, offer=_offer_cards)
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.dialog.context import Chat
from bot.i18n.messages import Translatable


@dataclass(frozen=True, slots=True)
class CardItem:
    """One event or product that everybody may see; `link` opens it when it follows "/start"."""

    title: str
    link: str


Find = Callable[[Chat, int], Awaitable[CardItem | None]]
"""Takes an id; returns None where it is gone or not for everybody."""

Offer = Callable[[Chat], Awaitable[Sequence[tuple[int, str]]]]
"""Returns the ids and titles that the person can choose from."""


@dataclass(frozen=True)
class CardTarget:
    """A kind of thing with its card. `kind` is stored with each broadcast, so it stays."""

    kind: str
    label: Translatable
    """The label of the button."""
    find: Find
    offer: Offer

    def card(self, number: int) -> str:
        """The value of `Broadcast.card` for one of them: "event:12"."""
        return f"{self.kind}:{number}"


_TARGETS: dict[str, CardTarget] = {}


def declare_card_target(kind: str, label: Translatable, *, find: Find, offer: Offer) -> CardTarget:
    """Let broadcasts have buttons that open things of this kind."""
    _TARGETS[kind] = CardTarget(kind, label, find, offer)
    return _TARGETS[kind]


def card_targets() -> list[CardTarget]:
    """All kinds, in the order in which they are offered."""
    return [_TARGETS[kind] for kind in sorted(_TARGETS)]


def split_card(card: str | None) -> tuple[CardTarget, int] | None:
    """ "event:12" as its kind and its id; None where there is no card, or none of a known kind."""
    kind, _colon, number = (card or "").partition(":")
    return (_TARGETS[kind], int(number)) if kind in _TARGETS else None
