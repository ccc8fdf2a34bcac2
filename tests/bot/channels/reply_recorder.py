"""The other side of a channel for its tests: remembers what arrives, answers what it is told to."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from flows.interface.inbound import Edited, Inbound, Opened, Sent, Tap, Text, Unsent
from flows.interface.messages import Look, Message

WORDS = {
    "channel.group_hint": "請私下傳訊息給我",
    "channel.open_document": "開啟文件",
    "channel.edit": "修改",
    "channel.example": "例：",
    "channel.number_gone": "已收起按鈕",
    "channel.number_hint": "也可以按按鈕",
    "channel.pick_day": "選日期",
    "channel.share_number": "傳送我的電話",
    "channel.swipe": "左右滑動",
}


def words(language: str, key: str) -> str:
    """The channel's own words."""
    return WORDS.get(key, f"{language} {key}")


def echo(inbound: Inbound) -> tuple[Message, ...]:
    """Answer with what was understood."""
    match inbound.content:
        case Text(text):
            return (Message(Look.PLAIN, body=f"text {text}"),)
        case Tap(data):
            return (Message(Look.PLAIN, body=f"tap {data}"),)
        case Sent(media):
            return (Message(Look.PLAIN, body=f"sent {media}"),)
        case Opened():
            return (Message(Look.WELCOME, body="opened"),)
        case Edited(_, text):
            return (Message(Look.PLAIN, body=f"edited {text}"),)
        case Unsent():
            return (Message(Look.PLAIN, body="unsent"),)
        case _:
            return (Message(Look.PLAIN, body="something else"),)


@dataclass
class ReplyRecorder:
    """Stands where the engine stands."""

    answer: Callable[[Inbound], tuple[Message, ...]] = echo
    received: list[Inbound] = field(default_factory=list)
    known_sent: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    slow: dict[str, float] = field(default_factory=dict)
    commits: list[str] = field(default_factory=list)

    async def receive(self, inbound: Inbound) -> "RecordedReply":
        """Handle one event; fail for the users named in `refused`."""
        self.received.append(inbound)
        if inbound.sender.user in self.refused:
            raise ConnectionError("no database")
        await asyncio.sleep(self.slow.get(f"commit {inbound.sender.user}", 0))
        self.commits.append(inbound.event_id)
        return RecordedReply(self, inbound)

    def contents(self) -> list[object]:
        """What people sent, in order."""
        return [inbound.content for inbound in self.received]


@dataclass
class RecordedReply:
    """A committed turn."""

    desk: ReplyRecorder
    inbound: Inbound

    def at_once(self) -> tuple[Message, ...] | None:
        """The prepared answer, unless it is slow or fails."""
        content = self.inbound.content
        special = isinstance(content, Text) and (content.text in self.desk.slow or content.text == "crash")
        return None if special else self.desk.answer(self.inbound)

    async def messages(self) -> tuple[Message, ...]:
        """The prepared answer; slow for texts named in `slow`; raises for the text "crash"."""
        content = self.inbound.content
        if isinstance(content, Text):
            await asyncio.sleep(self.desk.slow.get(content.text, 0))
            if content.text == "crash":
                raise RuntimeError("secret answer 12345675")
        return self.desk.answer(self.inbound)

    def sent(self) -> None:
        """The reply went out."""
        self.desk.known_sent.append(self.inbound.event_id)

    def unseen(self) -> None:
        """The reply may not have been seen."""
        self.desk.unseen.append(self.inbound.event_id)


@asynccontextmanager
async def serving(
    path: str,
    handler: Callable[[web.Request], Awaitable[web.Response]],
    method: str = "POST",
    port: int = 0,
) -> AsyncIterator[str]:
    """A real server with one route; yields its address."""
    app = web.Application()
    app.router.add_route(method, path, handler)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield "http://{}:{}".format(*runner.addresses[0][:2]) + path
    finally:
        await runner.cleanup()


async def until(condition: Callable[[], bool], seconds: float = 5.0) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 (what is waited for lives in the channel, which has no bell)
            await asyncio.sleep(0.01)
