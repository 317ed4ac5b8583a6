"""The dialogue as a finite state machine of aiogram 3, written as its documentation does it.

Run by the bench: `python -m bench.bots.fsm API_URL TOKEN DATABASE_FILE`.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Coroutine
from typing import Any

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bench.bots import shop
from bench.bots.shop import QUESTIONS, Screen, Shop

router = Router()


class Form(StatesGroup):
    name = State()
    category = State()
    price = State()
    unit = State()
    capacity = State()
    description = State()
    photos = State()
    permits = State()
    link = State()
    flagship = State()
    summary = State()


STATES = Form.__states__
"""In the order of the questions; the summary is the last."""


@router.message(Command("produk"))
async def products(message: Message, shop_: Shop) -> None:
    assert message.from_user
    screen = shop.listed(await shop_.names(message.from_user.id))
    await message.answer(screen.html, reply_markup=keyboard(screen))


@router.message(Command("batal"))
async def cancel(message: Message, state: FSMContext) -> None:
    await state.clear()
    await message.answer("Dibatalkan.")


@router.callback_query(F.data == shop.REGISTER)
async def begin(query: CallbackQuery, state: FSMContext) -> None:
    await state.clear()
    await state.set_state(Form.name)
    await change(query, shop.question(0))


@router.callback_query(F.data == shop.CANCEL)
async def cancel_by_button(query: CallbackQuery, state: FSMContext) -> None:
    await state.clear()
    await query.answer("Dibatalkan.")


def answer(place: int) -> Callable[[Message, FSMContext], Coroutine[Any, Any, None]]:
    """The handler of one question's state."""

    async def take(message: Message, state: FSMContext) -> None:
        answers = await state.update_data({QUESTIONS[place].field: message.text})
        after = place + 1
        await state.set_state(STATES[after])
        screen = shop.summary(answers) if after == len(QUESTIONS) else shop.question(after)
        await message.answer(screen.html, reply_markup=keyboard(screen))

    return take


for _place in range(len(QUESTIONS)):
    router.message.register(answer(_place), STATES[_place], F.text)


@router.callback_query(Form.summary, F.data == shop.SAVE)
async def save(query: CallbackQuery, state: FSMContext, shop_: Shop) -> None:
    answers = await state.get_data()
    code = await shop_.save(query.from_user.id, answers)
    await state.clear()
    await change(query, shop.saved(answers, code))


async def change(query: CallbackQuery, screen: Screen) -> None:
    """Answer a press by another screen in its place."""
    assert isinstance(query.message, Message)
    await query.answer()
    await query.message.edit_text(screen.html, reply_markup=keyboard(screen))


def keyboard(screen: Screen) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [InlineKeyboardButton(text=label, callback_data=data) for label, data in row]
            for row in screen.buttons
        ]
    )


def main() -> None:
    api_url, token, file = sys.argv[1:]
    logging.basicConfig(level=logging.WARNING)
    session = AiohttpSession(api=TelegramAPIServer.from_base(api_url))
    bot = Bot(token, session=session, default=DefaultBotProperties(parse_mode=ParseMode.HTML))
    shop_ = Shop(file)
    dispatcher = Dispatcher(storage=MemoryStorage())
    dispatcher.include_router(router)
    dispatcher.startup.register(shop_.prepare)
    dispatcher.run_polling(bot, shop_=shop_)


if __name__ == "__main__":
    main()
