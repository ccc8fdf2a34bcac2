"""Pictures of board, indicators and schedule for the phone: drawn when the leader asks for one, kept where the last one
was, sent by an expiring link."""

import asyncio
import json
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.conversation.follow_ups.base import Committed
from bot.documents.picture import picture
from bot.paths import TEMPLATES
from flows.events.alliance import PictureAsked
from flows.interface.inbound import Inbound
from flows.interface.known import Discovered
from flows.scheme.definition import Catalogue
from storage.alliances.alliances import Alliances
from storage.cases.files import Files

TEMPLATE = TEMPLATES / "alliance" / "pictures" / "picture.typ"
OPENS_FOR = timedelta(days=1)
"""How long a picture's link is good: the chat keeps what it has loaded."""

log = logging.getLogger("bot.alliance.pictures")


@dataclass(frozen=True)
class Pictures:
    """Draws them. `link_url` is where our pages are reached from outside."""

    alliances: Alliances
    files: Files
    catalogue: Catalogue
    link_url: str
    now: Callable[[], datetime]

    def wanted(self, turn: Committed) -> bool:
        """Whether one was asked for."""
        return any(isinstance(event, PictureAsked) for event in turn.events)

    async def __call__(self, turn: Committed) -> Inbound:
        """The turn that brings it, or says that there is none."""
        part = next(event.part for event in turn.events if isinstance(event, PictureAsked))
        return turn.tells("picture", Discovered("picture", await self._drawn(turn, part)))

    async def _drawn(self, turn: Committed, part: str) -> dict[str, str]:
        now = self.now()
        definition = self.catalogue.of(turn.session, now)
        if definition.form.own.picture is None:
            return {"part": part}
        data = json.dumps(definition.form.own.picture(definition, turn.session, part), ensure_ascii=False)
        try:
            content = await asyncio.to_thread(picture, TEMPLATE, data=data)
            name = f"{part}.png"
            sha256 = await self.alliances.keep_file(
                turn.key, f"picture.{part}", name, "image/png", content, now
            )
            token = secrets.token_urlsafe(24)
            await self.files.link(token, sha256, name, now + OPENS_FOR)
        except Exception as error:  # the numbers stand in the chat all the same
            log.error("picture.failed part=%s error=%s", part, type(error).__name__)
            return {"part": part}
        return {"part": part, "file": sha256, "url": f"{self.link_url}/files/{token}"}
