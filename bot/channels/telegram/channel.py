"""The Telegram channel: by long polling where nothing can reach us, by webhook where Telegram can."""

import asyncio
import hmac
import json
import logging
from typing import Any, Literal, TypeAlias

from aiohttp import web
from telegram.error import InvalidToken, TelegramError

from bot.channels.shared.body import read_capped
from bot.channels.shared.download import MOST
from bot.channels.shared.places import Hinted
from bot.channels.shared.turns import Turns
from bot.channels.shared.wording import Words
from bot.channels.telegram.calls import answer_call
from bot.channels.telegram.client import TelegramClient
from bot.channels.telegram.commands import menus, register
from bot.channels.telegram.exchange import TelegramExchange
from bot.channels.telegram.own_number import OwnNumber
from bot.channels.telegram.parse import UPDATES, Event, Private, Public, Standing, read_update
from bot.channels.telegram.polling import Polling
from flows.inbound import ReadFile, Receive

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
        if mode == "webhook" and not (webhook_secret and public_url):
            raise ValueError("a Telegram webhook needs a secret and a public address")
        self._account = token.partition(":")[0]
        self._client = TelegramClient(token, api_url)
        self._read_file = read_file
        self._words = words
        self._menus = menus(words)
        self._secret = webhook_secret
        self._webhook = public_url.rstrip("/") + WEBHOOK_PATH if mode == "webhook" else ""
        self._turns = Turns("telegram", receive)
        self._polling = Polling(self._client.updates, self._polled)
        self._hinted = Hinted()
        self._own_number = OwnNumber(self._client, words)
        self._running: asyncio.Task[None] | None = None
        self.blocked = 0
        self.left = 0
        self.returned = 0

    @property
    def replies(self) -> int:
        """Replies known to have gone out, or put into the answer to a webhook."""
        return self._turns.replies

    @property
    def lost(self) -> int:
        """Replies that failed or whose fate is unknown."""
        return self._turns.lost

    async def start(self) -> None:
        """Begin in the background: Telegram being away is no reason for the other channels to wait."""
        self._running = asyncio.create_task(self._run())

    async def close(self) -> None:
        """Stop fetching, wait for replies in flight, close the connections."""
        self._polling.stop()
        if self._running:
            await self._running
        await self._turns.close()
        await self._client.bot.shutdown()

    async def fetch(self, file: str, most: int = MOST) -> bytes:
        """The content of a file somebody sent. Raises FetchError; at most `most` bytes are held."""
        return await self._client.fetch(file, most)

    async def webhook(self, request: web.Request) -> web.Response:
        """Answer a POST of Telegram: 200 once it is stored, 503 so that Telegram brings it again."""
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not self._webhook or not hmac.compare_digest(
            given.encode("utf-8", "replace"), self._secret.encode()
        ):
            LOG.warning("telegram.secret_wrong")
            return web.Response(status=403)
        try:
            update = json.loads(await read_capped(request))
        except ValueError:
            return web.Response(status=400)
        event = read_update(update, self._account)
        if isinstance(event, Private) and not self._turns.replying(event.inbound.sender):
            return await self._answered(event)
        return web.Response(status=503 if await self._handle([event]) else 200)

    async def _answered(self, event: Private) -> web.Response:
        """The answer to a webhook, which may carry one call: the reply if it is one, else the spinner's end."""
        turned = await self._turns.receive(event.inbound)
        if turned is None:
            return web.Response(status=503)
        exchange, query = self._exchange(event), event.callback.query if event.callback else ""
        # Looked at again: an earlier message may have been committed, and its reply begun, while this one waited.
        late = self._turns.replying(event.inbound.sender)
        if not late and (reply := exchange.in_answer(turned)):
            self._turns.replies += 1
            if query:
                self._turns.spawn(self._answer(query))
            return web.Response(text=reply, content_type="application/json")
        self._turns.reply_soon(exchange, turned)
        return (
            web.Response(text=answer_call(query), content_type="application/json")
            if query
            else web.Response()
        )

    async def _run(self) -> None:
        if await self._introduced() and not self._webhook:
            await self._polling.run()

    async def _introduced(self) -> bool:
        """Whether Telegram knows us now; tries until it does, refuses the token, or we are closed."""
        troubles = 0
        while not self._polling.stopped:
            try:
                await self._introduce()
            except InvalidToken:
                LOG.error("telegram.token_refused")
                return False
            except TelegramError as error:
                LOG.warning("telegram.not_ready error=%s", type(error).__name__)
                troubles += 1
                await self._polling.pause(troubles)
            else:
                return True
        return False

    async def _introduce(self) -> None:
        bot = self._client.bot
        await bot.initialize()
        if self._webhook:
            await bot.set_webhook(self._webhook, secret_token=self._secret, allowed_updates=UPDATES)
        else:
            await bot.delete_webhook()
        try:
            await register(self._client, self._menus)
        except TelegramError as error:  # whoever knows the words can type them
            LOG.warning("telegram.menu_refused error=%s", type(error).__name__)

    async def _polled(self, updates: list[Any]) -> set[int]:
        return await self._handle([read_update(update, self._account) for update in updates])

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
                case Standing(blocked=True):
                    self.left += 1
                case Standing(blocked=False):
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
        text = self._words(event.language or "zh-TW", "channel.group_hint")
        try:
            await self._client.hint(event.chat, text)
        except TelegramError as error:
            LOG.warning("telegram.hint_failed error=%s", type(error).__name__)

    def _count_blocked(self) -> None:
        self.blocked += 1
