"""A stand-in for Telegram's Bot API over real HTTP: strict, by long poll or webhook, with a memory."""

import asyncio
import io
import itertools
import json
from collections import defaultdict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
from aiohttp import web

from bot.demo.standins.telegram_chats import Chats
from bot.demo.standins.telegram_params import read_params
from bot.demo.standins.telegram_rules import RefusalError, need, read_commands

TOKEN = "7000000001:stand-in-token"
BOT_ID = 7000000001
LOST, SILENT = -1, -2
ATTEMPTS = 5
"""How often a webhook is tried before an update is given up."""


@dataclass(frozen=True, slots=True)
class Call:
    """One request the bot made, and the status it got."""

    method: str
    params: dict[str, Any]
    status: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """An answer instead of the real one. `status` 0 hangs up, SILENT never answers, LOST hangs up after doing what was
    asked; `body` is the whole answer, whatever it is."""

    status: int
    description: str = "trouble"
    retry_after: int = 0
    migrate_to_chat_id: int = 0
    body: bytes | None = None


class TelegramStandin:
    """Telegram's side."""

    def __init__(self, token: str = TOKEN) -> None:
        self.calls: list[Call] = []
        self.chats = Chats()
        self.commands: dict[str, list[dict[str, str]]] = {}
        self.queries: dict[str, bool] = {}
        self.files: dict[str, bytes] = {}
        self.sent_files: dict[str, int] = {}
        self.webhook = ""
        self.webhook_statuses: list[int] = []
        self.url = ""
        self.hanging: set[int] = set()
        """Chats for which a message sent gets no answer until `release`."""
        self.release = asyncio.Event()
        self.latency = 0.0
        """Seconds until a message sent is shown, and as long again until that is answered."""
        self._token = token
        self._secret = ""
        self._updates: dict[int, dict[str, Any]] = {}
        self._arrived = asyncio.Event()
        self._numbers = itertools.count(1000)
        self._troubles: defaultdict[str, deque[Trouble | None]] = defaultdict(deque)

    def trouble(self, method: str, *troubles: Trouble | None) -> None:
        """Answer the next calls of a method with these; None lets one through."""
        self._troubles[method].extend(troubles)

    def in_trouble(self, method: str) -> bool:
        """Whether a call of this method still meets with one."""
        return any(self._troubles[method])

    def methods(self) -> list[str]:
        """The methods called, in order, without the polling."""
        return [call.method for call in self.calls if call.method != "getUpdates"]

    def pending(self) -> list[int]:
        """Updates not acknowledged yet."""
        return sorted(self._updates)

    async def deliver(self, update: dict[str, Any]) -> dict[str, Any]:
        """Bring an update to the bot, as its mode demands; a webhook is tried again until it is accepted."""
        numbered = {"update_id": next(self._numbers), **update}
        if not self.webhook:
            self._updates[numbered["update_id"]] = numbered
            self._arrived.set()
            return numbered
        for _ in range(ATTEMPTS):
            self.webhook_statuses.append(await self.post(numbered, self._secret))
            if self.webhook_statuses[-1] == 200:
                break
            await asyncio.sleep(0.02)
        return numbered

    async def post(self, update: object, secret: str) -> int:
        """One POST to the webhook, of an update or of these very bytes; its status."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        body = update if isinstance(update, bytes) else json.dumps(update).encode()
        async with (
            aiohttp.ClientSession() as session,
            session.post(self.webhook, data=io.BytesIO(body), headers=headers) as response,
        ):
            return response.status

    @asynccontextmanager
    async def running(self) -> AsyncIterator["TelegramStandin"]:
        """Serve on a free port of this machine."""
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_route("*", "/bot{token}/{method}", self._serve)
        app.router.add_get("/file/bot{token}/{file}", self._download)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1, handler_cancellation=True)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = "http://{}:{}".format(*runner.addresses[0][:2])
        try:
            yield self
        finally:
            await runner.cleanup()

    async def _serve(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        params = await read_params(request)
        try:
            result = await self._answer(request.match_info["token"], method, params)
        except RefusalError as error:
            self.calls.append(Call(method, params, error.status))
            return _refusal(error.status, error.description)
        except _TroubleError as error:
            self.calls.append(Call(method, params, error.trouble.status))
            if error.trouble.status == SILENT:
                await asyncio.sleep(3600)
            if error.trouble.status in (0, LOST) and request.transport:
                request.transport.close()
            if error.trouble.body is not None:
                return web.Response(status=error.trouble.status, body=error.trouble.body)
            return _refusal(
                max(error.trouble.status, 0) or 500, error.trouble.description, _hints(error.trouble)
            )
        self.calls.append(Call(method, params, 200))
        return web.json_response({"ok": True, "result": result})

    async def _download(self, request: web.Request) -> web.Response:
        content = self.files.get(request.match_info["file"])
        if request.match_info["token"] != self._token or content is None:
            return _refusal(404, "Not Found")
        return web.Response(body=content)

    def _file(self, name: str) -> dict[str, Any]:
        need(name in self.sent_files, "wrong file_id or the file is temporarily unavailable")
        need(self.sent_files[name] <= 20 * 1024 * 1024, "file is too big")
        return {"file_id": name, "file_unique_id": name, "file_path": name}

    async def _answer(self, token: str, method: str, params: dict[str, Any]) -> Any:
        if token != self._token:
            raise RefusalError("Unauthorized", 401)
        if self._troubles[method] and (trouble := self._troubles[method].popleft()):
            if trouble.status == LOST:
                await self._do(method, params)
            raise _TroubleError(trouble)
        return await self._do(method, params)

    async def _do(self, method: str, params: dict[str, Any]) -> Any:
        match method:
            case "getUpdates":
                return await self._get_updates(params)
            case "sendMessage":
                if int(params["chat_id"]) in self.hanging:
                    self.calls.append(Call(method, params, SILENT))
                    await self.release.wait()
                await asyncio.sleep(self.latency)
                shown = self.chats.send(params)
                await asyncio.sleep(self.latency)
                return shown
            case "sendDocument" | "sendPhoto":
                return self.chats.send_document(params)
            case "editMessageText" | "editMessageReplyMarkup":
                return self.chats.edit(params, text_too=method == "editMessageText")
            case _:
                return self._small(method, params)

    def _small(self, method: str, params: dict[str, Any]) -> Any:
        match method:
            case "getMe":
                return {"id": BOT_ID, "is_bot": True, "first_name": "stand-in", "username": "standin_bot"}
            case "setWebhook":
                self.webhook, self._secret = params["url"], params.get("secret_token", "")
            case "deleteWebhook":
                self.webhook = ""
            case "setMyCommands":
                self.commands[params.get("language_code", "")] = read_commands(params["commands"])
            case "answerCallbackQuery":
                known = self.queries.pop(params["callback_query_id"], None) is not None
                need(known, "query is too old and response timeout expired or query ID is invalid")
            case "getFile":
                return self._file(params["file_id"])
            case "sendChatAction":
                need(params["action"] == "typing", "wrong parameter action in request")
            case _:
                raise RefusalError("Not Found", 404)
        return True

    async def _get_updates(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        if self.webhook:
            raise RefusalError("Conflict: can't use getUpdates method while webhook is active", 409)
        offset = int(params.get("offset", 0))
        self._updates = {number: each for number, each in self._updates.items() if number >= offset}
        if not self._updates:
            self._arrived.clear()
            try:
                await asyncio.wait_for(self._arrived.wait(), float(params.get("timeout", 0)))
            except TimeoutError:
                return []
        return [self._updates[number] for number in sorted(self._updates)][:100]


class _TroubleError(Exception):
    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.description)
        self.trouble = trouble


def _hints(trouble: Trouble) -> dict[str, int]:
    found = {"retry_after": trouble.retry_after, "migrate_to_chat_id": trouble.migrate_to_chat_id}
    return {name: value for name, value in found.items() if value}


def _refusal(status: int, description: str, hints: dict[str, int] | None = None) -> web.Response:
    body: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    if hints:
        body["parameters"] = hints
    return web.json_response(body, status=status)
