"""People on Telegram as Telegram delivers them: every update is brought again until it is accepted.

A person sends the next thing when the bot has answered the last. Without an answer they say 「繼續」 until there is
one: who answers a question before it was shown is asked again, by design. Told that something they typed was no answer,
as it came before its question could be seen, they type it again.
"""

import asyncio
import itertools
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp

from flows.interface.inbound import Content, Opened, Tap, Text
from tests.faults.service import SECRET

IMPATIENCE = 2.5
"""Seconds a person waits for an answer that may have been lost with the process."""

QUIET = 0.6
"""Seconds without another answer after which they have all come, where there may be two: to a message brought again,
or to a question whose answer was not lost but late, and to the 「繼續」 after it."""

REST = 0.05
"""Seconds without another message after which an answer is complete: some are more than one."""

NOT_TAKEN = "還沒有當作答案"
"""Said of what was typed before its question could be seen."""

REDELIVERY = 0.2
"""Seconds until Telegram brings an update again; the real one takes its time."""

_numbers = itertools.count(1)


@dataclass
class Bots:
    """Where the crowd sends: one address, or several replicas in turn. And what it saw happen."""

    urls: Sequence[str]
    session: aiohttp.ClientSession
    answers: "Answers"
    deliveries: int = 0
    refusals: int = 0
    _place: int = 0

    async def deliver(self, update: dict[str, Any]) -> bool:
        """Bring an update until it is accepted; whether that was at once."""
        tries = 1
        while await self._post(self._next_url(), update) != 200:
            tries += 1
            self.refusals += 1
            await asyncio.sleep(REDELIVERY)
        self.deliveries += tries
        return tries == 1

    def _next_url(self) -> str:
        self._place += 1
        return self.urls[self._place % len(self.urls)]

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
    """One person with a script, on Telegram."""

    user: int
    script: Sequence[Content]
    done: int = 0
    asked_again: int = 0
    patience: float = IMPATIENCE
    answered_at: float = 0.0
    """The moment the last answer was seen."""

    def next_update(self) -> dict[str, Any]:
        """What they send next."""
        content = self.script[self.done]
        self.done += 1
        return self.worded(content)

    def worded(self, content: Content) -> dict[str, Any]:
        """Something they send, as their platform words it."""
        return update(self.user, content)

    async def go_on(self, bots: Bots, chats: "Answers", until: int = 10**9) -> None:
        """Play the script up to that place."""
        while self.done < min(until, len(self.script)):
            if not await self._exchange(bots, chats, self.next_update()):
                await self._ask_again(bots, chats)
            await self._go_back(chats)

    async def _go_back(self, chats: "Answers") -> None:
        """To whatever was typed too early, as the bot says."""
        if not chats.not_taken.get(self.user):
            return
        await self._silence(chats)
        told = chats.not_taken.pop(self.user)
        early = [
            place
            for place, content in enumerate(self.script[: self.done])
            if isinstance(content, Text) and any(f"「{content.text}」" in each for each in told)
        ]
        if early:
            self.asked_again += self.done - early[-1]
            self.done = early[-1]

    async def _ask_again(self, bots: Bots, chats: "Answers") -> None:
        """Say that one would like to go on, until the bot says where one is and has nothing to add."""
        heard = False
        while not heard:
            self.asked_again += 1
            heard = await self._exchange(bots, chats, self.worded(Text("繼續")))
        await self._silence(chats)

    async def _exchange(self, bots: Bots, chats: "Answers", sent: dict[str, Any]) -> bool:
        """Send something; whether an answer came."""
        seen = chats.count(self.user)
        at_once = await bots.deliver(sent)
        heard = chats.count(self.user) > seen or await self._hears(chats, self.patience)
        self.answered_at = time.monotonic()
        if heard:
            await self._silence(chats, REST if at_once else QUIET)
        return heard

    async def _silence(self, chats: "Answers", seconds: float = QUIET) -> None:
        while await self._hears(chats, seconds):
            pass

    async def _hears(self, chats: "Answers", seconds: float) -> bool:
        """Whether a message comes within that time."""
        seen, deadline = chats.count(self.user), time.monotonic() + seconds
        while chats.count(self.user) == seen and time.monotonic() < deadline:  # noqa: ASYNC110
            await asyncio.sleep(0.004)
        return chats.count(self.user) > seen


class Answers:
    """Counts what Telegram was asked to show to whom, by the calls that came."""

    def __init__(self, calls: Sequence[Any]) -> None:
        self._calls = calls
        self._read = 0
        self._counts: dict[int, int] = {}
        self.not_taken: dict[int, list[str]] = {}
        """What was said to whom of something typed too early."""

    def count(self, user: int) -> int:
        """How many messages this person has been shown."""
        for call in itertools.islice(self._calls, self._read, None):
            if "chat_id" in call.params and call.method != "sendChatAction" and call.status == 200:
                self.shown(int(call.params["chat_id"]), str(call.params.get("text", "")))
        self._read = len(self._calls)
        return self._counts.get(user, 0)

    def shown(self, user: int, text: str) -> None:
        """One more message was shown to this person."""
        if NOT_TAKEN in text:
            self.not_taken.setdefault(user, []).append(text)
        self._counts[user] = self._counts.get(user, 0) + 1


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
