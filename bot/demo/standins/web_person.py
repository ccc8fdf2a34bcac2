"""Somebody in the web chat: posts what the page posts, reads what the page would draw."""

import itertools
from collections.abc import Collection, Sequence
from typing import Any

import aiohttp

from bot.demo.standins.person import Document, find_button

_counter = itertools.count(1)


class WebPerson:
    """One visitor; the cookie jar is their identity."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        """`session` must keep cookies of IP addresses: aiohttp.CookieJar(unsafe=True)."""
        self._session = session
        self._url = url
        self._shown: list[dict[str, Any]] = []
        self.documents: list[Document] = []

    async def open(self) -> None:
        """Load the page."""
        async with self._session.get(f"{self._url}/chat/messages") as response:
            self._take(await response.json())

    async def say(self, text: str) -> None:
        """Type and send."""
        await self.post({"id": f"e{next(_counter)}", "text": text})

    async def tap(self, wanted: str) -> None:
        """Tap a button of the last answer by label or data."""
        await self.post(
            {"id": f"e{next(_counter)}", "tap": find_button(self.buttons, wanted), "says": wanted}
        )

    async def photograph(self, content: bytes) -> None:
        """Attach a photo and send it."""
        form = aiohttp.FormData()
        form.add_field("id", f"e{next(_counter)}")
        form.add_field("file", content, filename="photo.jpg", content_type="image/jpeg")
        async with self._session.post(f"{self._url}/chat/messages", data=form) as response:
            self._take(await response.json())

    async def post(self, body: dict[str, Any]) -> int:
        """Post one event; the status. What it answers is on the screen afterwards."""
        async with self._session.post(f"{self._url}/chat/messages", json=body) as response:
            answer = await response.json()
            if response.status == 200:
                self._take(answer)
            return response.status

    @property
    def screen(self) -> str:
        """What the last answer says, as plain text."""
        return text_of(self._shown)

    @property
    def buttons(self) -> dict[str, str]:
        """Label → data of everything that can be tapped in the last answer."""
        found: dict[str, str] = {}
        for message in self._shown:
            for part in (*message["choices"], *message["buttons"], *message["lines"]):
                if part["tap"]:
                    found[part["label"]] = part["tap"]
        return found

    @property
    def beside(self) -> Collection[str]:
        """Every button stands beside the text."""
        return self.buttons

    @property
    def earlier(self) -> dict[str, str]:
        """Nothing: what was answered cannot be tapped any more."""
        return {}

    @property
    def changes_in_place(self) -> bool:
        """The page changes what it shows."""
        return True

    @property
    def refused_calls(self) -> int:
        """None: the page asks, and the bot calls nobody."""
        return 0

    @property
    def visitor(self) -> str:
        """The cookie by which the service knows them."""
        return next(cookie.value for cookie in self._session.cookie_jar if cookie.key == "visitor")

    @property
    def shown(self) -> list[dict[str, Any]]:
        """The messages of the last answer."""
        return self._shown

    def _take(self, answer: dict[str, Any]) -> None:
        self._shown = answer["messages"]
        for message in self._shown:
            if found := message["attachment"]:
                self.documents.append(Document(found["name"], url=self._url + found["url"]))


def text_of(messages: Sequence[dict[str, Any]]) -> str:
    """What messages, as the channel's JSON has them, say in plain text."""
    return "\n".join(line for message in messages for line in _lines(message))


def _lines(message: dict[str, Any]) -> list[str]:
    lines = [note["text"] for note in message["notes"]]
    if message["progress"]:
        lines.append(message["progress"]["label"])
    lines += [message["title"], *message["body"].split("\n")]
    lines += [f"{line['number'] or ''} {line['label']}：{line['value']}".strip() for line in message["lines"]]
    lines += [f"{choice['number']}. {choice['label']}" for choice in message["choices"]]
    return [line for line in lines if line]
