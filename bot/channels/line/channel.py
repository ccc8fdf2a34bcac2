"""The LINE channel: checks signatures, hands events over, answers each with its one free reply."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from urllib.parse import quote

from aiohttp import web

from bot.channels.base import Notification
from bot.channels.line.client import (
    LOADING_SECONDS,
    OFFICIAL_API,
    OFFICIAL_DATA_API,
    LineClient,
    Outcome,
)
from bot.channels.line.draw import draw, draw_plainly
from bot.channels.line.exchange import LineExchange
from bot.channels.line.parse import Event, Malformed, Private, Public, read_events
from bot.channels.line.personal_menus import PersonalMenus
from bot.channels.line.push import notify
from bot.channels.line.tokens import tokens_of
from bot.channels.line.webhook_signature import Validator, is_signed, validator
from bot.channels.shared.download import MOST
from bot.channels.shared.group_hints import HintedGroups
from bot.channels.shared.language import spoken
from bot.channels.shared.platform_health import PlatformHealth
from bot.channels.shared.reply_queue import ReplyQueue
from bot.channels.shared.request_body import read_capped
from bot.channels.shared.words import Words
from flows.definitions.languages import CHINESE
from flows.interface.inbound import Inbound
from flows.interface.messages import Message
from flows.interface.ports import Receive

LOG = logging.getLogger("bot.channels.line")


async def uncounted(notification: Notification) -> None:
    """Nobody counts pushes."""


class LineChannel:
    """One LINE Official Account. Everything is answered with replies, which are free; the few pushes there
    are (bot/notifications/notifier.py) do not pass here.

    `access_token` is the long-lived one; without it stateless ones are issued with `channel_id` and `secret`.
    `account` spares the question at `start` who we are. `staff_chat`: staff answer people who ask for them in the same
    chat, by the Official Account Manager."""

    def __init__(  # noqa: PLR0913 (all but three have defaults and must be named)
        self,
        secret: str,
        access_token: str,
        receive: Receive,
        *,
        words: Words,
        api_url: str = OFFICIAL_API,
        data_api_url: str = OFFICIAL_DATA_API,
        channel_id: str = "",
        account: str = "",
        staff_chat: bool = False,
        on_push: Callable[[Notification], Awaitable[None]] = uncounted,
    ) -> None:
        self._secret = secret
        self._ready: asyncio.Future[Validator] | None = None
        self.health = PlatformHealth("line")
        tokens = tokens_of(api_url, access_token, channel_id, secret)
        self._client = LineClient(api_url, data_api_url, tokens, self.health)
        self._menus = PersonalMenus(self._client.account)
        self._words = words
        self._turns = ReplyQueue("line", receive)
        self._hinted = HintedGroups()
        self._account = account
        self._staff_chat = staff_chat
        self._marks = False
        self._on_push = on_push

    @property
    def name(self) -> str:
        """As in Sender.channel."""
        return "line"

    def chat_address(self) -> str:
        """https://line.me/R/oaMessage/@id, which opens our chat with a text filled in; "" until LINE has said who we
        are."""
        basic = self._client.basic_id
        return f"https://line.me/R/oaMessage/{quote(basic)}" if basic else ""

    @property
    def routes(self) -> Sequence[web.RouteDef]:
        """The webhook."""
        return [web.post("/line/webhook", self.webhook)]

    @property
    def replies(self) -> int:
        """Replies known to have gone out."""
        return self._turns.replies

    @property
    def lost(self) -> int:
        """Replies that failed or whose fate is unknown."""
        return self._turns.lost

    @property
    def reply_calls(self) -> int:
        """Calls of the reply endpoint: one per reply, and one more for each that LINE refused."""
        return self._client.reply_calls

    @property
    def counters(self) -> dict[str, Callable[[], float]]:
        """What is counted for the metrics, by name."""
        return {
            "line_replies": lambda: self.replies,
            "line_lost": lambda: self.lost,
            "line_reply_calls": lambda: self.reply_calls,
        }

    async def start(self) -> None:
        """Open the connections, and begin to get ready: the SDK's import and LINE's answer are nobody else's wait."""
        await self._client.open()
        self._ready = asyncio.create_task(self._get_ready())

    async def ready(self) -> Validator:
        """Wait until webhooks are read: the SDK is imported, LINE asked for the bot's own id and its rich menus. LINE
        being away is no reason not to be."""
        if self._ready is None:
            raise RuntimeError("LineChannel used before start()")
        return await asyncio.shield(self._ready)

    async def _get_ready(self) -> Validator:
        known = await asyncio.to_thread(validator, self._secret)
        if not self._account or self._staff_chat:
            told = await self._client.bot()
            self._account, self._marks = self._account or told.user, told.marks
            if self._staff_chat and not told.chats:
                LOG.error("line.staff_cannot_chat: turn Chat on in the Official Account Manager")
                self._staff_chat = False
        await self._menus.load()
        return known

    async def close(self) -> None:
        """Wait for replies in flight, then close the connections."""
        if self._ready:
            self._ready.cancel()
            await asyncio.wait({self._ready})
        await self._turns.close()
        await self._client.close()

    async def fetch(self, message: str, most: int = MOST) -> bytes:
        """What somebody sent with this message. Raises FetchError; at most `most` bytes are held."""
        return await self._client.fetch(message, most)

    async def language(self, user: str) -> str:
        """The language of ours that suits somebody, after what their LINE is set to; "" when that is not known."""
        return spoken(await self._client.language(user))

    async def notify(self, notification: Notification) -> None:
        """Push, where the month's quota has room. Raises UnsettledError. Before `start` over connections of its own."""
        key = str(notification.key)
        async with self._client.opened() as client:
            taken = await notify(client, self._words, notification.user, notification.messages, key)
        if taken:
            await self._on_push(notification)

    async def webhook(self, request: web.Request) -> web.Response:
        """Answer a POST of LINE: 200 once everything in it is stored, 503 so that LINE brings it again."""
        raw = await read_capped(request)
        signature = request.headers.get("x-line-signature", "")
        if not signature:
            return web.Response(status=401)
        if not is_signed(await self.ready(), raw, signature):
            LOG.warning("line.signature_wrong")
            return web.Response(status=403)
        self.health.heard()
        try:
            events = read_events(json.loads(raw), self._account, self.health)
        except (ValueError, RecursionError, Malformed):  # signed, and nonsense all the same
            return web.Response(status=400)
        return web.Response(status=200 if await self._handle(events) else 503)

    async def _handle(self, events: Sequence[Event]) -> bool:
        private: list[LineExchange] = []
        for event in events:
            match event:
                case Private():
                    private.append(LineExchange(self._addressed(event.inbound), event, self))
                case Public() if self._hinted.first_time(event.place):
                    self._turns.spawn(self._hint(event.reply_token))
        return not await self._turns.commit(private)

    def _addressed(self, inbound: Inbound) -> Inbound:
        """With what the channel knows of who may answer in its chats."""
        return replace(inbound, staffed=True) if self._staff_chat else inbound

    async def _hint(self, reply_token: str) -> None:
        text = self._words(CHINESE, "channel.group_hint")
        await self._client.reply(reply_token, [{"type": "text", "text": text}])

    async def show(self, reply_token: str, messages: tuple[Message, ...], tapped: str, until: float) -> bool:
        """Send the reply; as text if LINE refuses the card. True when it is known to have been shown.

        `until`: the moment of `time.monotonic()` to which the token is good."""
        objects = draw(messages, self._words, secure=self._client.official, tapped=tapped)
        if not objects:
            return True
        outcome = await self._client.reply(reply_token, objects, until)
        if outcome is Outcome.REFUSED:  # which spends no token
            outcome = await self._client.reply(reply_token, draw_plainly(messages), until)
        return outcome is Outcome.SENT

    def answered(self, user: str, messages: tuple[Message, ...], read_token: str) -> None:
        """Beside a reply that was shown: the rich menu that suits whoever it went to, and that their message was read.
        What the bot leaves to the staff, they read."""
        last = messages[-1]
        if alias := self._menus.wanted(user, last.language, submitted=last.submitted):
            self._turns.spawn(self._menus.link(user, alias))
        if self._marks and read_token:
            self._turns.spawn(self._client.mark_read(read_token))

    async def show_waiting(self, user: str) -> None:
        """Keep the loading animation going until cancelled."""
        while True:
            await self._client.show_loading(user)
            await asyncio.sleep(LOADING_SECONDS)
