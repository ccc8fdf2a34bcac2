"""The web chat over HTTP: as parts of a page for people, as JSON for who plays one; the person is known by a cookie
nobody else can guess.

Open to anybody in the demo and in rehearsals only. `serve` mounts none of its routes: there a page is reached by the
link of an application that was handed to it (bot/handover/pages.py), and says by which sender it speaks.
"""

import json
import logging
import re
import secrets
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from http import HTTPStatus
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
        self,
        receive: Receive,
        draw: Draw,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        *,
        is_open: bool = True,
    ) -> None:
        self._receive = receive
        self._draw = draw
        self._now = now
        self._is_open = is_open
        self._uploads: OrderedDict[str, bytes] = OrderedDict()

    @property
    def routes(self) -> list[web.RouteDef]:
        """The chat's endpoints, where anybody may come."""
        if not self._is_open:
            return []
        return [
            web.get("/chat/messages", self.show),
            web.post("/chat/messages", self.take),
            web.post("/chat/turns", self.turn),
        ]

    async def turn(self, request: web.Request) -> web.Response:
        """One event of the page, a form: its answer as HTML, empty when there is nothing to show."""
        sender = self._visitor(request)
        return _known(await self.turn_of(request, sender), sender)

    async def turn_of(self, request: web.Request, sender: Sender) -> web.Response:
        """The same, of somebody who is known."""
        form = dict(await request.post())
        try:
            event_id, content = self._of_form(form)
        except ValueError as error:
            return web.Response(text=str(error), status=400)
        tapped, look = content.data if isinstance(content, Tap) else "", str(form.get("look", ""))
        return await self._turn(
            request, sender, (event_id, content), lambda messages: self.drawn(messages, look, tapped)
        )

    def drawn(self, messages: tuple[Message, ...], look: str = "", tapped: str = "") -> web.Response:
        """Messages as the parts of the page that show them."""
        html = self._draw(messages, look, tapped)
        return web.Response(text=html, content_type="text/html", headers={"Cache-Control": "no-store"})

    async def show(self, request: web.Request) -> web.Response:
        """What to show now: the page was opened or reloaded."""
        sender, opened = self._visitor(request), (f"open-{secrets.token_hex(8)}", Opened())
        return _known(await self._turn(request, sender, opened, _json), sender)

    async def take(self, request: web.Request) -> web.Response:
        """One message, tap or file; the same `id` again is the same message."""
        sender = self._visitor(request)
        try:
            said = await self._read(request)
        except ValueError as error:
            return web.json_response({"error": str(error)}, status=400)
        return _known(await self._turn(request, sender, said, _json), sender)

    def _visitor(self, request: web.Request) -> Sender:
        visitor = request.cookies.get(COOKIE, "")
        return Sender(
            self.name, "demo", visitor if _VISITOR.fullmatch(visitor) else secrets.token_urlsafe(24)
        )

    async def _turn(
        self, request: web.Request, sender: Sender, said: tuple[str, Content], answer: Answer
    ) -> web.Response:
        """`said` is the event's id and its content."""
        event_id, content = said
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

    def chat_address(self) -> str:
        """A page has no address of its own: its links are secret."""
        return ""

    async def start(self) -> None:
        """Nothing to begin: the page asks."""

    async def close(self) -> None:
        """Nothing to wait for: a reply is the answer to its own request."""

    async def language(self, user: str) -> str:
        """Every request says it."""
        return ""

    async def notify(self, notification: Notification) -> None:
        """Nothing can be told to a page that does not ask; whoever opens it is shown the same."""


def _known(response: web.Response, sender: Sender) -> web.Response:
    """With the cookie by which this browser is known again, once something was answered."""
    if response.status < HTTPStatus.BAD_REQUEST:
        response.set_cookie(COOKIE, sender.user, httponly=True, samesite="Lax", max_age=30 * 86400)
    return response


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
