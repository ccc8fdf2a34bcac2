"""A stand-in for LINE's Messaging API over real HTTP: strict, and with a memory of every call."""

import asyncio
import json
import secrets
import time
from collections import defaultdict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.demo.standins.line_account import Answer, LineAccount
from bot.demo.standins.line_pushes import Pushes
from bot.demo.standins.line_rules import RefusalError, check_reply
from bot.demo.standins.person import PATIENCE, NoAnswerError

ACCESS_TOKEN = "line-access-token"
BOT = "U" + "b" * 32
LOST, SILENT = -1, -2


@dataclass(frozen=True, slots=True)
class Call:
    """One request the bot made, and the status it got."""

    path: str
    body: dict[str, Any]
    status: int


@dataclass(slots=True)
class ReplyToken:
    """A permission to reply once, for a while."""

    expires: float
    used: bool = False
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    messages: list[dict[str, Any]] = field(default_factory=list)


class LineStandin:
    """LINE's side. `token_life`: seconds a reply token lives; LINE promises one minute."""

    def __init__(
        self, access_token: str = ACCESS_TOKEN, token_life: float = 60.0, account: LineAccount | None = None
    ) -> None:
        self.account = account or LineAccount()
        self.pushes = Pushes()
        self.calls: list[Call] = []
        self.url = ""
        self._access_token = access_token
        self._token_life = token_life
        self._tokens: dict[str, ReplyToken] = {}
        self._troubles: defaultdict[str, deque[int | None]] = defaultdict(deque)

    def trouble(self, path: str, *statuses: int | None) -> None:
        """Answer the next calls of a path with these statuses; 0 hangs up without an answer, LOST does so after
        doing what was asked, SILENT never answers, and None lets a call through."""
        self._troubles[path].extend(statuses)

    def new_reply_token(self) -> str:
        """What a webhook event brings along."""
        token = secrets.token_hex(16)
        self._tokens[token] = ReplyToken(time.monotonic() + self._token_life)
        return token

    async def reply_to(self, token: str, patience: float = PATIENCE) -> list[dict[str, Any]]:
        """The messages the bot sends with this token, once it has."""
        known = self._tokens[token]
        try:
            await asyncio.wait_for(known.answered.wait(), patience)
        except TimeoutError:
            last = self.calls[-1] if self.calls else "no call at all"
            raise NoAnswerError(f"no reply within {patience} s; the bot's last call: {last}") from None
        return known.messages

    def paths(self) -> list[str]:
        """The paths called, in order."""
        return [call.path for call in self.calls]

    @asynccontextmanager
    async def running(self) -> AsyncIterator["LineStandin"]:
        """Serve on a free port of this machine."""
        app = web.Application(client_max_size=2 * 1024 * 1024)
        app.router.add_route("*", "/{path:.*}", self._serve)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1, handler_cancellation=True)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = "http://{}:{}".format(*runner.addresses[0][:2])
        try:
            yield self
        finally:
            await runner.cleanup()

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        raw = await request.read()
        body = json.loads(raw) if raw and request.content_type == "application/json" else {}
        if request.path == "/oauth2/v3/token":
            return self._served(request, body, self.account.issue(dict(await request.post())))
        found = self._answer(request, body, raw)
        if found[0] == SILENT:
            self.calls.append(Call(request.path, body, SILENT))
            await asyncio.sleep(3600)
        return self._served(request, body, found)

    def _served(self, request: web.Request, body: dict[str, Any], found: Answer) -> web.StreamResponse:
        status, answer = found
        self.calls.append(Call(request.path, body, status))
        if status == 0 and request.transport:
            request.transport.close()
        if isinstance(answer, bytes):
            return web.Response(body=answer, status=status)
        return web.json_response(answer, status=status or 500)

    def _answer(self, request: web.Request, body: dict[str, Any], raw: bytes) -> Answer:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if token != self._access_token and not self.account.knows(token):
            return 401, {"message": "Authentication failed"}
        trouble = self._troubles[request.path].popleft() if self._troubles[request.path] else None
        if trouble not in (None, LOST):
            return trouble, {"message": "trouble"}
        try:
            found = self._route(request, body, raw)
        except (RefusalError, KeyError, TypeError, ValueError) as error:
            return 400, {"message": str(error)}
        return (0, found[1]) if trouble == LOST else found

    def _route(self, request: web.Request, body: dict[str, Any], raw: bytes) -> Answer:
        match request.method, request.path:
            case "POST", "/v2/bot/message/reply":
                return self._reply(request, body)
            case "POST", "/v2/bot/message/push":
                return self.pushes.push(request.headers, body)
            case "GET", "/v2/bot/message/quota":
                return self.pushes.left()
            case "GET", "/v2/bot/message/quota/consumption":
                return self.pushes.consumption()
            case "POST", "/v2/bot/chat/loading/start":
                seconds = body["loadingSeconds"]
                good = seconds in range(5, 61, 5) and body["chatId"].startswith("U")
                return (202, {}) if good else (400, {"message": "loadingSeconds"})
            case "GET", "/v2/bot/info":
                return 200, {
                    "userId": BOT,
                    "basicId": "@standin",
                    "displayName": "stand-in",
                    "chatMode": "chat" if self.account.chats else "bot",
                    "markAsReadMode": "manual" if self.account.chats else "auto",
                }
            case method, path:
                return self.account.answer(method, path, body, raw)

    def _reply(self, request: web.Request, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if "X-Line-Retry-Key" in request.headers:
            return 400, {"message": "retry key not supported"}
        check_reply(body)
        token = self._tokens.get(body["replyToken"])
        if token is None or token.used or token.expires < time.monotonic():
            return 400, {"message": "Invalid reply token"}
        token.used = True
        token.messages = body["messages"]
        token.answered.set()
        return 200, {"sentMessages": [{"id": secrets.token_hex(9)} for _ in body["messages"]]}
