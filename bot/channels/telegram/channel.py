"""The Telegram channel: by long polling where nothing can reach us, by webhook where Telegram can."""

import asyncio
import hmac
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Literal, TypeAlias

from aiohttp import web
from telegram.error import BadRequest, TelegramError

from bot.channels.base import Notification
from bot.channels.shared.download import MOST
from bot.channels.shared.group_hints import HintedGroups
from bot.channels.shared.platform_health import PlatformHealth
from bot.channels.shared.reply_queue import ReplyQueue
from bot.channels.shared.request_body import read_capped
from bot.channels.shared.words import Words
from bot.channels.telegram.client import TelegramClient
from bot.channels.telegram.contact_button import OwnNumber
from bot.channels.telegram.exchange import TelegramExchange
from bot.channels.telegram.menu_commands import menus, register
from bot.channels.telegram.notify import notify
from bot.channels.telegram.parse import UPDATES, BotBlocked, Event, Private, Public, read_update
from bot.channels.telegram.polling import Polling, wish_of
from flows.definitions.languages import CHINESE
from flows.interface.ports import ReadFile, Receive

LOG = logging.getLogger("bot.channels.telegram")
OFFICIAL_API = "https://api.telegram.org"
WEBHOOK_PATH = "/telegram/webhook"

Mode: TypeAlias = Literal["polling", "webhook"]


