"""Somebody who applies in the web chat without a page: their messages go straight to the service."""

import itertools
import secrets
from collections.abc import Collection, Mapping
from typing import Any

from bot.channels.web.channel import as_json
from bot.demo.standins.person import Document, find_button
from bot.demo.standins.web_person import text_of
from bot.service import Service
from flows.interface.inbound import Content, Inbound, Opened, Sender, Tap, Text


class Applicant:
    """One visitor, who writes at the time the service has."""

    changes_in_place = True
    refused_calls = 0

    def __init__(self, service: Service) -> None:
        self._service = service
        self._sender = Sender("web", "demo", secrets.token_urlsafe(24))
        self._numbers = itertools.count(1)
        self._shown: list[dict[str, Any]] = []
        self.documents: list[Document] = []

    async def open(self) -> None:
        """Load the page."""
        await self._send(Opened())

    async def say(self, text: str) -> None:
        """Type and send."""
        await self._send(Text(text))

    async def tap(self, wanted: str) -> None:
        """Tap a button of the last answer by label or data."""
        await self._send(Tap(find_button(self.buttons, wanted)))

    async def photograph(self, content: bytes) -> None:
        """Nobody here does: what they sign reaches the office on paper."""
        raise NotImplementedError

    @property
    def screen(self) -> str:
        """What the last answer says."""
        return text_of(self._shown)

    @property
    def buttons(self) -> Mapping[str, str]:
        """Label → data of everything that can be tapped in the last answer."""
        parts = ("choices", "buttons", "lines")
        every = (part for message in self._shown for name in parts for part in message[name])
        return {part["label"]: part["tap"] for part in every if part["tap"]}

    @property
    def beside(self) -> Collection[str]:
        """Every button stands beside the text."""
        return self.buttons

    @property
    def earlier(self) -> Mapping[str, str]:
        """Nothing: what was answered cannot be tapped any more."""
        return {}

    async def _send(self, content: Content) -> None:
        event = f"{self._sender.user}-{next(self._numbers)}"
        inbound = Inbound(self._sender, event, content, self._service.now(), event)
        reply = await self._service.turn_processor.receive(inbound)
        self._shown = [as_json(message) for message in await reply.messages()]
        reply.sent()
