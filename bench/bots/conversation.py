"""The dialogue as a `ConversationHandler` of python-telegram-bot, written as its examples are.

Run by the bench: `python -m bench.bots.conversation API_URL TOKEN DATABASE_FILE`.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Coroutine
from typing import Any
from warnings import filterwarnings

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    filters,
)
from telegram.warnings import PTBUserWarning

from bench.bots import shop
from bench.bots.shop import QUESTIONS, Screen, Shop

Context = ContextTypes.DEFAULT_TYPE
Callback = Callable[[Update, Context], Coroutine[Any, Any, Any]]

SUMMARY = len(QUESTIONS)
"""The state after the last question; before it, a state is the place of its question."""


class Handlers:
    def __init__(self, shop: Shop) -> None:
        self.shop = shop

    async def products(self, update: Update, context: Context) -> None:
        assert update.message and update.effective_user
        screen = shop.listed(await self.shop.names(update.effective_user.id))
        await update.message.reply_html(screen.html, reply_markup=keyboard(screen))

    async def begin(self, update: Update, context: Context) -> int:
        assert context.user_data is not None
        context.user_data.clear()
        await change(update, shop.question(0))
        return 0

    def answer(self, place: int) -> Callback:
        async def take(update: Update, context: Context) -> int:
            assert update.message and context.user_data is not None
            context.user_data[QUESTIONS[place].field] = update.message.text
            after = place + 1
            screen = shop.summary(context.user_data) if after == SUMMARY else shop.question(after)
            await update.message.reply_html(screen.html, reply_markup=keyboard(screen))
            return after

        return take

    async def save(self, update: Update, context: Context) -> int:
        assert update.effective_user and context.user_data is not None
        code = await self.shop.save(update.effective_user.id, context.user_data)
        await change(update, shop.saved(context.user_data, code))
        return ConversationHandler.END

    async def cancel(self, update: Update, context: Context) -> int:
        assert update.effective_message
        await update.effective_message.reply_text("Dibatalkan.")
        return ConversationHandler.END


async def change(update: Update, screen: Screen) -> None:
    """Answer a press by another screen in its place."""
    assert update.callback_query
    await update.callback_query.answer()
    await update.callback_query.edit_message_text(
        screen.html, parse_mode="HTML", reply_markup=keyboard(screen)
    )


def keyboard(screen: Screen) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=data) for label, data in row] for row in screen.buttons]
    )


def conversation(handlers: Handlers) -> ConversationHandler[Any]:
    states: dict[object, list[Any]] = {
        place: [MessageHandler(filters.TEXT & ~filters.COMMAND, handlers.answer(place))]
        for place in range(SUMMARY)
    }
    states[SUMMARY] = [CallbackQueryHandler(handlers.save, pattern=f"^{shop.SAVE}$")]
    return ConversationHandler(
        entry_points=[CallbackQueryHandler(handlers.begin, pattern=f"^{shop.REGISTER}$")],
        states=states,
        fallbacks=[
            CommandHandler("batal", handlers.cancel),
            CallbackQueryHandler(handlers.cancel, pattern=f"^{shop.CANCEL}$"),
        ],
    )


def main() -> None:
    api_url, token, file = sys.argv[1:]
    logging.basicConfig(level=logging.WARNING)
    filterwarnings("ignore", message=".*CallbackQueryHandler", category=PTBUserWarning)
    handlers = Handlers(Shop(file))

    async def prepare(_application: Any) -> None:
        await handlers.shop.prepare()

    builder = Application.builder().token(token).base_url(f"{api_url}/bot").post_init(prepare)
    application = builder.build()
    application.add_handler(CommandHandler("produk", handlers.products))
    application.add_handler(conversation(handlers))
    application.run_polling(allowed_updates=Update.ALL_TYPES)


if __name__ == "__main__":
    main()
