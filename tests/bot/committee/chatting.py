"""A reviewer in a chat: what they tap and type goes the way of every message, what they see is drawn as on a phone."""

import json
from dataclasses import dataclass, field
from typing import Any

from bot.channels.line.draw import draw
from bot.channels.telegram.keyboard import keyboard
from bot.service import Service
from flows.interface.inbound import Content, Inbound, Sender, Tap, Text
from flows.interface.messages import Message, plain_text


@dataclass
class ReviewerInChat:
    """Somebody on LINE or Telegram; `said` is everything shown so far, `message` what is on the screen."""

    service: Service
    channel: str
    user: str = "Ureviewer"
    said: list[str] = field(default_factory=list)
    message: Message | None = None
    turns: int = 0

    async def send(self, content: Content, *, event: str = "", seen: bool = True) -> str:
        """One message; what is shown then."""
        self.turns += 1
        event = event or f"{self.channel}-{self.turns}"
        inbound = Inbound(
            Sender(self.channel, "bot", self.user), event, content, self.service.now(), f"m{event}"
        )
        reply = await self.service.receive(inbound)
        messages = await reply.messages()
        (reply.sent if seen else reply.unseen)()
        self._fits(messages)
        self.message = messages[-1] if messages else self.message
        shown = "\n\n".join(map(plain_text, messages))
        self.said.append(shown)
        return shown

    async def say(self, text: str, **more: Any) -> str:
        """Type it."""
        return await self.send(Text(text), **more)

    async def tap(self, label: str, **more: Any) -> str:
        """Tap what begins like this."""
        return await self.send(Tap(self.button(label)), **more)

    def button(self, label: str) -> str:
        """The data of the button or option that begins like this."""
        assert self.message
        found = [one.tap for one in self.message.buttons if one.label.startswith(label)]
        found += [one.tap for one in self.message.choices if label in (one.label, one.brief)]
        assert found, (label, [one.label for one in self.message.buttons])
        return found[0]

    def _fits(self, messages: tuple[Message, ...]) -> None:
        """Within what both platforms take."""
        bodies = draw(messages, lambda _language, key: key, secure=True)
        assert len(bodies) <= 5
        for one in json.loads(json.dumps(bodies)):
            items = one.get("quickReply", {}).get("items", [])
            assert len(items) <= 13
            assert all(len(each["action"].get("label", "")) <= 20 for each in items)
        for message in messages:
            assert all(len(one.label) <= 20 for one in message.buttons if one.tap.startswith("review:"))
            drawn = keyboard(message, "改")
            for row in drawn.inline_keyboard if drawn else ():
                assert all(len(str(one.callback_data or "").encode()) <= 64 for one in row)
