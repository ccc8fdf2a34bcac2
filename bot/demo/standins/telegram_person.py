"""Somebody with Telegram: writes, taps inline buttons, reads what hangs in the chat."""

import itertools
import time
from collections.abc import Collection
from typing import Any

from bot.demo.standins.person import Document, NotOnScreenError, find_button
from bot.demo.standins.telegram import TelegramStandin
from bot.demo.standins.telegram_chats import Shown

_counter = itertools.count(1)


class TelegramPerson:
    """One Telegram user in a private chat with the bot."""

    def __init__(self, standin: TelegramStandin, user: int = 4001, language: str = "zh-hant") -> None:
        self._standin = standin
        self._user = {"id": user, "is_bot": False, "first_name": "Test", "language_code": language}
        self._chat = standin.chats[user]
        self._shown: list[Shown] = []
        self.user = user
        self.said = 0

    async def open(self) -> None:
        """Press Start."""
        await self.say("/start")

    async def say(self, text: str) -> None:
        """Type and send."""
        message = self.message(text=text)
        self.said = message["message_id"]
        await self.send({"message": message})

    async def share_number(self, number: str = "886912345678") -> None:
        """Press the button that sends one's own number."""
        assert self._chat.reply_keyboard, "there is no such button"
        contact = {"phone_number": number, "first_name": "Test", "user_id": self.user}
        await self.send({"message": self.message(contact=contact)})

    async def edit(self, text: str, message_id: int = 0) -> None:
        """Rewrite a message, the last one typed unless told otherwise."""
        rewritten = self.message(text=text, edit_date=int(time.time()))
        await self.send({"edited_message": rewritten | {"message_id": message_id or self.said}})

    async def block(self, *, again: bool = False) -> None:
        """Block the bot; with `again` let it write again. Telegram tells the bot so."""
        self._chat.blocked = not again
        statuses = ("kicked", "member") if again else ("member", "kicked")
        change = {
            f"{which}_chat_member": {"status": status}
            for which, status in zip(("old", "new"), statuses, strict=True)
        }
        chat = {"id": self.user, "type": "private"}
        await self._standin.deliver(
            {"my_chat_member": {"chat": chat, "from": self._user, "date": 0, **change}}
        )

    async def photograph(self, content: bytes) -> None:
        """Send a photo; Telegram offers it in several sizes, the largest last."""
        name = f"photo{next(_counter)}"
        self._standin.files[name], self._standin.sent_files[name] = content, len(content)
        await self.send({"message": self.message(photo=[{"file_id": "small"}, {"file_id": name}])})

    async def sticker(self) -> None:
        """Send a sticker."""
        await self.send({"message": self.message(sticker={"file_id": "x", "emoji": "👍"})})

    async def tap(self, wanted: str) -> None:
        """Tap a button of the newest message that has it, by label or data."""
        shown, data = self._find(wanted)
        await self.send({"callback_query": self.callback(data, shown.message_id)})

    @property
    def screen(self) -> str:
        """What the bot has written or changed since the last act."""
        return "\n\n".join(shown.text for shown in self._shown)

    @property
    def buttons(self) -> dict[str, str]:
        """Label → data of the buttons under what was written or changed last."""
        return {label: data for shown in self._shown for label, data in _buttons(shown).items()}

    @property
    def beside(self) -> Collection[str]:
        """Every button stands beside the text."""
        return self.buttons

    @property
    def earlier(self) -> dict[str, str]:
        """Label → data of every button in the chat."""
        return {
            label: data for shown in self._chat.messages.values() for label, data in _buttons(shown).items()
        }

    @property
    def history(self) -> str:
        """Everything in the chat, also what came unasked."""
        return "\n\n".join(shown.text for shown in self._chat.messages.values())

    @property
    def documents(self) -> list[Document]:
        """Every file in the chat."""
        return [shown.document for shown in self._chat.messages.values() if shown.document]

    @property
    def platform(self) -> TelegramStandin:
        """Telegram itself, to make trouble or look into the chat."""
        return self._standin

    @property
    def changes_in_place(self) -> bool:
        """A message is edited when a button under it is tapped."""
        return True

    @property
    def refused_calls(self) -> int:
        """How many of the bot's calls Telegram refused."""
        return sum(call.status != 200 for call in self._standin.calls)

    @property
    def shown(self) -> list[Shown]:
        """The messages written or changed since the last act."""
        return self._shown

    def message(self, **content: object) -> dict[str, Any]:
        """A message of this person."""
        return {
            "message_id": self._standin.chats.next_id(),
            "from": self._user,
            "chat": {"id": self.user, "type": "private"},
            "date": int(time.time()),
            **content,
        }

    def callback(self, data: str, message_id: int) -> dict[str, Any]:
        """A tap on a button of a message."""
        query = str(next(_counter))
        self._standin.queries[query] = True
        carrier = {"message_id": message_id, "date": 0, "chat": {"id": self.user, "type": "private"}}
        return {"id": query, "from": self._user, "message": carrier, "chat_instance": "1", "data": data}

    async def send(self, update: dict[str, Any]) -> None:
        """Bring an update to the bot and wait for its answer."""
        before = len(self._chat.touched)
        await self._standin.deliver(update)
        self._shown = await self._standin.chats.settled(self.user, before)

    def _find(self, wanted: str) -> tuple[Shown, str]:
        for shown in sorted(self._chat.messages.values(), key=lambda each: -each.message_id):
            try:
                return shown, find_button(_buttons(shown), wanted)
            except NotOnScreenError:
                continue
        raise NotOnScreenError(f"no button {wanted!r} in the chat; last seen: {list(self.buttons)}")


def _buttons(shown: Shown) -> dict[str, str]:
    tapped = (button for row in shown.keyboard for button in row if "callback_data" in button)
    return {button["text"]: button["callback_data"] for button in tapped}
