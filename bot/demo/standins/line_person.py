"""Somebody with LINE on their phone: sends signed webhooks, reads the cards that come back."""

import base64
import hashlib
import hmac
import io
import itertools
import json
import time
from collections.abc import Iterator
from typing import Any

import aiohttp

from bot.demo.standins.line import BOT, LineStandin
from bot.demo.standins.person import Document, find_button

_counter = itertools.count(1)


class LinePerson:
    """One LINE user writing to the bot behind `webhook_url`."""

    def __init__(
        self,
        standin: LineStandin,
        webhook_url: str,
        secret: str,
        user: str = "U" + "a" * 32,
        language: str = "zh-TW",
    ) -> None:
        standin.account.languages[user] = language
        self._standin = standin
        self._webhook_url = webhook_url
        self._secret = secret
        self._user = user
        self._shown: list[dict[str, Any]] = []
        self.earlier: dict[str, str] = {}
        self.documents: list[Document] = []
        self.said = ""

    async def open(self) -> None:
        """Add the account as a friend."""
        await self._send(self.event("follow", follow={"isUnblocked": False}))

    async def say(self, text: str) -> None:
        """Type and send."""
        event = self.message("text", text=text)
        self.said = event["message"]["id"]
        await self._send(event)

    async def unsend(self, message: str = "") -> None:
        """Take a message back, the last text unless told otherwise. LINE lets nobody answer that."""
        event = self.event("unsend", unsend={"messageId": message or self.said})
        del event["replyToken"]
        assert await self.post(event) == 200

    async def edit(self, text: str, message: str = "") -> None:
        """Rewrite a message, the last text unless told otherwise."""
        content = {"type": "text", "id": message or self.said, "text": text}
        await self._send(self.event("messageEdited", message=content))

    async def photograph(self, content: bytes) -> None:
        """Send a photo."""
        event = self.message("image", contentProvider={"type": "line"})
        self._standin.account.files[event["message"]["id"]] = content
        await self._send(event)

    async def sticker(self) -> None:
        """Send a sticker."""
        await self._send(self.message("sticker", packageId="1", stickerId="2", stickerResourceType="STATIC"))

    async def tap(self, wanted: str) -> None:
        """Tap something on the last cards or among the quick replies, or on a card further up, by label or data."""
        known = self.buttons if wanted not in self.earlier.values() else {**self.earlier, **self.buttons}
        await self._send(self.event("postback", postback={"data": find_button(known, wanted)}))

    @property
    def screen(self) -> str:
        """What the last reply says."""
        return "\n".join(line for message in self._shown for line in _words(message.get("contents", message)))

    @property
    def buttons(self) -> dict[str, str]:
        """Label → data of every postback in the last reply."""
        return {label: data for message in self._shown for label, data in _postbacks(message).items()}

    @property
    def beside(self) -> list[str]:
        """The quick replies; what a card can be tapped on is words of the card."""
        items = [item for message in self._shown for item in message.get("quickReply", {}).get("items", [])]
        return [item["action"]["label"] for item in items]

    @property
    def platform(self) -> LineStandin:
        """LINE itself, to make trouble."""
        return self._standin

    @property
    def changes_in_place(self) -> bool:
        """Cards that were sent stay as they are; every answer is a new one."""
        return False

    @property
    def refused_calls(self) -> int:
        """How many of the bot's calls LINE refused."""
        return sum(call.status not in {200, 202} for call in self._standin.calls)

    @property
    def shown(self) -> list[dict[str, Any]]:
        """The message objects of the last reply."""
        return self._shown

    def message(self, kind: str, **content: object) -> dict[str, Any]:
        """A message event."""
        number = str(next(_counter))
        named = {"type": kind, "id": number, "markAsReadToken": f"read-{number}"}
        return self.event("message", message={**named, **content})

    def event(self, kind: str, **content: object) -> dict[str, Any]:
        """A webhook event of this person, with a fresh id and reply token."""
        return {
            "type": kind,
            "mode": "active",
            "timestamp": int(time.time() * 1000),
            "source": {"type": "user", "userId": self._user},
            "webhookEventId": f"01H{next(_counter):023d}",
            "deliveryContext": {"isRedelivery": False},
            "replyToken": self._standin.new_reply_token(),
            **content,
        }

    async def post(self, *events: object, signature: str | None = None, raw: bytes | None = None) -> int:
        """Deliver events as LINE does; the status of the bot's answer. Does not wait for replies."""
        content = raw if raw is not None else json.dumps({"destination": BOT, "events": events}).encode()
        headers = {"x-line-signature": signed(self._secret, content) if signature is None else signature}
        async with (
            aiohttp.ClientSession() as session,
            session.post(self._webhook_url, data=io.BytesIO(content), headers=headers) as response,
        ):
            return response.status

    async def read_reply(self, event: dict[str, Any]) -> None:
        """Wait for the reply to an event and look at it."""
        for message in self._shown:  # cards stay in the chat; quick replies are gone with the next message
            self.earlier |= _postbacks(message.get("contents", {}))
        self._shown = await self._standin.reply_to(event["replyToken"])
        for message in self._shown:
            name = message.get("altText", "").partition("\n")[0]
            links = [action["uri"] for action in _actions(message) if action["type"] == "uri"]
            self.documents += [Document(name, url=link) for link in links]

    async def _send(self, event: dict[str, Any]) -> None:
        status = await self.post(event)
        assert status == 200, f"the webhook answered {status}"
        await self.read_reply(event)


def signed(secret: str, content: bytes) -> str:
    """What LINE writes beside a webhook, so that it is known to come from LINE."""
    return base64.b64encode(hmac.new(secret.encode(), content, hashlib.sha256).digest()).decode()


def _words(node: Any) -> Iterator[str]:
    match node:
        case {"type": "text", "text": str(text)}:
            yield text
        case {"type": "button", "action": {"label": str(label)}}:
            yield f"[{label}]"
        case {"type": "image", "originalContentUrl": str(url)}:
            yield f"[{url}]"
        case {"type": "box", "layout": "horizontal", "contents": list(contents)}:
            yield " ".join(word for child in contents for word in _words(child))
        case dict():
            for key in ("header", "body", "footer", "contents"):
                yield from _words(node.get(key))
        case list():
            for child in node:
                yield from _words(child)


def _postbacks(node: Any) -> dict[str, str]:
    return {action["label"]: action["data"] for action in _actions(node) if action["type"] == "postback"}


def _actions(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if "action" in node and node["action"].get("type") in {"postback", "uri"}:
            yield node["action"]
        for child in node.values():
            yield from _actions(child)
    elif isinstance(node, list):
        for child in node:
            yield from _actions(child)
