"""Names that are kept in chats, drafts and the outbox: older spellings still work, unknown ones are answered kindly."""

from __future__ import annotations

from types import ModuleType

import pytest
from sqlalchemy import update

from bot.dialog.buttons import Button, button
from bot.dialog.commands import command
from bot.dialog.context import Chat
from bot.dialog.router import Router
from bot.i18n.messages import _
from models.drafts import DraftRow
from tests.support import shop
from tests.support.client import Someone, Town


@button("market.count", aliases=("hall.count",))
async def count(chat: Chat, number: int) -> None:
    await chat.reply(_("Sekarang {n}.", n=number), [Button(_("Lagi"), count, number + 1)])


@command("lama", about=_("Tombol lama"))
async def old(chat: Chat, argument: str) -> None:
    await chat.reply(_("Tombol lama."), [Button(_("Hitung"), data=argument)])


@pytest.fixture
async def santri(market: Town) -> Someone:
    names = ModuleType("names")
    vars(names).update(count=count, old=old)
    market.modules = [shop, names]
    return await market.santri()


async def test_a_button_with_an_older_name_still_works(santri: Someone) -> None:
    await santri.says("/lama hall.count:3")
    await santri.taps("Hitung")
    assert santri.last.text == "Sekarang 3."
    assert santri.last.message.rows[0][0].data == "market.count:4"


async def test_a_button_that_is_no_more_is_answered_kindly(santri: Someone) -> None:
    await santri.says("/lama hall.gone:3")
    await santri.taps("Hitung")
    assert "sudah tidak berlaku" in santri.toasts[-1]


def test_two_buttons_of_one_name_are_refused() -> None:
    twice = ModuleType("twice")

    @button("hall.count")
    async def other(chat: Chat) -> None: ...

    vars(twice).update(count=count, other=other)
    with pytest.raises(ValueError, match=r"hall\.count"):
        Router([twice])


async def test_a_draft_under_an_older_name_of_its_form_goes_on(santri: Someone) -> None:
    await santri.says("/jual")
    await santri.says("Keripik Tempe")
    await _calls_its_form(santri, "Penjualan")
    await santri.says("Makanan")
    assert "Pedas?" in santri.sees
    await santri.says("/jual")
    assert "Lanjutkan?" in santri.sees


@pytest.mark.parametrize("paused", [False, True])
async def test_a_form_that_is_no_more_is_closed_with_a_sentence(santri: Someone, paused: bool) -> None:
    await santri.says("/jual")
    await santri.says("Keripik Tempe")
    question = santri.last
    await _calls_its_form(santri, "Lelang")
    if paused:
        await santri.says("/menu")
        await santri.taps("Makanan", on=question)
    else:
        await santri.says("Makanan")
    assert "sudah tidak dipakai lagi" in santri.sees
    assert await santri.town.rows(DraftRow) == []


async def _calls_its_form(santri: Someone, name: str) -> None:
    async with santri.town.db.write() as session:
        await session.execute(update(DraftRow).values(form=name))
