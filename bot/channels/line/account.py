"""A LINE account without its chats: what the commands that set it up and check it need."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.channels.line.account_api import BadBodyError
from bot.channels.line.client import LineClient
from bot.channels.line.draw import draw
from bot.channels.line.tokens import Tokens
from bot.channels.shared.words import Words
from flows.interface.messages import Message


@asynccontextmanager
async def opened(api_url: str, data_api_url: str, tokens: Tokens) -> AsyncIterator[LineClient]:
    """The account's API while it is needed."""
    async with LineClient(api_url, data_api_url, tokens).opened() as client:
        yield client


async def accepted(client: LineClient, message: Message, words: Words) -> str:
    """What LINE has against a message; "" when it would show it. Nothing is sent to anybody.

    Raises aiohttp.ClientError, TimeoutError."""
    try:
        answer = await client.account.validate(draw((message,), words, secure=True))
    except BadBodyError as error:
        return str(error)
    if answer.status == 200:
        return ""
    details = answer.body.get("details") or [answer.body]
    told = "; ".join(f"{each.get('property', '')} {each.get('message', '')}".strip() for each in details)
    return f"{answer.status} {told}"
