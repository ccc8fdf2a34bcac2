"""aiogram as its documentation shows it: a finite state machine by webhook, its state in memory or in Redis.

Runs in an environment of its own (`.venv/rivals`), so it imports nothing of this project.
"""

import asyncio
import os

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import BaseStorage
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.fsm.storage.redis import RedisStorage
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

OPTIONS = [InlineKeyboardButton(text=f"選項 {n}", callback_data=f"a:{n}") for n in range(6)]
KEYBOARD = InlineKeyboardMarkup(inline_keyboard=[OPTIONS[:3], OPTIONS[3:]])
router = Router()


class Form(StatesGroup):
    """One state; which question it is stands in the data."""

    asking = State()


async def _ask(message: Message, number: int) -> None:
    await message.answer(f"<b>第 {number + 1} 題</b>\n請選擇或直接輸入。", reply_markup=KEYBOARD)


@router.message(CommandStart())
async def start(message: Message, state: FSMContext) -> None:
    """The first question."""
    await state.set_state(Form.asking)
    await state.set_data({})
    await _ask(message, 0)


@router.message(Form.asking, F.text)
async def answer(message: Message, state: FSMContext) -> None:
    """Validate, keep, ask the next."""
    given = await state.get_data()
    text = (message.text or "").strip()
    if 0 < len(text) < 500:
        given = await state.update_data({f"q{len(given)}": text})
    await _ask(message, len(given))


def storage() -> BaseStorage:
    """In memory unless Redis is named."""
    url = os.environ.get("REDIS_URL", "")
    return RedisStorage.from_url(url) if url else MemoryStorage()


async def healthz(_: web.Request) -> web.Response:
    """It answers."""
    return web.Response()


def main() -> None:
    """Serve until terminated."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["API_URL"]))
    bot = Bot(os.environ["TOKEN"], session=session, default=DefaultBotProperties(parse_mode="HTML"))
    dispatcher = Dispatcher(storage=storage())
    dispatcher.include_router(router)
    server = web.Application()
    server.router.add_get("/healthz", healthz)
    SimpleRequestHandler(dispatcher, bot).register(server, path="/telegram/webhook")
    setup_application(server, dispatcher, bot=bot)
    web.run_app(server, host="127.0.0.1", port=int(os.environ["PORT"]), access_log=None, print=None)


if __name__ == "__main__":
    asyncio.set_event_loop(asyncio.new_event_loop())
    main()