class TelegramChannel:
    """One Telegram bot."""

    def __init__(  # noqa: PLR0913 (all but three have defaults and must be named)
        self,
        token: str,
        receive: Receive,
        read_file: ReadFile,
        *,
        words: Words,
        api_url: str = OFFICIAL_API,
        webhook_secret: str = "",
        mode: Mode = "polling",
        public_url: str = "",
    ) -> None:
        self._token, self._api_url = token, api_url
        self._account = token.partition(":")[0]
        self._read_file = read_file
        self._words = words
        self._menus = menus(words)
        self._mode = mode
        self._username = ""
        self._secret = webhook_secret
        self._webhook = public_url.rstrip("/") + WEBHOOK_PATH if mode == "webhook" else ""
        self._turns = ReplyQueue("telegram", receive)
        self.health = PlatformHealth("telegram", polled=not self._webhook)
        self._client = TelegramClient(token, api_url, self.health)
        self._polling = Polling(self._client.updates, self._polled, self.health)
        self._hinted = HintedGroups()
        self._own_number = OwnNumber(self._client, words)
        self._running: asyncio.Task[None] | None = None
        self.blocked = 0
        self.left = 0
        self.returned = 0

    @property
    def name(self) -> str:
        """As in Sender.channel."""
        return "telegram"

    def chat_address(self) -> str:
        """https://t.me/name, which opens our chat; "" until Telegram has said who we are."""
        return f"https://t.me/{self._username}" if self._username else ""

    @property
    def routes(self) -> Sequence[web.RouteDef]:
        """The webhook; none when we poll."""
        return [web.post(WEBHOOK_PATH, self.webhook)] if self._webhook else []

    @property
    def replies(self) -> int:
        """Replies known to have gone out."""
        return self._turns.replies

    @property
    def lost(self) -> int:
        """Replies that failed or whose fate is unknown."""
        return self._turns.lost

    @property
    def counters(self) -> dict[str, Callable[[], float]]:
        """What is counted for the metrics, by name."""
        return {
            "telegram_sent": lambda: self.replies,
            "telegram_lost": lambda: self.lost,
            "telegram_blocked": lambda: self.blocked,
            "telegram_left": lambda: self.left,
            "telegram_returned": lambda: self.returned,
        }

    async def start(self) -> None:
        """Begin in the background: Telegram being away is no reason for the other channels to wait. ValueError for a
        webhook without a secret or a public address."""
        if self._mode == "webhook" and not (self._secret and self._webhook != WEBHOOK_PATH):
            raise ValueError("a Telegram webhook needs a secret and a public address")
        self._running = asyncio.create_task(self._run())

    async def close(self) -> None:
        """Stop fetching, wait for replies in flight, close the connections."""
        self._polling.stop()
        if self._running:
            await self._running
        await self._turns.close()
        await self._client.close()

    async def fetch(self, file: str, most: int = MOST) -> bytes:
        """The content of a file somebody sent. Raises FetchError; at most `most` bytes are held."""
        return await self._client.fetch(file, most)

    async def language(self, user: str) -> str:
        """Every update says it."""
        return ""

    async def notify(self, notification: Notification) -> None:
        """Send it; nothing happens when the person has blocked the bot. Else telegram.error.TelegramError."""
        await notify(self._token, self._api_url, self._words, notification.user, notification.messages)

    async def webhook(self, request: web.Request) -> web.Response:
        """Answer a POST of Telegram: 200 once it is stored, 503 so that Telegram brings it again."""
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not self._webhook or not hmac.compare_digest(
            given.encode("utf-8", "replace"), self._secret.encode()
        ):
            LOG.warning("telegram.secret_wrong")
            return web.Response(status=403)
        self.health.heard()
        try:
            update = json.loads(await read_capped(request))
        except (ValueError, RecursionError):  # signed by the secret, and nonsense all the same
            return web.Response(status=400)
        event = read_update(update, self._account, self.health)
        return web.Response(status=503 if await self._handle([event]) else 200)

    async def _run(self) -> None:
        """Everything that goes on beside the webhook. It ends when we are closed, and for nothing else."""
        await self._until_done(self._present)
        if not self._polling.stopped:
            self._turns.spawn(self._until_done(self._set_menu))
        if not self._webhook:
            await self._until_done(self._polling.run)

    async def _until_done(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do it again, with pauses, until it succeeds or we are closed. A token, too, may be refused by something on
        the way and taken later."""
        troubles = 0
        while not self._polling.stopped:
            try:
                await work()
            except Exception as error:
                self._polling.failed(error)
                troubles += 1
                await self._polling.pause(troubles, wish_of(error))
            else:
                return

    async def _present(self) -> None:
        """Make ourselves known to Telegram."""
        await self._client.open()
        self._username = (await self._client.bot.get_me()).username or ""
        if self._webhook:
            await self._client.bot.set_webhook(
                self._webhook, secret_token=self._secret, allowed_updates=UPDATES
            )
        else:
            await self._client.bot.delete_webhook()

    async def _set_menu(self) -> None:
        """Set the menu of commands; who knows the words can type them meanwhile."""
        try:
            await register(self._client, self._menus)
        except BadRequest as error:
            LOG.warning("telegram.menu_refused error=%s", type(error).__name__)

    async def _polled(self, updates: list[Any]) -> set[int]:
        return await self._handle([read_update(update, self._account, self.health) for update in updates])

    async def _handle(self, events: list[Event | None]) -> set[int]:
        exchanges = []
        for event in events:
            match event:
                case Private():
                    if event.callback:
                        self._turns.spawn(self._answer(event.callback.query))
                    exchanges.append(self._exchange(event))
                case Public() if self._hinted.first_time(str(event.chat)):
                    self._turns.spawn(self._hint(event))
                case BotBlocked(blocked=True):
                    self.left += 1
                case BotBlocked(blocked=False):
                    self.returned += 1
        failed = await self._turns.commit(exchanges)
        return {int(exchange.inbound.event_id) for exchange in failed}

    def _exchange(self, event: Private) -> TelegramExchange:
        return TelegramExchange(
            event, self._client, self._read_file, self._words, self._own_number, self._count_blocked
        )

    async def _answer(self, query: str) -> None:
        try:
            await self._client.answer(query)
        except TelegramError as error:
            LOG.warning("telegram.answer_failed error=%s", type(error).__name__)

    async def _hint(self, event: Public) -> None:
        text = self._words(event.language or CHINESE, "channel.group_hint")
        try:
            await self._client.hint(event.chat, text)
        except TelegramError as error:
            LOG.warning("telegram.hint_failed error=%s", type(error).__name__)

    def _count_blocked(self) -> None:
        self.blocked += 1
