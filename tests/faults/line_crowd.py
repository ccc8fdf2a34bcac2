"""People on LINE as LINE delivers them: signed, brought again until accepted, and now and then once more after that."""

import itertools
import json
import time
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bot.demo.standins.line import BOT, LineStandin
from bot.demo.standins.line_person import signed
from flows.interface.inbound import Content, Opened, Tap, Text
from tests.faults.crowd import Answers, Bots, Somebody

SECRET = "line-channel-secret"
REPLY = "/v2/bot/message/reply"
REPEATED = 6
"""Every so many events come once more although they were accepted: LINE had the answer too late."""

_numbers = itertools.count(1)


class Replies(Answers):
    """Counts the replies LINE is known to have shown; to a reply whose fate is unknown people say 「繼續」."""

    def __init__(self, line: LineStandin) -> None:
        super().__init__(line.calls)
        self.owners: dict[str, int] = {}
        """Whose reply token it is."""

    def count(self, user: int) -> int:
        """How many replies this person has been shown."""
        for call in itertools.islice(self._calls, self._read, None):
            if call.path == REPLY and call.status == 200:
                said = json.dumps(call.body, ensure_ascii=False)
                self.shown(self.owners[call.body["replyToken"]], said)
        self._read = len(self._calls)
        return self._counts.get(user, 0)


@dataclass
class LineBots(Bots):
    """Where LINE sends."""

    repeated: int = 0

    async def deliver(self, update: dict[str, Any]) -> bool:
        """Bring an event until it is accepted, and some of them once more."""
        at_once = await super().deliver(update)
        if self.deliveries % REPEATED == 0:
            self.repeated += 1
            await self._post(self._next_url(), update)
        return at_once

    async def _post(self, url: str, update: dict[str, Any]) -> int:
        content = json.dumps({"destination": BOT, "events": [update]}).encode()
        update["deliveryContext"] = {"isRedelivery": True}  # whenever it comes again
        headers = {"x-line-signature": signed(SECRET, content), "Content-Type": "application/json"}
        try:
            async with self.session.post(
                f"{url}/line/webhook", data=content, headers=headers, timeout=aiohttp.ClientTimeout(20)
            ) as response:
                return response.status
        except (aiohttp.ClientError, OSError, TimeoutError):
            return 0


@dataclass
class LineSomebody(Somebody):
    """One person with a script, on LINE."""

    line: LineStandin = field(kw_only=True)
    replies: Replies = field(kw_only=True)

    def worded(self, content: Content) -> dict[str, Any]:
        """A webhook event with an id and a reply token of its own."""
        number, token = next(_numbers), self.line.new_reply_token()
        self.replies.owners[token] = self.user
        return {
            **line_content(content, number),
            "mode": "active",
            "timestamp": int(time.time() * 1000),
            "source": {"type": "user", "userId": f"U{self.user:032d}"},
            "webhookEventId": f"{number:026d}",
            "deliveryContext": {"isRedelivery": False},
            "replyToken": token,
        }


def line_content(content: Content, number: int) -> dict[str, Any]:
    """What somebody does, as an event of LINE tells it."""
    match content:
        case Tap(data):
            return {"type": "postback", "postback": {"data": data}}
        case Opened():
            return {"type": "follow", "follow": {"isUnblocked": False}}
        case Text(text):
            return {
                "type": "message",
                "message": {"type": "text", "id": str(number), "text": text, "quoteToken": "q"},
            }
        case _:
            raise AssertionError(content)
