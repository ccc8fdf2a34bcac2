"""How the Telegram SDK's calls travel: through aiohttp, the HTTP library of everything else here.

The SDK's own transport was the most expensive part of a turn when measured (docs/benchmarks.md).
"""

import asyncio
import json
from http import HTTPStatus
from io import BytesIO
from typing import Any, TypeAlias

import aiohttp
import orjson
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.channels.shared.http_pool import pool
from bot.channels.shared.platform_health import PlatformHealth

CONNECT_SECONDS = 5
LONGEST_WAIT = 24 * 3600
"""Seconds of a `retry_after` beyond which it is no wish but nonsense."""

MESSAGES = ("/sendMessage", "/editMessageText", "/sendDocument")
"""Calls whose result, the message as it is shown now, nobody reads: it is not handed on, so that one the SDK cannot
read makes nobody believe it was not shown."""

_DONE = b'{"ok":true,"result":true}'
_JSON = {"Content-Type": "application/json"}

Wish: TypeAlias = Any
"""What the SDK hands over as a time limit: seconds, None for none, or BaseRequest.DEFAULT_NONE for ours."""


class NotSentError(NetworkError):
    """Telegram has surely not done what was asked: no connection came about, or it answered with a fault of its own
    (5xx) or that there is too much (429), without the seconds to wait."""


class AiohttpTransport(BaseRequest):
    """At most `connections` at a time; `patience` is how many seconds an answer may take unless a call says otherwise.
    Waiting for one of the connections to be free counts for nothing: it is no fault of Telegram's. `health` is told
    whether the token is taken."""

    def __init__(self, connections: int, patience: float, health: PlatformHealth | None = None) -> None:
        self._patience = patience
        self._health = health or PlatformHealth("telegram")
        self._free = asyncio.Semaphore(connections)
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds an answer may take."""
        return self._patience

    async def initialize(self) -> None:
        """Open the pool."""
        if self._session is None:
            self._session = pool(0, _timeout(self._patience))

    async def shutdown(self) -> None:
        """Close the pool."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def updates(self, url: str, parameters: dict[str, object]) -> list[Any]:
        """The raw result of getUpdates, because the SDK's parser gives up a whole batch over one update it cannot read.

        Raises TelegramError, whatever Telegram or anybody between answers."""
        status, payload = await self._exchange("POST", url, orjson.dumps(parameters), self._patience)
        answer = _refused(status, payload)
        found = answer.get("result")
        if not isinstance(found, list):
            raise NetworkError("no list of updates")
        self._health.token_accepted = True
        return found

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Wish = BaseRequest.DEFAULT_NONE,
        write_timeout: Wish = BaseRequest.DEFAULT_NONE,
        connect_timeout: Wish = BaseRequest.DEFAULT_NONE,
        pool_timeout: Wish = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One call: status and body, which is an answer of the Bot API if the status is 200.

        TimedOut, NetworkError, NotSentError; none repeats the address, which has the token, or the body."""
        patience = self._patience if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        status, payload = await self._exchange(method, url, _body(request_data), patience)
        if status == HTTPStatus.OK:
            if "result" not in self.parse_json_payload(payload):
                raise NetworkError("no result")
            self._health.token_accepted = True
            if url.endswith(MESSAGES):
                return status, _DONE
        return status, payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The object a body is, with such fields only as the SDK can read; TelegramError for anything else.

        The SDK's own would write the whole body, with what people have said, into the log."""
        try:
            body = json.loads(payload)
        except (ValueError, RecursionError):
            body = None
        if not isinstance(body, dict):
            raise NetworkError("not an answer of Telegram's")
        answer: dict[str, Any] = {"description": str(body.get("description") or "")[:200]}
        if body.get("ok") is True and "result" in body:
            answer["result"] = body["result"]
        return answer | {"parameters": _hints(body.get("parameters"))}

    async def _exchange(
        self, method: str, url: str, body: bytes | aiohttp.FormData | None, patience: float | None
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise RuntimeError("the transport is not initialised")
        headers = _JSON if isinstance(body, bytes) else None
        async with self._free:
            try:
                async with self._session.request(
                    method, url, data=body, headers=headers, timeout=_timeout(patience)
                ) as answer:
                    status, payload = answer.status, await answer.read()
                    self._health.times.observe(answer.headers.get("Date"))
            except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
                raise NotSentError(type(error).__name__) from None
            except TimeoutError:
                raise TimedOut from None
            except (aiohttp.ClientError, OSError, ValueError) as error:
                raise NetworkError(type(error).__name__) from None
        if status == HTTPStatus.UNAUTHORIZED:
            self._health.token_accepted = False
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR or _asks_to_wait_without_saying_how_long(
            status, payload
        ):
            raise NotSentError(str(status))
        return status, payload


def _asks_to_wait_without_saying_how_long(status: int, payload: bytes) -> bool:
    if status != HTTPStatus.TOO_MANY_REQUESTS:
        return False
    try:
        return "retry_after" not in AiohttpTransport.parse_json_payload(payload)["parameters"]
    except TelegramError:
        return True


def _refused(status: int, payload: bytes) -> dict[str, Any]:
    """The answer, if it is none of those that refuse; else the error of the SDK's that says why."""
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND):
        raise InvalidToken(str(status))
    if status == HTTPStatus.CONFLICT:
        raise Conflict("another poller, or a webhook")
    try:
        answer = AiohttpTransport.parse_json_payload(payload)
    except TelegramError:
        answer = {}
    if wait := answer.get("parameters", {}).get("retry_after"):
        raise RetryAfter(wait)
    if status != HTTPStatus.OK:
        raise NetworkError(str(status))
    return answer


def _hints(given: object) -> dict[str, int]:
    """What Telegram says beside a refusal, where it makes sense: how long to wait, which chat took a group's place."""
    hints = given if isinstance(given, dict) else {}
    wait, chat = hints.get("retry_after"), hints.get("migrate_to_chat_id")
    found: dict[str, int] = {}
    if isinstance(wait, int | float) and 0 < wait <= LONGEST_WAIT:
        found["retry_after"] = max(1, round(wait))
    if isinstance(chat, int) and not isinstance(chat, bool):
        found["migrate_to_chat_id"] = chat
    return found


def _timeout(patience: float | None) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=patience, sock_connect=CONNECT_SECONDS)


def _body(data: RequestData | None) -> bytes | aiohttp.FormData | None:
    """The parameters, as JSON: a form would write the keyboard as JSON twice, then each byte of Chinese as three. With
    files they are a form all the same."""
    if data is None:
        return None
    if not data.multipart_data:
        return orjson.dumps(data.parameters)
    form = aiohttp.FormData(data.json_parameters, quote_fields=False)
    for name, (filename, content, media_type) in data.multipart_data.items():
        # In pieces: a megabyte written at once holds up everybody else, and aiohttp warns of it.
        stream = BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, stream, filename=filename, content_type=media_type)
    return form
