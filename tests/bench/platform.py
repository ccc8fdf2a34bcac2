"""A stand-in for the platforms' APIs that costs next to nothing: it answers any call and tells who was answered when.

Telegram's sendMessage names the chat, LINE's reply the token; whoever waits for that key is woken.
"""

import asyncio
import re
import time

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_KEY = re.compile(rb'(?:chat_id=|name="chat_id"\r\n\r\n|"chat_id": ?"?|"replyToken": ?")([0-9A-Za-z]+)')
_BODY = (
    b'{"ok":true,"result":{"message_id":1,"date":1700000000,"chat":{"id":1,"type":"private"},"text":"x",'
    b'"id":7000000001,"is_bot":true,"first_name":"b","username":"b_bot","url":"","userId":"U'
    + b"b" * 32
    + b'"},"userId":"U'
    + b"b" * 32
    + b'","sentMessages":[{"id":"1","quoteToken":"q"}]}'
)
_TRUE = b'{"ok":true,"result":true}'
_BOOLEANS = (
    b"/setWebhook",
    b"/deleteWebhook",
    b"/setMyCommands",
    b"/answerCallbackQuery",
    b"/sendChatAction",
)


def _response(body: bytes) -> bytes:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
    return head + body


_ANSWER, _YES = _response(_BODY), _response(_TRUE)


class Platform:
    """Listens on a free port; `slow` is how many seconds each call takes."""

    def __init__(self, slow: float = 0.0) -> None:
        self.slow = slow
        self.calls = 0
        self.url = ""
        self._waiting: dict[bytes, asyncio.Future[float]] = {}
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Begin to listen."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Connection(self), "127.0.0.1", 0, backlog=4096)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def expect(self, key: str) -> asyncio.Future[float]:
        """Done when this chat is written to, or this token is used: when that call was made (time.perf_counter)."""
        future: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._waiting[key.encode()] = future
        return future

    def seen(self, body: bytes) -> None:
        """A message to somebody."""
        self.calls += 1
        found = _KEY.search(body)
        future = self._waiting.pop(found[1], None) if found else None
        if future and not future.done():
            future.set_result(time.perf_counter())


class _Connection(asyncio.Protocol):
    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A client came."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer every complete request."""
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:end]
            length = _LENGTH.search(head)
            size = int(length[1]) if length else 0
            if len(self._buffer) < end + 4 + size:
                return
            body = self._buffer[end + 4 : end + 4 + size]
            self._buffer = self._buffer[end + 4 + size :]
            self._answer(head.partition(b"\r\n")[0], body)

    def _answer(self, line: bytes, body: bytes) -> None:
        path = line.split(b" ")[1]
        answer = _YES if path.endswith(_BOOLEANS) else _ANSWER
        if b"/sendMessage" in path or b"/editMessageText" in path or path.endswith(b"/message/reply"):
            self._platform.seen(body)
        assert self._transport is not None
        if self._platform.slow:
            asyncio.get_running_loop().call_later(self._platform.slow, self._transport.write, answer)
        else:
            self._transport.write(answer)
