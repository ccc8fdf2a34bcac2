"""A LINE account without its chats: what the commands that set it up and check it need."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from bot.channels.line.account_api import BadBodyError
from bot.channels.line.client import LineClient
from bot.channels.line.draw import draw
from bot.channels.line.limits import Json
from bot.channels.line.tokens import Tokens
from bot.channels.shared.words import Words
from flows.interface.messages import Message


@asynccontextmanager
async def opened(api_url: str, data_api_url: str, tokens: Tokens) -> AsyncIterator[LineClient]:
    """The account's API while it is needed."""
    async with LineClient(api_url, data_api_url, tokens).opened() as client:
        yield client


async def accepted(client: LineClient, message: Message, words: Words, tapped: str = "") -> str:
    """What LINE has against a message, as an answer to the button of which `tapped` is the data; "" when it would show
    it. Nothing is sent to anybody.

    Raises aiohttp.ClientError, TimeoutError."""
    try:
        answer = await client.account.validate(draw((message,), words, secure=True, tapped=tapped))
    except BadBodyError as error:
        return str(error)
    if answer.status == 200:
        return ""
    details = answer.body.get("details") or [answer.body]
    told = "; ".join(f"{each.get('property', '')} {each.get('message', '')}".strip() for each in details)
    return f"{answer.status} {told}"


def unknown_to_models(drawn: Sequence[Json]) -> str:
    """Where the models of LINE's SDK refuse message objects, or do not know something in them; "" when they know all.

    Importing them takes two seconds, so it happens here."""
    from linebot.v3.messaging import ReplyMessageRequest

    try:
        known = ReplyMessageRequest.from_dict({"replyToken": "t", "messages": list(drawn)}).to_dict()
    except ValueError as error:
        return f"messages: {type(error).__name__}"
    return _difference(list(drawn), known["messages"], "messages")


def without_words(drawn: Any) -> Any:
    """What is left of drawn messages without what people read and what buttons carry: messages of which this is the
    same are the same to the models."""
    if isinstance(drawn, dict):
        return tuple((name, "" if name in _WORDS else without_words(value)) for name, value in drawn.items())
    if isinstance(drawn, list | tuple):
        return tuple(dict.fromkeys(map(without_words, drawn)))
    return drawn


_WORDS = frozenset(
    ("text", "label", "altText", "data", "uri", "url", "displayText", "fillInText", "clipboardText")
)


def _difference(drawn: Any, known: Any, place: str) -> str:
    """The first place where two bodies differ, as a path; "" when they are the same."""
    if drawn == known:
        return ""
    if isinstance(drawn, dict) and isinstance(known, dict):
        parts = [(f"{place}.{name}", drawn.get(name), known.get(name)) for name in {**drawn, **known}]
    elif isinstance(drawn, list) and isinstance(known, list) and len(drawn) == len(known):
        parts = [
            (f"{place}[{i}]", one, other) for i, (one, other) in enumerate(zip(drawn, known, strict=True))
        ]
    else:
        return place
    return next(filter(None, (_difference(one, other, where) for where, one, other in parts)), place)
