"""People on Telegram as Telegram delivers them: every update is brought again until it is accepted.

A person sends the next thing when the bot has answered the last, or after a while without an answer.
"""

import asyncio
import itertools
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from flows.inbound import Content, Opened, Tap, Text
from tests.faults.service import SECRET

IMPATIENCE = 2.5
"""Seconds a person waits for an answer that may have been lost with the process.

Longer than the bot is ever late: who answers before the question is shown is asked again, by design."""

REDELIVERY = 0.2
"""Seconds until Telegram brings an update again; the real one takes its time."""

_numbers = itertools.count(1)


@dataclass
class Bots:
    """Where the crowd sends: one address, or several replicas in turn. And what it saw happen."""

    urls: Sequence[str]
    session: aiohttp.ClientSession
    answered: dict[int, int] = field(default_factory=dict)
    deliveries: int = 0
    refusals: int = 0
    _place: int = 0

    async def deliver(self, update: dict[str, Any], copies: int = 1) -> None:
        """Bring an update until it is accepted, `copies` times in all."""
        while copies:
            self.deliveries += 1
            self._place += 1
            if await self._post(self.urls[self._place % len(self.urls)], update) == 200:
                copies -= 1
            else:
                self.refusals += 1
                await asyncio.sleep(REDELIVERY)

    async def _post(self, url: str, update: dict[str, Any]) -> int:
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        patience = aiohttp.ClientTimeout(20)
        try:
            async with self.session.post(
                f"{url}/telegram/webhook", json=update, headers=headers, timeout=patience
            ) as response:
                return response.status
        except (aiohttp.ClientError, OSError, TimeoutError):
            return 0


@dataclass
class Somebody:
    """One person with a script."""

    user: int
    script: Sequence[Content]
    done: int = 0
    asks_again: bool = False

    def next_update(self) -> dict[str, Any]:
        """What they send next, as Telegram words it."""
        content = self.script[self.done]
        self.done += 1
        return update(self.user, content)

    async def go_on(self, bots: Bots, chats: "Answers", until: int = 10**9) -> None:
        """Play the script up to that place."""
        while self.done < min(until, len(self.script)):
            heard = await self._exchange(bots, chats, self.next_update())
            while self.asks_again and not heard:
                heard = await self._exchange(bots, chats, update(self.user, Text("繼續")))

    async def _exchange(self, bots: Bots, chats: "Answers", sent: dict[str, Any]) -> bool:
        """Send something; whether an answer came."""
        seen = chats.count(self.user)
        await bots.deliver(sent)
        deadline = time.monotonic() + IMPATIENCE
        while chats.count(self.user) == seen and time.monotonic() < deadline:  # noqa: ASYNC110
            await asyncio.sleep(0.004)
        return chats.count(self.user) > seen


class Answers:
    """Counts what the stand-in was asked to show to whom."""

    def __init__(self, calls: Sequence[Any]) -> None:
        self._calls = calls
        self._read = 0
        self._counts: dict[int, int] = {}

    def count(self, user: int) -> int:
        """How many messages this person has been shown."""
        for call in itertools.islice(self._calls, self._read, None):
            if "chat_id" in call.params and call.method != "sendChatAction" and call.status == 200:
                chat = int(call.params["chat_id"])
                self._counts[chat] = self._counts.get(chat, 0) + 1
        self._read = len(self._calls)
        return self._counts.get(user, 0)


def update(user: int, content: Content, *, number: int = 0, date: int | None = None) -> dict[str, Any]:
    """An update of Telegram with an id of its own."""
    sender = {"id": user, "is_bot": False, "first_name": "Test", "language_code": "zh-hant"}
    chat = {"id": user, "type": "private"}
    number = number or next(_numbers)
    message = {"message_id": number, "chat": chat, "date": date or int(time.time()), "from": sender}
    match content:
        case Tap(data):
            query = {"id": str(number), "from": sender, "data": data, "chat_instance": "1"}
            return {"update_id": number, "callback_query": {**query, "message": {**message, "message_id": 0}}}
        case Opened():
            return {"update_id": number, "message": {**message, "text": "/start"}}
        case Text(text):
            return {"update_id": number, "message": {**message, "text": text}}
        case _:
            raise AssertionError(content)
