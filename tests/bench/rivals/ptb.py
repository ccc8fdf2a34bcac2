"""python-telegram-bot as its documentation shows it: ConversationHandler with PicklePersistence, by webhook."""

import asyncio
import os
import warnings
from typing import Any

from aiohttp import web
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    filters,
)

from tests.bench.scenes import RIVAL_QUESTIONS

warnings.simplefilter("ignore")
OPTIONS = [InlineKeyboardButton(f"選項 {n}", callback_data=f"a:{n}") for n in range(6)]
KEYBOARD = InlineKeyboardMarkup([OPTIONS[:3], OPTIONS[3:]])


async def _ask(update: Update, number: int) -> int:
    assert update.effective_message
    await update.effective_message.reply_text(
        f"<b>第 {number + 1} 題</b>\n請選擇或直接輸入。", parse_mode="HTML", reply_markup=KEYBOARD
    )
    return number


async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    """The first question."""
    return await _ask(update, 0)


async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    """Validate, keep, ask the next."""
    assert update.effective_message
    assert context.user_data is not None
    text = (update.effective_message.text or "").strip()
    number = len(context.user_data)
    if not 0 < len(text) < 500:
        return await _ask(update, number)
    context.user_data[f"q{number}"] = text
    return await _ask(update, number + 1)


def conversation() -> ConversationHandler[Any]:
    """One state per question."""
    begin: list[Any] = [MessageHandler(filters.Regex("^/start"), start)]
    handler = MessageHandler(filters.TEXT & ~filters.Regex("^/"), answer)
    states: dict[object, list[Any]] = {number: [handler] for number in range(RIVAL_QUESTIONS + 1)}
    return ConversationHandler(begin, states, begin, name="form", persistent=True)


async def main() -> None:
    """Serve until terminated."""
    builder = (
        Application.builder()
        .token(os.environ["TOKEN"])
        .base_url(os.environ["API_URL"] + "/bot")
        .updater(None)
    )
    application = builder.persistence(PicklePersistence("ptb.pickle")).connection_pool_size(256).build()
    application.add_handler(conversation())

    async def webhook(request: web.Request) -> web.Response:
        update = Update.de_json(await request.json(), application.bot)
        await application.update_queue.put(update)
        return web.Response()

    async def healthz(_: web.Request) -> web.Response:
        return web.Response()

    server = web.Application()
    server.add_routes([web.post("/telegram/webhook", webhook), web.get("/healthz", healthz)])
    async with application:
        await application.start()
        runner = web.AppRunner(server, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", int(os.environ["PORT"])).start()
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
