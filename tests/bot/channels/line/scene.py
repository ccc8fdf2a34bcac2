"""A running LINE channel with LINE on one side and a desk on the other."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.channels.line import LineChannel
from bot.demo.standins.line import ACCESS_TOKEN, LineStandin
from bot.demo.standins.line_account import LineAccount
from bot.demo.standins.line_person import LinePerson
from tests.bot.channels.reply_recorder import ReplyRecorder, serving, words

SECRET = "line-channel-secret"
REPLY = "/v2/bot/message/reply"
PUSH = "/v2/bot/message/push"
QUOTA = "/v2/bot/message/quota"
LOADING = "/v2/bot/chat/loading/start"


@dataclass
class LineScene:
    """All that a test looks at."""

    standin: LineStandin
    channel: LineChannel
    desk: ReplyRecorder
    address: str

    def person(self, name: str = "a") -> LinePerson:
        """Somebody with LINE; another letter is another person."""
        return LinePerson(self.standin, self.address, SECRET, "U" + name * 32)


@asynccontextmanager
async def running_line(
    token_life: float = 60.0, account: LineAccount | None = None, *, staff_chat: bool = False
) -> AsyncIterator[LineScene]:
    """The scene while it runs; `account` is what LINE has of the channel before it starts."""
    desk = ReplyRecorder()
    async with LineStandin(token_life=token_life, account=account or LineAccount()).running() as standin:
        channel = LineChannel(
            SECRET,
            ACCESS_TOKEN,
            desk.receive,
            words=words,
            api_url=standin.url,
            data_api_url=standin.url,
            staff_chat=staff_chat,
        )
        await channel.start()
        await channel.ready()
        async with serving("/line/webhook", channel.webhook) as address:
            yield LineScene(standin, channel, desk, address)
        await channel.close()
