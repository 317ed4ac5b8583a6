"""The bot to compare with: the same dialogue as a `ConversationHandler` of python-telegram-bot, written as its
examples are. Answers are kept in memory; SQLAlchemy saves the product at the end, on SQLite (WAL).

Run by `bench/dialogue.py`: `python -m bench.bots.conversation API_URL TOKEN DATABASE_FILE`.
"""

from __future__ import annotations

import html
import logging
import sys
from collections.abc import Callable, Coroutine
from typing import Any

from sqlalchemy import String, event, func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
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

Context = ContextTypes.DEFAULT_TYPE
Callback = Callable[[Update, Context], Coroutine[Any, Any, Any]]

QUESTIONS = {
    "name": "Apa nama produknya?",
    "category": "Termasuk jenis apa?",
    "price": "Berapa harganya? (mis. 15rb atau 15.000)",
    "unit": "Untuk satuan apa?",
    "capacity": "Berapa yang bisa dibuat dalam sebulan?",
    "description": "Ceritakan sedikit tentang produknya.",
    "photos": "Kirim foto produknya.",
    "permits": "Izin apa yang sudah ada?",
    "link": "Ada tautan toko atau media sosial?",
    "flagship": "Apakah ini produk unggulan?",
}
FIELDS = list(QUESTIONS)
SUMMARY = len(FIELDS)
NAVIGATION = [
    [InlineKeyboardButton("Kembali", callback_data="back"), InlineKeyboardButton("Batal", callback_data="no")]
]


class Base(DeclarativeBase):
    pass


class Product(Base):
    __tablename__ = "products"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner: Mapped[int] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(String(80))
    answers: Mapped[str] = mapped_column(String(2000))


class Shop:
    """The handlers, with the database that they save in."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self.sessions = sessions

    async def products(self, update: Update, context: Context) -> None:
        assert update.message and update.effective_user
        async with self.sessions() as session:
            count = await session.scalar(
                select(func.count()).where(Product.owner == update.effective_user.id)
            )
        button = InlineKeyboardButton("Daftarkan produk", callback_data="register")
        await update.message.reply_html(
            f"<b>Produk saya</b>: {count}", reply_markup=InlineKeyboardMarkup([[button]])
        )

    async def begin(self, update: Update, context: Context) -> int:
        assert update.callback_query and context.user_data is not None
        context.user_data.clear()
        await update.callback_query.answer()
        await update.callback_query.edit_message_text(
            f"<b>1/{SUMMARY}</b> {QUESTIONS['name']}",
            parse_mode="HTML",
            reply_markup=InlineKeyboardMarkup(NAVIGATION),
        )
        return 0

    def answer(self, state: int) -> Callback:
        async def take(update: Update, context: Context) -> int:
            assert update.message and context.user_data is not None
            context.user_data[FIELDS[state]] = update.message.text
            after = state + 1
            text, keys = summary(context.user_data) if after == SUMMARY else question(after)
            await update.message.reply_html(text, reply_markup=keys)
            return after

        return take

    async def save(self, update: Update, context: Context) -> int:
        assert update.callback_query and update.effective_user and context.user_data is not None
        data = context.user_data
        async with self.sessions() as session, session.begin():
            session.add(Product(owner=update.effective_user.id, name=data["name"], answers=str(data)))
        await update.callback_query.answer()
        await update.callback_query.edit_message_text(
            f"Tersimpan: {html.escape(data['name'])}", parse_mode="HTML"
        )
        return ConversationHandler.END


def question(state: int) -> tuple[str, InlineKeyboardMarkup]:
    return f"<b>{state + 1}/{SUMMARY}</b> {QUESTIONS[FIELDS[state]]}", InlineKeyboardMarkup(NAVIGATION)


def summary(data: dict[Any, Any]) -> tuple[str, InlineKeyboardMarkup]:
    rows = "\n".join(f"{field}: {html.escape(str(data[field]))}" for field in FIELDS)
    keys = [
        InlineKeyboardButton("Simpan", callback_data="save"),
        InlineKeyboardButton("Batal", callback_data="no"),
    ]
    return f"{rows}\n\nSudah benar?", InlineKeyboardMarkup([keys])


def main() -> None:
    api_url, token, file = sys.argv[1:]
    logging.basicConfig(level=logging.WARNING)
    engine = create_async_engine(f"sqlite+aiosqlite:///{file}")
    event.listen(
        engine.sync_engine,
        "connect",
        lambda connection, _record: connection.execute("PRAGMA journal_mode=WAL"),
    )
    shop = Shop(async_sessionmaker(engine))

    async def prepare(_application: Any) -> None:
        async with engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)

    states: dict[object, list[Any]] = {
        state: [MessageHandler(filters.TEXT & ~filters.COMMAND, shop.answer(state))]
        for state in range(SUMMARY)
    }
    states[SUMMARY] = [CallbackQueryHandler(shop.save, pattern="^save$")]
    conversation: ConversationHandler[Any] = ConversationHandler(
        entry_points=[CallbackQueryHandler(shop.begin, pattern="^register$")],
        states=states,
        fallbacks=[CommandHandler("produk", shop.products)],
    )
    builder = Application.builder().token(token).base_url(f"{api_url}/bot").post_init(prepare)
    application = builder.build()
    application.add_handler(CommandHandler("produk", shop.products))
    application.add_handler(conversation)
    application.run_polling(allowed_updates=Update.ALL_TYPES)


if __name__ == "__main__":
    main()
