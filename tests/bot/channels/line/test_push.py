"""Messages nobody asked for just now, on LINE over real HTTP: they may cost quota, and are never the only way."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiohttp import ClientTimeout

import bot.channels.line.transport
from bot.channels.line.account import opened
from bot.channels.line.client import LineClient
from bot.channels.line.push import UnsettledError, notify
from bot.channels.line.tokens import LongLived
from bot.demo.standins.line import ACCESS_TOKEN, LOST, SILENT, LineStandin
from flows.interface.messages import Button, Look, Message, Weight
from tests.bot.channels.line.scene import PUSH, QUOTA
from tests.bot.channels.reply_recorder import words
from tests.support.chat import on_screen

USER = "U" + "a" * 32
KEY = "123e4567-e89b-12d3-a456-426614174000"
NEWS = Message(
    Look.CONFIRM,
    "有名額了",
    "為您保留到 06/21 11:00",
    buttons=(Button("繼續填寫", "w:113.1:start", Weight.PRIMARY, "繼續填寫"),),
)


@pytest.fixture
async def standin() -> AsyncIterator[LineStandin]:
    """LINE."""
    async with LineStandin().running() as standin:
        yield standin


@pytest.fixture
async def client(standin: LineStandin) -> AsyncIterator[LineClient]:
    """Our end of it."""
    async with opened(standin.url, standin.url, LongLived(ACCESS_TOKEN)) as client:
        yield client


async def told(client: LineClient) -> bool:
    """Tell the news."""
    return await notify(client, words, USER, [NEWS], KEY)


async def test_a_person_is_told_within_the_quota(standin: LineStandin, client: LineClient) -> None:
    standin.pushes.quota, standin.pushes.used = 200, 199
    assert await told(client)
    ((user, (card,)),) = standin.pushes.delivered
    assert user == USER
    assert "為您保留到 06/21 11:00" in card["altText"]
    assert card["quickReply"]["items"][0]["action"]["data"] == on_screen([NEWS])[0][1]
    assert standin.pushes.used == 200


async def test_a_plan_without_limit_is_not_asked_what_was_used(
    standin: LineStandin, client: LineClient
) -> None:
    standin.pushes.quota, standin.pushes.used = None, 10_000
    assert await told(client)
    assert standin.paths() == [QUOTA, PUSH]


@pytest.mark.parametrize("quota", [0, 200])
async def test_a_used_up_quota_sends_nothing_and_is_no_failure(
    standin: LineStandin, client: LineClient, quota: int
) -> None:
    standin.pushes.quota = standin.pushes.used = quota
    assert not await told(client)
    assert PUSH not in standin.paths()


@pytest.mark.parametrize("path", [QUOTA, f"{QUOTA}/consumption"])
@pytest.mark.parametrize("status", [0, 429, 500])
async def test_an_unknown_quota_sends_nothing(
    standin: LineStandin, client: LineClient, path: str, status: int
) -> None:
    standin.trouble(path, status, status)  # twice: a question that changes nothing is asked again
    assert not await told(client)
    assert PUSH not in standin.paths()


@pytest.mark.parametrize("trouble", [500, 502, 0, LOST, SILENT])
async def test_an_attempt_of_unknown_fate_is_repeated_as_the_same_push(
    standin: LineStandin, monkeypatch: pytest.MonkeyPatch, trouble: int
) -> None:
    patience = replace(bot.channels.line.transport.CALL, timeout=ClientTimeout(total=1.5))
    monkeypatch.setattr(bot.channels.line.transport, "CALL", patience)
    standin.trouble(PUSH, trouble)
    async with opened(standin.url, standin.url, LongLived(ACCESS_TOKEN)) as client:
        with pytest.raises(UnsettledError):
            await told(client)
        assert await told(client), "with the first attempt taken, LINE answers 409, and that is well"
    assert len(standin.pushes.delivered) == 1
    assert standin.pushes.used == 1


async def test_the_quota_may_end_early_while_others_send(standin: LineStandin, client: LineClient) -> None:
    standin.trouble(PUSH, 429)
    assert not await told(client)


async def test_whoever_blocked_the_account_is_no_failure(standin: LineStandin, client: LineClient) -> None:
    standin.pushes.blocked.add(USER)
    assert await told(client)
    assert (standin.pushes.delivered, standin.pushes.used) == ([], 0)


async def test_somebody_line_does_not_know_is_left_alone(standin: LineStandin, client: LineClient) -> None:
    standin.pushes.unknown.add(USER)
    assert not await told(client)
