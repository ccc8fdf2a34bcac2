"""The web chat over HTTP: as parts of a page for people, as JSON for who plays one; the person is known by a cookie
nobody else can guess.

For the demo, for rehearsals and for staff who want to see what applicants see; not mounted by `serve`.
"""

import json
import logging
import re
import secrets
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from aiohttp import web

from bot.channels.base import Notification
from bot.channels.shared.download import FetchError, Trouble
from bot.channels.web.browser_language import asked_for
from flows.interface.inbound import Content, Inbound, Media, Opened, Sender, Tap, Text, Upload
from flows.interface.messages import Message
from flows.interface.ports import Receive

COOKIE = "visitor"
_VISITOR = re.compile(r"[A-Za-z0-9_-]{20,64}")
_EVENT = re.compile(r"[A-Za-z0-9_.-]{1,64}")
KEPT_UPLOADS = 20
"""Files kept between their turn and their being read: one request's time."""

MAX_TEXT = 5000
"""Characters of one typed message, as on LINE."""

Draw: TypeAlias = Callable[[tuple[Message, ...], str, str], str]
"""The messages of a reply, the look wanted, and the data of the button they answer ("" for none) → HTML."""

Answer: TypeAlias = Callable[[tuple[Message, ...]], web.Response]

log = logging.getLogger("bot.channels.web")


class WebChannel:
    """Answers POST /chat/turns with HTML, and POST and GET /chat/messages with JSON. `now` is the clock; `draw` draws
    a reply in one of the looks."""

    name = "web"
    health = None
    """There is no platform between the page and us."""
    counters: Mapping[str, Callable[[], float]] = MappingProxyType({})

    def __init__(
        self, receive: Receive, draw: Draw, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._receive = receive
        self._draw = draw
        self._now = now
        self._uploads: OrderedDict[str, bytes] = OrderedDict()

    @property
    def routes(self) -> list[web.RouteDef]:
        """The chat's endpoints."""
        return [
            web.get("/chat/messages", self.show),
            web.post("/chat/messages", self.take),
            web.post("/chat/turns", self.turn),
        ]

    async def turn(self, request: web.Request) -> web.Response:
        """One event of the page, a form: its answer as HTML, empty when there is nothing to show."""
        form = dict(await request.post())
        try:
            event_id, content = self._of_form(form)
        except ValueError as error:
            return web.Response(text=str(error), status=400)
        tapped = content.data if isinstance(content, Tap) else ""

        def answer(messages: tuple[Message, ...]) -> web.Response:
            html = self._draw(messages, str(form.get("look", "")), tapped)
            return web.Response(text=html, content_type="text/html", headers={"Cache-Control": "no-store"})

        return await self._turn(request, event_id, content, answer)

    async def show(self, request: web.Request) -> web.Response:
        """What to show now: the page was opened or reloaded."""
        return await self._turn(request, f"open-{secrets.token_hex(8)}", Opened(), _json)

    async def take(self, request: web.Request) -> web.Response:
        """One message, tap or file; the same `id` again is the same message."""
        try:
            event_id, content = await self._read(request)
        except ValueError as error:
            return web.json_response({"error": str(error)}, status=400)
        return await self._turn(request, event_id, content, _json)

    async def _turn(
        self, request: web.Request, event_id: str, content: Content, answer: Answer
    ) -> web.Response:
        visitor = request.cookies.get(COOKIE, "")
        if not _VISITOR.fullmatch(visitor):
            visitor = secrets.token_urlsafe(24)
        sender = Sender(self.name, "demo", visitor)
        language = asked_for(request.headers.get("Accept-Language", ""))
        inbound = Inbound(sender, event_id, content, self._now(), event_id, language=language)
        try:
            turned = await self._receive(inbound)
        except Exception as error:
            log.error("turn failed error=%s", type(error).__name__)
            return web.json_response({"error": "busy"}, status=503)
        try:
            response = answer(await turned.messages())
        except Exception as error:
            log.error("reply failed error=%s", type(error).__name__)
            turned.unseen()
            return web.json_response({"error": "busy"}, status=503)
        turned.sent()
        response.set_cookie(COOKIE, visitor, httponly=True, samesite="Lax", max_age=30 * 86400)
        return response

    def _of_form(self, form: Mapping[str, object]) -> tuple[str, Content]:
        event_id = _event_id(form.get("id"))
        match form:
            case {"file": web.FileField() as sent}:
                return event_id, self._upload(event_id, sent)
            case {"tap": str(tap)}:
                return event_id, Tap(tap[:300])
            case {"text": str(text)}:
                return event_id, Text(text[:MAX_TEXT])
            case {"open": _}:
                return event_id, Opened()
        raise ValueError("text or tap missing")

    def _upload(self, event_id: str, sent: web.FileField) -> Upload:
        self._uploads[event_id] = sent.file.read()
        while len(self._uploads) > KEPT_UPLOADS:
            self._uploads.popitem(last=False)
        return Upload(Media.FILE, event_id, sent.filename)

    async def _read(self, request: web.Request) -> tuple[str, Content]:
        if not request.content_type.startswith("multipart/"):
            return await _message(request)
        data = await request.post()
        event_id, sent = _event_id(data.get("id")), data.get("file")
        if not isinstance(sent, web.FileField):
            raise ValueError("file missing")
        return event_id, self._upload(event_id, sent)

    async def fetch(self, upload: str) -> bytes:
        """The content of a file just posted. Raises FetchError when it is no longer kept."""
        try:
            return self._uploads[upload]
        except KeyError:
            raise FetchError(Trouble.GONE) from None

    async def start(self) -> None:
        """Nothing to begin: the page asks."""

    async def close(self) -> None:
        """Nothing to wait for: a reply is the answer to its own request."""

    async def language(self, user: str) -> str:
        """Every request says it."""
        return ""

    async def notify(self, notification: Notification) -> None:
        """Nothing can be told to a page that does not ask; whoever opens it is shown the same."""


def _json(messages: tuple[Message, ...]) -> web.Response:
    return web.json_response({"messages": [as_json(message) for message in messages]})


def as_json(message: Message) -> dict[str, Any]:
    """A Message as JSON; links are relative, so that `localhost` and `127.0.0.1` both work."""
    data = asdict(message)
    if data["attachment"]:
        for link in ("url", "preview_url"):
            data["attachment"][link] = urlsplit(data["attachment"][link]).path
    return data


async def _message(request: web.Request) -> tuple[str, Content]:
    """The event id and content of a JSON POST. ValueError says what is wrong with it."""
    try:
        body = await request.json()
    except json.JSONDecodeError:
        raise ValueError("not JSON") from None
    if not isinstance(body, dict):
        raise ValueError("not an object")
    event_id = _event_id(body.get("id"))
    if isinstance(body.get("tap"), str):
        return event_id, Tap(body["tap"][:300])
    if isinstance(body.get("text"), str):
        return event_id, Text(body["text"][:MAX_TEXT])
    raise ValueError("text or tap missing")


def _event_id(value: object) -> str:
    if not isinstance(value, str) or not _EVENT.fullmatch(value):
        raise ValueError("id missing")
    return value
